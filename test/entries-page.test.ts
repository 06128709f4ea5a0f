/** Channels and kept searches on the page: written as a person would, refused at the field. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openWatchesPage } from './support/watches-page.ts'
import { postForm } from './support/post-form.ts'

let page: Awaited<ReturnType<typeof openWatchesPage>>
let start: string
beforeAll(async () => {
  vi.stubEnv('DESK_SLACK', 'https://hooks.slack.example/T0/secret-part')
  page = await openWatchesPage([], process.env)
  start = page.written()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await page.close()
})
beforeEach(async () => {
  page.write(start)
  await page.followed.reload()
})

const get = async (path: string) => (await fetch(page.url + path)).text()
const desk = () => page.followed.current.subscribers[0]

const slack = { do: 'save', subscriber: 'desk', was: '', kind: 'slack', url: '${DESK_SLACK}' }
const channel = (fields: Record<string, string>) =>
  postForm(page.url, 'channel?subscriber=desk&kind=slack', inEntry(fields))

/** As the form names them: the keys of the entry apart from the form's own fields. */
const inEntry = (fields: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [OWN.includes(key) ? key : `entry.${key}`, value]),
  )
const OWN = ['do', 'was', 'was_name', 'subscriber']

test('a channel is added, changed and taken away, and the file is as it was', async () => {
  expect((await channel(slack)).to).toContain('Desk: slack:slack added, and in force')
  expect(desk()?.channels).toMatchObject([
    { kind: 'slack', url: 'https://hooks.slack.example/T0/secret-part' },
  ])
  expect(page.written()).toContain("channels: [{kind: slack, url: '${DESK_SLACK}'}]")
  const ntfy = { ...slack, kind: 'ntfy', url: 'https://ntfy.example/news', id: 'ops' }
  expect((await channel(ntfy)).code).toBe(303)
  expect(await get('subscribers')).toContain('aria-label="Edit ntfy:ops"')
  const form = await get('channel?subscriber=desk&was=ntfy:ops')
  expect(form).toContain('value="https://ntfy.example/news"')
  await channel({ ...ntfy, was: 'ntfy:ops', url: 'https://ntfy.example/other' })
  expect(desk()?.channels?.[1]).toMatchObject({ url: 'https://ntfy.example/other', id: 'ops' })
  for (const was of ['ntfy:ops', 'slack:slack']) {
    expect(await get(`channel?subscriber=desk&was=${was}&remove`)).toContain('Remove it')
    expect((await channel({ ...slack, do: 'remove', was })).code).toBe(303)
  }
  expect(page.written()).toBe(start)
})

test('keeps the comments of a channel whose one key is changed', async () => {
  const channels = `subscribers:
  - name: Desk
    schedule: { daily: '07:00' }
    channels: # beside nothing
      # the team's
      - kind: slack
        url: \${DESK_SLACK} # in the environment
      - { kind: ntfy, url: 'https://ntfy.example/news' }
`
  const written = start.replace(/subscribers:\n.*\n/, channels)
  page.write(written)
  await page.followed.reload()
  const changed = await channel({
    ...slack,
    kind: 'ntfy',
    was: 'ntfy:ntfy',
    url: 'https://ntfy.example/other',
  })
  expect(changed.text).toBe('')
  expect(changed.to).toContain('ntfy:ntfy changed')
  expect(page.written()).toBe(
    written.replace("'https://ntfy.example/news'", 'https://ntfy.example/other'),
  )
  await channel({ ...slack, was: 'ntfy:ntfy', do: 'remove', kind: 'ntfy' })
  expect(page.written()).toBe(written.replace(/ +- \{ kind: ntfy.*\n/, ''))
  const last = await channel({ ...slack, do: 'remove', was: 'slack:slack' })
  expect(last.code).toBe(422)
  expect(last.text).toContain('nowhere to send the digests')
})

test.each([
  ['a secret in plain letters', { url: 'https://hooks.slack.example/x' }, 'a secret is written'],
  ['a name that is not set', { url: '${NOT_SET_HERE}' }, 'NOT_SET_HERE is not in the environment'],
  ['nothing', { url: '' }, 'fill this in'],
])('says at the field that %s will not do, and keeps what was typed', async (_, typed, words) => {
  const { code, text } = await channel({ ...slack, ...typed, id: 'mine' })
  expect(code).toBe(422)
  expect(text).toMatch(new RegExp(`id="url-problem">\\s*${words}`))
  expect(text).toContain('value="mine"')
  expect(page.written()).toBe(start)
})

test('shows no secret, and takes nothing from another site', async () => {
  await channel(slack)
  expect(await get('channel?subscriber=desk&was=slack:slack')).not.toContain('secret-part')
  const headers = { 'sec-fetch-site': 'cross-site' }
  const { code } = await postForm(
    page.url,
    'channel?subscriber=desk&kind=slack',
    inEntry(slack),
    headers,
  )
  expect(code).toBe(403)
  const twice = await channel(slack)
  expect(twice.text).toContain('two slack channels; give each an id of its own')
})

const search = {
  do: 'save',
  was: '',
  was_name: '',
  name: 'Google in Russian',
  template: 'google-news',
  url: '',
  watches: 'Lavrov',
  language: 'ru',
  region: 'RU',
  every: '2h',
}
const post = (fields: Record<string, string>) => postForm(page.url, 'searches', inEntry(fields))

test('a search is added, changed and taken away', async () => {
  expect((await post(search)).to).toContain('Google in Russian: added, and in force')
  const made = () => page.followed.current.feeds.at(-1)
  expect(made()).toMatchObject({ name: 'Google in Russian: Lavrov', every: 7_200_000 })
  expect(await get('feeds')).toContain('href="/searches"')
  expect(await get('searches')).toContain('Google News')
  expect(await get('searches?edit=0')).toMatch(/value="google-news"\s+selected/)
  await post({ ...search, was: '0', was_name: search.name, every: '' })
  expect(page.written()).not.toContain('2h')
  expect(page.written()).toContain('region: RU')
  const stale = await post({ ...search, was: '0', was_name: 'Another' })
  expect(stale.text).toContain('“Another”'.replaceAll(/[“”]/g, '&quot;'))
  expect((await post({ do: 'remove', was: '0', was_name: search.name })).code).toBe(303)
  expect(page.followed.current.feeds).toHaveLength(1)
})

test.each([
  ['language', { language: 'Russian' }, 'write a language as a BCP 47 tag'],
  ['url', { template: '', url: 'https://s.example/' }, 'write {query}'],
  ['name', { name: '' }, 'fill this in'],
  ['every', { every: 'often' }, 'write a duration'],
])('a search’s mistake stands at its field: %s', async (field, typed, words) => {
  const { code, text } = await post({ ...search, ...typed })
  expect(code).toBe(422)
  expect(text).toMatch(new RegExp(`id="${field}-problem">\\s*${words}`))
  expect(text).toContain(`value="${{ ...search, ...typed }.language}"`)
  expect(page.written()).toBe(start)
})
