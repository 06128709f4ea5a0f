import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Item, Query } from '../../model.ts'
import { foldWord } from '../text/words.ts'
import { isParticleAfter } from './korean-particles.ts'
import { matchItems } from './match-items.ts'
import { parseQuery } from './parse-query.ts'
import { wordForms } from './word-forms.ts'
import { writtenOf } from './explain-match.ts'

const READ_AT = new Date('2025-07-12T10:00:00Z')

/**
 * The matcher against a slow, obvious evaluator of the same language: words by one regular
 * expression, phrases tried at every word, every pair tried for NEAR. What a form or a particle
 * is comes from the same tables; everything else is done again.
 */
const WORDS =
  'Lavrov Lavrovs lavrov’s Kim Korea North korea US us missile missiles Лавров Лаврова лавровым Корея Корее Северная Северной визит 라브로프 라브로프는 북한 북한군 북한의 拉夫罗夫 访问 朝鲜王 NHK'.split(
    ' ',
  )
const GAPS = [' ', ' ', ' ', ', ', '-', ' (', '. ', '! ', ' - ', '\n\n', '\u00A0']
const KEYWORDS =
  'Lavrov,Kim,North Korea,Korea,missile,Лавров,Северная Корея,визит,라브로프,북한,拉夫罗夫,拉夫罗夫 访问,North,us,Kim Lavrov Korea'.split(
    ',',
  )

const newsText = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...GAPS)), { maxLength: 14 })
  .map((parts) => parts.flat().join(''))

const phrase: fc.Arbitrary<Query> = fc
  .record({
    words: fc.constantFrom(...KEYWORDS),
    field: fc.constantFrom(undefined, undefined, undefined, 'title' as const, 'text' as const),
    exact: fc.constantFrom(undefined, undefined, true as const),
  })
  .map(({ words, field, exact }) => ({
    kind: 'phrase',
    written: `${exact ? '=' : ''}"${words}"`,
    words: words.split(' '),
    ...(field && { field }),
    ...(exact && { exact }),
  }))

const { query } = fc.letrec<{ query: Query; placed: Query }>((tie) => ({
  placed: fc.oneof(
    { depthSize: 'small' },
    phrase,
    fc
      .array(tie('placed'), { minLength: 2, maxLength: 3 })
      .map((of) => ({ kind: 'any' as const, of })),
    fc
      .tuple(tie('placed'), tie('placed'), fc.nat(4), fc.boolean())
      .map(([a, b, within, ordered]) => ({
        kind: 'near' as const,
        within,
        ordered,
        of: [a, b] as const,
      })),
  ),
  query: fc.oneof(
    { depthSize: 'small' },
    tie('placed'),
    fc
      .tuple(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, of]) => ({ kind, of })),
    tie('query').map((of) => ({ kind: 'not' as const, of })),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), phrase)
      .map(([times, of]) => ({ kind: 'atLeast' as const, times, of })),
  ),
}))

test('any query finds in any text what reading it word by word finds', { timeout: 60_000 }, () => {
  const property = fc.property(query, newsText, newsText, (asked, title, body) => {
    const item = anItem(title, body)
    const watches = [{ name: 'watch', written: '', query: asked }]
    expect(matchItems([item], watches, READ_AT).length === 1).toBe(holdsSlowly(asked, item))
  })
  fc.assert(property, { numRuns: 2000 })
})

test('many watches read together answer as each does alone', { timeout: 60_000 }, () => {
  const property = fc.property(
    fc.array(query, { maxLength: 12 }),
    newsText,
    newsText,
    (asked, title, body) => {
      const item = anItem(title, body)
      const watches = asked.map((each, at) => ({ name: `${at}`, written: '', query: each }))
      const together = matchItems([item], watches, READ_AT).flatMap(({ answers }) => answers)
      const alone = watches.flatMap((watch) =>
        matchItems([item], [watch], READ_AT).flatMap(({ answers }) => answers),
      )
      expect(together).toEqual(alone)
    },
  )
  fc.assert(property, { numRuns: 300 })
})

test('a query written out and parsed again asks the same', { timeout: 60_000 }, () => {
  const property = fc.property(query, newsText, (asked, title) => {
    const parsed = parseQuery(writtenOf(asked))
    if (!parsed.ok) throw new Error(`${writtenOf(asked)}: ${parsed.problem}`)
    const item = anItem(title, title)
    expect(holdsSlowly(parsed.query, item)).toBe(holdsSlowly(asked, item))
  })
  fc.assert(property, { numRuns: 500 })
})

interface SlowWord {
  readonly written: string
  readonly start: number
  readonly end: number
}

