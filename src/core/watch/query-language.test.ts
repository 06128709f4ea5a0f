import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Item } from '../../model.ts'
import { buildVocabulary } from './build-vocabulary.ts'
import { matchItems } from './match-items.ts'
import { parseQuery } from './parse-query.ts'

/** docs/query-language.md holds what it says: every example in it is tried. */
const PAGE = readFileSync('docs/query-language.md', 'utf8')
const ROWS = Array.from(PAGE.matchAll(/^\| `(.+?)` +\| (.+?) +\|(?: (.+?) +\|)?$/gm), (row) => row)
const [, configuration = ''] = /```yaml\n(.*?)```/s.exec(PAGE) ?? []
const written = parse(configuration)

const { vocabulary, problems } = buildVocabulary({
  queries: written.queries,
  aliases: { ...written.aliases, lavrov: written.aliases.lavrov.split(' | ') },
  blocs: written.blocs,
  feeds: [{ id: 'bbc-world', name: 'BBC World' }],
})

test('the page has examples of everything, and its names stand', () => {
  expect(ROWS.length).toBeGreaterThan(45)
  expect(problems).toEqual([])
})

test.each(ROWS.map(([, query, answers, not]) => ({ query: query!, answers: answers!, not })))(
  '$query is understood, and finds what the page says',
  ({ query, answers, not }) => {
    const parsed = parseQuery(query, vocabulary)
    if (!parsed.ok) throw new Error(parsed.problem)
    if (not === undefined) return
    const asked = { name: 'watch', written: query, query: parsed.query }
    const found = matchItems([answers, not].map(anItem), [asked], new Date(0))
    expect(found.map(({ item }) => item.title)).toEqual([answers])
  },
)

test('the queries of its configuration are understood', () => {
  for (const { query = '@lavrov' } of written.watches) {
    expect(parseQuery(query, vocabulary)).toMatchObject({ ok: true })
  }
})

function anItem(title: string): Item {
  const none = { summary: '', text: '', authors: [], categories: [] }
  return { id: title, feedId: 'feed', key: title, title, url: '', outlet: 'Example', ...none }
}
