/** The corpus as a person cares for it, by command, with the embedded store in a folder of its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectEmbedded } from '../src/adapters/sql/connect-embedded.ts'
import { openStore } from '../src/adapters/store/sql-store.ts'
import { anItem, aPlacement, aReport } from './support/builders.ts'
import { runProgram } from './support/run-program.ts'
import { recordPolls } from './support/record-polls.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-corpus-'))
afterAll(() => rmSync(folder, { recursive: true }))

const configuration = join(folder, 'wirewatch.yaml')
writeFileSync(
  configuration,
  'watches: [{ name: All, keywords: [Lavrov] }]\nfeeds: [{ name: North, url: "https://north.example/rss" }]\nsubscribers: []\n',
)
const TITLE = 'Lavrov lands in Wonsan for three days of talks'
const TEXT =
  'Sergei Lavrov landed in the coastal city of Wonsan on Friday. He will stay for three days and meet Choe Son Hui, the foreign ministry in Moscow said.'
const article = join(folder, 'article.txt')
writeFileSync(article, `${TITLE}\n\n${TEXT}\n`)

/** Run a verb of `wirewatch corpus` on the data of one machine: its seeds and its store. */
async function corpus(machine: string, ...parameters: string[]) {
  const program = runProgram(['corpus', ...parameters], {
    WIREWATCH_CONFIG: configuration,
    WIREWATCH_DATA: join(folder, machine),
    WIREWATCH_SEEDS: join(folder, machine, 'seeds'),
  })
  return { code: await program.ended(), output: program.output(), errors: program.errors() }
}

const lines = (text: string) => text.trim().split('\n')
const stored = async (machine: string) => {
  const { output } = await corpus(machine, 'list', '--stored', '--json')
  return output === '' ? [] : lines(output).map((line) => JSON.parse(line) as { id: string })
}

describe('seeds', () => {
  const add = (...options: string[]) =>
    corpus('seeds', 'add', article, '--outlet', 'Reuters', '--event', 'visit', ...options)

  test('are made of a file, listed by story, and not written over unasked', async () => {
    expect(await add()).toMatchObject({
      code: 2,
      errors: `wirewatch: ${article}: no date was found in it; add --published 2025-07-12\n`,
    })
    const added = await add('--published', '2025-07-12')
    expect(added).toMatchObject({ code: 0, errors: '' })
    expect(added.output).toContain(`"${TITLE}" (Reuters)`)
    expect((await add('--published', '2025-07-12')).errors).toContain('add --force to replace it')
    expect((await add('--published', '2025-07-13', '--force')).code).toBe(0)
    const { output } = await corpus('seeds', 'list', '--json')
    expect(JSON.parse(output)).toMatchObject({
      id: expect.stringMatching(/^seed-lavrov-lands/),
      story: 'seed-visit',
      published: '2025-07-13T00:00:00.000Z',
      fingerprint: false,
    })
    expect((await corpus('seeds', 'list')).output).toBe(
      `seed-visit: ${TITLE}\n    2025-07-13  ${TITLE} (Reuters)\n`,
    )
  })

  test('are kept without their text where that is asked', async () => {
    const options = ['--published', '2025-07-12', '--fingerprint-only']
    const { output } = await corpus('secret', 'add', article, ...options)
    const [, file = ''] = / -> (.+\.md): /.exec(output) ?? []
    expect(readFileSync(file, 'utf8')).not.toContain('Choe Son Hui')
    const listed = await corpus('secret', 'list', '--json')
    expect(JSON.parse(listed.output)).toMatchObject({ fingerprint: true })
  })

  test('come and go with a line of JSON for each', async () => {
    const options = ['--published', '2025-07-12', '--outlet', 'Reuters', '--json']
    const added = await corpus('json', 'add', article, ...options)
    expect(JSON.parse(added.output)).toEqual({
      from: article,
      to: expect.stringMatching(/lavrov-lands.+\.md$/),
      event: expect.stringMatching(/^lavrov-lands/),
      title: TITLE,
      outlet: 'Reuters',
      published: '2025-07-12T00:00:00.000Z',
      words: expect.any(Number),
      cut: [],
    })
    const { to, event } = JSON.parse(added.output) as { to: string; event: string }
    const removed = await corpus('json', 'remove', event, '--json')
    expect(removed).toMatchObject({ code: 0, output: `${JSON.stringify({ deleted: to })}\n` })
  })

  test('leave by their name, and a file that is not there is named', async () => {
    const { output } = await corpus('seeds', 'list', '--json')
    const { id } = JSON.parse(output) as { id: string }
    const removed = await corpus('seeds', 'remove', id)
    expect(removed.code).toBe(0)
    expect(removed.output).toContain('deleted; it leaves the corpus when the service starts')
    expect((await corpus('seeds', 'list')).output).toBe('')
    const missing = await corpus('seeds', 'add', 'nowhere.txt')
    expect(missing).toMatchObject({ code: 2, errors: 'wirewatch: no file nowhere.txt\n' })
  })
})

