import { expect, test } from 'vitest'
import type { Item } from '../../model.ts'
import { decidingParts, explainMatch } from './explain-match.ts'
import { parseQuery } from './parse-query.ts'

test.each([
  ['Lavrov Kim', { title: 'Kim alone' }, [['Lavrov', 'it is not there: looked in title and text']]],
  ['title:Lavrov', { text: 'Lavrov' }, [['title:Lavrov', 'it is there, but not in the title']]],
  ['=Rok', { title: 'ROK' }, [['=Rok', 'it is there only with other capitals']]],
  ['"North Korea"', { title: 'Korea, up north' }, [['"North Korea"', 'nowhere side by side']]],
  ['"North Korea"', { title: 'Korea' }, [['"North Korea"', '"North" is not there']]],
  [
    'Lavrov -Kim',
    { title: 'Lavrov, Kim, Kim' },
    [['NOT Kim', 'must not hold: it stands 2 times in title']],
  ],
  ['lang:ru', { language: 'en' }, [['lang:ru', 'language is en']]],
  ['url:kcna', {}, [['url:kcna', 'https://example.org/news']]],
  [
    'Lavrov OR Kim',
    {},
    [
      ['Lavrov', 'not there'],
      ['Kim', 'not there'],
    ],
  ],
  ['Lavrov', { title: 'Lavrov', text: 'Lavrov' }, [['Lavrov', '2 times in title and text']]],
] as const)('%s on %j is explained by %j', (written, parts, expected) => {
  const deciding = decidingParts(explained(written, parts))
  expect(deciding.map(({ clause }) => clause)).toEqual(expected.map(([clause]) => clause))
  expected.forEach(([, because], at) => expect(deciding[at]!.because).toContain(because))
})

test.each([
  ['Lavrov NEAR/2 Kim', 'Lavrov one two three Kim', '3 words stand between; at most 2'],
  ['Lavrov NEAR/2 Kim', 'Lavrov', 'one of the two is not there'],
  ['Lavrov ONEAR/2 Kim', 'Kim Lavrov', 'not in this order'],
  ['ATLEAST/3 Lavrov', 'Lavrov, Lavrov', 'in 2 places; 3 are asked for'],
  ['(Lavrov OR Kim) (Putin OR Xi)', 'Lavrov', '1 of its 2 parts hold, all must'],
])('%s on "%s" fails by how much: %s', (written, text, because) => {
  const explanation = explained(written, { text })
  expect(explanation).toMatchObject({ holds: false, clause: written })
  expect(explanation.because).toContain(because)
})

const READ_AT = new Date('2025-07-12T10:00:00Z')

function explained(written: string, parts: Partial<Item>) {
  const parsed = parseQuery(written)
  if (!parsed.ok) throw new Error(parsed.problem)
  return explainMatch(anItem(parts), { name: 'watch', written, query: parsed.query }, READ_AT)
}

function anItem(parts: Partial<Item>): Item {
  return {
    id: 'item',
    feedId: 'feed',
    key: 'key',
    title: '',
    url: 'https://example.org/news',
    outlet: 'Example',
    authors: [],
    summary: '',
    text: '',
    categories: [],
    ...parts,
  }
}
