/** What `wirewatch digest` prints, posts and keeps, by the built program over an outbox of its own. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectEmbedded } from '../src/adapters/sql/connect-embedded.ts'
import { openStore } from '../src/adapters/store/sql-store.ts'
import { aDigest } from './support/builders.ts'
import { previewDigest } from '../src/app/subscribers/preview-digest.ts'
import { openWatchesPage } from './support/watches-page.ts'
import { runProgram } from './support/run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-digest-'))
const data = join(folder, 'data')
const feed = join(folder, 'feed.xml')
const empty = join(folder, 'empty.xml')
afterAll(() => rmSync(folder, { recursive: true }))

const CONFIGURATION = `watches: [{ name: Lavrov, keywords: [Lavrov] }]
feeds: [{ name: North Wind, url: 'https://north.example/rss' }]
subscribers:
  - { name: Desk, to: desk@example.org, schedule: { daily: "07:00" } }
  - { name: Night, to: night@example.org, schedule: { daily: "23:00" } }
`

beforeAll(async () => {
  mkdirSync(join(data, 'store'), { recursive: true })
  writeFileSync(join(folder, 'wirewatch.yaml'), CONFIGURATION)
  const items =
    '<item><title>Lavrov lands in Wonsan</title><guid>n1</guid><link>https://north.example/n1</link></item>'
  const rss = (inside: string) =>
    `<rss version="2.0"><channel><title>North Wind</title>${inside}</channel></rss>`
  writeFileSync(feed, rss(items))
  writeFileSync(empty, rss('<item><title>Rain in Leeds</title><guid>r</guid></item>'))
  const store = await openStore(await connectEmbedded(join(data, 'store')))
  await store.recordDigest(aDigest({ id: 'desk-20250712T220000Z' }))
  await store.close()
})

async function digest(...parameters: readonly string[]) {
  const environment = {
    WIREWATCH_CONFIG: join(folder, 'wirewatch.yaml'),
    WIREWATCH_DATA: data,
    WIREWATCH_SEEDS: 'seeds',
  }
  const program = runProgram(['digest', ...parameters], environment)
  const code = await program.ended()
  return { code, output: program.output(), errors: program.errors() }
}

/** Mails in the outbox, by their files. */
function posted(): readonly string[] {
  try {
    return readdirSync(join(data, 'outbox'))
      .filter((name) => name.endsWith('.eml'))
      .map((name) => readFileSync(join(data, 'outbox', name), 'utf8'))
  } catch {
    return []
  }
}

test('--preview prints and neither posts nor keeps anything', async () => {
  const { code, output } = await digest('desk', '--preview', feed)
  expect(code).toBe(0)
  expect(output).toMatch(/^Lavrov lands in Wonsan\n/)
  expect(posted()).toEqual([])
})

test('--preview asks a running service, which has the store open', async () => {
  const page = await openWatchesPage()
  const file = join(folder, 'running.yaml')
  writeFileSync(file, page.written())
  const program = runProgram(['digest', 'desk', '--preview'], {
    WIREWATCH_CONFIG: file,
    WIREWATCH_DATA: join(folder, 'nothing'),
    WIREWATCH_WEB_PORT: new URL(page.url).port,
  })
  const code = await program.ended()
  const { text } = await previewDigest(
    page.world,
    page.followed.current,
    page.followed.current.subscribers[0]!,
  )
  const none = await fetch(`${page.url}api/digest?subscriber=nobody`)
  await page.close()
  expect({ code, errors: program.errors() }).toEqual({ code: 0, errors: '' })
  expect(program.output()).toMatch(/^Lavrov lands in Wonsan/)
  expect(program.output()).toContain(text.slice(0, 200))
  expect(none.status).toBe(404)
})

