/** Subscribers on the page: when they are told next, what came of it, and how they are changed. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendDigest } from '../src/pipeline.ts'
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
})

const get = async (query = '') => (await fetch(`${page.url}subscribers${query}`)).text()
const post = (fields: Record<string, string>, headers = {}) =>
  postForm(page.url, 'subscribers', fields, headers)
const subscribers = () => page.followed.current.subscribers

const night = {
  do: 'save',
  was: '',
  name: 'Night desk',
  to: 'night@example.org, late@example.org',
  zone: 'Asia/Seoul',
  schedule_kind: 'daily',
  schedule_at: '07:00, 19:30',
  business: 'on',
  quiet_from: '22:00',
  quiet_to: '06:30',
}

test('says when the next digest comes in the subscriber’s own zone, and why then', async () => {
  const { store } = page
  await store.recordLook('desk', page.world.now())
  page.write(start.replace('desk@example.org,', 'desk@example.org, zone: Asia/Seoul,'))
  await page.followed.reload()
  const text = await get()
  expect(text).toContain('<strong>Tue 15 Jul 2025, 07:00 (Asia/Seoul)</strong>')
  expect(text).toContain('· not due yet (daily at 07:00)')
  // A new one most likely lives where the others do.
  expect(text).toMatch(/id="zone"\s+name="zone"\s+value="Asia\/Seoul"/)
  expect(text).toContain('nothing posted so far')
})

test('adds a subscriber, changes one field, and leaves every other byte', async () => {
  expect((await post(night)).to).toContain('Night desk: added, and in force')
  expect(subscribers().at(-1)).toMatchObject({
    id: 'night-desk',
    to: ['night@example.org', 'late@example.org'],
    zone: 'Asia/Seoul',
    schedule: { written: 'daily at 07:00, 19:30 on business days' },
    quiet: [{ from: '22:00', to: '06:30' }],
  })
  const added = page.written()
  const edit = await get('?edit=night-desk')
  expect(edit).toContain('value="night@example.org, late@example.org"')
  expect(edit).toMatch(/value="daily"\s+selected/)
  await post({ ...night, was: 'night-desk' })
  expect(page.written()).toBe(added)
  await post({ ...night, was: 'night-desk', zone: 'Europe/Berlin', watches: 'Lavrov' })
  expect(subscribers().at(-1)).toMatchObject({ zone: 'Europe/Berlin', watches: ['Lavrov'] })
  await post({ do: 'remove', subscriber: 'night-desk' })
  expect(page.written()).toBe(start)
})

test('keeps comments, days without a digest, and the id under another name', async () => {
  const written = `subscribers:
  - name: Desk # the day shift
    to: desk@example.org
    # holidays
    schedule: { daily: ['07:00'], days: [mon, thu], except: [2026-12-25] }
`
  page.write(start.replace(/subscribers:\n.*\n/, written))
  await page.followed.reload()
  const form = { ...night, was: 'desk', to: 'desk@example.org', zone: 'UTC', quiet_from: '' }
  const { business: _, ...rest } = { ...form, quiet_to: '', name: 'Day desk', schedule_at: '08:15' }
  expect((await post(rest)).code).toBe(303)
  expect(page.written()).toContain('name: Day desk # the day shift\n')
  expect(page.written()).toContain('    # holidays\n')
  expect(subscribers()[0]).toMatchObject({
    id: 'desk',
    name: 'Day desk',
    schedule: { written: 'daily at 08:15 on mon, thu', except: ['2026-12-25'] },
  })
})

test('shows quiet hours it cannot change, and keeps them whatever is typed', async () => {
  const quiet = `quiet: [{ from: '22:00', to: '06:30' }, { from: '12:00', to: '14:00', days: [sat, sun] }]`
  const written = `subscribers:\n  - name: Desk\n    to: desk@example.org\n    ${quiet}\n`
  page.write(start.replace(/subscribers:\n.*\n/, written))
  await page.followed.reload()
  const body = await get('?edit=desk')
  expect(body).toContain('22:00 to 06:30; 12:00 to 14:00 on sat, sun')
  expect(body).not.toContain('name="quiet_from"')
  const form = { ...night, was: 'desk', quiet_from: '01:00', quiet_to: '02:00', name: 'Day desk' }
  expect((await post(form)).code).toBe(303)
  expect(page.written()).toContain(quiet)
  expect(subscribers()[0]).toMatchObject({ name: 'Day desk' })
})

test.each([
  ['name', { name: '' }, 'give it a name'],
  ['to', { to: 'nobody' }, 'write a mail address'],
  ['to', { to: '' }, 'nowhere to send the digests'],
  ['zone', { zone: 'Asia/Soul' }, 'no time zone'],
  ['schedule', { schedule_at: '7 o’clock' }, 'write a time of day'],
  ['schedule', { schedule_kind: 'cron', schedule_at: 'whenever' }, 'not a cron pattern'],
  ['schedule', { schedule_kind: 'every', schedule_at: '7m' }, 'does not divide'],
  ['quiet', { quiet_to: '' }, 'write a time of day'],
  ['watches', { watches: 'Hockey' }, 'no watch'],
])('says at the field %s what is wrong with %o', async (field, wrong, words) => {
  const { code, text } = await post({ ...night, ...wrong })
  expect(code).toBe(422)
  const told = new RegExp(`id="${field}-problem"[^>]*>\\s*([^<]+)`).exec(text)?.[1]
  expect(told).toContain(words)
  // What was typed stands there still.
  expect(text).toContain(`value="${{ ...night, ...wrong }.schedule_at}"`)
  expect(page.written()).toBe(start)
})

test('says all that is wrong at once, each at its field', async () => {
  const { text } = await post({ ...night, name: '', to: 'nobody', zone: 'Asia/Soul' })
  for (const field of ['name', 'to', 'zone']) expect(text).toContain(`id="${field}-problem"`)
})

test('sends a test that is marked as one and kept nowhere', async () => {
  const before = page.world.posted.length
  const { to } = await post({ do: 'test', subscriber: 'desk' })
  expect(to).toContain('Desk: a test was posted. mail:desk@example.org: accepted, 250 OK')
  expect(page.world.posted).toHaveLength(before + 1)
  expect(page.world.posted.at(-1)?.subject).toContain('[Test]')
  expect(await page.store.digests(5)).toEqual([])
})

test('a test that was not taken is said as what it is', async () => {
  page.world.answerMail({ outcome: 'trouble', receipt: '451 try again' })
  const { code, text } = await post({ do: 'test', subscriber: 'desk' })
  page.world.answerMail({ outcome: 'accepted', receipt: '250 OK' })
  expect(code).toBe(422)
  expect(text).toContain(
    'the test did not reach everybody. mail:desk@example.org: trouble, 451 try',
  )
})

test('shows what came of posting, and takes back what was asked for by a link', async () => {
  const { store, world, followed } = page
  const [desk] = subscribers()
  if (!desk) throw new Error('no subscriber')
  await sendDigest(world, desk, followed.current.watches, { from: 'w@example.org' })
  const subject = 'mail:desk@example.org'
  const detail = { words: 'desk@example.org' }
  const action = {
    subscriberId: 'desk',
    at: world.now(),
    kind: 'unsubscribe',
    subject,
    detail,
  } as const
  await store.recordAction(action)
  const text = await get()
  expect(text).toMatch(/<span class="new">accepted<\/span>[\s\S]*250 OK/)
  expect(text).toContain('unsubscribed')
  const number = /name="action" value="(\d+)"/.exec(text)?.[1] ?? ''
  expect((await post({ do: 'undo', subscriber: 'desk', action: number })).code).toBe(303)
  expect(await store.actions('desk')).toMatchObject([{ undoneAt: world.now() }])
  expect(await get()).not.toContain('unsubscribed')
})

test('asks before it removes; posts from elsewhere do nothing', async () => {
  expect(await get('?remove=desk')).toMatch(/Remove Desk\?[\s\S]+Keep it/)
  const forged = { subscriber: 'desk', token: 'guessed' }
  for (const what of ['remove', 'test', 'undo', 'save']) {
    expect((await post({ ...forged, do: what })).code).toBe(403)
  }
  expect((await post({ do: 'remove', subscriber: 'desk' }, { origin: 'null' })).code).toBe(403)
  expect(page.written()).toBe(start)
})
