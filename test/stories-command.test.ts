/** A person puts stories right while the service has the store: by command, over its page. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localTime } from '../src/core/digest/local-time.ts'
import { aSeedStory } from './support/builders.ts'
import { postForm } from './support/post-form.ts'
import { runProgram } from './support/run-program.ts'
import { openWatchesPage } from './support/watches-page.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-stories-'))
const configuration = join(folder, 'wirewatch.yaml')

let page: Awaited<ReturnType<typeof openWatchesPage>>
beforeAll(async () => {
  page = await openWatchesPage()
  writeFileSync(configuration, page.written().replace('to: desk', 'zone: Asia/Seoul, to: desk'))
  const texts = ['Choe receives a guest in Wonsan', 'A guest is received by Choe on the coast']
  await page.store.addDocuments([
    aSeedStory('visit', texts.slice(0, 1)),
    aSeedStory('guest', texts.slice(1)),
    aSeedStory('storms', ['Rain floods cellars', 'Hail breaks glasshouses']),
  ])
})
afterAll(async () => {
  await page.close()
  rmSync(folder, { recursive: true })
})

async function run(...parameters: string[]) {
  const program = runProgram(['stories', ...parameters], {
    WIREWATCH_CONFIG: configuration,
    WIREWATCH_DATA: join(folder, 'data'),
    WIREWATCH_WEB_PORT: new URL(page.url).port,
  })
  return { code: await program.ended(), output: program.output(), errors: program.errors() }
}

async function post(body: object, headers: Record<string, string> = {}) {
  const { token } = (await (await fetch(`${page.url}api/token`)).json()) as { token: string }
  const response = await fetch(`${page.url}api/stories/moves`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token, madeBy: 'Eve', ...body }),
  })
  return { code: response.status, answer: await response.json() }
}

test('two stories merged by command are one on the page, with who said so and why', async () => {
  const merged = await run('merge', 'visit', 'guest', '--because', 'one <visit>', '--by', 'Ann')
  expect(merged).toMatchObject({ code: 0, errors: '' })
  expect(merged.output).toContain('all of guest -> visit')
  const shown = await run('show', 'visit', '--json')
  const { documents, moves } = JSON.parse(shown.output)
  expect(documents).toMatchObject([{ pinned: true }, { pinned: true }])
  expect(moves).toMatchObject([{ from: 'guest', madeBy: 'Ann', because: 'one <visit>' }])
  const text = await (await fetch(`${page.url}stories/visit`)).text()
  expect(text).toMatch(/1 telling came from another story, by Ann, because\s+one &lt;visit&gt;/)
})

test('a document is split off, and what cannot be split says why', async () => {
  const documents = (await page.store.story('storms'))!.documents.map(({ id }) => id)
  const wish = { split: 'storms', documents: documents.slice(1), because: 'hail, not rain' }
  const to = `storms-${documents[1]}`
  expect(await post({ wish })).toMatchObject({ code: 200, answer: { moves: [{ to }] } })
  expect((await page.store.story(to))?.documents).toHaveLength(1)
  const again = await post({ wish })
  expect(again).toMatchObject({
    code: 422,
    answer: { problem: expect.stringContaining('no document') },
  })
})

test('on the page too: a document split off, and the story made one again', async () => {
  await page.store.addDocuments([aSeedStory('ice', ['Ice on the Tumen', 'Snow in Seoul'])])
  const { documents } = (await page.store.story('ice'))!
  const [, snow] = documents
  const to = `ice-${snow!.id}`
  const form = 'stories/ice/put-right'
  expect(await (await fetch(`${page.url}stories/ice`)).text()).toContain(`href="/${form}"`)
  const split = { do: 'split', document: snow!.id, because: 'snow, not ice', by: 'Ann' }
  expect(await postForm(page.url, form, { ...split, token: 'guessed' })).toMatchObject({
    code: 403,
  })
  expect(await postForm(page.url, form, { ...split, by: 'wirewatch' })).toMatchObject({ code: 422 })
  const none = await postForm(page.url, form, { do: 'split' })
  expect([none.code, none.text]).toEqual([422, expect.stringContaining('name the documents')])
  const nobody = await postForm(page.url, form, { do: 'merge', other: '' })
  expect([nobody.code, nobody.text]).toEqual([422, expect.stringContaining('name two stories')])
  expect((await page.store.story('ice'))?.documents).toHaveLength(2)
  const { code, to: where } = await postForm(page.url, form, split)
  expect([code, where]).toEqual([303, '/stories/ice?said=1 document split off as “Snow in Seoul”'])
  expect((await page.store.story(to))?.documents).toHaveLength(1)
  expect((await postForm(page.url, form, { do: 'merge', other: to })).code).toBe(303)
  expect((await page.store.story('ice'))?.documents).toHaveLength(2)
  expect(await page.store.movesOf('ice')).toMatchObject([
    { because: 'snow, not ice', madeBy: 'Ann' },
    { because: 'said so on the page', madeBy: 'somebody on the page' },
  ])
})

test('nobody else moves anything: another site, another token, or under the name of the program', async () => {
  const wish = { merge: ['storms'], into: 'visit', because: 'mischief' }
  expect(await post({ wish }, { origin: 'https://evil.example' })).toMatchObject({ code: 403 })
  expect(await post({ wish, token: 'guessed' })).toMatchObject({ code: 403 })
  expect(await post({ wish, madeBy: 'wirewatch' })).toMatchObject({ code: 400 })
  expect(await page.store.story('storms')).toBeDefined()
})

test('a story that is not there is no crash', async () => {
  const { code, errors } = await run('split', 'none', 'nothing')
  expect(code).toBe(2)
  expect(errors).toBe('wirewatch: no story none; see wirewatch stories list\n')
})

test('times are those of the readers, and which zone that is stands apart from the list', async () => {
  const { lastAt } = (await page.store.story('visit'))!
  const there = localTime(lastAt, 'Asia/Seoul', new Date())
  const { output, errors } = await run('list')
  expect(output).toContain(`visit ${there}: `)
  expect(errors).toBe('times are those of Asia/Seoul\n')
  const shown = await run('show', 'visit')
  expect(shown.output).toContain(`to ${there} (times are those of Asia/Seoul)`)
})
