import * as fc from '../../../test/support/properties.ts'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { setInEntry } from './edit-entry.ts'
import type { EntryValue } from './edit-list.ts'

const BLOCK = `# ours
watches:
  - name: Lavrov   # the minister
    keywords:
      - Lavrov
      - Лавров   # Russian

  # troops
  - name: Troops
    query: '"north korea" AND troops' # both
feeds: []
`
const FLOW = `watches: [{ name: A, keywords: [a] }, { name: B, query: 'b' }]  # all\n`

test.each<[string, string, [number, string, EntryValue | undefined], string, string]>([
  [
    'a key on its line',
    BLOCK,
    [1, 'query', 'troops NOT cricket'],
    `query: '"north korea" AND troops' # both`,
    `query: troops NOT cricket # both`,
  ],
  [
    'a list of lines',
    BLOCK,
    [0, 'keywords', ['Lavrov', '라브로프']],
    `keywords:\n      - Lavrov\n      - Лавров   # Russian\n`,
    `keywords: [Lavrov, 라브로프]   # Russian\n`,
  ],
  [
    'a name beside a comment',
    BLOCK,
    [0, 'name', 'Minister'],
    'name: Lavrov   # the minister',
    'name: Minister   # the minister',
  ],
  [
    'a new key at the end of an entry',
    BLOCK,
    [1, 'muted', '2026-12-24'],
    `AND troops' # both\n`,
    `AND troops' # both\n    muted: 2026-12-24\n`,
  ],
  [
    'a new key before a comment that is the next entry’s',
    BLOCK,
    [0, 'muted', true],
    `Лавров   # Russian\n`,
    `Лавров   # Russian\n    muted: true\n`,
  ],
  ['a blank that is a value', FLOW, [1, 'query', '\u00a0'], `query: 'b'`, `query: '\u00a0'`],
  ['a key in braces', FLOW, [1, 'query', 'b OR [c]'], `query: 'b'`, `query: 'b OR [c]'`],
  ['a new key in braces', FLOW, [0, 'muted', true], `[a] }`, `[a], muted: true }`],
])('%s is written in its place', (_, text, [at, key, value], before, after) => {
  const changed = setInEntry(text, 'watches', at, key, value)
  expect(changed).toBe(text.replace(before, () => after))
  expect(parse(changed).watches[at][key]).toEqual(value)
})

test.each([
  ['from its line', BLOCK, 1],
  ['from braces', FLOW, 0],
])('a key that was put in is taken out again %s', (_, text, at) => {
  const muted = setInEntry(text, 'watches', at, 'muted', true)
  expect(setInEntry(muted, 'watches', at, 'muted', undefined)).toBe(text)
})

test('a key that is not there is not taken out, and the first one leaves a list that reads', () => {
  expect(setInEntry(BLOCK, 'watches', 0, 'muted', undefined)).toBe(BLOCK)
  const without = setInEntry(BLOCK, 'watches', 1, 'name', undefined)
  expect(parse(without).watches[1]).toEqual({ query: '"north korea" AND troops' })
})

test('reads back as it was written, whatever it is, and leaves the rest', () => {
  const values = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }),
  )
  fc.assert(
    fc.property(values, fc.constantFrom(BLOCK, FLOW), fc.nat(1), (value, text, at) => {
      const changed = setInEntry(text, 'watches', at, 'query', value)
      const [was, is] = [parse(text), parse(changed)]
      was.watches[at].query = value
      expect(is).toEqual(was)
    }),
  )
})
