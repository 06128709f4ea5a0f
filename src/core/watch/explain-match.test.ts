import { expect, test } from 'vitest'
import type { Item } from '../../model.ts'
import { buildVocabulary } from './build-vocabulary.ts'
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

test('a text too long for an expression is told, with the place where it was given up', () => {
  const { because, holds } = explained('/a.*b|a/', { text: 'a'.repeat(50_000) })
  expect(holds).toBe(true)
  expect(because).toMatch(
    /^it stands \d+ times in text; the text is too long for this expression and was given up at character \d+, after 2,000,000 steps/,
  )
  expect(explained('title:/a.*b|a/', { text: 'a'.repeat(50_000) }).because).not.toContain(
    'given up',
  )
  expect(
    explained('lede:/(a?){300}b{2}/', { text: `bb ${'ab'.repeat(50_000)}` }).because,
  ).toContain('given up')
})

const { vocabulary } = buildVocabulary({
  queries: { visit: '(@lavrov NEAR/5 Kim) OR "state visit"' },
  aliases: {
    lavrov: ['Sergei Lavrov', 'Лавров', '라브로프', '拉夫罗夫'],
    kim: ['Kim Jong Un', 'Ким'],
  },
  blocs: { wires: ['Reuters', 'apnews.com', 'TASS'] },
  feeds: [],
})

test.each([
  [
    '@lavrov',
    'Kim in Wonsan',
    ['@lavrov: none of the 4 it stands for: it is not there: looked in title and text'],
  ],
  [
    '@lavrov',
    'Lavrov in Wonsan',
    [
      '@lavrov: none of the 4 it stands for; nearest "Sergei Lavrov": "Sergei" is not there, its other words are',
    ],
  ],
  [
    'title:@lavrov',
    'x',
    ['title:@lavrov: none of the 4 it stands for: it is not there: looked in the title'],
  ],
  [
    'source:@wires',
    '',
    [
      'source:@wires: none of the 3 it stands for: it is not there: looked in the source; the address is https://example.org/news',
    ],
  ],
  ['@lavrov OR @kim', 'nobody', ['@lavrov: none of the 4', '@kim: none of the 2']],
  ['@visit', 'Kim', ['@lavrov: none of the 4', '"state visit": it is not']],
  ['Lavrov -@lavrov', 'Лавров and Lavrov', ['NOT @lavrov: it must not hold']],
  ['@lavrov', 'Лавров', ['Лавров: it stands once in text']],
  [
    'a1 OR a2 OR a3 OR a4 OR a5 OR a6 OR a7 OR a8 OR a9',
    'A10',
    [
      'a1 OR a2 OR 7 more: none of the 9 it stands for; nearest a1: it is there only as the beginning of another word, A10',
    ],
  ],
])('%s on "%s" is explained in a line for each name: %j', (written, text, expected) => {
  const lines = decidingParts(explained(written, { text })).map(
    ({ clause, because }) => `${clause}: ${because}`,
  )
  expect(lines).toEqual(expected.map((line) => expect.stringContaining(line)))
})

const READ_AT = new Date('2025-07-12T10:00:00Z')

function explained(written: string, parts: Partial<Item>) {
  const parsed = parseQuery(written, vocabulary)
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