test('--test-send and --resend are posted by a running service, which has the store open', async () => {
  const page = await openWatchesPage()
  await page.store.recordDigest(aDigest({ id: 'desk-20250712T220000Z' }))
  const file = join(folder, 'running.yaml')
  writeFileSync(file, page.written())
  const run = async (...parameters: string[]) => {
    const program = runProgram(['digest', 'desk', ...parameters], {
      WIREWATCH_CONFIG: file,
      WIREWATCH_DATA: join(folder, 'nothing'),
      WIREWATCH_WEB_PORT: new URL(page.url).port,
    })
    return [await program.ended(), program.output() + program.errors()]
  }
  const tested = await run('--test-send')
  const again = await run('--resend', 'desk-20250712T220000Z', '--json')
  const unknown = await run('--resend', 'desk-2099')
  const ids = page.world.posted.map(({ messageId }) => messageId)
  page.world.answerMail({ outcome: 'trouble', receipt: '451 try again' })
  const failed = await run('--test-send')
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ subscriber: 'desk', token: 'guessed' })
  const strange = await fetch(`${page.url}api/digest/posts`, { method: 'POST', headers, body })
  await page.close()
  expect(tested).toEqual([0, expect.stringMatching(/^mail:desk@example\.org: accepted, /)])
  expect(again).toEqual([0, expect.stringContaining('"outcome":"accepted"')])
  expect(unknown).toEqual([2, expect.stringContaining('no digest "desk-2099" on record')])
  expect(failed).toEqual([1, expect.stringContaining('trouble, 451')])
  expect(ids).toEqual([
    expect.stringMatching(/^<test-desk-/),
    expect.stringContaining('desk-20250712T220000Z'),
  ])
  expect(strange.status).toBe(403)
})

test('--open names a file with the mail’s HTML', async () => {
  const { output } = await digest('desk', '--open', feed)
  const html = readFileSync(output.trim(), 'utf8')
  rmSync(output.trim())
  expect(html).toContain('Lavrov lands in Wonsan')
})

test('--json prints the digest for a program', async () => {
  const { output } = await digest('desk', '--json', feed)
  expect(JSON.parse(output)).toMatchObject({
    subscriberId: 'desk',
    stories: [{ headline: 'Lavrov lands in Wonsan', kind: 'new' }],
  })
})

test.each([
  ['with news', feed, '[Test] Lavrov lands in Wonsan'],
  ['without', empty, '[Test] Nothing new'],
])('--test-send posts %s under a subject and a Message-ID of a test', async (_, file, subject) => {
  rmSync(join(data, 'outbox'), { recursive: true, force: true })
  const { code, output } = await digest('desk', '--test-send', file)
  expect(code).toBe(0)
  expect(output).toMatch(/^mail:desk@example\.org: accepted, /)
  const [mail = ''] = posted()
  expect(mail).toContain(`Subject: ${subject}`)
  expect(mail).toMatch(/Message-ID: <test-desk-\d{8}T\d{6}Z@wirewatch\.local>/)
})

test('--resend posts a digest on record again, under the same Message-ID', async () => {
  rmSync(join(data, 'outbox'), { recursive: true, force: true })
  const first = await digest('desk', '--resend', 'desk-20250712T220000Z')
  expect(first).toMatchObject({ code: 0, output: expect.stringContaining('accepted') })
  const [mail = ''] = posted()
  await digest('desk', '--resend', 'desk-20250712T220000Z')
  const id = /^Message-ID: .+$/m
  expect(posted().map((one) => id.exec(one)?.[0])).toEqual([id.exec(mail)?.[0]])
  expect(id.exec(mail)?.[0]).toContain('<desk-20250712T220000Z@')
})

test.each([
  [['desk', '--resend', 'desk-2099'], 'no digest "desk-2099" on record'],
  [['night', '--resend', 'desk-20250712T220000Z'], 'is of desk, not night'],
])('%j is refused', async (parameters, words) => {
  const { code, errors } = await digest(...parameters)
  expect(code).toBe(2)
  expect(errors).toContain(words)
})
