/**
 * How well copies are told from other news, measured on a feed server that knows the truth:
 * `npm run eval:copies -- URL [--store] [--advance N] [--misses]`. The server gives
 * `/urls.txt`, its feeds, and `/truth.json` with groups of near-copies by edit level (0 verbatim
 * to 3 cut and edited) and hard negatives: items that share a headline or a form, not an event.
 * `--advance` asks it so many times for two more items a feed. `--store` places them by whole
 * polls on an embedded store, else in a corpus in memory.
 *
 * Recall counts the members of a group that join the story of an earlier one; precision, of all
 * items that join a story, those that join their own group's; a hard negative should join none.
 */
const [base, ...options] = process.argv.slice(2)
if (!base) {
  console.error('usage: npm run eval:copies -- URL [--store] [--advance N] [--misses]')
  process.exit(2)
}

const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href)
const { createLocalParser } = await built('adapters/parser/local-parser.js')
const { openStore } = await built('adapters/store/sql-store.js')
const { connectEmbedded } = await built('adapters/sql/connect-embedded.js')
const { memoryCorpus } = await built('core/story/memory-corpus.js')
const { placeInStories } = await built('core/story/place-in-stories.js')
const { describeTellings } = await built('core/story/telling.js')
const { everything } = await built('app/judge-items.js')
const { matchItems } = await built('core/watch/match-items.js')
const { pollFeed } = await built('pipeline.js')

const parser = createLocalParser()
const articles = { read: async () => [] }
const place = options.includes('--store') ? await placeInStore() : placeInMemory()
const placements = []
const known = new Set()
const started = performance.now()
const rounds = options.includes('--advance') ? Number(options[options.indexOf('--advance') + 1]) : 0
for (let round = 0; round <= rounds; round++) {
  if (round > 0) await fetch(new URL('/advance?k=2', base))
  const urls = (await (await fetch(new URL('/urls.txt', base))).text()).trim().split('\n')
  for (const [index, url] of urls.entries()) {
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer())
    const body = { kind: 'body', url, status: 200, headers: {}, bytes }
    const feed = { id: `f${index}`, name: `Feed ${index}`, url, every: 900_000 }
    placements.push(...(await place(feed, body)))
    if (index % 100 === 99) console.error(`${index + 1} of ${urls.length} feeds, round ${round}`)
  }
}
const seconds = (performance.now() - started) / 1000
report(await (await fetch(new URL('/truth.json', base))).json())

function placeInMemory() {
  const corpus = memoryCorpus()
  return async (feed, body) => {
    const now = new Date('2026-12-01T00:00:00Z')
    const { changed: items } = await parser.read(body, feed, now)
    const fresh = items.filter(({ id }) => !known.has(id) && known.add(id))
    const tellings = describeTellings(matchItems(fresh, [everything]), now)
    const placed = placeInStories(tellings, corpus.near(tellings))
    corpus.record(placed, now)
    return placed
  }
}

async function placeInStore() {
  const store = await openStore(await connectEmbedded('memory://'))
  return async (feed, body) => {
    const now = () => new Date(Date.parse('2026-12-01T00:00:00Z') + placements.length)
    const fetcher = { fetchFeed: async () => body }
    const world = { now, chance: () => 0.5, store, parser, articles, fetcher }
    return (await pollFeed(world, feed, [everything])).placements
  }
}

function report({ seed, groups, hardNegatives }) {
  const groupOf = new Map()
  const levelOf = new Map()
  for (const { story, members } of groups) {
    for (const [, , guid, , level] of members) {
      groupOf.set(guid, story)
      levelOf.set(guid, level)
    }
  }
  const hard = new Map(hardNegatives.map(([, , guid, , kind]) => [guid, kind]))
  const counts = new Map()
  const add = (name, hit) => {
    const { hits = 0, of = 0 } = counts.get(name) ?? {}
    counts.set(name, { hits: hits + Number(hit), of: of + 1 })
  }
  const storiesOf = new Map()
  const membersOf = new Map()
  for (const placement of placements) {
    const { verdict } = placement
    const { key: guid } = placement.match.item
    const group = groupOf.get(guid)
    const beside = membersOf.get(verdict.storyId) ?? []
    const isRight = group !== undefined && beside.some((other) => groupOf.get(other) === group)
    if (beside.length > 0) add(`precision of ${verdict.kind}`, isRight)
    if (hard.has(guid)) add(`hard negatives apart (${hard.get(guid)})`, beside.length === 0)
    const told = storiesOf.get(group)
    if (group !== undefined && told) {
      const joins = told.has(verdict.storyId)
      add(`recall at level ${levelOf.get(guid)}`, joins)
      add(`copies at level ${levelOf.get(guid)}`, joins && verdict.kind === 'copy')
      if (joins && verdict.kind !== 'copy') miss('no copy', placement, told)
      if (!joins) miss('missed', placement, told)
    }
    if (beside.length > 0 && !isRight) miss('wrongly joined', placement, told)
    if (group !== undefined) storiesOf.set(group, (told ?? new Set()).add(verdict.storyId))
    membersOf.set(verdict.storyId, [...beside, guid])
  }
  console.log(`seed ${seed}: ${placements.length} items in ${seconds.toFixed(0)} s`)
  for (const [name, { hits, of }] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`  ${name.padEnd(40)}${(hits / of).toFixed(4)}  (${of - hits} of ${of} not)`)
  }
}

function miss(what, { match: { item }, verdict }, told) {
  if (!options.includes('--misses')) return
  const { kind, because, partner } = verdict
  console.log(JSON.stringify({ what, key: item.key, kind, because, partner: partner?.title }))
  console.log(`    ${item.title}\n    ${item.text}`)
  for (const id of told ?? []) {
    const first = placements.find((placement) => placement.verdict.storyId === id)
    console.log(`  > ${first?.match.item.title}\n  > ${first?.match.item.text}`)
  }
}
