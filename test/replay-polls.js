/**
 * Recorded polls of real feeds through the real line, in order of time: `npm run build && node
 * test/replay-polls.js FOLDER`. The folder, kept outside the repository (the feeds are not ours),
 * holds `outlet__2020-06-08T051932+1200.xml.gz` and the like. Exit code 1 when an address of a
 * feed is recorded twice.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const folder = process.argv[2]
if (!folder) {
  console.error('usage: node test/replay-polls.js FOLDER')
  process.exit(2)
}

const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href)
const { connectEmbedded } = await built('adapters/sql/connect-embedded.js')
const { openStore } = await built('adapters/store/sql-store.js')
const { createLocalParser } = await built('adapters/parser/local-parser.js')
const { pollFeed } = await built('pipeline.js')

const connection = await connectEmbedded('memory://')
const store = await openStore(connection)
const polls = readdirSync(folder)
  .flatMap((file) => {
    const [, outlet, at] = /^(\w+)__([\dT:+-]+)\.xml\.gz$/.exec(file) ?? []
    if (!outlet) return []
    const iso = at.replace(/T(\d\d)(\d\d)(\d\d)([+-]\d\d)(\d\d)$/, 'T$1:$2:$3$4:$5')
    return [{ file, outlet, at: new Date(iso) }]
  })
  .toSorted((one, other) => one.at - other.at)

const scores = new Map()
for (const { file, outlet, at } of polls) {
  const score = scores.get(outlet) ?? { polls: 0, items: 0, fresh: 0, revised: 0, overflows: 0 }
  const url = `https://${outlet}.example/feed`
  const bytes = gunzipSync(readFileSync(join(folder, file)))
  const world = {
    now: () => at,
    chance: () => 0.5,
    store,
    parser: createLocalParser(),
    articles: { read: async () => [] },
    fetcher: { fetchFeed: async () => ({ kind: 'body', url, status: 200, headers: {}, bytes }) },
  }
  const feed = { id: outlet, name: outlet, url, every: 900_000 }
  const report = await pollFeed(world, feed, [])
  scores.set(outlet, {
    polls: score.polls + 1,
    items: score.items + report.itemCount,
    fresh: score.fresh + report.fresh.length,
    revised: score.revised + report.revised.length,
    overflows: score.overflows + Number(report.overflowed),
  })
}

const [{ recorded }] = await connection.query('select count(*)::integer as recorded from item')
const [{ headlines }] = await connection.query(
  'select count(*)::integer as headlines from item_version',
)
const twice = await connection.query(
  `select feed_id, url from item where url <> '' group by feed_id, url having count(*) > 1`,
)
console.table(Object.fromEntries(scores))
console.log(
  `${polls.length} polls, ${recorded} items recorded, ${twice.length} addresses recorded twice; ` +
    `${headlines} headlines kept of items whose headline changed`,
)
for (const { feed_id: outlet, url } of twice) console.log(`twice in ${outlet}: ${url}`)
await store.close()
process.exitCode = twice.length > 0 ? 1 : 0
