/**
 * A farm of feeds polled three times (all of it new; two new items a feed and a digest; nothing
 * new), ours beside rss2email, sfeed and newsboat where these are installed. Each poll is a
 * process of its own from start to end, so start-up counts. FEEDS, ITEMS and LATENCY_MS set the
 * farm; FARM names another one with the same addresses. DATABASE_URL and REDIS_URL as for the
 * service; a database named there must be empty. Told articles are not looked at again: those of
 * the farm stand nowhere, and who resolves names may take seconds to say so.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { measuredRun } from './support/measured-run.js'

const { FEEDS = '1000', ITEMS = '50', LATENCY_MS = '0', FARM, PEERS = '1' } = process.env
const program = resolve('bin/wirewatch.js')
const folder = mkdtempSync(join(tmpdir(), 'wirewatch-polls-'))
const rows = []

const ours = { name: 'wirewatch', prepare: wirewatch }
const contestants = [ours, ...(PEERS === '1' ? peers() : [])]
try {
  for (const { name, prepare } of contestants) {
    const farm = await openFarm()
    try {
      const place = join(folder, name)
      mkdirSync(place)
      const poll = prepare(farm.url, place)
      const row = { name }
      for (const kind of ['first', 'news', 'idle']) {
        if (kind === 'news') await fetch(`${farm.url}/advance?k=2`)
        // Servers and peers know seconds: a poll in the second of the last one sees nothing new.
        await sleep(2000)
        row[kind] = await poll()
        if (row[kind].code !== 0) console.log(`${name}, ${kind}: ${row[kind].trouble}`)
      }
      rows.push(row)
      print(row)
      if (name === 'wirewatch') tellMails(join(place, 'data', 'outbox'))
    } finally {
      farm.close()
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
printRatios()

async function openFarm() {
  if (FARM) return { url: FARM, close() {} }
  const file = fileURLToPath(new URL('support/feed-farm.js', import.meta.url))
  const child = spawn(process.execPath, [file, FEEDS, ITEMS, LATENCY_MS])
  const url = await new Promise((settle) => child.stdout.once('data', settle))
  return { url: String(url).trim(), close: () => child.kill() }
}

function addresses(farm) {
  return Array.from({ length: Number(FEEDS) }, (_, feed) => `${farm}/feed/${feed}.xml`)
}

function wirewatch(farm, place) {
  const feeds = addresses(farm).map((url, at) => `  - { name: F${at}, url: '${url}', every: 1s }`)
  const file = join(place, 'wirewatch.yaml')
  const text = `watches: [{ name: Asked, keywords: [Lavrov, Pyongyang, Wonsan] }]
subscribers: [{ name: Desk, to: desk@example.org, schedule: { cron: '* * * * * *' } }]
polling: { allow_hosts: [127.0.0.1], concurrency: 16, check_told: false }
feeds:
${feeds.join('\n')}\n`
  writeFileSync(file, text)
  const parameters = [program, 'run', '--once', '--config', file]
  const env = { ...process.env, WIREWATCH_DATA: join(place, 'data'), LOG_LEVEL: 'warn' }
  return () => measuredRun(process.execPath, parameters, { env })
}

function tellMails(outbox) {
  const mails = existsSync(outbox)
    ? readdirSync(outbox).filter((name) => name.endsWith('.eml'))
    : []
  console.log(`  digests written by wirewatch: ${mails.length}`)
}

function peers() {
  const known = [
    { name: 'rss2email', command: 'r2e', prepare: rss2email },
    { name: 'sfeed', command: 'sfeed_update', prepare: sfeed },
    { name: 'newsboat', command: 'newsboat', prepare: newsboat },
  ]
  const installed = ({ command }) =>
    (process.env.PATH ?? '').split(delimiter).some((path) => existsSync(join(path, command)))
  for (const { name } of known.filter((peer) => !installed(peer)))
    console.log(`not installed: ${name}`)
  return known.filter(installed)
}

function rss2email(farm, place) {
  const feeds = addresses(farm).map((url, at) => `[feed.f${at}]\nurl = ${url}`)
  const mails = join(place, 'mails')
  for (const part of ['cur', 'new', 'tmp'])
    mkdirSync(join(mails, 'Inbox', part), { recursive: true })
  const common = `[DEFAULT]\nfrom = a@example.org\nto = b@example.org\nemail-protocol = maildir\nmaildir-path = ${mails}\nmaildir-mailbox = Inbox\n`
  writeFileSync(join(place, 'r2e.cfg'), `${common}\n${feeds.join('\n')}\n`)
  const parameters = ['-c', join(place, 'r2e.cfg'), '-d', join(place, 'r2e.json'), 'run']
  return () => measuredRun('r2e', parameters)
}

function sfeed(farm, place) {
  const feeds = addresses(farm).map((url, at) => `  feed "f${at}" "${url}"`)
  const file = join(place, 'sfeedrc')
  writeFileSync(file, `sfeedpath="${place}/feeds"\nfeeds() {\n${feeds.join('\n')}\n}\n`)
  return () => measuredRun('sfeed_update', [file])
}

function newsboat(farm, place) {
  writeFileSync(join(place, 'urls'), `${addresses(farm).join('\n')}\n`)
  writeFileSync(join(place, 'config'), 'reload-threads 8\n')
  const at = (name) => join(place, name)
  const parameters = ['-u', at('urls'), '-c', at('cache.db'), '-C', at('config'), '-x', 'reload']
  return () => measuredRun('newsboat', parameters, { env: { ...process.env, HOME: place } })
}

function print({ name, first, news, idle }) {
  const cell = ({ wall, cpu, peak }) =>
    `${wall.toFixed(2)} s, CPU ${cpu.toFixed(1)} s, ${peak.toFixed(0)} MiB`
  console.log(`${name.padEnd(10)} first ${cell(first)} | news ${cell(news)} | idle ${cell(idle)}`)
}

function printRatios() {
  const [first, ...others] = rows
  for (const other of others) {
    const ratio = (kind) => `${kind} ${(first[kind].wall / other[kind].wall).toFixed(3)}`
    console.log(
      `wall of wirewatch / ${other.name}: ${['first', 'news', 'idle'].map(ratio).join(', ')}`,
    )
  }
}
