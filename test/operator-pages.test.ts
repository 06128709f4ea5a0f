/** The queue and the settings on the page. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWatchesPage } from './support/watches-page.ts'
import { postForm } from './support/post-form.ts'

let page: Awaited<ReturnType<typeof openWatchesPage>>
beforeAll(async () => {
  page = await openWatchesPage()
  page.queue.jobs.push(
    {
      id: 'j1',
      name: 'poll-feed',
      subject: 'north',
      state: 'failed',
      at: new Date('2025-07-14T05:00:00Z'),
      attempts: 3,
      because: 'the store is <down>',
    },
    {
      id: 'j2',
      name: 'send-digest',
      subject: 'desk',
      state: 'delayed',
      at: new Date('2025-07-15T07:00:00Z'),
      attempts: 0,
    },
  )
})
afterAll(() => page.close())

const get = async (path: string) => (await fetch(page.url + path)).text()

test('jobs are told by name, with what went wrong and when they come', async () => {
  const text = await get('jobs')
  expect(text).toContain('visit North')
  expect(text).toContain('the store is &lt;down&gt;')
  expect(text).toContain('digest of Desk')
  expect(text).toContain('Tue 15 Jul, 07:00')
  expect(text).toMatch(/<dt>given up<\/dt>\s*<dd>2<\/dd>/)
})

test('a job that was given up is tried again, by a form of ours alone', async () => {
  const again = (fields: Record<string, string>) => postForm(page.url, 'jobs', fields)
  expect((await again({ again: 'j1', token: 'guessed' })).code).toBe(403)
  expect(page.queue.triedAgain).toEqual([])
  expect((await again({ again: 'j1' })).to).toContain('in line again')
  expect((await again({ again: 'gone' })).code).toBe(422)
  expect(page.queue.triedAgain).toEqual(['j1', 'gone'])
})

test('settings say what was changed and counts from the next start on', async () => {
  const before = page.written()
  const unchanged = await get('settings')
  expect(unchanged).not.toContain('Changed since the start')
  expect(unchanged).toMatch(/next start on: web\.host, .*web\.token and the\s+environment/)
  page.write(`${before}\nweb: { port: 9 }\n`)
  await page.followed.reload()
  const text = await get('settings')
  page.write(before)
  await page.followed.reload()
  expect(text).toMatch(/in force from the next one on:\s+web\.port\./)
})

test('settings say what is in effect and where it was said', async () => {
  const text = await get('settings')
  expect(text).toMatch(/watches 1[\s\S]+name: Lavrov[\s\S]+wirewatch\.yaml:4/)
  expect(text).toMatch(/polling\.every[\s\S]+<code>15m<\/code>[\s\S]+default/)
  expect(text).toContain('WIREWATCH_PASSWORD')
  expect(await get('settings/reference')).toContain('# Configuration')
})
