import { expect, test } from 'vitest'
import { judgeLabelled, type Judged } from './support/judge-labelled.ts'
import { labelledStories } from './support/labelled-stories.ts'

/**
 * The labelled table of test/stories, 157 items in six languages, judged in order of arrival. Rows
 * of a story that another language told first are counted by themselves: they are right only
 * where the languages are linked.
 */
const KINDS = ['known', 'copy', 'retelling', 'update', 'new'] as const
const labelled = labelledStories(new URL('stories/', import.meta.url))
const firstLanguage = new Map(
  labelled.toReversed().map(({ story, language }) => [story, language] as const),
)
const judged = judgeLabelled(labelled)
const isCross = ({ label }: Judged) => firstLanguage.get(label.story) !== label.language
const own = judged.filter((one) => !isCross(one))
const cross = judged.filter(isCross)

test('nine of ten labelled items get the verdict an editor gives', () => {
  console.log(`${confusion(own)}\n\nstories first told in another language:\n${confusion(cross)}`)
  for (const one of judged.filter((wrong) => !isRight(wrong))) {
    console.log(
      `${one.label.id} ${one.label.expected}, judged ${one.verdict.kind} in ${one.verdict.storyId}: ${one.verdict.because}`,
    )
  }
  expect(labelled.length).toBeGreaterThanOrEqual(150)
  expect(shareRight(own)).toBeGreaterThanOrEqual(0.8)
})

test('the sentences marked new are the ones found new', () => {
  const { precision, recall } = sentences(own)
  console.log('sentences', sentences(own), 'cross', sentences(cross))
  expect(precision).toBeGreaterThanOrEqual(0.6)
  expect(recall).toBeGreaterThanOrEqual(0.7)
})

function isRight({ label, verdict }: Judged): boolean {
  return label.expected === verdict.kind
}

function shareRight(rows: readonly Judged[]): number {
  return rows.filter(isRight).length / rows.length
}

function sentences(rows: readonly Judged[]) {
  const pairs = rows.filter(
    ({ label, verdict }) => verdict.kind === 'update' || label.expected === 'update',
  )
  let found = 0,
    right = 0,
    marked = 0
  for (const { label, verdict } of pairs) {
    const told = verdict.kind === 'update' ? verdict.newSentences.map(({ text }) => text) : []
    const wanted = label.newSentences
    found += told.length
    marked += wanted.length
    const r = told.filter((text) => wanted.includes(text)).length
    right += r
    if (r < wanted.length || r < told.length) console.log(label.id, { told, wanted })
  }
  return { precision: right / found, recall: right / marked, found, right, marked }
}

function confusion(rows: readonly Judged[]): string {
  const lines = KINDS.map((expected) => {
    const of = rows.filter(({ label }) => label.expected === expected)
    const cells = KINDS.map((kind) =>
      String(of.filter(({ verdict }) => verdict.kind === kind).length).padStart(10),
    )
    return `${expected.padEnd(10)}${cells.join('')}`
  })
  const head = `${'expected'.padEnd(10)}${KINDS.map((kind) => kind.padStart(10)).join('')}`
  const right = rows.filter(isRight).length
  return [head, ...lines, `${right} of ${rows.length} right`].join('\n')
}
