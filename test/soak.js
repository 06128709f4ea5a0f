/**
 * Twenty-four hours of the service in time-lapse, with faults, on the embedded store.
 *
 *   node --expose-gc test/soak.js [hours, 24 by default]
 *
 * The clock leaps from visit to visit and from digest to digest, as the demo's does; jobs, store,
 * HTTP, reading thread and SMTP are the real ones. Among the outlets are such as hang, break off,
 * lie, lead in circles and blow up; the mail server is down for an hour, in the night the clocks
 * of the subscribers' zone go back. Told each hour: heap after a collection and resident memory.
 * Judged: every story told once to each, and memory flat over the second half.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFaultyOutlets } from './support/faulty-outlets.js'
import { startMailServer } from './support/mail-server.js'
import { readMails, repeatsIn, toldIn } from './support/told-stories.js'

const built = (file) => import(new URL(`../dist/${file}`, import.meta.url).href)
const { openWorld } = await built('app/world.js')
const { readEnvironment } = await built('app/environment.js')
const { loadConfiguration } = await built('app/load-configuration.js')
const { openLog } = await built('app/open-log.js')
const { workOff } = await built('app/work-off.js')
const { doJob } = await built('app/jobs.js')
const { nextDigestAt } = await built('core/digest/digest-due.js')

const hours = Number(process.argv[2] ?? 24)
/** In Berlin the clocks go back at 01:00 UTC on 25 October 2026. */
const START = Date.parse('2026-10-24T06:00:00Z')
const HOUR = 3_600_000
const MAIL_DOWN = [START + 5 * HOUR, START + 6 * HOUR]
const GOOD = 24
const MINUTES_A_STORY = 4
/** What a heap may grow by from the middle to the end, and resident memory. */
const FLAT = { heapMiB: 10, residentMiB: 40 }
const ADDRESSEES = ['desk@example.org', 'night@example.org']

const folder = await mkdtemp(join(tmpdir(), 'wirewatch-soak-'))
const outlets = await openFaultyOutlets(GOOD)
const mail = await startMailServer(false)
let now = START
const world = await open()
const { configuration } = world
const duties = { world, configuration, log: openLog(world.environment) }
const samples = []
let visits = 0
duties.told = { poll: () => (visits += 1) }

try {
  await passTime()
  await report()
} finally {
  await world.close()
  outlets.close()
  await mail.close()
  await rm(folder, { recursive: true, force: true })
}

async function open() {
  const file = join(folder, 'wirewatch.yaml')
  await writeFile(file, written())
  const environment = readEnvironment({
    WIREWATCH_CONFIG: file,
    WIREWATCH_DATA: join(folder, 'data'),
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    LOG_LEVEL: 'silent',
  })
  const settled = await loadConfiguration(file, {})
  const opened = await openWorld({ environment, configuration: settled, now: () => new Date(now) })
  return { ...opened, environment, configuration: settled }
}

function written() {
  return [
    'watches: [{ name: Lavrov, keywords: [Lavrov] }]',
    'polling: { allow_hosts: [127.0.0.1] }',
    'subscribers:',
    `  - { name: Desk, to: ${ADDRESSEES[0]}, schedule: { every: 1h }, zone: Europe/Berlin }`,
    `  - { name: Night, to: ${ADDRESSEES[1]}, schedule: { daily: ["02:30", "14:30"] }, zone: Europe/Berlin }`,
    'feeds:',
    ...outlets.feeds.map((url, at) => `  - { name: Outlet ${at}, url: '${url}', every: 15m }`),
  ].join('\n')
}

async function passTime() {
  const end = START + hours * HOUR
  let nextHour = START + HOUR
  while (now <= end) {
    mail.isDown = now >= MAIL_DOWN[0] && now < MAIL_DOWN[1]
    await workOff(duties, 'poll-feed')
    await workOff(duties, 'send-digest')
    if (now >= nextHour) {
      await doJob(duties, { name: 'keep-house', subject: '', id: 'house', attempt: 1 })
      takeSample()
      nextHour += HOUR
    }
    publishUpTo(await leap())
  }
  // What is still on its way: an hour without news, and the slots of a day.
  for (const later of [HOUR, 24 * HOUR]) {
    now = end + later
    await workOff(duties, 'poll-feed')
    await workOff(duties, 'send-digest')
  }
}

/** To the next visit or digest, answering the moment left. */
async function leap() {
  const before = now
  const memories = await world.store.feedMemories()
  const visitsAt = memories.map(({ nextVisitAt }) => nextVisitAt?.getTime() ?? Infinity)
  const digestsAt = configuration.subscribers.map((one) =>
    nextDigestAt(one, new Date(now)).getTime(),
  )
  now = Math.min(...[...visitsAt, ...digestsAt].filter((at) => at > now))
  return before
}

/** Stories between two moments, to the outlets in turn; none before every feed was read once. */
function publishUpTo(before) {
  const step = MINUTES_A_STORY * 60_000
  const end = START + hours * HOUR
  for (let at = Math.ceil(before / step) * step; at < Math.min(now, end); at += step) {
    if (at > START + HOUR / 2) outlets.publish(new Date(at), outlets.stories.length % GOOD)
  }
}

function takeSample() {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, rss, external, arrayBuffers } = process.memoryUsage()
  const inMiB = (bytes) => Math.round((bytes / 1024 / 1024) * 10) / 10
  const sample = {
    hour: Math.round((now - START) / HOUR),
    heapMiB: inMiB(heapUsed),
    residentMiB: inMiB(rss),
    externalMiB: inMiB(external + arrayBuffers),
    visits,
  }
  samples.push(sample)
  console.error(JSON.stringify(sample))
}

async function report() {
  const mails = await readMails(await mail.received())
  const told = toldIn(mails)
  const wanted = ADDRESSEES.flatMap((to) => outlets.stories.map(({ token }) => `${to} ${token}`))
  const twice = [...toldIn(mails, true)].filter(([, messages]) => messages.size > 1)
  const half = samples.slice(samples.length >> 1)
  const grown = (key) => Math.round((half.at(-1)[key] - half[0][key]) * 10) / 10
  const judged = {
    untold: wanted.filter((key) => !told.has(key)),
    toldTwice: twice.map(([key, ids]) => [key, ...ids]),
    heapGrewByMiB: grown('heapMiB'),
    residentGrewByMiB: grown('residentMiB'),
  }
  const { counts } = mail
  console.log(
    JSON.stringify(
      {
        hours,
        visits,
        stories: outlets.stories.length,
        mails: mails.length,
        repeats: repeatsIn(mails),
        turnedAway: counts.turnedAway,
        judged,
      },
      null,
      2,
    ),
  )
  const isFlat = judged.heapGrewByMiB < FLAT.heapMiB && judged.residentGrewByMiB < FLAT.residentMiB
  process.exitCode = judged.untold.length + judged.toldTwice.length > 0 || !isFlat ? 1 : 0
}
