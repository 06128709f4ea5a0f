/**
 * Kill the service at random moments of polling, composing and sending, many times over, and
 * count what a subscriber is left with.
 *
 *   node test/kill-rounds.js [rounds, 200 by default] [script of another mail server]
 *
 * An outlet on loopback publishes a story a second. The mail server, smtp-server unless another's
 * script is named (started with --port, --http and --dir), puts mails off, dies in DATA, dies
 * after the final dot and hangs, each now and then. Every story must be in some mail; one that
 * stands in mails of different Message-IDs was told twice. DATABASE_URL names a database of its
 * own; there a dead worker holds its jobs for half a minute, so that rounds shorter than that do
 * little. Without it the store is embedded, and the next start takes the jobs up at once. Ctrl-C ends the rounds and counts.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

const rounds = Number(process.argv[2] ?? 200)
const otherServer = process.argv[3]
const program = join(import.meta.dirname, '..', 'bin', 'wirewatch.js')
const folder = await mkdtemp(join(tmpdir(), 'wirewatch-kills-'))
const NEVER_SEEN_MS = 240_000

/** What stood in the feed before anybody read it: an empty feed is no starting point. */
const OLD = '<item><guid>old</guid><title>The weather of last year</title></item>'

/** Words that no two stories share by chance, so that each is a story of its own. */
const SYLLABLES = ['ka', 'ro', 'mi', 'ten', 'vul', 'sha', 'pel', 'dor', 'gri', 'no', 'xa', 'bem']
const word = () => {
  const syllables = Array.from({ length: 4 }, () => SYLLABLES[Math.floor(Math.random() * 12)])
  const made = syllables.join('')
  return made[0].toUpperCase() + made.slice(1)
}

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
const last = startService()
await waitUntilTold()
last.child.kill('SIGTERM')
await last.ended
await report()
outlet.close()
await mail.close()
await rm(folder, { recursive: true, force: true })

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
  const child = spawn(process.execPath, [program, 'start'], {
    env: {
      ...process.env,
      WIREWATCH_CONFIG: join(folder, 'wirewatch.yaml'),
      WIREWATCH_DATA: join(folder, 'data'),
      WIREWATCH_SEEDS: join(folder, 'seeds'),
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lines = []
  const ended = new Promise((resolve) => child.on('exit', resolve))
  let text = ''
  child.stderr.on('data', (chunk) => {
    text += chunk
    const parts = text.split('\n')
    text = parts.pop()
    lines.push(...parts)
  })
  /** Resolves when the log has such words, or at the end. */
  const says = (words) =>
    new Promise((resolve) => {
      const look = () => {
        if (lines.some((line) => line.includes(words))) resolve()
      }
      child.stderr.on('data', look)
      child.on('exit', resolve)
    })
  return { child, lines, says, up: says('wirewatch is up'), ended }
}

async function waitUntilTold() {
  const until = Date.now() + NEVER_SEEN_MS
  while (Date.now() < until) {
    await mendPauses()
    const told = await toldStories()
    if (outlet.stories.every(({ token }) => told.has(token))) return
    await sleep(2000)
  }
}

/** Tries that failed wait up to hours; the counting does not. */
async function mendPauses() {
  if (!process.env.DATABASE_URL) return
  const { Client } = await import('pg')
  const client = new Client(process.env.DATABASE_URL)
  await client.connect()
  await client.query('update delivery set next_try_at = now() where outcome = $1', ['trouble'])
  await client.end()
}

/**
 * Token -> the Message-IDs of the mails it stands in: anywhere, or only where it leads a story.
 * A story told before is named again where something is new in it.
 */
async function toldStories(onlyLeads = false) {
  const told = new Map()
  for (const raw of await mail.received()) {
    const { messageId, text = '' } = await PostalMime.parse(raw)
    const leads = text.match(/^\* (?:NEW|UPDATE): .*\n(?: {2}.*\n)*? {2}Outlet · /gm) ?? []
    for (const [token] of (onlyLeads ? leads.join('') : text).matchAll(/Zq\d{5}x/g)) {
      told.set(token, (told.get(token) ?? new Set()).add(messageId))
    }
  }
  return told
}

async function report() {
  const received = await mail.received()
  const ids = []
  for (const raw of received) ids.push((await PostalMime.parse(raw)).messageId)
  const told = await toldStories()
  const lost = outlet.stories.filter(({ token }) => !told.has(token))
  const twice = [...(await toldStories(true))].filter(([, messages]) => messages.size > 1)
  console.log(
    JSON.stringify(
      {
        rounds: round,
        minutes: Math.round((Date.now() - begun) / 6000) / 10,
        killedWhile: kills,
        stories: outlet.stories.length,
        lost: lost.map(({ token }) => token),
        toldTwice: twice.map(([token, messages]) => [token, ...messages]),
        mails: received.length,
        digests: new Set(ids).size,
        repeatsOfOneMessageId: received.length - new Set(ids).size,
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
  const publish = () => {
    const token = `Zq${String(stories.length).padStart(5, '0')}x`
    const title = `Lavrov ${word()} ${word()} ${token}`
    const text = `${word()} ${word()} told ${word()} of ${word()} ${word()}, and ${word()} ${word()} left ${word()}.`
    stories.push({ token, title, text, at: new Date() })
  }
  const server = createServer((_, response) => {
    const items = [...stories]
      .slice(-1500)
      .toReversed()
      .map(
        ({ token, title, text, at }) =>
          `<item><guid>${token}</guid><title>${title}</title><link>http://outlet.example/${token}</link>` +
          `<description>${text}</description><pubDate>${at.toUTCString()}</pubDate></item>`,
      )
    response.setHeader('content-type', 'application/rss+xml')
    response.end(
      `<rss version="2.0"><channel><title>Outlet</title>${items.join('')}${OLD}</channel></rss>`,
    )
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

async function startMailServer() {
  const received = []
  const sockets = new Map()
  const counts = { putOff: 0, diedInData: 0, diedAfterDot: 0, hung: 0 }
  const self = { faults: true, counts, received: async () => received }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect(session, answer) {
      sockets.set(
        session.id,
        [...server.connections].find((one) => one.id === session.id),
      )
      answer()
    },
    onRcptTo(_, __, answer) {
      if (!self.faults || Math.random() > 0.1) return answer()
      counts.putOff += 1
      answer(Object.assign(new Error('come back later'), { responseCode: 451 }))
    },
    onData(stream, session, answer) {
      const chunks = []
      const chance = self.faults ? Math.random() : 1
      const die = () => sockets.get(session.id)?._socket.destroy()
      if (chance < 0.07) {
        counts.diedInData += 1
        stream.resume()
        die()
        return
      }
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks))
        if (chance < 0.14) {
          counts.diedAfterDot += 1
          die()
        } else if (chance < 0.2) {
          counts.hung += 1
          setTimeout(answer, 2500)
        } else answer()
      })
    },
  })
  server.on('error', () => {})
  const port = await new Promise((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve(listening.address().port))
  })
  return Object.assign(self, { port, close: () => new Promise((done) => server.close(done)) })
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
    '  - { name: Desk, to: desk@example.org, schedule: { cron: "*/2 * * * * *" } }',
    `feeds: [{ name: Outlet, url: "http://127.0.0.1:${port}/feed", every: 1s }]`,
    'polling: { host_spacing: 1s, allow_hosts: ["127.0.0.1"] }',
    'web: { port: 0 }',
  ].join('\n')
  await writeFile(join(folder, 'wirewatch.yaml'), text)
}
