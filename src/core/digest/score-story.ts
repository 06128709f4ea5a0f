/**
 * Where a story stands among others: points that can be added up by eye.
 *
 * New stands before update, many voices before one, what is rising before what is not, and the
 * reader's own order of watches before all of them.
 */
import type { PlacedItem, Score, ToldStory, Watch } from '../../model.ts'

const NEW = 4
const UPDATE = 1
const MOST_FOR_FACTS = 3
const MOST_FOR_OUTLETS = 6
const RISING = 3
const URGENT = 6
const PRIORITY = { high: 3, low: -3 } as const

/** `placed` is what the story is told from; `rises` whether outlets take it up far faster than usual. */
export function scoreStory(
  told: ToldStory,
  placed: readonly PlacedItem[],
  watch: Watch | undefined,
  rises: boolean,
): Score {
  const facts = told.sentences.reduce((sum, sentence) => sum + sentence.facts.length, 0)
  const outlets = outletsInOwnWords(placed)
  const given: Score['parts'] = [
    told.kind === 'new'
      ? { label: 'new story', points: NEW }
      : { label: 'update', points: UPDATE + Math.min(MOST_FOR_FACTS, facts / 2) },
    { label: `${outlets} outlets in their own words`, points: pointsForOutlets(outlets) },
    { label: 'rising', points: rises ? RISING : 0 },
    { label: 'urgent watch', points: told.urgent ? URGENT : 0 },
    {
      label: `${watch?.priority ?? 'normal'} priority`,
      points: watch?.priority ? PRIORITY[watch.priority] : 0,
    },
  ]
  const parts = given.filter(({ points }) => points !== 0)
  return { points: rounded(parts.reduce((sum, { points }) => sum + points, 0)), parts }
}

/** Copies say nothing of their own: twelve of them are one voice. */
function outletsInOwnWords(placed: readonly PlacedItem[]): number {
  const own = placed.filter(({ verdict }) => !['known', 'copy'].includes(verdict.kind))
  return new Set(own.map(({ item }) => item.outlet)).size
}

/** None for the first, two for twice as many each time. */
function pointsForOutlets(outlets: number): number {
  return outlets < 2 ? 0 : rounded(Math.min(MOST_FOR_OUTLETS, 2 * Math.log2(outlets)))
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10
}