interface SlowPlace {
  readonly field: 'title' | 'text'
  readonly from: number
  readonly to: number
}

function holdsSlowly(asked: Query, item: Item): boolean {
  switch (asked.kind) {
    case 'all':
      return asked.of.every((part) => holdsSlowly(part, item))
    case 'any':
      return asked.of.some((part) => holdsSlowly(part, item))
    case 'not':
      return !holdsSlowly(asked.of, item)
    case 'atLeast':
      return mostApart(slowPlaces(asked.of, item)) >= asked.times
    default:
      return slowPlaces(asked, item).length > 0
  }
}

function slowPlaces(asked: Query, item: Item): readonly SlowPlace[] {
  if (asked.kind === 'any') return asked.of.flatMap((part) => slowPlaces(part, item))
  if (asked.kind === 'phrase') {
    return (['title', 'text'] as const).flatMap((field) =>
      asked.field === undefined || asked.field === field
        ? phrasePlaces(asked, field, item[field])
        : [],
    )
  }
  if (asked.kind !== 'near') throw new Error(`no places in ${asked.kind}`)
  const [left, right] = asked.of.map((part) => slowPlaces(part, item))
  return left!.flatMap((a) =>
    right!
      .filter((b) => a.field === b.field && areNear(a, b, asked))
      .map((b) => ({ field: a.field, from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) })),
  )
}

function areNear(
  a: SlowPlace,
  b: SlowPlace,
  { within, ordered }: { within: number; ordered: boolean },
) {
  const after = b.from - a.to
  const before = a.from - b.to
  return (after >= 0 && after <= within) || (!ordered && before >= 0 && before <= within)
}

function phrasePlaces(
  asked: Extract<Query, { kind: 'phrase' }>,
  field: 'title' | 'text',
  text: string,
) {
  const found = slowWords(text)
  const keyword = asked.words.flatMap((word) =>
    slowWords(word).map(({ written }, at) => ({ written, joined: at > 0 })),
  )
  const places: SlowPlace[] = []
  for (let from = 0; from + keyword.length <= found.length; from++) {
    const fits = keyword.every(({ written, joined }, at) => {
      const word = found[from + at]!
      const before = at === 0 ? undefined : found[from + at - 1]!
      const between = before === undefined ? undefined : text.slice(before.end, word.start)
      return (
        isWord(written, word.written, asked.exact) &&
        (between === undefined || mayStand(between, joined, before!))
      )
    })
    if (fits) places.push({ field, from, to: from + keyword.length })
  }
  return places
}

function slowWords(text: string): readonly SlowWord[] {
  const words = text.matchAll(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:['’]\p{L}+)?/gu)
  return Array.from(words, ({ 0: written, index }) => ({
    written,
    start: index,
    end: index + written.length,
  }))
}

function mayStand(between: string, joined: boolean, before: SlowWord): boolean {
  if (joined) return between === ''
  if (between === '. ')
    return (
      before.written.length <= 3 && /^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u.test(before.written)
    )
  return !['! ', ' - ', '\n\n'].includes(between)
}

function isWord(keyword: string, written: string, exact: true | undefined): boolean {
  const bare = written.replace(/['’]s$/u, '')
  if (exact) return bare === keyword || written === keyword
  if (/^\p{Script=Hangul}/u.test(keyword) && written.startsWith(keyword)) {
    return written === keyword || isParticleAfter(keyword, written.slice(keyword.length))
  }
  return wordForms(keyword).some(
    ({ word, spelling }) =>
      word === foldWord(bare) &&
      (spelling === undefined ||
        (spelling.is === 'exactly' ? bare === spelling.as : /^\p{Lu}/u.test(bare))),
  )
}

/** By trying: the most places of which no two overlap. */
function mostApart(places: readonly SlowPlace[]): number {
  const key = (place: SlowPlace) => (place.field === 'title' ? 0 : 1000) + place.from
  const ordered = places.toSorted((a, b) => key(a) - key(b))
  const best = Array.from({ length: ordered.length + 1 }, () => 0)
  for (let at = ordered.length - 1; at >= 0; at--) {
    const next = ordered.findIndex(
      (other) => key(other) >= key(ordered[at]!) + ordered[at]!.to - ordered[at]!.from,
    )
    best[at] = Math.max(best[at + 1]!, 1 + (next < 0 ? 0 : best[next]!))
  }
  return best[0]!
}

function anItem(title: string, body: string): Item {
  return {
    id: 'item',
    feedId: 'feed',
    key: 'key',
    title,
    url: 'https://example.org/news',
    outlet: 'Example',
    authors: [],
    summary: '',
    text: body,
    categories: [],
  }
}
