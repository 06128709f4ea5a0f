/**
 * Kill the service at random moments of polling, composing and sending, many times over, and
 * count what a subscriber is left with.
 *
 *   node test/kill-rounds.js [rounds, 200 by default] [script of another mail server] [--servers]
 *
 * An outlet on loopback publishes a story a second. The mail server, smtp-server unless another's
 * script is named (started with --port, --http and --dir), puts mails off, dies in DATA, dies
 * after the final dot and hangs, each now and then. Every story must be in some mail; one that
 * stands in mails of different Message-IDs was told twice. The store is embedded; with --servers it
 * and the queue stand on a PostgreSQL and a Redis of the runner's own (redis-server, initdb and
 * pg_ctl must be installed). Ctrl-C ends the rounds and counts.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { connectEmbedded } from '../dist/adapters/sql/connect-embedded.js'
import { connectPostgres } from '../dist/adapters/sql/connect-postgres.js'
import { feedXml, inventStory, itemXml, OLD } from './support/invented-stories.js'
import { startMailServer } from './support/mail-server.js'
import { startPostgres, startRedis } from './support/own-servers.js'
import { runService } from './support/run-service.js'
import { readMails, repeatsIn, toldIn } from './support/told-stories.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { servers: { type: 'boolean', default: false } },
})
const rounds = Number(positionals[0] ?? 200)
const otherServer = positionals[1]
const folder = await mkdtemp(join(tmpdir(), 'wirewatch-kills-'))
const NEVER_SEEN_MS = 240_000
const DESK = 'desk@example.org'

const servers = values.servers
  ? { redis: await startRedis(), postgres: await startPostgres() }
  : undefined
const outlet = await startOutlet()
const mail = otherServer ? await startOtherServer(otherServer) : await startMailServer()
await writeConfiguration(outlet.port)
await readForTheFirstTime()

const kills = { starting: 0, polling: 0, digest: 0, idle: 0 }
const begun = Date.now()
let wanted = rounds
process.once('SIGINT', () => (wanted = 0))
let round = 0
while (round < wanted) {
  round += 1
  kills[await oneRound(100 + Math.random() * 2500)] += 1
  if (round % 10 === 0)
    console.error(`${round} of ${rounds} rounds, ${outlet.stories.length} stories`)
}
mail.faults = false
outlet.stop()
await mendPauses()
const last = startService()
await waitUntilTold()
last.child.kill('SIGTERM')
await last.ended
await report()
outlet.close()
await mail.close()
await servers?.redis.close()
await servers?.postgres.close()
// What went wrong is looked up in what is left of it.
if (process.exitCode) console.error(`lost or told twice; its data is kept in ${folder}`)
else await rm(folder, { recursive: true, force: true })

/**
 * What stands in a feed at its first reading is no news: nothing is published before that reading
 * is on record, or a kill in the midst of it would make the next one the first.
 */
async function readForTheFirstTime() {
  const service = startService()
  await service.says('first reading')
  service.child.kill('SIGTERM')
  await service.ended
  outlet.start()
}

/** Start, wait until it is up or not even that, kill -9; what it was at by its log's last line. */
async function oneRound(afterMs) {
  const service = startService()
  const isEarly = Math.random() < 0.15
  if (!isEarly) await service.up
  await sleep(isEarly ? afterMs / 4 : afterMs)
  service.child.kill('SIGKILL')
  await service.ended
  const jobs = service.lines.filter((line) => line.includes('"job"'))
  if (jobs.length === 0) return 'starting'
  return jobs.at(-1).includes('send-digest') ? 'digest' : 'polling'
}

function startService() {
  return runService('start', {
    WIREWATCH_CONFIG: join(folder, 'wirewatch.yaml'),
    WIREWATCH_DATA: join(folder, 'data'),
    WIREWATCH_SEEDS: join(folder, 'seeds'),
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    DATABASE_URL: servers?.postgres.url ?? '',
    REDIS_URL: servers?.redis.url ?? '',
  })
}

async function waitUntilTold() {
  const until = Date.now() + NEVER_SEEN_MS
  while (Date.now() < until) {
    if (untold(await readMails(await mail.received())).length === 0) return
    await sleep(2000)
  }
}

/** Tries that failed wait up to hours; the counting does not. */
async function mendPauses() {
  const connection = servers
    ? await connectPostgres(servers.postgres.url)
    : await connectEmbedded(join(folder, 'data', 'store'))
  await connection.query('update delivery set next_try_at = now() where outcome = $1', ['trouble'])
  await connection.close()
}

function untold(mails) {
  const told = toldIn(mails)
  return outlet.stories.filter(({ token }) => !told.has(`${DESK} ${token}`))
}

async function report() {
  const mails = await readMails(await mail.received())
  const lost = untold(mails)
  const twice = [...toldIn(mails, true)].filter(([, messages]) => messages.size > 1)
  console.log(
    JSON.stringify(
      {
        rounds: round,
        store: servers ? 'PostgreSQL, queue on Redis' : 'embedded',
        minutes: Math.round((Date.now() - begun) / 6000) / 10,
        killedWhile: kills,
        stories: outlet.stories.length,
        lost: lost.map(({ token }) => token),
        toldTwice: twice.map(([token, messages]) => [token, ...messages]),
        mails: mails.length,
        digests: mails.length - repeatsIn(mails),
        repeatsOfOneMessageId: repeatsIn(mails),
        faults: mail.counts,
      },
      null,
      2,
    ),
  )
  process.exitCode = lost.length + twice.length > 0 ? 1 : 0
}

async function startOutlet() {
  const stories = []
  const publish = () => stories.push(inventStory(stories.length, new Date()))
  const server = createServer((_, response) => {
    const items = stories
      .slice(-1500)
      .toReversed()
      .map((story) => itemXml(story))
    response.setHeader('content-type', 'application/rss+xml')
    response.end(feedXml([...items, OLD]))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  let timer
  return {
    stories,
    port: server.address().port,
    start: () => (timer = setInterval(publish, 1000)),
    stop: () => clearInterval(timer),
    close: () => server.close(),
  }
}

/** A server of another make: its own share of faults is set over HTTP, its mails lie in a folder. */
async function startOtherServer(script) {
  const dir = join(folder, 'mails')
  const [port, http] = [20_000, 30_000].map((from) => from + Math.floor(Math.random() * 9000))
  const ports = ['--port', String(port), '--http', String(http), '--dir', dir, '--fail', '0.2']
  const child = spawn(process.execPath, [script, ...ports], { stdio: 'ignore' })
  await sleep(1000)
  return {
    port,
    get counts() {
      return 'answers 451 after DATA to a fifth'
    },
    set faults(_) {
      void fetch(`http://127.0.0.1:${http}/config?fail=0`)
    },
    async received() {
      const files = await readdir(dir)
      return Promise.all(files.map((file) => readFile(join(dir, file))))
    },
    close: async () => child.kill(),
  }
}

async function writeConfiguration(port) {
  const text = [
    'watches: [{ name: Lavrov, keywords: [Lavrov] }]',
    'subscribers:',
    `  - { name: Desk, to: ${DESK}, schedule: { cron: "*/2 * * * * *" } }`,
    `feeds: [{ name: Outlet, url: "http://127.0.0.1:${port}/feed", every: 1s }]`,
    'polling: { host_spacing: 1s, allow_hosts: ["127.0.0.1"] }',
    'web: { port: 0 }',
  ].join('\n')
  await writeFile(join(folder, 'wirewatch.yaml'), text)
}
