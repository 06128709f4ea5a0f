/**
 * What each UTF-16 code unit is to a reader of words, and what it folds to, in one table, so that
 * the scanners cost one look-up a unit and no per-word normalisation. An entry is
 * `kind << 16 | folded unit`.
 *
 * Filled as text is read: describing all 65,536 units at start would cost a tenth of a second.
 */
export const letters = new Uint32Array(65_536)

/**
 * The same in short, for finding where words are: 0 for a gap, INSIDE for a letter, and one bit
 * more for what needs a second look, as does every unit not described yet.
 */
export const runKinds = new Uint8Array(65_536).fill(3)
export const INSIDE = 1

/** Stands between words. */
export const GAP = 1
/** Inside a word it belongs to it (apostrophe, soft hyphen, joiners); at its edge it is a gap. */
export const JOINER = 2
/** A letter or digit that folds to one unit, whatever its neighbours. */
export const LETTER = 3
/** A Hangul syllable: words take particles without a space. */
export const HANGUL = 4
/** Of a script that puts no space between words. */
export const UNSPACED = 5
/** Folds together with its neighbours (marks, surrogates, ligatures, half-width kana). */
export const COMPLEX = 6

const APOSTROPHE = "'’‘ʼ＇"
/** Soft hyphen, zero-width joiners, word joiner, BOM, direction marks: there, but not read. */
const IGNORED = '\u00AD\u200C\u200D\u2060\uFEFF\u200E\u200F'
export const JOINERS = APOSTROPHE + IGNORED

/** The same class as text for regular expressions: ー and 々 belong to the words they lengthen. */
export const UNSPACED_CLASS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}' +
  '\\p{Script=Khmer}\\p{Script=Myanmar}\\u30FC'

const WORD_PART = /[\p{L}\p{M}\p{N}]/u
const UNSPACED_PART = new RegExp(`[${UNSPACED_CLASS}]`, 'u')
/** Thai and Lao AM: compatibility folding splits them in two, and everyone types them as one. */
const KEPT_WHOLE = /[\u0E33\u0EB3]/

/** The table's entry for a code unit not met before. */
export function describeLetter(unit: number): number {
  const character = String.fromCharCode(unit)
  const kind = kindOf(unit, character)
  const folded = kind === LETTER || kind === UNSPACED ? foldLetters(character) : character
  let entry = (COMPLEX << 16) | unit
  if (APOSTROPHE.includes(character)) entry = (JOINER << 16) | APOSTROPHE.charCodeAt(0)
  else if (KEPT_WHOLE.test(character)) entry = (kind << 16) | unit
  else if (folded.length === 1) entry = (kind << 16) | folded.charCodeAt(0)
  letters[unit] = entry
  if (kind === GAP) runKinds[unit] = 0
  else if (entry >>> 16 === LETTER) runKinds[unit] = INSIDE
  return entry
}

function kindOf(unit: number, character: string): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return COMPLEX
  if (JOINERS.includes(character)) return JOINER
  if (!WORD_PART.test(character)) return GAP
  if (unit >= 0xac00 && unit <= 0xd7a3) return HANGUL
  // Half-width kana take their voicing mark as a letter of its own.
  if (unit >= 0xff65 && unit <= 0xff9f) return COMPLEX
  if (UNSPACED_PART.test(character)) return UNSPACED
  if (/\p{M}/u.test(character) || /\p{Script=Hangul}/u.test(character)) return COMPLEX
  return LETTER
}

/** Letters without a decomposition that readers and wires still take for their plain neighbour. */
const STROKED: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ı: 'i', ς: 'σ' }

/**
 * One form for what readers take as the same word: compatibility forms, case, curly apostrophes,
 * ignored characters, accents on Latin and Greek letters, stress marks on Cyrillic, and ё as е,
 * which Russian prints either way. Marks that make another letter elsewhere (й, ї, が) stay.
 */
export function foldLetters(written: string): string {
  const plain = written.normalize('NFKC').toLowerCase()
  if (/^[a-z0-9]*$/.test(plain)) return plain
  return plain
    .replace(/[\u00AD\u200C-\u200F\u2060\uFEFF]/g, '')
    .replace(/[’‘ʼ]/g, "'")
    .replace(/[łøđħıς]/g, (letter) => STROKED[letter] ?? letter)
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036F]+/gu, '$1')
    .normalize('NFC')
    .replace(/(\p{Script=Cyrillic})[\u0300\u0301]+/gu, '$1')
    .replaceAll('ё', 'е')
}
