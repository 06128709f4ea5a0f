#!/usr/bin/env node
/**
 * `npm run eval:stories -- LABELLED.jsonl`: how well items are grouped into stories, where every
 * line of a file to replay also names its `event`. Lines without one are placed and not counted.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { sentencesOf } from '../dist/core/story/sentences.js'
import { loadSeeds } from '../dist/app/load-seeds.js'
import { openReplay } from '../dist/app/replay/replay-items.js'
import { readReplayItem } from '../dist/app/replay/read-replay-item.js'
import { scoreGroups } from './support/score-groups.js'
import { shuffled } from './support/shuffled.js'

const USAGE = `Usage: npm run eval:stories -- LABELLED.jsonl [options]

A line is {"id", "title", "text", "published", …, "event"}; the truth is "event".

  --shuffle N      place the lines in N shuffled orders (seeds 1 to N) instead of their own
  --title-and N    give the title and the first N sentences of the text alone
  --seeds FOLDER   begin with this seed corpus (default: an empty one)
  --show           name the stories that mix events, and the events told in several stories
  --json           one JSON line an order`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    shuffle: { type: 'string' },
    'title-and': { type: 'string' },
    seeds: { type: 'string' },
    show: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help || positionals.length !== 1) {
  console.error(USAGE)
  process.exit(values.help ? 0 : 2)
}

const seeds = values.seeds ? await loadSeeds(values.seeds) : []
const lines = readLabelled(positionals[0]).map(shorten)
const orders = values.shuffle
  ? Array.from({ length: Number(values.shuffle) }, (_, at) => ({
      order: `shuffle ${at + 1}`,
      lines: shuffled(lines, at + 1),
    }))
  : [{ order: 'as given', lines }]

if (!values.json) {
  console.log(`${lines.length} items, ${new Set(lines.map(({ event }) => event)).size} events`)
  console.log('                B-cubed              pairs')
  console.log('order           P     R     F1       P     R     F1      stories  ms/item')
}
const scores = orders.map(score)
if (orders.length > 1 && !values.json) print('mean', mean(scores))

function readLabelled(file) {
  const read = readFileSync(file, 'utf8').split('\n')
  return read.flatMap((line, at) => {
    if (line.trim() === '') return []
    const item = readReplayItem(line)
    if (!item.problem) return [{ item, event: JSON.parse(line).event }]
    console.error(`${file}:${at + 1}: ${item.problem}; left out`)
    process.exitCode = 1
    return []
  })
}

function shorten({ item, event }) {
  const count = values['title-and']
  if (count === undefined) return { item, event }
  const text = sentencesOf(item.text).slice(0, Number(count)).join(' ')
  return { item: { ...item, text }, event }
}

function score({ order, lines: ordered }) {
  const replay = openReplay(seeds, new Date())
  const start = process.cpuUsage()
  for (const { item } of ordered) replay.place(item)
  const { user, system } = process.cpuUsage(start)
  const stories = replay.stories()
  const placed = ordered
    .filter(({ event }) => event !== undefined)
    .map(({ item, event }) => ({ id: item.id, truth: event, group: stories.get(item.id) }))
  const figures = { ...scoreGroups(placed), millis: (user + system) / 1000 / ordered.length }
  if (values.json) console.log(JSON.stringify({ order, ...figures }))
  else print(order, figures)
  if (values.show) show(placed)
  return figures
}

function print(order, { bcubed, pairs, groups, millis }) {
  const three = ({ precision, recall, f1 }) => [precision, recall, f1].map((x) => x.toFixed(3))
  const columns = [
    three(bcubed).join(' '),
    '  ',
    three(pairs).join(' '),
    String(Math.round(groups)),
  ]
  console.log(order.padEnd(15), ...columns.slice(0, 3), columns[3].padStart(10), millis.toFixed(1))
}

function mean(all) {
  const of = (pick) => all.reduce((sum, one) => sum + pick(one), 0) / all.length
  const figures = (kind) => ({
    precision: of((one) => one[kind].precision),
    recall: of((one) => one[kind].recall),
    f1: of((one) => one[kind].f1),
  })
  return {
    bcubed: figures('bcubed'),
    pairs: figures('pairs'),
    groups: of(({ groups }) => groups),
    millis: of(({ millis }) => millis),
  }
}

function show(placed) {
  for (const [story, of] of Object.entries(groupedBy(placed, ({ group }) => group))) {
    const events = Object.entries(groupedBy(of, ({ truth }) => truth))
    if (events.length > 1) console.log(`  mixed ${story}: ${events.map(size).join(', ')}`)
  }
  for (const [event, of] of Object.entries(groupedBy(placed, ({ truth }) => truth))) {
    const stories = Object.entries(groupedBy(of, ({ group }) => group))
    if (stories.length > 1) console.log(`  split ${event}: ${stories.map(size).join(', ')}`)
  }
}

function size([name, members]) {
  return `${name} ${members.length}`
}

function groupedBy(items, keyOf) {
  const groups = {}
  for (const item of items) (groups[keyOf(item)] ??= []).push(item)
  return groups
}
