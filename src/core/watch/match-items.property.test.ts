import * as fc from '../../../test/support/properties.ts'
import { expect, test } from 'vitest'
import type { Item, Query } from '../../model.ts'
import { mayAnswer } from '../search/segments.ts'
import { keysOfItem } from '../search/word-keys.ts'
import { wordsAsked } from '../search/words-asked.ts'
import { foldWord } from '../text/words.ts'
import { isParticleAfter } from './korean-particles.ts'
import { matchItems } from './match-items.ts'
import { parseQuery } from './parse-query.ts'
import { NOTHING_NAMED } from './vocabulary.ts'
import { wordForms } from './word-forms.ts'
import { explainMatch, writtenOf } from './explain-match.ts'

const READ_AT = new Date('2025-07-12T10:00:00Z')

/**
 * The matcher against a slow, obvious evaluator of the same language: words by one regular
 * expression, phrases tried at every word, every pair tried for NEAR, expressions by JavaScript.
 * What a form or a particle is comes from the same tables; everything else is done again.
 */
const WORDS =
  'Lavrov Lavrovs lavrov’s Kim Korea North korea US us missile missiles Лавров Лаврова лавровым Корея Корее Северная Северной визит 라브로프 라브로프는 북한 북한군 북한의 拉夫罗夫 访问 朝鲜王 NHK ラブロフ外相 ソビエト เกาหลีเหนือ ปูติน'.split(
    ' ',
  )
const GAPS = [' ', ' ', ' ', ', ', '-', ' (', '. ', '! ', ' - ', '\n\n', '\u00A0']
const KEYWORDS =
  'Lavrov,Kim,North Korea,Korea,missile,Лавров,Северная Корея,визит,라브로프,북한,拉夫罗夫,拉夫罗夫 访问,North,us,Kim Lavrov Korea,ラブロフ,เกาหลีเหนือ'.split(
    ',',
  )
const WILDCARDS = 'missil*,Лавров*,북한*,m?ssile,Ki?,North Kor*,Северн* Коре*'.split(',')
const EXPRESSIONS =
  'Kim|missiles?,K\\p{L}+,[Лл]авров[а-я]*,\\p{Script=Hangul}+,夫.,[^ ]+-[^ ]+,o|e,^N,\\.$'.split(
    ',',
  )
const FIELDS = [
  undefined,
  undefined,
  undefined,
  'title',
  'text',
  'lede',
  'author',
  'source',
] as const

const newsText = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...GAPS)), { maxLength: 14 })
  .map((parts) => parts.flat().join(''))

const optional = { requiredKeys: [] as [] }
/** An item's parts besides its title and text; bodies that begin after the lede too. */
const newsItem = fc
  .record({
    title: newsText,
    body: newsText,
    filler: fc.constantFrom(0, 0, 0, 55, 60),
    authors: fc.array(newsText, { maxLength: 2 }),
    outlet: newsText,
    feedId: fc.constantFrom('bbc', 'tass'),
    url: fc.constantFrom(
      '',
      'https://www.bbc.co.uk/Sport/1',
      'https://kcna.kp/a',
      'https://x.io/kp',
    ),
    traits: fc.record(
      {
        language: fc.constantFrom('ru', 'ru-RU', 'en'),
        published: fc.date({
          min: new Date(2025, 5, 1),
          max: new Date(2025, 7, 1),
          noInvalidDate: true,
        }),
      },
      optional,
    ),
  })
  .map(({ title, body, filler, traits, ...parts }): Item => ({
    ...anItem(title, 'word '.repeat(filler) + body),
    ...parts,
    ...traits,
  }))

const phrase: fc.Arbitrary<Query> = fc
  .record({
    words: fc.constantFrom(...KEYWORDS, ...WILDCARDS),
    field: fc.constantFrom(...FIELDS),
    exact: fc.constantFrom(undefined, undefined, true as const),
  })
  .map(({ words, field, exact }): Query => {
    const wildcards = /[*?]/.test(words)
    const said = wildcards ? {} : exact && { exact }
    const quote = words.includes('?') ? '' : '"'
    return {
      kind: 'phrase',
      written: `${exact && !wildcards ? '=' : ''}${quote}${words}${quote}`,
      words: words.split(' '),
      ...(field && { field }),
      ...said,
      ...(wildcards && { wildcards }),
    }
  })

const expression: fc.Arbitrary<Query> = fc
  .record({
    pattern: fc.constantFrom(...EXPRESSIONS),
    field: fc.constantFrom(...FIELDS),
    anyCase: fc.constantFrom(undefined, true as const),
  })
  .map(({ pattern, field, anyCase }) => ({
    kind: 'expression',
    written: `/${pattern}/${anyCase ? 'i' : ''}`,
    pattern,
    ...(field && { field }),
    ...(anyCase && { anyCase }),
  }))

