import { expect, test } from 'vitest'
import type { Fetched } from '../../model.ts'
import { feedsOfPage, likelyFeeds } from './feeds-of-page.ts'

const came = (body: string): Fetched => ({
  kind: 'body',
  url: 'https://paper.example/world/index.html',
  status: 200,
  headers: { 'content-type': 'text/html' },
  bytes: new TextEncoder().encode(body),
})

test('a page names its feeds with their titles, made absolute', () => {
  const page = `<!doctype html><html><head><title>Paper</title><meta charset=utf-8>
    <link rel=alternate type="application/rss+xml" title="World &amp; more" href="/world.xml">
    <link rel="alternate stylesheet" type="text/css" href="/a.css">
    <link rel="alternate" hreflang="fr" href="/fr"></head><body></body></html>`
  expect(feedsOfPage(came(page))).toEqual([
    { url: 'https://paper.example/world.xml', title: 'World & more' },
  ])
})

test.each([
  ['a page without feeds', '<html><body>hello</body></html>', []],
  ['a feed', '<rss><channel/></rss>', undefined],
  ['plain text', 'hello', undefined],
])('of %s', (_, body, feeds) => expect(feedsOfPage(came(body))).toEqual(feeds))

test('likely addresses stand on the page’s own host', () => {
  expect(likelyFeeds('https://paper.example/world/index.html')).toEqual([
    'https://paper.example/feed',
    'https://paper.example/rss.xml',
    'https://paper.example/rss',
  ])
})
