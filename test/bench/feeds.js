/**
 * Items a second from bytes to items: ours (decode, parse, normalise) beside rss-parser and
 * feedsmith as they come, which are given decoded text and clean nothing. On feeds made here, or on
 * the files of a folder (`npm run bench -- feeds FOLDER` is `node test/bench/feeds.js FOLDER`).
 * Rounds take turns, so that a busy machine slows all alike; the median round counts.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import RssParser from 'rss-parser'
import { parseFeed as feedsmith } from 'feedsmith'
// rss-parser's own snippets are part of what it does; ours switches them off for the process.
import utils from 'rss-parser/lib/utils.js'
import { madeFeeds } from './support/made-feeds.js'

const ROUNDS = 9
const built = new URL('../../dist/core/feed/', import.meta.url)
const getSnippet = utils.getSnippet
const { readFeed } = await import(new URL('read-feed.js', built).href)

const [folder] = process.argv.slice(2)
const bodies = folder ? filesOf(folder) : madeFeeds()
const feed = { id: 'f', name: 'F', url: 'https://wire.example/feed', every: 1 }
const now = new Date('2026-01-01T00:00:00Z')

const WAYS = {
  ours: async ({ bytes }) => {
    const fetched = { kind: 'body', url: feed.url, status: 200, headers: {}, bytes }
    return (await readFeed(fetched, feed, now)).changed.length
  },
  'rss-parser': async ({ text }) => (await new RssParser().parseString(text)).items.length,
  feedsmith: async ({ text }) => {
    const { feed: read } = feedsmith(text)
    return (read.items ?? read.entries ?? []).length
  },
}

const readable = []
for (const body of bodies) if (await readByAll(body)) readable.push(body)
const size = readable.reduce((sum, { bytes }) => sum + bytes.length, 0)
console.log(
  `${readable.length} of ${bodies.length} feeds that all three read, ${Math.round(size / 1024)} KB`,
)

const rates = Object.fromEntries(Object.keys(WAYS).map((name) => [name, []]))
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, read] of Object.entries(WAYS)) {
    globalThis.gc?.()
    const { items, seconds } = await measured(name, read)
    // The first round warms up.
    if (round > 0) rates[name].push(items / seconds)
  }
}
const plain = median(rates['rss-parser'])
for (const [name, all] of Object.entries(rates)) {
  const rate = median(all)
  console.log(
    `${name.padEnd(12)}${Math.round(rate).toLocaleString('en')} items a CPU second, ` +
      `${(rate / plain).toFixed(2)} of rss-parser`,
  )
}

async function measured(name, read) {
  utils.getSnippet = name === 'rss-parser' ? getSnippet : utils.getSnippet
  const before = process.cpuUsage()
  let items = 0
  for (const body of readable) items += await read(body)
  const { user, system } = process.cpuUsage(before)
  return { items, seconds: (user + system) / 1e6 }
}

async function readByAll(body) {
  try {
    for (const read of Object.values(WAYS)) if ((await read(body)) === 0) return false
    return true
  } catch {
    return false
  }
}

function filesOf(root) {
  return readdirSync(root, { recursive: true })
    .map((name) => join(root, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => bodyOf(readFileSync(file)))
}

function bodyOf(bytes) {
  return { bytes, text: new TextDecoder().decode(bytes) }
}

function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)]
}
