import { describe, expect, test } from 'vitest'
import type { Feed, Parsed, ParsedEntry } from '../../model.ts'
import { normaliseItems } from './normalise-items.ts'

const feed: Feed = {
  id: 'harbour',
  name: 'Harbour Wire',
  url: 'https://o.example/feed.xml',
  language: 'ko',
  every: 900_000,
}
const now = new Date('2025-07-13T12:00:00Z')

function entry(fields: Partial<ParsedEntry>): ParsedEntry {
  return { title: 'T', authors: [], categories: [], ...fields }
}

function parsed(entries: readonly ParsedEntry[], heading: Parsed['feed'] = {}): Parsed {
  return { format: 'rss', feed: heading, entries, problems: [] }
}

function itemOf(fields: Partial<ParsedEntry>, heading: Parsed['feed'] = {}) {
  const [item] = normaliseItems(parsed([entry(fields)], heading), feed, now)
  if (!item) throw new Error('the entry gave no item')
  return item
}

describe('an entry becomes an item', () => {
  test('with plain texts, whatever HTML it came in', () => {
    const item = itemOf({ title: 'A&amp;B\n<i>meet</i>', summary: '<p>One</p><p>Two</p>' })
    expect(item.title).toBe('A&B meet')
    expect(item.summary).toBe('One\nTwo')
    expect(item.text).toBe('One\nTwo')
  })

  test('with the fuller text as its text and the teaser as its summary', () => {
    const item = itemOf({ summary: 'Short.', content: 'The whole article in full.' })
    expect(item).toMatchObject({ summary: 'Short.', text: 'The whole article in full.' })
  })

  test('told by its own source where it names one', () => {
    expect(itemOf({ source: 'Example Paper' }).outlet).toBe('Example Paper')
    expect(itemOf({}).outlet).toBe('Harbour Wire')
  })

  test('in its own language, else the feed’s, else the one configured', () => {
    expect(itemOf({ language: 'en_US' }, { language: 'de' }).language).toBe('en-US')
    expect(itemOf({}, { language: 'de' }).language).toBe('de')
    expect(itemOf({}).language).toBe('ko')
    expect(itemOf({ language: 'speaks many' }).language).toBe('ko')
  })

  test('dated by its update where it says no more', () => {
    const item = itemOf({ updated: '2025-07-12T10:00:00Z' })
    expect(item.published).toEqual(new Date('2025-07-12T10:00:00Z'))
  })

  test('dated up to a day ahead of us, and not later', () => {
    expect(itemOf({ published: '2025-07-14T12:00:00Z' }).published).toBeDefined()
    expect(itemOf({ published: '2025-07-14T12:00:01Z' }).published).toBeUndefined()
  })

  test('even when it has nothing to say', () => {
    const item = itemOf({ title: '' })
    expect(item).toMatchObject({
      title: '',
      url: '',
      text: '',
      key: expect.stringMatching(/^said:/),
    })
  })
})

describe('a feed’s items', () => {
  test('keep the feed’s order and end at two thousand', () => {
    const entries = Array.from({ length: 2500 }, (_, index) => entry({ id: `n${index}` }))
    const items = normaliseItems(parsed(entries), feed, now)
    expect(items).toHaveLength(2000)
    expect(items[1999]?.key).toBe('n1999')
  })

  test('do not each repeat a crowd of authors, nor a name as long as a book', () => {
    const authors = Array.from({ length: 500 }, (_, index) => `A${index} ${'x'.repeat(1000)}`)
    const item = itemOf({ authors, categories: authors, language: `en${'-a'.repeat(1000)}` })
    for (const names of [item.authors, item.categories]) {
      expect(names).toHaveLength(50)
      expect(names[0]).toHaveLength(200)
    }
    expect(item.language).toBe('ko')
  })

  test('are known by address where the guid is the feed’s own page', () => {
    const page = 'https://o.example/'
    const [item] = normaliseItems(
      parsed([entry({ id: page, url: 'https://o.example/a' })], { url: page }),
      feed,
      now,
    )
    expect(item?.key).toBe('https://o.example/a')
  })

  test('with one guid and one address are one item', () => {
    const twice = entry({ id: 'g', url: 'https://o.example/a' })
    const items = normaliseItems(parsed([twice, twice]), feed, now)
    expect(new Set(items.map((item) => item.id)).size).toBe(1)
    expect(items[0]?.key).toBe('g')
  })

  test('have ids of their own in every feed', () => {
    const entries = parsed([entry({ id: 'g' })])
    const [here] = normaliseItems(entries, feed, now)
    const [there] = normaliseItems(entries, { ...feed, id: 'other' }, now)
    expect(here?.id).toMatch(/^[0-9a-f]{16}$/)
    expect(here?.id).not.toBe(there?.id)
  })
})
