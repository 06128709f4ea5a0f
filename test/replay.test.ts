import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runProgram } from './support/run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

const LANDED =
  'Foreign Minister Orla Venn landed in the port of Karsk on Tuesday with 14 advisers for talks on grain shipments, her office said.'
const WEEK = join(folder, 'week.jsonl')
writeFileSync(
  WEEK,
  [
    { id: 'a', title: 'Venn lands in Karsk for grain talks', text: LANDED, source: 'North Wind' },
    { id: 2, title: 'Rain stops play in Dunmore', text: 'Rain stopped play in Dunmore at noon.' },
    { title: 'no id' },
    { id: 'a', title: 'the same id again' },
    { id: 'b', title: 'Venn lands in Karsk for grain talks', text: LANDED, source: 'South Wind' },
    { id: 'c', title: 'Late', published: 'yesterday' },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n') + '\n{"id":',
)

async function replay(...parameters: string[]) {
  const program = runProgram(['replay', ...parameters, '--seeds', join(folder, 'none')], {})
  const code = await program.ended()
  return { code, output: program.output(), errors: program.errors() }
}

test('places the items of a file in order and names the lines it cannot read', async () => {
  const { code, output, errors } = await replay(WEEK, '--json')
  const placed = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(placed.map(({ id, verdict, story, partner }) => [id, verdict, story, partner])).toEqual([
    ['a', 'new', 'sa', undefined],
    ['2', 'new', 's2', undefined],
    ['b', 'copy', 'sa', 'a'],
  ])
  expect(placed[2]).toMatchObject({ similarity: 1, newSentences: [], origins: ['North Wind'] })
  expect(errors).toContain('week.jsonl:3: id: ')
  expect(errors).toContain('week.jsonl:4: id a stands in line 1 already; left out')
  expect(errors).toContain('week.jsonl:6: published: ')
  expect(errors).toContain('week.jsonl:7: not JSON; one object a line is expected; left out')
  expect(code).toBe(1)
})

test('refuses a file that is not there', async () => {
  const { code, errors } = await replay(join(folder, 'missing.jsonl'))
  expect(code).toBe(2)
  expect(errors).toContain('no file')
})