const COUNTRIES = { tass: 'RU' }

/** Traits and times, parsed as a person would write them. */
const fact: fc.Arbitrary<Query> = fc
  .constantFrom(
    ...'lang:ru lang:ru-RU lang:en country:GB country:KP country:RU country:IO feed:bbc site:bbc.co.uk site:kcna.kp url:sport url:/\\/\\d+$/ after:2025-07 before:2025-07-04 age:<2d age:>2w'.split(
      ' ',
    ),
  )
  .map((written) => parsedWith(written))

function parsedWith(written: string): Query {
  const parsed = parseQuery(written, { ...NOTHING_NAMED, countries: COUNTRIES })
  if (!parsed.ok) throw new Error(`${written}: ${parsed.problem}`)
  return parsed.query
}

const { query } = fc.letrec<{ query: Query; placed: Query }>((tie) => ({
  placed: fc.oneof(
    { depthSize: 'small' },
    phrase,
    expression,
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
    fact,
    tie('query').map((of) => ({ kind: 'named' as const, written: '@name', of })),
    fc
      .tuple(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, of]) => ({ kind, of })),
    tie('query').map((of) => ({ kind: 'not' as const, of })),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), tie('placed'))
      .map(([times, of]) => ({ kind: 'atLeast' as const, times, of })),
  ),
}))

test('any query finds in any item what reading it word by word finds', { timeout: 600_000 }, () => {
  let held = 0
  const property = fc.property(query, newsItem, (asked, item) => {
    const watches = [{ name: 'watch', written: '', query: asked }]
    const slowly = holdsSlowly(asked, item)
    if (slowly) held++
    expect(matchItems([item], watches, READ_AT).length === 1).toBe(slowly)
    expect(explainMatch(item, watches[0]!, READ_AT).holds).toBe(slowly)
    // A search that looks up words first loses nothing that answers.
    expect(!slowly || mayAnswer(wordsAsked(asked), keysOfItem(item))).toBe(true)
  })
  fc.assert(property, { numRuns: 4000 })
  expect(held).toBeGreaterThan(600)
  expect(held).toBeLessThan(3400)
})

test('many watches read together answer as each does alone', { timeout: 600_000 }, () => {
  const property = fc.property(fc.array(query, { maxLength: 12 }), newsItem, (asked, item) => {
    const watches = asked.map((each, at) => ({ name: `${at}`, written: '', query: each }))
    const together = matchItems([item], watches, READ_AT).flatMap(({ answers }) => answers)
    const alone = watches.flatMap((watch) =>
      matchItems([item], [watch], READ_AT).flatMap(({ answers }) => answers),
    )
    expect(together).toEqual(alone)
  })
  fc.assert(property, { numRuns: 400 })
})

test('a query written out and parsed again asks the same', { timeout: 600_000 }, () => {
  const property = fc.property(query, newsItem, (asked, item) => {
    const written = writtenOf(withoutNames(asked))
    expect(holdsSlowly(parsedWith(written), item)).toBe(holdsSlowly(asked, item))
  })
  fc.assert(property, { numRuns: 1000 })
})

/** A name is written as such; what it stands for is written in its place. */
function withoutNames(asked: Query): Query {
  switch (asked.kind) {
    case 'named':
      return withoutNames(asked.of)
    case 'all':
    case 'any':
      return { ...asked, of: asked.of.map(withoutNames) }
    case 'not':
      return { ...asked, of: withoutNames(asked.of) }
    default:
      return asked
  }
}

interface SlowWord {
  readonly written: string
  readonly start: number
  readonly end: number
}

interface SlowPlace {
  /** Of the text it stands in: title, text, outlet, then each author. */
  readonly region: number
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
    case 'named':
      return holdsSlowly(asked.of, item)
    case 'atLeast':
      return mostApart(slowPlaces(asked.of, item)) >= asked.times
    case 'trait':
      return hasTraitSlowly(asked.trait, asked.value, item)
    case 'told': {
      const told = (item.published ?? READ_AT).getTime()
      return (
        told >= (asked.from?.getTime() ?? -Infinity) && told < (asked.to?.getTime() ?? Infinity)
      )
    }
    case 'age': {
      const age = Math.max(0, READ_AT.getTime() - (item.published ?? READ_AT).getTime())
      return asked.under === undefined ? age > asked.over! : age < asked.under
    }
    default:
      if (asked.kind === 'expression' && asked.field === 'url') return /\/\d+$/.test(item.url)
      return slowPlaces(asked, item).length > 0
  }
}

