#!/usr/bin/env node
/**
 * `npm run eval:pairs -- HEADLINES.tsv`: how well two single headlines are told to be of one story
 * or of two. Pairs of one story against random pairs of two stories at least a week apart, as a
 * curve over how well they must fit (1 is where the product joins them).
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { describeTellings } from '../dist/core/story/telling.js'
import { memoryCorpus } from '../dist/core/story/memory-corpus.js'
import { openNeighbours } from '../dist/core/story/neighbours.js'
import { readReplayItem } from '../dist/app/replay/read-replay-item.js'
import { shuffled } from './support/shuffled.js'

const USAGE = `Usage: npm run eval:pairs -- HEADLINES.tsv [options]

Columns without a heading: id, headline, address, outlet, category, story, host, milliseconds.

  --pairs N   pairs of each kind (default 5000)
  --apart N   days between the two of a random pair, at least (default 7)
  --show      print the pairs judged wrong`

const THRESHOLDS = [0.3, 0.5, 0.7, 0.85, 1, 1.2, 1.5, 2, 3]
const DAY = 86_400_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '5000' },
    apart: { type: 'string', default: '7' },
    show: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help || positionals.length !== 1) {
  console.error(USAGE)
  process.exit(values.help ? 0 : 2)
}

const wanted = Number(values.pairs)
const headlines = shuffled(readHeadlines(positionals[0]), 1)
const same = samePairs()
const apart = apartPairs()
const counts = termCounts([...same, ...apart].flat())
const fits = { same: same.map(fitOf), apart: apart.map(fitOf) }

console.log(`${same.length} pairs of one story, ${apart.length} of two, ${values.apart} days apart`)
console.log('fit       recall   false positives')
for (const threshold of THRESHOLDS) {
  const share = (all) => all.filter((fit) => fit >= threshold).length / all.length
  const mark = threshold === 1 ? '  where two are joined' : ''
  const figures = [share(fits.same).toFixed(3), share(fits.apart).toFixed(5).padStart(12)]
  console.log(String(threshold).padEnd(9), ...figures, mark)
}
if (values.show) show()

function readHeadlines(file) {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [id, title, , source, , story, , time] = line.split('\t')
    if (!story || !Number(time)) return []
    const published = new Date(Number(time)).toISOString()
    const item = readReplayItem(JSON.stringify({ id, title, source, published, language: 'en' }))
    return item.problem ? [] : [{ item, story, at: Number(time) }]
  })
}

/** Each headline with another of its story, so that a story much told counts more. */
function samePairs() {
  const last = new Map()
  const pairs = headlines.flatMap((headline) => {
    const other = last.get(headline.story)
    last.set(headline.story, headline)
    return other ? [[other, headline]] : []
  })
  return pairs.slice(0, wanted)
}

function apartPairs() {
  const others = shuffled(headlines, 2)
  const isApart = ([a, b]) =>
    a.story !== b.story && Math.abs(a.at - b.at) >= Number(values.apart) * DAY
  return headlines
    .map((headline, at) => [headline, others[at]])
    .filter(isApart)
    .slice(0, wanted)
}

/** How often terms stand in the headlines compared, as the store would count them. */
function termCounts(all) {
  const corpus = memoryCorpus()
  const documents = [...new Set(all)].map((headline) => documentOf(headline))
  corpus.record(
    documents.map((document) => ({ document, match: { item: {} }, verdict: {} })),
    new Date(0),
  )
  const { documentCount, documentFrequency } = corpus.near(
    documents.map(({ telling }) => ({ telling, at: new Date(0) })),
  )
  return { documentCount, documentFrequency }
}

function fitOf([one, other]) {
  const at = new Date(one.at)
  const document = documentOf(one)
  const story = { id: document.storyId, title: '', firstAt: at, lastAt: at, documents: [document] }
  const neighbours = openNeighbours({ stories: [story], ...counts })
  return neighbours.compare(tellingOf(other), story)?.fit ?? 0
}

function documentOf(headline) {
  const { id, title, outlet, url } = headline.item
  return { id, storyId: id, origin: 'item', title, outlet, url, telling: tellingOf(headline) }
}

function tellingOf(headline) {
  headline.telling ??= describeTellings(
    [{ item: headline.item, answers: [] }],
    new Date(headline.at),
  )[0].telling
  return headline.telling
}

function show() {
  const titles = ([a, b], fit) => `  ${fit.toFixed(2)}  ${a.item.title}  |  ${b.item.title}`
  console.log('parted:')
  for (const [at, fit] of fits.same.entries()) if (fit < 1) console.log(titles(same[at], fit))
  console.log('joined:')
  for (const [at, fit] of fits.apart.entries()) if (fit >= 1) console.log(titles(apart[at], fit))
}
