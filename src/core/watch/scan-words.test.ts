import * as fc from '../../../test/support/properties.ts'
import { expect, test } from 'vitest'
import { hashOf, nextWord, startScan, wordHere } from './scan-words.ts'

test.each([
  ['Lavrov’s visit', ["lavrov's", 'visit']],
  ['KCNA는 6자회담', ['kcna', '는', '6', '자회담']],
  ['NHK報道', ['nhk', '報', '道']],
  ['拉夫罗夫', ['拉', '夫', '罗', '夫']],
  ['ﾗﾌﾞ', ['ラ', 'ブ']],
  ['‘북한’의', ['북한', '의']],
  ['น้ำ', ['น', '้', 'ำ']],
  ['🚀Lav🚀rov', ['lav', 'rov']],
])('%s is read as %j', (text, words) => {
  expect(scanned(text).map(({ word }) => word)).toEqual(words)
})

const pieces = [
  ...Array.from("aZé9йЁ北ラー한ﾌﾞก้ำ𠮷🚀\u0301\u00AD’' -."),
  'Lavrov',
  'Лавров',
  '라브로프',
  'ﬁ',
  'İ',
]

test('a mark that changes nothing, put anywhere far off, changes no other word', () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((p) => p.join(''))
  const property = fc.property(text, (written) => {
    const alone = scanned(written)
    const after = scanned(`ﬁ ${written}`)
    expect(after.slice(1).map(({ word }) => word)).toEqual(alone.map(({ word }) => word))
  })
  fc.assert(property, { numRuns: 2000 })
})

test('words follow one another, none overlaps, and each hash is its word’s', () => {
  const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((p) => p.join('')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  const property = fc.property(text, (written) => {
    let last = 0
    for (const { start, end, word, hash } of scanned(written)) {
      expect(start).toBeGreaterThanOrEqual(last)
      expect(end).toBeGreaterThan(start)
      expect(end).toBeLessThanOrEqual(written.length)
      expect(hash).toBe(hashOf(word))
      last = start
    }
  })
  fc.assert(property, { numRuns: 3000 })
})

function scanned(text: string) {
  const words: { word: string; hash: number; start: number; end: number }[] = []
  const scan = startScan(text)
  while (nextWord(scan)) {
    const { hash, start, end } = scan
    words.push({ word: wordHere(scan), hash, start, end })
  }
  return words
}
