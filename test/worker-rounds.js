/**
 * Four workers over Redis and PostgreSQL: two are killed (-9) again and again, both servers crash
 * and come back in the midst, and at the end all but one worker die. Then counts.
 *
 *   node test/worker-rounds.js [minutes, 10 by default] [--redis-forgets]
 *
 * The servers are the runner's own (redis-server, initdb and pg_ctl must be installed). Each worker
 * has a data folder of its own, as on a host of its own. Redis comes back with what it wrote (as in
 * docker-compose.yml), or empty with --redis-forgets. Outlets on loopback publish a story every two
 * seconds, a third of them in two outlets. Judged: each item published stands on record once; each
 * story leads in mails of one Message-ID to each addressee; no host has two visits at once or
 * sooner than its spacing; no feed has two at once, or two on record sooner than its pace; every
 * feed is visited to the end. Ctrl-C ends the faults and counts.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { startMailServer } from './support/mail-server.js'
import { openNewsroom, overlapsIn, startGapsIn } from './support/newsroom-outlets.js'
import { startPostgres, startRedis } from './support/own-servers.js'
import { runService } from './support/run-service.js'
import { readMails, repeatsIn, toldIn } from './support/told-stories.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'redis-forgets': { type: 'boolean', default: false } },
})
const faultsMs = Number(positionals[0] ?? 10) * 60_000
const EVERY_MS = 5000
const SPACING_MS = 1000
/** Between a worker's look at the clock for its lease and the one for the record. */
const BETWEEN_LOOKS_MS = 50
const PATIENCE_MS = 300_000
const ADDRESSEES = ['desk@example.org', 'editor@example.org']
const HOSTS = Array.from({ length: 8 }, (_, at) => `outlet-${at}.example`)
const FEEDS = [
  ...HOSTS.flatMap((host, at) => [0, 1, 2].map((part) => ({ id: `f${at * 3 + part}`, host }))),
  // Allowed by its address: not spaced, and slower than its pace.
  ...[0, 1].map((part) => ({ id: `slow${part}`, host: '127.0.0.1', slowMs: EVERY_MS + 2000 })),
]

const folder = await mkdtemp(join(tmpdir(), 'wirewatch-workers-'))
const newsroom = await openNewsroom(FEEDS)
const mail = await startMailServer(false)
const redis = await startRedis({ forgets: values['redis-forgets'] })
const postgres = await startPostgres()
const workers = []
const faults = { kills: 0, restarts: [] }
const begun = Date.now()
const seconds = () => Math.round((Date.now() - begun) / 1000)
let isOver = false
process.once('SIGINT', () => (isOver = true))

try {
  for (const at of [0, 1, 2, 3]) workers[at] = await startWorker(at)
  await Promise.all(workers.map(({ up }) => up))
  await until(async () => (await rows('select feed_id from feed_memory')).length === FEEDS.length)
  newsroom.start(2000)
  await Promise.all([killAgainAndAgain(0), killAgainAndAgain(1), crashServers(), tellTheTime()])
  console.error(`${seconds()} s: the faults are over; three of the workers die for good`)
  for (const at of [0, 1, 2]) await kill(at)
  const left = Date.now()
  await sleep(20_000)
  newsroom.stop()
  await until(async () => (await untold()).length === 0)
  await until(async () => (await neglected(left)).length === 0)
  await report(left)
} finally {
  for (const { child } of workers) child.kill('SIGKILL')
  await Promise.all([redis.close(), postgres.close(), mail.close()])
  newsroom.close()
  await rm(folder, { recursive: true, force: true })
}

async function startWorker(at) {
  const place = join(folder, `worker-${at}`)
  await mkdir(place, { recursive: true })
  await writeFile(join(place, 'wirewatch.yaml'), configuration(at))
  const environment = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    WIREWATCH_CONFIG: join(place, 'wirewatch.yaml'),
    WIREWATCH_DATA: join(place, 'data'),
    WIREWATCH_SEEDS: join(folder, 'seeds'),
  }
  const names = join(import.meta.dirname, 'support', 'loopback-names.js')
  return runService('worker', environment, ['--import', names])
}

function configuration(at) {
  const feeds = FEEDS.map(
    ({ id, host }) =>
      `  - { id: ${id}, name: Outlet ${id}, url: "http://${host}:${newsroom.port}/${id}", every: 5s }`,
  )
  const subscribers = ADDRESSEES.map(
    (to, which) => `  - { name: Desk ${which}, to: ${to}, schedule: { cron: "*/3 * * * * *" } }`,
  )
  return [
    'watches: [{ name: Lavrov, keywords: [Lavrov] }]',
    'subscribers:',
    ...subscribers,
    'feeds:',
    ...feeds,
    // The name of a worker travels in its User-Agent.
    `polling: { host_spacing: 1s, allow_hosts: ["127.0.0.0/8"], contact: worker-${at} }`,
  ].join('\n')
}

function areFaultsOver() {
  return isOver || Date.now() - begun > faultsMs
}

async function killAgainAndAgain(at) {
  while (!areFaultsOver()) {
    const isEarly = Math.random() < 0.15
    if (!isEarly) await workers[at].up
    await sleep(500 + Math.random() * 8000)
    await kill(at)
    workers[at] = await startWorker(at)
  }
}

async function kill(at) {
  const { child, ended } = workers[at]
  child.kill('SIGKILL')
  await ended
  faults.kills += 1
}

/** Redis at a third of the time, PostgreSQL at two thirds, each away for some seconds. */
async function crashServers() {
  await crash(1 / 3, 'Redis', redis)
  await crash(2 / 3, 'PostgreSQL', postgres)
}

