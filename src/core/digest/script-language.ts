/**
 * The language a script alone gives away. Chinese and Japanese share code points that are drawn
 * differently, so a mail without `lang` shows one in the other's letters. Latin, Cyrillic and
 * Arabic serve too many languages to guess.
 */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Greek}/u, 'el'],
]

/** So much of a text tells its script. */
const ENOUGH = 120

/** A BCP 47 tag where a third of the letters or more are of such a script, else undefined. */
export function scriptLanguage(text: string): string | undefined {
  const letters = text.slice(0, ENOUGH).match(/\p{L}/gu) ?? []
  for (const [script, language] of SCRIPTS) {
    const own = letters.filter((letter) => script.test(letter)).length
    if (own * 3 >= letters.length && own > 0) return language
  }
  return undefined
}

/** Which way dir="auto" turns it: its first letter says (HTML, 3.2.6.4). */
export function isRightToLeft(text: string): boolean {
  return /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)
}
