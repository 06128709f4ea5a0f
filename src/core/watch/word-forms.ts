import { foldWord } from '../text/words.ts'
import { cyrillicForms } from './cyrillic-forms.ts'

/** A way a keyword's word may stand in a text. */
export interface Form {
  /** Folded. */
  readonly word: string
  /**
   * What the text's own spelling must satisfy beyond folding: `capital` its first letter is one,
   * any other string it is spelled exactly so.
   */
  readonly spelling?: { readonly is: 'capital' } | { readonly is: 'exactly'; readonly as: string }
}

/**
 * The forms one word of a keyword answers to, its own first: English plurals, Russian and
 * Ukrainian cases. Possessives, elisions and Korean particles are cut off the text's words
 * instead, and need no form here.
 */
export function wordForms(written: string): readonly Form[] {
  const word = foldWord(written)
  if (isEverydayInCapitals(written)) {
    return [{ word, spelling: { is: 'exactly', as: written.normalize('NFKC') } }]
  }
  if (/^\p{Script=Cyrillic}+$/u.test(word)) return [{ word }, ...cyrillicForms(written, word)]
  if (/^[a-z]{3,}$/.test(word)) return [word, ...plurals(word, isCapitals(written))].map(plain)
  return [{ word }]
}

/** The word as written and nothing else: `=ROK`. */
export function exactForm(written: string): readonly Form[] {
  const as = written.normalize('NFKC').replace(/[’‘ʼ]/g, "'")
  return [{ word: foldWord(written), spelling: { is: 'exactly', as } }]
}

/**
 * Abbreviations that are an everyday word when not in capitals. Written in capitals they mean the
 * abbreviation: "US" must not answer "join us".
 */
const EVERYDAY = new Set(
  'ai aid aim am an arm art as at bat be bed by can car cat cop do era eta fed go he ice id if in is it lax man me mod my no of oh on or pa pi sad so star stem to up us van we who'.split(
    ' ',
  ),
)

/** Whether a word in capitals would be an everyday word without them: US, WHO, IT. */
export function isEverydayInCapitals(written: string): boolean {
  return isCapitals(written) && EVERYDAY.has(written.toLowerCase())
}

export function isCapitals(written: string): boolean {
  return written.length > 1 && /^\p{Lu}+$/u.test(written)
}

function plain(word: string): Form {
  return { word }
}

/** Irregular ends worth a newsroom's while: spokesmen, women, children. */
const IRREGULAR: readonly (readonly [RegExp, string])[] = [
  [/man$/, 'men'],
  [/child$/, 'children'],
  [/(?:wi|li|kni)fe$/, 'ves'],
]

/** Abbreviations take a bare s; one that ends in S takes none. */
function plurals(word: string, capitals: boolean): readonly string[] {
  if (capitals) return word.endsWith('s') ? [] : [`${word}s`]
  const irregular = IRREGULAR.flatMap(([end, plural]) =>
    end.test(word)
      ? [word.replace(end, (cut) => (plural === 'ves' ? `${cut.slice(0, -2)}ves` : plural))]
      : [],
  )
  if (/[^aeiou]y$/.test(word)) return [...irregular, `${word.slice(0, -1)}ies`, `${word}s`]
  if (/(?:[sxz]|[cs]h)$/.test(word))
    return word.length < 4 ? irregular : [...irregular, `${word}es`]
  if (word.endsWith('o')) return [...irregular, `${word}s`, `${word}es`]
  return [...irregular, `${word}s`]
}
