import { isLatin } from '../text/scripts-of.ts'
import type { PlacedFact } from './numbers.ts'

/** Parts of a whole in words, and what they are in percent. */
const FRACTIONS: readonly (readonly [RegExp, number])[] = [
  [
    // Not "the first half of", half an hour, nor "в половине дня".
    /\bby half\b|(?<!\b(?:first|second|latter|other) )\bhalf of (?:the|those|its|their|all)\b|\bhalved\b|(?<!\p{L})(?:наполовину|половин[аыуі]\s(?!дня|суток|недели|месяца|года|часа|доби|тижня|місяця|року|години))|절반|半数|半分|一半/giu,
    50,
  ],
  [
    /\b(?:by )?(?:a|one)[ -]third\b|(?<!\p{L})(?:на треть|на третину|третина)(?!\p{L})|3분의 ?1|3分の1|三分之一/giu,
    33,
  ],
  [
    /\btwo[ -]thirds\b|(?<!\p{L})(?:две|дві) трет(?:и|ини)(?!\p{L})|3분의 ?2|3分の2|三分之二/giu,
    67,
  ],
  [
    /\bby a quarter\b|\ba quarter of (?:the|those|its|their|all)\b|(?<!\p{L})на (?:четверть|чверть)(?!\p{L})|4분의 ?1|4分の1|四分之一/giu,
    25,
  ],
]

/** Stands in every fraction that Latin letters write. */
const IN_LATIN = /hal[fv]|third|quarter/i

/** "Fell by a third", "half of those": keys are those of percentages, so that 50 percent is half. */
export function fractionsIn(sentence: string): PlacedFact[] {
  if (isLatin(sentence) && !IN_LATIN.test(sentence)) return []
  return FRACTIONS.flatMap(([form, percent]) =>
    [...sentence.matchAll(form)].map(({ 0: written, index }) => ({
      key: `n:${percent}%`,
      kind: 'number' as const,
      written: written.trim(),
      start: index,
      end: index + written.length,
    })),
  )
}
