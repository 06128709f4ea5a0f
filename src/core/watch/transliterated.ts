/**
 * A name as the other alphabet writes it, the commonest way first: Лавров -> Lavrov, Zelensky ->
 * Зеленский. Empty where there is no telling: what is not a name, and Latin names that do not end
 * as Slavic ones do.
 *
 * From Cyrillic as news agencies write it (BGN/PCGN without its marks); back by the same table.
 */
export function transliterated(written: string): readonly string[] {
  const words = written.split(' ')
  if (!words.every((word) => /^\p{Lu}[\p{Ll}'’-]{3,}$/u.test(word))) return []
  if (words.every((word) => /^\p{Script=Cyrillic}+$/u.test(word))) {
    const plain = words.map((word) => toLatin(word)).join(' ')
    return [...new Set([plain, plain.replace(/y(?= |$)/g, 'iy'), plain.replace(/y(?= |$)/g, 'yy')])]
  }
  const isSlavic = /(?:ov|ev|ova|eva|sky|skiy|skyy|ska|skaya|enko|chuk)$/.test(words.at(-1) ?? '')
  return isSlavic && words.every((word) => /^[A-Za-z'’-]+$/.test(word))
    ? [words.map(toCyrillic).join(' ')]
    : []
}

const LATIN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', ё: 'yo', є: 'ie', ж: 'zh', з: 'z', и: 'i',
  і: 'i', ї: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't',
  у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e',
  ю: 'yu', я: 'ya',
} // prettier-ignore

function toLatin(word: string): string {
  const small = word.toLowerCase().replace(/[иыі]й$/, 'y')
  const latin = Array.from(small, (letter) => LATIN[letter] ?? letter).join('')
  return latin.charAt(0).toUpperCase() + latin.slice(1)
}

/** Longest first. */
const CYRILLIC: readonly (readonly [RegExp, string])[] = [
  [/sk(?:iy|yy|y)$/, 'ский'],
  [/shch/g, 'щ'],
  [/zh/g, 'ж'],
  [/kh/g, 'х'],
  [/ts/g, 'ц'],
  [/ch/g, 'ч'],
  [/sh/g, 'ш'],
  [/yo/g, 'ё'],
  [/yu/g, 'ю'],
  [/ya/g, 'я'],
]

const LETTERS: Readonly<Record<string, string>> = {
  a: 'а', b: 'б', c: 'к', d: 'д', e: 'е', f: 'ф', g: 'г', h: 'х', i: 'и', j: 'й', k: 'к', l: 'л',
  m: 'м', n: 'н', o: 'о', p: 'п', q: 'к', r: 'р', s: 'с', t: 'т', u: 'у', v: 'в', w: 'в', x: 'кс',
  y: 'ы', z: 'з',
} // prettier-ignore

function toCyrillic(word: string): string {
  let small = word.toLowerCase()
  for (const [latin, cyrillic] of CYRILLIC) small = small.replace(latin, cyrillic)
  const cyrillic = Array.from(
    small.replace(/(?<=[aeiou])y/g, 'й'),
    (letter) => LETTERS[letter] ?? letter,
  ).join('')
  return cyrillic.charAt(0).toUpperCase() + cyrillic.slice(1)
}
