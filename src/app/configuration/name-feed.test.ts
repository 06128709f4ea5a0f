import { describe, expect, test } from 'vitest'
import { addressToWrite, doubleOf, freeName } from './name-feed.ts'

const bbc = { id: 'bbc-world', name: 'BBC World', url: 'https://www.bbc.example/rss/' }

describe('a feed that is there already', () => {
  test.each([
    'https://www.bbc.example/rss/',
    'http://bbc.example/rss',
    'https://www.bbc.example/rss/?utm_source=mail',
    'HTTPS://WWW.BBC.EXAMPLE/rss#top',
  ])('is known by %s', (url) => expect(doubleOf(url, [bbc])).toBe(bbc))

  test.each([
    'https://www.bbc.example/rss/sport',
    'https://www.bbc.example/rss/?edition=uk',
    'https://news.bbc.example/rss/',
    'https://www.bbc.example:8443/rss/',
  ])('is another than %s', (url) => expect(doubleOf(url, [bbc])).toBeUndefined())
})

describe('the name of a new feed', () => {
  test.each([
    ['North Wind', 'North Wind'],
    ['BBC World', 'BBC World (north.example)'],
    ['bbc   world\n', 'bbc world (north.example)'],
    ['', 'north.example'],
    ['★ ★', 'north.example'],
    ['${SMTP_URL}', '{SMTP_URL}'],
    ['$$${SMTP_URL}', '{SMTP_URL}'],
    ['$\u200B{SMTP_URL}', '{SMTP_URL}'],
    ['Nord\u202Ewind', 'Nordwind'],
  ])('made of %j', (called, name) => {
    expect(freeName(called, 'https://www.north.example/rss', [bbc])).toBe(name)
  })

  test('is numbered where its host stands in another already', () => {
    const taken = { ...bbc, id: 'bbc-world-north-example' }
    const given = freeName('BBC World', 'https://north.example/2', [bbc, taken])
    expect(given).toBe('BBC World (north.example) 2')
  })
})

test('an address asks for nothing of the environment', () => {
  expect(addressToWrite('https://evil.example/a?k=${SMTP_URL}')).not.toContain('${')
})
