/** Watches changed on the page: by whom, into what, and what stays when it goes wrong. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { request } from 'node:http'
import { openWatchesPage } from './support/watches-page.ts'

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
})

const get = async (path = 'watches') => (await fetch(page.url + path)).text()
const names = () => page.followed.current.watches.map(({ name }) => name)

async function post(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const token = /name="token" value="([^"]+)"/.exec(await get())?.[1] ?? ''
  const response = await fetch(`${page.url}watches`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ token, ...fields }),
  })
  return { code: response.status, text: await response.text(), headers: response.headers }
}

const troops = { name: 'Troops', kind: 'query', asks: 'dprk AND troops' }

test('shows each watch with how much answered it, and runs no script', async () => {
  const response = await fetch(`${page.url}watches`)
  const text = await response.text()
  expect(text).toContain('Lavrov | Лавров')
  expect(text).toMatch(
    /<desc[^>]*>1 item new or an update, 0 copies and retellings and 0 digests in 30 days/,
  )
  expect(text).not.toContain('<script')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(response.headers.get('content-security-policy')).toContain("form-action 'self'")
})

test('tries a watch on what was read, and saves nothing', async () => {
  const { code, text } = await post({ ...troops, do: 'test' })
  expect(code).toBe(200)
  expect(text).toMatch(/<strong>1 hit<\/strong>/)
  expect(text).toContain('<mark>Troops</mark> parade in Pyongyang')
  expect(text).toMatch(/Desk \(daily at 07:00\): \d\.\d mails/)
  expect(text).toContain('Army shows &lt;b&gt;new&lt;/b&gt; boots')
  expect(text).toMatch(/<code dir="auto">dprk<\/code>:\s+it is not there/)
  expect(text).toContain('dprk AND troops</textarea>')
  expect(page.written()).toBe(start)
})

test('adds, changes, mutes and removes, with every comment where it was', async () => {
  expect(await post({ ...troops, do: 'save' })).toMatchObject({ code: 303 })
  expect(page.followed.current.watches.at(-1)).toMatchObject({ written: 'dprk AND troops' })
  const changed = { was: 'Lavrov', name: 'Minister', kind: 'keywords', asks: 'Lavrov\r\n라브로프' }
  await post({ ...changed, do: 'save' })
  expect(names()).toEqual(['Minister', 'Cricket', 'Troops'])
  await post({ was: 'Minister', do: 'mute' })
  expect(page.followed.current.watches[0]).toMatchObject({ muted: {} })
  expect(await get()).toContain('Unmute')
  await post({ was: 'Minister', do: 'unmute' })
  await post({ was: 'Minister', do: 'mute', until: '2025-12-24' })
  expect(page.written()).toContain('muted: 2025-12-24')
  expect(await get()).toContain('(muted until 2025-12-24)')
  await post({ was: 'Minister', do: 'unmute' })
  await post({ was: 'Troops', do: 'remove' })
  expect(page.written()).toBe(
    start
      .replace('name: Lavrov', 'name: Minister')
      .replace('[Lavrov, Лавров]', '[Lavrov, 라브로프]'),
  )
})

test('asks before it removes a watch, and says what stays', async () => {
  expect(await get()).toContain('href="/watches?remove=Lavrov"')
  const asked = await get('watches?remove=Lavrov')
  expect(asked).toMatch(/Remove Lavrov\?[\s\S]+its stories stay[\s\S]+Keep it/)
  expect(asked.match(/value="remove"/g)).toHaveLength(1)
  expect(page.written()).toBe(start)
  expect(await get('watches?remove=Nobody')).not.toContain('value="remove"')
})

test.each([
  ['2025-07-14', 'that day has begun'],
  ['soon', 'write a day like 2026-12-24'],
])('mutes nothing until %s, and says why', async (until, because) => {
  const { code, text } = await post({ was: 'Lavrov', do: 'mute', until })
  expect(code).toBe(422)
  expect(text).toContain(because)
  expect(page.written()).toBe(start)
})

test('shows a mistake at its place, and leaves what is in force', async () => {
  const { code, text } = await post({ ...troops, asks: 'dprk AND (troops', do: 'save' })
  expect(code).toBe(422)
  expect(text).toContain('dprk AND (troops\n         ^\na parenthesis is opened but not closed')
  expect(text).toContain('Nothing was changed')
  expect(page.written()).toBe(start)
  const twice = await post({ ...troops, name: 'Lavrov', do: 'save' })
  expect(twice.text).toContain('each needs its own')
  expect(names()).toEqual(['Lavrov', 'Cricket'])
})

test('says that a file with a mistake in it is not in force', async () => {
  page.write(start.replace('feeds:', 'feedz:'))
  await page.followed.reload()
  const text = await get()
  expect(text).toContain('is not in force')
  expect(text).toContain('unknown key &quot;feedz&quot;')
  expect(text).toContain('Lavrov | Лавров')
  expect(page.refused.at(-1)).toContain('feedz')
})

test.each([
  ['without the token', { token: 'guessed' }, {}],
  ['from another site', {}, { 'sec-fetch-site': 'cross-site' }],
  ['from another page of this machine', {}, { origin: 'http://127.0.0.1:1' }],
  ['from nowhere', {}, { origin: 'null' }],
])('refuses what is posted %s', async (_, fields, headers) => {
  const { code } = await post({ ...troops, do: 'save', ...fields }, { ...headers })
  expect(code).toBe(403)
  expect(page.written()).toBe(start)
})

test.each([
  ['rebound.example', 421],
  ['rebound.example:8787', 421],
  ['localhost:8787', 200],
  ['127.0.0.1', 200],
  ['[::1]:8787', 200],
])('asked under the name %s it answers %i', async (host, expected) => {
  const code = await new Promise((resolve, reject) => {
    const asked = request(`${page.url}watches`, { headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('error', reject).end()
  })
  expect(code).toBe(expected)
})

test('lets nothing of a name or a query become part of the page', async () => {
  const hostile = '"><img src=x onerror=alert(1)>'
  const { text } = await post({
    was: '',
    name: hostile,
    kind: 'keywords',
    asks: hostile,
    do: 'test',
  })
  expect(text).not.toContain('<img')
  expect(await get(`watches?said=${encodeURIComponent(hostile)}`)).not.toContain('<img')
})

test('the feed of a muted watch says so and has no news, until it is told again', async () => {
  const feed = async () => {
    const response = await fetch(`${page.url}watches/Lavrov/feed.json`)
    return JSON.parse(await response.text())
  }
  expect((await feed()).items).toHaveLength(1)
  await post({ do: 'mute', was: 'Lavrov', until: '2026-12-24' })
  expect(await feed()).toMatchObject({ title: 'Lavrov (muted until 2026-12-24)', items: [] })
  await post({ do: 'unmute', was: 'Lavrov' })
  expect(await feed()).toMatchObject({ title: 'Lavrov', items: [{}] })
})
