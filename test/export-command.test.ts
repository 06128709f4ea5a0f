/** Rows by command from a running service, in each format. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runProgram } from './support/run-program.ts'
import { openWatchesPage } from './support/watches-page.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-export-'))
const configuration = join(folder, 'wirewatch.yaml')

let page: Awaited<ReturnType<typeof openWatchesPage>>
beforeAll(async () => {
  page = await openWatchesPage()
  writeFileSync(configuration, page.written())
})
afterAll(async () => {
  await page.close()
  rmSync(folder, { recursive: true })
})

async function run(...parameters: string[]) {
  const program = runProgram(['export', ...parameters], {
    WIREWATCH_CONFIG: configuration,
    WIREWATCH_DATA: join(folder, 'data'),
    WIREWATCH_WEB_PORT: new URL(page.url).port,
  })
  return { code: await program.ended(), output: program.output(), errors: program.errors() }
}

test('as CSV, as one JSON array and as lines of JSON', async () => {
  const csv = await run('items', '--bom')
  expect(csv).toMatchObject({ code: 0, errors: '' })
  const lines = csv.output.split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFid,read_at,published,feed,/)
  expect(lines).toHaveLength(5)
  const json = JSON.parse((await run('items', '--format', 'json')).output)
  expect(json).toMatchObject([{ title: 'Lavrov lands in Wonsan', watches: 'Lavrov' }, {}, {}])
  const jsonl = await run('items', '--format', 'jsonl', '--watch', 'Lavrov')
  expect(
    jsonl.output
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  ).toEqual([json[0]])
  expect(JSON.parse((await run('digests', '--format', 'json')).output)).toEqual([])
})

test('a slip in the watch’s name is refused with what was meant', async () => {
  const refused = await run('items', '--watch', 'Lavrof')
  expect(refused.code).toBe(2)
  expect(refused.errors).toContain('do you mean "Lavrov"?')
})
