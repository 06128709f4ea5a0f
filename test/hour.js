/**
 * An hour of ten thousand feeds, pressed into less: every feed is asked for at a pace of fifteen
 * minutes divided by the speed, by the service itself and on the clock of the wall.
 *
 *   node test/hour.js [feeds, 10000 by default] [speed, 4 by default] [--servers]
 *
 * On the embedded store, or with --servers on a Redis and a PostgreSQL of the runner's own. The
 * farm has ten items a feed and gives each a new one four times. Told at the end, from what is on
 * record: how late visits were beyond their pace, in seconds of the wall, and what the service took
 * of memory and CPU meanwhile. Begins when every feed was read once. That reading is not on the
 * timetable: the time from it to the next one is left out.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startPostgres, startRedis } from './support/own-servers.js'
import { runService } from './support/run-service.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { servers: { type: 'boolean', default: false } },
})
const feeds = Number(positionals[0] ?? 10_000)
const speed = Number(positionals[1] ?? 4)
const paceSeconds = Math.round(900 / speed)
const TICKS_PER_SECOND = 100
const folder = await mkdtemp(join(tmpdir(), 'wirewatch-hour-'))
const farm = await startFarm()
const servers = values.servers ? [await startPostgres(), await startRedis()] : []
const service = await startService()
await service.up
const visits = watchVisits()

try {
  const begun = Date.now()
  while (visits.lastAt.size < feeds) await sleep(1000)
  console.error(
    `every feed was read once, ${Math.round((Date.now() - begun) / 1000)} s after the start`,
  )
  await report(await oneHour())
} finally {
  service.child.kill('SIGTERM')
  await service.ended
  farm.child.kill()
  for (const server of servers) await server.close()
  await rm(folder, { recursive: true, force: true })
}

async function startFarm() {
  const script = join(import.meta.dirname, 'bench', 'support', 'feed-farm.js')
  const child = spawn(process.execPath, [script, String(feeds), '10'])
  const url = await new Promise((resolve) => child.stdout.once('data', resolve))
  return { child, url: String(url).trim() }
}

async function startService() {
  const file = join(folder, 'wirewatch.yaml')
  const list = Array.from(
    { length: feeds },
    (_, at) => `  - { name: F${at}, url: '${farm.url}/feed/${at}.xml', every: ${paceSeconds}s }`,
  )
  const text = [
    'watches: [{ name: Asked, keywords: [Lavrov, Pyongyang, Wonsan] }]',
    'subscribers: [{ name: Desk, to: desk@example.org, schedule: { every: 1m } }]',
    'polling: { allow_hosts: [127.0.0.1], concurrency: 16 }',
    'web: { port: 0 }',
    'feeds:',
    ...list,
  ]
  await writeFile(file, text.join('\n'))
  const [postgres, redis] = servers
  return runService(values.servers ? 'worker' : 'start', {
    WIREWATCH_CONFIG: file,
    WIREWATCH_DATA: join(folder, 'data'),
    WIREWATCH_SEEDS: join(folder, 'seeds'),
    LOG_LEVEL: 'info',
    ...(postgres && { DATABASE_URL: postgres.url, REDIS_URL: redis.url }),
  })
}

/** What the log tells of visits, line by line, so that nothing needs to be kept of it. */
function watchVisits() {
  const told = { lastAt: new Map(), times: new Map(), gaps: [], failed: 0, isMeasured: false }
  const read = service.lines
  for (const line of read.splice(0)) note(told, line)
  read.push = (...lines) => {
    for (const line of lines) note(told, line)
    return 0
  }
  return told
}

function note(told, line) {
  if (!line.includes('"job":"poll-feed"')) return
  const { subject, outcome, time, ms } = JSON.parse(line)
  if (outcome === 'waiting' || outcome === 'put back') return
  if (outcome === 'failed' || outcome === 'trouble') told.failed += 1
  const at = Date.parse(time) - ms
  const before = told.lastAt.get(subject)
  told.lastAt.set(subject, at)
  const times = (told.times.get(subject) ?? 0) + 1
  told.times.set(subject, times)
  if (told.isMeasured && times > 2) told.gaps.push((at - before) / 1000)
}

async function oneHour() {
  visits.isMeasured = true
  const samples = [sample()]
  const end = Date.now() + 3_600_000 / speed
  for (let quarter = 0; Date.now() < end;) {
    const passed = 1 - (end - Date.now()) / (3_600_000 / speed)
    if (passed >= quarter / 4) {
      fetch(`${farm.url}/advance?k=1`).catch(() => {})
      quarter += 1
    }
    await sleep(5000)
    samples.push(sample())
  }
  return samples
}

/** Resident memory in MiB and CPU seconds so far. */
function sample() {
  const { pid } = service.child
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    memory: Number(/^VmRSS:\s+(\d+)/m.exec(status)[1]) / 1024,
    cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
  }
}

async function report(samples) {
  const late = visits.gaps.map((gap) => gap - paceSeconds).toSorted((one, other) => one - other)
  const end = Date.now()
  const overdue = [...visits.lastAt.values()].filter((at) => end - at > paceSeconds * 1000 * 1.25)
  const quarter = (at) => samples.slice((samples.length * at) / 4, (samples.length * (at + 1)) / 4)
  const memory = [0, 1, 2, 3].map((at) => Math.round(median(quarter(at).map((one) => one.memory))))
  const cpu = samples.at(-1).cpu - samples[0].cpu
  const at = (part) => Math.round(late[Math.floor(late.length * part)] * 10) / 10
  const told = {
    on: values.servers ? 'Redis and PostgreSQL' : 'the embedded store',
    feeds,
    speed,
    paceSeconds,
    visits: late.length,
    failed: visits.failed,
    overdueAtTheEnd: overdue.length,
    secondsLate: {
      median: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      p999: at(0.999),
      most: at(1 - 1 / late.length),
    },
    lateByMoreThanATenth: late.filter((seconds) => seconds > paceSeconds / 10).length,
    memoryByQuarterMiB: memory,
    cpuMsAVisit: Math.round((cpu / late.length) * 10_000) / 10,
    cpuShare: Math.round((cpu / (3600 / speed)) * 100) / 100,
  }
  console.log(JSON.stringify(told, null, 2))
}

function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1]
}