describe('what the store has', () => {
  const exported = join(folder, 'corpus.jsonl')
  beforeAll(async () => {
    const connection = await connectEmbedded(join(folder, 'first', 'store'))
    const store = await openStore(connection)
    const told = { title: TITLE, text: TEXT, published: new Date('2025-07-13T09:00:00Z') }
    const items = [
      anItem({ key: 'visit', ...told }),
      anItem({ key: 'storm', title: 'Lavrov, Nova Scotia: hail', text: 'Hail broke windows.' }),
    ]
    await recordPolls(store, [aReport({ placements: items.map((item) => aPlacement(item)) })])
    await store.close()
  })

  test('is written as fingerprints without text, to a file or onward', async () => {
    const { code, errors } = await corpus('first', 'export', exported)
    expect({ code, errors }).toEqual({ code: 0, errors: '2 documents written\n' })
    const written = readFileSync(exported, 'utf8')
    expect(written).toContain(TITLE)
    expect(written).not.toContain('Choe Son Hui')
    expect((await corpus('first', 'export')).output).toBe(written)
  })

  test('is taken in elsewhere once; a line that cannot be read is named and left out', async () => {
    const torn = join(folder, 'torn.jsonl')
    const [head, first, second] = lines(readFileSync(exported, 'utf8'))
    writeFileSync(torn, [head, first, '{"id": 3', second].join('\n'))
    const taken = await corpus('second', 'import', torn)
    expect(taken.code).toBe(0)
    expect(taken.errors).toMatch(/torn\.jsonl:3: .+; left out\n$/)
    expect(taken.output).toBe(`${torn}: 2 of 2 documents taken in; the others were there\n`)
    const again = await corpus('second', 'import', exported)
    expect(again.output).toContain(': 0 of 2 documents taken in')
    const json = await corpus('second', 'import', exported, '--json')
    expect(JSON.parse(json.output)).toEqual({ file: exported, added: 0, read: 2 })
    expect(await stored('second')).toMatchObject([{ title: TITLE }, { outlet: 'The Herald' }])
    const strange = await corpus('second', 'import', article)
    expect(strange.code).toBe(2)
    expect(strange.errors).toContain(`${article}:1: `)
  })

  test('is taken out by id, and a name that is neither seed nor document is no silence', async () => {
    const [{ id }] = (await stored('second')) as [{ id: string }]
    const { code, output, errors } = await corpus('second', 'remove', id, 'nobody')
    expect(output).toBe('1 of 2 documents taken out of the store\n')
    expect(code).toBe(2)
    expect(errors).toContain('see wirewatch corpus list')
    expect((await stored('second')).map((one) => one.id)).not.toContain(id)
    const json = await corpus('second', 'remove', 'nobody', '--json')
    expect(json).toMatchObject({ code: 2, output: '{"removed":0,"of":1}\n' })
  })

  test('is judged anew beside a new seed', async () => {
    await corpus('first', 'add', article, '--outlet', 'Reuters', '--published', '2025-07-12')
    const { code, output, errors } = await corpus('first', 'rebuild', '--json')
    expect({ code, errors }).toEqual({ code: 0, errors: '2 of 2 items judged\n' })
    expect(JSON.parse(output)).toEqual({ items: 2, changed: 2 })
    const again = await corpus('first', 'rebuild')
    expect(again.output).toBe('2 items judged anew; 0 verdicts changed\n')
  })
})