async function crash(part, name, server) {
  while (!areFaultsOver() && Date.now() - begun < part * faultsMs) await sleep(500)
  if (isOver) return
  const from = seconds()
  await server.restart(3000)
  faults.restarts.push({ name, from, to: seconds() })
  console.error(`${from} s: ${name} crashed, back at ${seconds()} s`)
}

async function tellTheTime() {
  while (!areFaultsOver()) {
    await sleep(10_000)
    const { length } = await rows('select item_id from placement').catch(() => [])
    console.error(
      `${seconds()} s: ${faults.kills} kills, ${newsroom.stories.length} stories, ${length} items placed, ` +
        `${(await mail.received()).length} mails, ${newsroom.visits.length} visits`,
    )
  }
}

/** Looks every second until it is so, or for five minutes. */
async function until(isSo) {
  const end = Date.now() + PATIENCE_MS
  while (!(await isSo()) && Date.now() < end) await sleep(1000)
}

async function openDatabase() {
  const client = new Client({ connectionString: postgres.url })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** By a connection of its own each time: the server goes away meanwhile. */
async function rows(text) {
  const client = await openDatabase()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function untold() {
  const told = toldIn(await readMails(await mail.received()))
  return ADDRESSEES.flatMap((to) =>
    newsroom.stories.map(({ token }) => `${to} ${token}`).filter((key) => !told.has(key)),
  )
}

/** Feeds without a visit on record since an instant. */
async function neglected(since) {
  const visited = await rows(
    `select distinct feed_id from poll where at > '${new Date(since).toISOString()}'`,
  )
  const ids = new Set(visited.map(({ feed_id: id }) => id))
  return FEEDS.map(({ id }) => id).filter((id) => !ids.has(id))
}

/** Items on record against what was published: those missing, and those there twice. */
async function itemFaults() {
  const found = await rows(
    `select feed_id, title, count(*)::int as times from item
    left join placement on placement.item_id = item.id group by feed_id, title`,
  )
  const times = new Map(
    found.map((row) => [`${row.feed_id} ${/Zq\d{5}x/.exec(row.title)?.[0] ?? ''}`, row.times]),
  )
  const wanted = [...newsroom.published].flatMap(([id, items]) =>
    items.map(({ token }) => `${id} ${token}`),
  )
  return {
    published: wanted.length,
    missing: wanted.filter((key) => !times.has(key)),
    twice: wanted.filter((key) => times.get(key) > 1),
    placedNowhere: (
      await rows(
        `select id from item where title like '%Zq%' and id not in (select item_id from placement)`,
      )
    ).length,
  }
}

/** Visits on record, by feed: how many, sooner than the pace allows, and the longest time between. */
async function pollFaults() {
  const hostOf = new Map(FEEDS.map(({ id, host }) => [id, host]))
  const polls = (await rows('select feed_id, at from poll order by at')).map(
    ({ feed_id: feed, at }) => ({ feed, host: hostOf.get(feed), from: at.getTime() }),
  )
  const spaced = polls.filter(({ host }) => host !== '127.0.0.1')
  const gaps = startGapsIn(polls, 'feed')
  return {
    onRecord: polls.length,
    soonerThanTheSpacing: startGapsIn(spaced, 'host').filter(
      (gap) => gap < SPACING_MS - BETWEEN_LOOKS_MS,
    ).length,
    // A tenth sooner by chance, a quarter by the timetable's slack.
    soonerThanTheirPace: gaps.filter((gap) => gap < EVERY_MS * 0.65).length,
    gapSeconds: {
      median: gaps[gaps.length >> 1] / 1000,
      p99: gaps[Math.floor(gaps.length * 0.99)] / 1000,
      longest: gaps.at(-1) / 1000,
    },
  }
}

async function report(left) {
  const mails = await readMails(await mail.received())
  const twice = [...toldIn(mails, true)].filter(([, messages]) => messages.size > 1)
  const spaced = newsroom.visits.filter(({ host }) => host !== '127.0.0.1')
  const gaps = startGapsIn(spaced, 'host')
  const items = await itemFaults()
  const polls = await pollFaults()
  const judged = {
    itemsMissing: items.missing,
    itemsTwice: items.twice,
    itemsPlacedNowhere: items.placedNowhere,
    storiesUntold: await untold(),
    storiesToldTwice: twice.map(([key, ids]) => [key, ...ids]),
    visitsAtOnceToOneHost: overlapsIn(spaced, 'host').length,
    visitsOnRecordSoonerThanTheSpacing: polls.soonerThanTheSpacing,
    visitsAtOnceToOneFeed: overlapsIn(newsroom.visits, 'feed').length,
    visitsOnRecordSoonerThanThePace: polls.soonerThanTheirPace,
    feedsTheLastWorkerNeglects: await neglected(left),
  }
  const isFault = (found) => (Array.isArray(found) ? found.length : found) > 0
  console.log(
    JSON.stringify(
      {
        minutes: seconds() / 60,
        ...faults,
        stories: newsroom.stories.length,
        items: items.published,
        mails: mails.length,
        repeatsOfOneMessageId: repeatsIn(mails),
        visits: newsroom.visits.length,
        visitsBy: countBy(newsroom.visits, ({ by }) => /worker-\d/.exec(by)?.[0] ?? by),
        requestsNearerThanTheSpacingMs: gaps.filter((gap) => gap < SPACING_MS * 0.9),
        polls,
        judged,
      },
      null,
      2,
    ),
  )
  process.exitCode = Object.values(judged).some(isFault) ? 1 : 0
}

function countBy(list, keyOf) {
  const counts = {}
  for (const one of list) counts[keyOf(one)] = (counts[keyOf(one)] ?? 0) + 1
  return counts
}
