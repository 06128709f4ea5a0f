#!/usr/bin/env node
/**
 * A farm of feeds on loopback for measurements: `node feed-farm.js FEEDS ITEMS [LATENCY_MS]` prints its
 * address. `/feed/<n>.xml` (every fifth is Atom) answers with ETag, Last-Modified, 304 and gzip;
 * `/advance?k=2` puts so many items into every feed. Within
 * an hour the same calls give the same bytes.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

const [feeds = 100, items = 50, latencyMs = 0] = process.argv.slice(2).map(Number)
/** Items come a quarter of an hour apart, and the last of them are of today: old news is held back. */
const APART_MS = 900_000
const EPOCH = Math.floor(Date.now() / 3_600_000) * 3_600_000 - (items + 8) * APART_MS
const WORDS = Array.from({ length: 4000 }, (_, at) => wordNumber(at))
/** Words a watch asks for stand in about one item of fifty. */
const ASKED = ['Lavrov', 'Pyongyang', 'Wonsan']

const bodies = Array.from({ length: feeds }, (_, feed) => render(feed, items))
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://farm')
  if (pathname === '/advance') return void advance(Number(searchParams.get('k') ?? 1), response)
  const feed = Number(/^\/feed\/(\d+)\.xml$/.exec(pathname)?.[1] ?? -1)
  const body = bodies[feed]
  if (!body) return response.writeHead(404).end()
  return setTimeout(() => answer(request, response, body), latencyMs)
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))

function answer(request, response, { etag, changed, type, plain, packed }) {
  const known = request.headers['if-none-match']
  const headers = { etag, 'last-modified': changed, vary: 'accept-encoding' }
  if (known === etag) return response.writeHead(304, headers).end()
  const gzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  response.writeHead(200, {
    ...headers,
    'content-type': `${type}; charset=utf-8`,
    ...(gzip && { 'content-encoding': 'gzip' }),
  })
  return response.end(gzip ? packed : plain)
}

async function advance(more, response) {
  for (const [feed, { next }] of bodies.entries()) {
    bodies[feed] = render(feed, next + more)
    // Of ten thousand feeds this takes half a minute, in which others go on asking.
    if (feed % 20 === 0) await new Promise((resolve) => void setImmediate(resolve))
  }
  response.end('ok')
}

/** The latest items of a feed that has given `next` of them so far. */
function render(feed, next) {
  const atom = feed % 5 === 4
  const shown = Array.from({ length: items }, (_, at) => next - 1 - at)
  const entries = shown.map((number) => entryOf(feed, number, atom)).join('\n')
  const text = atom
    ? `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f${feed}</id><title>Outlet ${feed}</title><updated>${timeOf(next).toISOString()}</updated>${entries}</feed>`
    : `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Outlet ${feed}</title><link>https://outlet-${feed}.example/</link><description>News</description>${entries}</channel></rss>`
  const plain = Buffer.from(text)
  return {
    next,
    plain,
    packed: gzipSync(plain),
    type: atom ? 'application/atom+xml' : 'application/rss+xml',
    etag: `"${createHash('sha1').update(plain).digest('hex')}"`,
    // Some peers send their own clock as If-Modified-Since: this is the time of the change.
    changed: new Date().toUTCString(),
  }
}

function entryOf(feed, number, atom) {
  const random = randomOf(feed * 100_003 + number)
  const asked = random() < 0.02 ? `${ASKED[Math.floor(random() * ASKED.length)]} ` : ''
  const title = `${asked}${prose(random, 9)}`
  const text = prose(random, 40 + Math.floor(random() * 40))
  const link = `https://outlet-${feed}.example/${number}`
  const time = timeOf(number)
  return atom
    ? `<entry><id>${link}</id><title>${title}</title><link href="${link}"/><published>${time.toISOString()}</published><updated>${time.toISOString()}</updated><summary type="html">&lt;p&gt;${text}&lt;/p&gt;</summary></entry>`
    : `<item><title>${title}</title><link>${link}</link><guid>${link}</guid><pubDate>${time.toUTCString()}</pubDate><description>&lt;p&gt;${text}&lt;/p&gt;</description></item>`
}

function timeOf(number) {
  return new Date(EPOCH + number * APART_MS)
}

/** Frequent words come often: a rank drawn by the square of chance. */
function prose(random, count) {
  const words = Array.from({ length: count }, () => WORDS[Math.floor(random() ** 2 * WORDS.length)])
  const [first = '', ...others] = words
  return `${first[0].toUpperCase()}${first.slice(1)} ${others.join(' ')}.`
}

function wordNumber(number) {
  const syllables = ['ka', 'lo', 'mi', 'ter', 'sun', 've', 'dra', 'pon', 'qui', 'rel']
  return String(number + 10).replace(/\d/g, (digit) => syllables[Number(digit)])
}

function randomOf(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
