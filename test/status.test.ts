/** One screen of how the service is, of a running one and of a store nobody has open. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runProgram } from './support/run-program.ts'
import { openWatchesPage } from './support/watches-page.ts'

// A store is made from nothing: seconds on a quiet machine, many on a busy one.
vi.setConfig({ testTimeout: 180_000 })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wirewatch-status-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function run(configuration: string, port: string, parameters: readonly string[]) {
  writeFileSync(join(folder, 'wirewatch.yaml'), configuration)
  const program = runProgram(parameters, {
    WIREWATCH_CONFIG: join(folder, 'wirewatch.yaml'),
    WIREWATCH_DATA: join(folder, 'data'),
    WIREWATCH_SEEDS: join(folder, 'seeds'),
    WIREWATCH_WEB_PORT: port,
  })
  return { code: await program.ended(), output: program.output(), errors: program.errors() }
}

test('a running service says since when, and how feeds and digests are', async () => {
  const page = await openWatchesPage()
  try {
    const { port } = new URL(page.url)
    const told = await run(page.written(), port, ['status'])
    // The canned clock stands a day after the last visit, so the visits have stopped.
    expect(told).toMatchObject({ code: 1, errors: '' })
    expect(told.output).toContain('running for 0 ms (since Mon 14 Jul, 06:00)')
    expect(told.output).toContain('✗ visits: no feed was visited for 24 h, though 1 feed is due')
    expect(told.output).toContain('Desk: no digest so far; next Mon 14 Jul, 07:00')
    const asData = JSON.parse((await run(page.written(), port, ['status', '--json'])).output)
    expect(asData).toMatchObject({
      runningSince: '2025-07-14T06:00:00.000Z',
      feeds: { well: 1, failing: 0 },
      jobs: { waiting: 0 },
      stored: { items: 3 },
      ill: true,
      warnings: [{ about: 'visits', state: 'ill' }],
    })
  } finally {
    await page.close()
  }
})

test('where the file is wrong a running service is asked all the same, and says that it is', async () => {
  const page = await openWatchesPage()
  try {
    const { port } = new URL(page.url)
    page.write(`${page.written()}polling: { evry: 5m }\n`)
    await page.followed.reload()
    const told = await run(page.written(), port, ['status'])
    expect(told).toMatchObject({ code: 1, errors: '' })
    expect(told.output).toContain('✗ configuration: the file as it stands is not in force')
  } finally {
    await page.close()
  }
  const alone = await run('watches: 7\n', '1', ['status'])
  expect(alone).toMatchObject({ code: 2, output: '' })
})

test('of a stopped service the store tells, and where none was made the command says so', async () => {
  const configuration = `watches: [{ name: Lavrov, keywords: [Lavrov] }]
feeds: [{ name: North, url: 'http://127.0.0.1:9/feed.xml' }]
polling: { allow_hosts: [127.0.0.1] }
subscribers: [{ name: Desk, to: desk@example.org, zone: Asia/Seoul, schedule: { daily: '07:00' } }]
web: { port: 0 }
`
  const nothing = await run(configuration, '0', ['status'])
  expect(nothing).toMatchObject({ code: 2, output: '' })
  expect(nothing.errors).toContain('yet: nothing ran so far. Start the service')
  await run(configuration, '0', ['run', '--once'])
  const { code, output } = await run(configuration, '0', ['status'])
  expect(output).toContain('not running, or without a page; read from embedded PostgreSQL')
  expect(output).toContain('✗ feeds: 1 feed, 1 visited, 1 failing or gone: all of them fail')
  expect(output).toContain('times   those of Asia/Seoul')
  expect(output).toMatch(/next \w+ \d+ \w+( \d+)?, 07:00 \(/)
  expect(output.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(code).toBe(1)
})