function hasTraitSlowly(trait: string, value: string, item: Item): boolean {
  const host = /^https:\/\/([^/]*)/.exec(item.url)?.[1] ?? ''
  if (trait === 'lang') return [value, value === 'ru' ? 'ru-RU' : ''].includes(item.language ?? '-')
  if (trait === 'feed') return item.feedId === value
  if (trait === 'site') return host === value || host === `www.${value}`
  if (trait === 'url') return item.url.toLowerCase().includes(value)
  const byAddress = host.endsWith('.uk') ? 'GB' : host.endsWith('.kp') ? 'KP' : undefined
  return (item.feedId === 'tass' ? 'RU' : byAddress) === value
}

function slowPlaces(asked: Query, item: Item): readonly SlowPlace[] {
  if (asked.kind === 'any') return asked.of.flatMap((part) => slowPlaces(part, item))
  if (asked.kind === 'phrase' || asked.kind === 'expression') {
    const texts = [item.title, item.text, item.outlet, ...item.authors]
    return texts.flatMap((text, region) =>
      isAsked(asked.field, region)
        ? (asked.kind === 'phrase' ? phrasePlaces(asked, text) : expressionPlaces(asked, text))
            .filter(({ from }) => asked.field !== 'lede' || from < 60)
            .map((place) => ({ ...place, region }))
        : [],
    )
  }
  if (asked.kind !== 'near') throw new Error(`no places in ${asked.kind}`)
  const [left, right] = asked.of.map((part) => slowPlaces(part, item))
  return left!.flatMap((a) =>
    right!
      .filter((b) => a.region === b.region && areNear(a, b, asked))
      .map((b) => ({ region: a.region, from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) })),
  )
}

function isAsked(field: string | undefined, region: number): boolean {
  if (field === undefined) return region < 2
  return (
    field === ['title', 'text', 'source'][region] ||
    (field === 'lede' && region === 1) ||
    (field === 'author' && region > 2)
  )
}

function expressionPlaces(asked: Extract<Query, { kind: 'expression' }>, text: string) {
  const words = slowWords(text)
  const native = new RegExp(asked.pattern, asked.anyCase ? 'giu' : 'gu')
  return Array.from(text.matchAll(native), ({ 0: found, index }) => ({
    from: words.filter(({ end }) => end <= index).length,
    to: words.filter(({ start }) => start < index + found.length).length,
  }))
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

function phrasePlaces(asked: Extract<Query, { kind: 'phrase' }>, text: string) {
  const found = slowWords(text)
  const keyword = asked.words.flatMap((word) =>
    (asked.wildcards ? [{ written: word }] : slowWords(word)).map(({ written }, at) => ({
      written,
      joined: at > 0,
    })),
  )
  const places: { from: number; to: number }[] = []
  for (let from = 0; from + keyword.length <= found.length; from++) {
    const fits = keyword.every(({ written, joined }, at) => {
      const word = found[from + at]!
      const before = at === 0 ? undefined : found[from + at - 1]!
      const between = before === undefined ? undefined : text.slice(before.end, word.start)
      return (
        isWord(written, word.written, asked.exact) &&
        (between === undefined || mayStand(between, joined, before!, word))
      )
    })
    if (fits) places.push({ from, to: from + keyword.length })
  }
  return places
}

const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}ー'
const SLOW_WORD = new RegExp(
  `[${UNSPACED}]|\\p{Script=Hangul}+|(?:(?![${UNSPACED}]|\\p{Script=Hangul})[\\p{L}\\p{N}])+(?:['’]\\p{L}+)?`,
  'gu',
)

function slowWords(text: string): readonly SlowWord[] {
  return Array.from(text.matchAll(SLOW_WORD), ({ 0: written, index }) => ({
    written,
    start: index,
    end: index + written.length,
  }))
}

function mayStand(between: string, joined: boolean, before: SlowWord, word: SlowWord): boolean {
  if (joined) return between === ''
  if (between === '. ')
    return (
      /^\p{Ll}/u.test(word.written) ||
      /^[\p{Script=Latin}\p{Script=Cyrillic}]{1,3}$/u.test(before.written)
    )
  return !['! ', ' - ', '\n\n'].includes(between)
}

function isWord(keyword: string, written: string, exact: true | undefined): boolean {
  const bare = written.replace(/['’]s$/u, '')
  if (/[*?]/.test(keyword)) {
    const pattern = foldWord(keyword).replaceAll('*', '.*').replaceAll('?', '.')
    return [bare, written].some((each) => new RegExp(`^${pattern}$`, 'u').test(foldWord(each)))
  }
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
  const key = (place: SlowPlace) => place.region * 1000 + place.from
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
