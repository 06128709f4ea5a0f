/** A person's life with watches on the command line, from the first to the last. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PastItem } from '../src/model.ts'
import { openWatchesPage } from './support/watches-page.ts'
import { runProgram } from './support/run-program.ts'

const START = `# Mine.
watches:
  # who
  - name: Lavrov
    keywords: [Lavrov, Лавров] # both scripts
  - { name: Cricket, query: 'cricket NOT football' }   # for fun
subscribers:
  - { name: Desk, to: desk@example.org, schedule: { daily: '07:00' } }
feeds:
  - { id: north, name: North, url: 'https://north.example/feed' }
`
const folder = mkdtempSync(join(tmpdir(), 'wirewatch-watch-'))
const file = join(folder, 'wirewatch.yaml')
afterAll(() => rmSync(folder, { recursive: true }))

async function run(parameters: readonly string[], environment = {}) {
  const program = runProgram(parameters, {
    WIREWATCH_CONFIG: file,
    WIREWATCH_DATA: join(folder, 'data'),
    WIREWATCH_SEEDS: join(folder, 'seeds'),
    WIREWATCH_WEB_PORT: '0',
    ...environment,
  })
  const code = await program.ended()
  return { code, output: program.output(), errors: program.errors() }
}
const written = () => readFileSync(file, 'utf8')

test('a watch comes, changes, falls silent and goes; every comment stays where it was', async () => {
  writeFileSync(file, START)
  const added = await run(['watch', 'add', 'Troops', '--query', 'dprk AND (troops OR sappers)'])
  expect(added).toMatchObject({ code: 0, output: expect.stringContaining('Troops asks for dprk') })
  const withTroops = written()
  expect(withTroops).toMatch(/for fun\n {2}- \{ name: Troops, query: .*\nsubscribers/)

  await run(['watch', 'edit', 'Lavrov', '--keywords', 'Lavrov', '라브로프'])
  const edited = withTroops.replace('[Lavrov, Лавров]', '[Lavrov, 라브로프]')
  expect(written()).toBe(edited)

  const muted = await run(['watch', 'mute', 'Cricket', '--until', '2999-12-24'])
  expect(muted.output).toContain('Cricket is muted until 2999-12-24')
  expect(written()).toBe(edited.replace("NOT football' }", "NOT football', muted: 2999-12-24 }"))
  expect((await run(['watch', 'list'])).output).toContain('Cricket (muted until 2999-12-24)\n')

  await run(['watch', 'unmute', 'Cricket'])
  expect(written()).toBe(edited)
  await run(['watch', 'remove', 'Troops'])
  expect(written()).toBe(START.replace('[Lavrov, Лавров]', '[Lavrov, 라브로프]'))
})

test('with --json every change prints the watch as it stands then', async () => {
  writeFileSync(file, START)
  const read = async (...parameters: readonly string[]) =>
    JSON.parse((await run(['watch', ...parameters, '--json'])).output) as unknown
  const listed = async (name: string) => {
    const { output } = await run(['watch', 'list', '--json'])
    const watches = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { name: string })
    return watches.find((watch) => watch.name === name)
  }
  const added = await read('add', 'Troops', '--query', 'dprk AND troops')
  expect(added).toMatchObject({ name: 'Troops', written: 'dprk AND troops' })
  expect(added).toEqual(await listed('Troops'))
  const edited = await read('edit', 'Troops', '--query', 'sappers', '--name', 'Sappers')
  expect(edited).toMatchObject({ name: 'Sappers', written: 'sappers' })
  expect(edited).toEqual(await listed('Sappers'))
  const muted = { muted: { until: '2999-12-24T00:00:00.000Z' } }
  expect(await read('mute', 'Sappers', '--until', '2999-12-24')).toMatchObject(muted)
  expect(await read('unmute', 'Sappers')).toEqual(edited)
  expect(await read('remove', 'Sappers')).toEqual({ removed: 'Sappers' })
  expect(written()).toBe(START)
})

test.each([
  [['edit', 'Lavrov', '--query', 'dprk AND (troops'], 'a parenthesis is opened but not closed'],
  [['add', 'Lavrov', '--query', 'sappers'], 'each needs its own'],
  [['mute', 'Lavrof'], 'do you mean "Lavrov"?'],
  [['mute', 'Lavrov', '--until', '2020-01-01'], 'that day has begun'],
])('watch %j is refused with the reason, and nothing is written', async (parameters, because) => {
  writeFileSync(file, START)
  const { code, errors } = await run(['watch', ...parameters])
  expect(code).toBe(2)
  expect(errors).toContain(because)
  expect(written()).toBe(START)
})

test('watch test tries a query on files, and names the clause that failed', async () => {
  writeFileSync(file, START)
  const feed = join(folder, 'feed.xml')
  const items = ['Troops of the DPRK parade', 'Troops get boots'].map(
    (title, at) =>
      `<item><guid>n${at}</guid><title>${title}</title><pubDate>Fri, 11 Jul 2025 1${at}:10:00 GMT</pubDate></item>`,
  )
  writeFileSync(
    feed,
    `<rss version="2.0"><channel><title>N</title>${items.join('')}</channel></rss>`,
  )
  const { code, output } = await run(['watch', 'test', 'dprk AND troops', feed, '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(output)).toMatchObject({
    items: 2,
    hits: 1,
    samples: [{ title: 'Troops of the DPRK parade' }],
    nearMisses: [{ title: 'Troops get boots', failed: [{ clause: 'dprk' }] }],
    expected: [{ mails: 1, stories: 1 }],
  })
})

test('watch test counts the items that were too long for an expression', async () => {
  writeFileSync(file, START)
  const feed = join(folder, 'long.txt')
  writeFileSync(feed, `Long\n\n${'ab '.repeat(20_000)}`)
  const { output } = await run(['watch', 'test', '/a.*c|a/', feed])
  expect(output).toContain('1 item is too long for a regular expression')
})

describe('a service that runs', () => {
  let page: Awaited<ReturnType<typeof openWatchesPage>>
  beforeAll(async () => {
    page = await openWatchesPage()
  })
  afterAll(() => page.close())

  const asking = () => ({ WIREWATCH_WEB_PORT: new URL(page.url).port })

  test('is asked for what it read when a query is tried', async () => {
    writeFileSync(file, START)
    const { output } = await run(['watch', 'test', 'dprk AND troops', '--json'], asking())
    expect(JSON.parse(output)).toMatchObject({ items: 3, hits: 1 })
  })

  test('is asked for it by a backtest, which shows what is gained and lost, and why', async () => {
    writeFileSync(file, START)
    const changed = join(folder, 'new.yaml')
    writeFileSync(changed, START.replace('[Lavrov, Лавров]', '[Troops]'))
    const { code, output } = await run(['backtest', '--config', changed], asking())
    expect(code).toBe(0)
    expect(output).toContain('Troops parade in Pyongyang')
    expect(output).toContain('Lavrov lands in Wonsan')
    expect(output).toContain('the running service at')
  })

  test.each([
    ['api/history?to=2025-07-14T00:00:00Z&limit=2', 200, 'items'],
    ['api/history?to=2025-07-14T00:00:00Z&limit=0', 400, 'problem'],
    ['api/history?to=yesterday&limit=2', 400, 'problem'],
    ['api/sent?since=2025-07-10T00:00:00Z', 200, 'digests'],
    ['api/sent', 400, 'problem'],
    ['api/nothing', 404, 'problem'],
    ['api/feed-records?from=2025-07-10T00:00:00Z&to=2025-07-14T00:00:00Z', 200, 'feeds'],
  ])('answers %s with %i and %s', async (path, code, key) => {
    const response = await fetch(page.url + path)
    expect(response.status).toBe(code)
    expect(await response.json()).toEqual({ [key]: expect.anything() })
  })

  test('hands its history out page by page, in the order it was read', async () => {
    const to = '2025-07-14T00:00:00Z'
    const pageAfter = async (after: number) => {
      const response = await fetch(`${page.url}api/history?to=${to}&after=${after}&limit=2`)
      return ((await response.json()) as { items: PastItem[] }).items
    }
    const first = await pageAfter(0)
    const rest = await pageAfter(first.at(-1)!.number)
    expect([...first, ...rest].map(({ item }) => item.title)).toEqual([
      'Lavrov lands in Wonsan',
      'Troops parade in Pyongyang',
      'Army shows <b>new</b> boots',
    ])
  })
})
