/**
 * What may stand between two words of a phrase.
 *
 * joined: they touch (characters of 拉夫罗夫) · spaced: anything that does not end a sentence or a
 * clause · any: the keyword itself has a full stop or colon there · dotted: letters of an
 * abbreviation, U.S. or U. S.
 */
export type Gap = 'joined' | 'spaced' | 'any' | 'dotted'

/** The gap a keyword asks for, from what stands between two of its own words. */
export function gapAsked(between: string): Gap {
  if (between === '') return 'joined'
  return BREAK.test(`${between} `) ? 'any' : 'spaced'
}

/** Whether the text between `end` of one word and `start` of the next may stand inside a phrase. */
export function gapAllows(gap: Gap, text: string, end: number, start: number): boolean {
  const length = start - end
  if (gap === 'joined') return length === 0 || (length === 1 && isTypographicSpace(text, end))
  if (length === 1 && text.charCodeAt(end) === 0x20) return gap !== 'dotted'
  if (length > LONGEST_GAP) return false
  const between = text.slice(end, start)
  if (gap === 'dotted') return between === '.' || between === '. '
  if (gap === 'any' || !BREAK.test(between)) return true
  return /^\.\s$/u.test(between) && isAbbreviation(text, end, start)
}

const LONGEST_GAP = 16

/**
 * The end of a sentence or clause, a paragraph, or a dash standing free: "looking north - Korea
 * Times" does not say North Korea.
 */
const BREAK = /[.!?:;…]["'”’»)\]]*\s|[。！？：；]|\n\s*\n|\s[-–—|]+\s/u

/** Word processors put a space where Chinese or Japanese meets Latin: "NHK 報道". */
function isTypographicSpace(text: string, at: number): boolean {
  const space = text.charCodeAt(at)
  if (space !== 0x20 && space !== 0x2009 && space !== 0xa0) return false
  return isLatinOrDigit(text.charCodeAt(at - 1)) !== isLatinOrDigit(text.charCodeAt(at + 1))
}

function isLatinOrDigit(unit: number): boolean {
  const small = unit | 0x20
  return (unit >= 0x30 && unit <= 0x39) || (small >= 0x61 && small <= 0x7a)
}

/** A full stop after a few letters, or before a small one, shortens a word: St. Petersburg. */
function isAbbreviation(text: string, end: number, start: number): boolean {
  return (
    /(?<![\p{L}\p{N}])[\p{Script=Latin}\p{Script=Cyrillic}]{1,3}$/u.test(
      text.slice(Math.max(0, end - 4), end),
    ) || isSmall(text, start)
  )
}

function isSmall(text: string, at: number): boolean {
  return /^\p{Ll}/u.test(text.slice(at, at + 2))
}
