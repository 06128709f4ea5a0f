/** Feeds looked at and changed on the page: what is found, what is written, and what stays. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openWatchesPage } from './support/watches-page.ts'
import { postForm } from './support/post-form.ts'

let page: Awaited<ReturnType<typeof openWatchesPage>>
let start: string
beforeAll(async () => {
  page = await openWatchesPage()
  start = page.written()
})
afterAll(() => page.close())
beforeEach(async () => {
  page.write(start)
  await page.followed.reload()
  page.queue.added.length = 0
})

const get = async (path = 'feeds') => (await fetch(page.url + path)).text()
const post = (fields: Record<string, string> | FormData, headers = {}) =>
  postForm(page.url, 'feeds', fields, headers)
const names = () => page.followed.current.feeds.map(({ name }) => name)

const news = [
  { id: 'b', title: 'Lavrov <b>flies</b> on', text: 'x', published: '2025-07-13T05:00:00Z' },
].map((one) => ({ ...one, title: one.title.replaceAll('<', '&amp;lt;') }))

test('shows how each feed is, its rhythm, and why it is visited when', async () => {
  const text = await get()
  expect(text).toContain('1 feed: 1 well')
  expect(text).toMatch(/<svg[^>]+role="img"[^>]+aria-label="3 items in 30 days, by day"/)
  expect(text).toMatch(/<time datetime="2025-07-13T06:00:00.000Z">/)
  expect(text).toContain(
    (await page.store.feedMemory('north'))?.because ?? 'there is no memory of it',
  )
})

test('says what fails, and how often', async () => {
  const memory = await page.store.feedMemory('north')
  if (!memory) throw new Error('no memory')
  const failing = { ...memory, failuresInARow: 3, because: 'answered 503' }
  const day = { feedId: 'north', day: '2025-07-12', fresh: 0, failed: 3 }
  const spies = [
    vi.spyOn(page.store, 'feedMemories').mockResolvedValue([failing]),
    vi.spyOn(page.store, 'feedDays').mockResolvedValue([day]),
  ]
  const text = await get()
  for (const spy of spies) spy.mockRestore()
  expect(text).toContain('1 feed: 1 failing')
  expect(text).toContain('failed 3 times in a row')
  expect(text).toContain('0 items, 3 visits failed in 30 days')
})

test('looks at an address, shows what is there, and adds it as the command does', async () => {
  page.world.outlets.serve('file', news)
  const looked = await post({ do: 'look', address: 'south.example/rss' })
  expect(looked.code).toBe(200)
  expect(looked.text).toContain('Lavrov &lt;b&gt;flies&lt;/b&gt; on')
  expect(looked.text).toMatch(/<span class="chip new">\s*Lavrov\s*<\/span>/)
  expect(page.written()).toBe(start)
  const added = await post({
    do: 'add',
    address: 'https://south.example/rss',
    name: 'South Wind',
    every: '30m',
    language: '',
    full_text: 'on',
  })
  expect([added.code, added.to]).toEqual([303, expect.stringContaining('South Wind: added')])
  expect(page.followed.current.feeds.at(-1)).toMatchObject({
    name: 'South Wind',
    every: 1_800_000,
    fullText: true,
  })
  expect(page.written()).toContain('# the minister')
  await post({ do: 'remove', feed: 'south-wind' })
  expect(page.written()).toBe(start)
})

test('a page that names several feeds lets one choose', async () => {
  const link = (path: string, title: string) =>
    `<link rel="alternate" type="application/rss+xml" href="${path}" title="${title}">`
  page.world.outlets.serve('file', {
    page: `<html><head>${link('/a', 'All <script>')}${link('/b', 'World')}</head><body>x</body></html>`,
  })
  const { code, text } = await post({ do: 'look', address: 'https://south.example/' })
  expect(code).toBe(200)
  expect(text).toContain('The page names 2 feeds')
  expect(text).toContain('value="https://south.example/b"')
  expect(text).not.toContain('<script')
})

test.each([
  ['nothing', { address: 'not an address' }, 'is no web address'],
  ['what is there', { address: 'http://www.north.example/feed' }, '&quot;North&quot; reads'],
  ['a machine of ours', { address: 'file:///etc/passwd' }, 'is no web address'],
])('refuses %s, and says why', async (_, fields, words) => {
  const { code, text } = await post({ do: 'look', ...fields })
  expect(code).toBe(422)
  expect(text).toContain(words)
  expect(text).toContain(`value="${fields.address}"`)
})

test('says why nothing was found, and adds nothing that would not stand', async () => {
  page.world.outlets.serve('file', { failed: 'answered 503 (Service Unavailable)' })
  expect((await post({ do: 'look', address: 'https://down.example/' })).text).toContain(
    'https://down.example/: answered 503',
  )
  const wrong = { do: 'add', address: 'https://south.example/rss', name: 'South', every: 'often' }
  const { code, text } = await post(wrong)
  expect(code).toBe(422)
  expect(text).toContain('write a duration as a number and a unit')
  expect((await post({ ...wrong, every: '', name: 'north' })).text).toContain(
    'a feed is called &quot;North&quot; already',
  )
  expect((await post({ ...wrong, every: '', name: '${DATABASE_URL}' })).code).toBe(303)
  expect(page.followed.current.feeds.at(-1)?.name).toBe('{DATABASE_URL}')
})

test('asks before it removes, and says what stays', async () => {
  const asked = await get('feeds?remove=north')
  expect(asked).toMatch(/Remove North\?[\s\S]+What was read from it stays[\s\S]+Keep it/)
  expect(page.written()).toBe(start)
  expect((await post({ do: 'remove', feed: 'nobody' })).text).toContain('not there any more')
})

test('visits a feed now, unless its outlet asked to be left alone or was just visited', async () => {
  const { to } = await post({ do: 'visit', feed: 'north' })
  expect(to).toContain('visited as soon as a worker is free')
  expect(page.queue.added).toEqual([{ name: 'poll-feed', subject: 'north' }])
  expect(await page.store.feedMemory('north')).toMatchObject({
    nextVisitAt: page.world.now(),
    because: 'asked for on the page',
  })
  page.world.setClock('2025-07-13T06:00:30Z')
  const soon = await post({ do: 'visit', feed: 'north' })
  page.world.setClock('2025-07-14T06:00:00Z')
  expect([soon.code, soon.text]).toEqual([422, expect.stringContaining('less than a minute ago')])
  expect(page.queue.added).toHaveLength(1)
})

test('takes the feeds of another reader, and gives ours', async () => {
  const opml = (await get('feeds.opml')).replace('north.example', 'west.example')
  const form = new FormData()
  form.set('do', 'import')
  form.set('opml', new File([opml.replaceAll('North', 'West')], 'mine.opml'))
  const { to } = await post(form)
  expect(to).toContain('1 feed added, 0 there already')
  expect(names()).toEqual(['North', 'West'])
  const empty = new FormData()
  empty.set('do', 'import')
  empty.set('opml', new File(['<p>no'], 'no.opml'))
  const refused = await post(empty)
  expect([refused.code, refused.text]).toEqual([422, expect.stringContaining('no.opml: no feeds')])
  const forged = new FormData()
  forged.set('token', 'guessed')
  forged.set('do', 'import')
  expect((await post(forged)).code).toBe(403)
})

test('a feed made by a search names the search and has no button that would say no', async () => {
  page.write(
    `${start}searches: [{ name: Wire <1>, template: bing-news, watches: [Lavrov], every: 1h }]\n`,
  )
  await page.followed.reload()
  const text = await get()
  expect(text).toMatch(/made by the search “Wire &lt;1&gt;” for the watch\s+Lavrov;/)
  expect(text).toContain('aria-label="Visit now: Wire &lt;1&gt;: Lavrov"')
  expect(text).toContain('aria-label="Remove North"')
  expect(text).not.toContain('aria-label="Remove Wire')
  expect(await get('feeds?remove=wire-1-lavrov')).not.toContain('Remove it')
  expect(await get('feeds?remove=north')).toContain('Remove it')
  const answer = JSON.parse(await get('api/feeds')) as { feeds: readonly object[] }
  expect(answer.feeds.at(-1)).toMatchObject({ madeBy: { search: 'Wire <1>', watch: 'Lavrov' } })
})

test.each([
  ['without the token', { token: 'guessed' }, {}],
  ['from another site', {}, { 'sec-fetch-site': 'cross-site' }],
])('refuses what is posted %s', async (_, fields, headers) => {
  const remove = { do: 'remove', feed: 'north', ...fields }
  expect((await post(remove, headers)).code).toBe(403)
  expect((await post({ ...remove, do: 'visit' }, headers)).code).toBe(403)
  expect([page.written(), page.queue.added]).toEqual([start, []])
})
