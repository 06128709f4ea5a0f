/**
 * The labelled items of test/stories, in six languages, judged in order of arrival. Rows of a
 * story that another language told first are counted apart: they are right only where the
 * languages are linked by names, numbers and dates. What was judged otherwise than labelled is printed.
 */
import { expect, test } from 'vitest'
import type { VerdictKind } from '../src/model.ts'
import { judgeLabelled, type Judged } from './support/judge-labelled.ts'
import { labelledStories } from './support/labelled-stories.ts'

const KINDS: readonly VerdictKind[] = ['known', 'copy', 'retelling', 'update', 'new']
const labelled = labelledStories(new URL('stories/', import.meta.url))
const firstOf = new Map(labelled.toReversed().map((label) => [label.story, label] as const))
const judged = judgeLabelled(labelled)
const isCross = ({ label }: Judged) => firstOf.get(label.story)?.language !== label.language
const own = judged.filter((one) => !isCross(one))
const cross = judged.filter(isCross)

test('nine of ten labelled items get the verdict an editor gives', () => {
  console.log(`${confusion(own)}\n\nStories another language told first:\n\n${confusion(cross)}`)
  console.log(
    judged
      .filter((one) => !isRight(one))
      .map(
        ({ label, verdict }) =>
          `${label.id} ${label.expected}, judged ${verdict.kind} in ${verdict.storyId}: ${verdict.because}`,
      )
      .join('\n'),
  )
  expect(labelled.length).toBeGreaterThanOrEqual(150)
  expect(own.filter(isRight).length / own.length).toBeGreaterThanOrEqual(0.92)
})

test('what other languages told first is found, and nothing else is taken for it', () => {
  const labels = new Map(labelled.map((label) => [label.id, label]))
  const mistaken = judged.filter(({ label, verdict: { kind, partner } }) => {
    const other = labels.get(partner?.documentId ?? '')
    const isLinked = kind !== 'new' && other && other.language !== label.language
    return isLinked && other.story !== label.story
  })
  expect(mistaken.map(({ label }) => label.id)).toEqual([])
  expect(cross.filter(isRight).length / cross.length).toBeGreaterThanOrEqual(0.8)
})

test('the sentences marked new are the ones found new', () => {
  const placedRight = sentences(own.filter(isPlacedRight))
  const all = sentences(own)
  console.log('new sentences', { all, placedRight, cross: sentences(cross) })
  expect(all.precision).toBeGreaterThanOrEqual(0.68)
  expect(all.recall).toBeGreaterThanOrEqual(0.9)
  expect(placedRight.precision).toBeGreaterThanOrEqual(0.9)
  expect(placedRight.recall).toBeGreaterThanOrEqual(0.9)
})

function isRight({ label, verdict }: Judged): boolean {
  return label.expected === verdict.kind
}

/** In the story of its label's first item. */
function isPlacedRight({ label, verdict }: Judged): boolean {
  const first = firstOf.get(label.story)
  if (first === label) return verdict.storyId === `s${label.id}`
  return verdict.storyId === (first?.expected === 'seed' ? label.story : `s${first?.id}`)
}

function sentences(rows: readonly Judged[]) {
  const found = rows.flatMap(({ label, verdict: { kind, newSentences } }) =>
    kind === 'update' ? newSentences.map(({ text }) => ({ label, text })) : [],
  )
  const right = found.filter(({ label, text }) => label.newSentences.includes(text)).length
  const marked = rows.reduce((sum, { label }) => sum + label.newSentences.length, 0)
  const precision = right / found.length
  return { precision, recall: right / marked, found: found.length, right, marked }
}

function confusion(rows: readonly Judged[]): string {
  const line = (first: string, cells: readonly (string | number)[]) =>
    `${first.padEnd(10)}${cells.map((cell) => String(cell).padStart(10)).join('')}`
  const counts = KINDS.map((expected) => {
    const verdicts = rows.filter(({ label }) => label.expected === expected)
    return line(
      expected,
      KINDS.map((kind) => verdicts.filter(({ verdict }) => verdict.kind === kind).length),
    )
  })
  const right = `${rows.filter(isRight).length} of ${rows.length} right`
  return [line('label', KINDS), ...counts, right].join('\n')
}
