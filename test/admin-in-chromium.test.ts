/** The operator's pages as people have them: signing in, feeds, subscribers, settings, a phone. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Browser, BrowserContext } from 'playwright-core'
import { chromiumPath, keepPicture, launchChromium, openAt } from './support/chromium.ts'
import { openWatchesPage } from './support/watches-page.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const PASSWORD = 'correct horse battery'
const executable = chromiumPath()
const untried = executable === undefined

let service: Awaited<ReturnType<typeof openWatchesPage>>
let browser: Browser
/** Signed in by the first test. */
let context: BrowserContext
let start: string
beforeAll(async () => {
  if (executable === undefined) return
  service = await openWatchesPage([PASSWORD])
  start = service.written()
  browser = await launchChromium(executable)
  context = await browser.newContext()
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const open = (path: string, width = 1280) => openAt(context, service.url + path, width)

/** A browser says aloud that it was refused; of our pages it has nothing else to say. */
const others = (complaints: readonly string[]) =>
  complaints.filter((text) => !/status of (401|422)/.test(text))

test.skipIf(untried)('signing in by keyboard leads to the page that was wanted', async () => {
  const { page, complaints } = await open('feeds')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await keepPicture(page, 'login.png')
  expect(await page.evaluate('document.activeElement.id')).toBe('password')
  await page.keyboard.type('wrong password')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toBe('That is not the password.')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Feeds' }).waitFor()
  const [cookie] = await context.cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', name: 'wirewatch' })
  expect(others(complaints)).toEqual([])
})

test.skipIf(untried)('a link on another site leads in, though the cookie is strict', async () => {
  const { page } = await open('healthz')
  const elsewhere = service.url.replace('127.0.0.1', 'localhost')
  // Another host is another site; its page links here as a web mailer would.
  await page.route('**/elsewhere', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${service.url}watches">go</a>` }),
  )
  await page.goto(`${elsewhere}elsewhere`)
  await page.getByRole('link', { name: 'go' }).click()
  await page.getByRole('heading', { name: 'Watches', level: 1 }).waitFor()
  expect(page.url()).toBe(`${service.url}watches`)
})

test.skipIf(untried)('a feed is looked at, added, visited and removed', async () => {
  const { page, complaints } = await open('feeds')
  await page.getByLabel('Add a feed').fill('not an address')
  await page.getByRole('button', { name: 'Look' }).click()
  await page.getByRole('alert').waitFor()
  service.world.outlets.serve('file', {
    page: '<html><head><link rel="alternate" type="application/rss+xml" href="/world.xml" title="World"><link rel="alternate" type="application/rss+xml" href="/sport.xml" title="Sport"></head><body>x</body></html>',
  })
  await page.getByLabel('Add a feed').fill('south.example')
  await page.getByLabel('Add a feed').press('Enter')
  await page.getByLabel('Sport').check()
  await keepPicture(page, 'feeds-choice.png')
  const entry = { text: 'x', published: '2025-07-13T05:00:00Z' }
  service.world.outlets.serve('file', [
    { ...entry, id: 'a', title: 'Lavrov plays football in Wonsan' },
    { ...entry, id: 'b', title: 'Cricket: a draw' },
  ])
  await page.getByRole('button', { name: 'Look at it' }).click()
  const form = page.locator('#found')
  await form.waitFor()
  expect(await form.innerText()).toContain('Lavrov plays football in Wonsan')
  await form.getByLabel('Name').fill('South Sport')
  await form.getByLabel('Wanted time between visits').fill('30m')
  await keepPicture(page, 'feeds-found.png')
  await form.getByRole('button', { name: 'Add it' }).click()
  await page.getByRole('status').waitFor()
  expect(service.written()).toMatch(/South Sport.*sport\.xml.*30m/)
  await page.getByRole('button', { name: 'Visit now: South Sport' }).click()
  await page.getByText('South Sport: it is visited as soon as').waitFor()
  expect(service.queue.added).toContainEqual({ name: 'poll-feed', subject: 'south-sport' })
  await keepPicture(page, 'feeds.png')
  await page.getByRole('link', { name: 'Remove South Sport' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await page.getByText('South Sport: removed').waitFor()
  expect(service.written()).toBe(start)
  expect(others(complaints)).toEqual([])
})

test.skipIf(untried)('an OPML file is taken and given', async () => {
  const { page } = await open('feeds')
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'All feeds as OPML' }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toBe('wirewatch-feeds.opml')
  const west =
    '<opml version="2.0"><body><outline text="West" xmlUrl="https://west.example/rss"/></body></opml>'
  await page
    .getByLabel('An OPML file')
    .setInputFiles({ name: 'mine.opml', mimeType: 'text/xml', buffer: Buffer.from(west) })
  await page.getByRole('button', { name: 'Add its feeds' }).click()
  await page.getByText('1 feed added, 0 there already').waitFor()
  expect(service.written()).toContain('https://west.example/rss')
  service.write(start)
  await service.followed.reload()
})

test.skipIf(untried)(
  'a subscriber is put right by keyboard, with the mistake at its field',
  async () => {
    const { page, complaints } = await open('subscribers')
    await page.getByRole('link', { name: 'Edit Desk' }).press('Enter')
    await page.getByRole('heading', { name: 'Change Desk' }).waitFor()
    await page.getByLabel('Time zone').fill('Asia/Soul')
    await page.getByLabel('Time zone').press('Enter')
    await page.locator('#zone-problem').waitFor()
    const zone = page.getByLabel('Time zone')
    expect(await zone.getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('#zone-problem').innerText()).toContain('no time zone "Asia/Soul"')
    await keepPicture(page, 'subscriber-mistake.png')
    await zone.fill('Asia/Seoul')
    await zone.press('Enter')
    await page.getByRole('status').waitFor()
    expect(service.written()).toContain('zone: Asia/Seoul')
    await page.getByRole('button', { name: 'Send a test to Desk' }).press('Enter')
    await page.getByText('mail:desk@example.org: accepted').waitFor()
    await keepPicture(page, 'subscribers.png')
    expect(others(complaints)).toEqual([])
    service.write(start)
    await service.followed.reload()
  },
)

test.skipIf(untried)('settings and jobs say what is in effect and what goes on', async () => {
  service.queue.jobs.push({
    id: 'j1',
    name: 'poll-feed',
    subject: 'north',
    state: 'failed',
    at: service.world.now(),
    attempts: 3,
    because: 'the store is down',
  })
  const settings = await open('settings')
  const row = settings.page.getByRole('row', { name: /^watches 1/ })
  expect(await row.innerText()).toContain('wirewatch.yaml:4')
  await keepPicture(settings.page, 'settings.png')
  const jobs = await open('jobs')
  await keepPicture(jobs.page, 'jobs.png')
  await jobs.page.getByRole('button', { name: 'Try again: visit North' }).click()
  await jobs.page.getByText('in line again').waitFor()
  expect(others([...settings.complaints, ...jobs.complaints])).toEqual([])
})

test.skipIf(untried).each(['feeds', 'subscribers?edit=desk', 'jobs', 'settings', 'logout'])(
  'at 320 px %s sticks out nowhere, and every button is large enough for a thumb',
  async (path) => {
    const { page, complaints } = await open(path, 320)
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    await page.emulateMedia({ colorScheme: 'dark' })
    await keepPicture(page, `phone-${path.split('?')[0]}.png`)
    const buttons = await page.locator('main button, main .button').all()
    const heights = await Promise.all(
      buttons.map(async (one) => (await one.boundingBox())?.height ?? 0),
    )
    expect(overflow).toBeLessThanOrEqual(0)
    expect(Math.min(40, ...heights)).toBeGreaterThanOrEqual(40)
    expect(others(complaints)).toEqual([])
  },
)

test.skipIf(untried).each([
  [320, 170],
  [360, 140],
  [640, 100],
  [900, 60],
  [1280, 60],
])(
  'at %i px the head is no higher than %i, and no section out of sight in fonts that run wide',
  async (width, height) => {
    const { page } = await open('feeds', width)
    const head = page.locator('.site')
    await keepPicture(page, `sections-${width}.png`)
    expect((await head.boundingBox())?.height).toBeLessThanOrEqual(height)
    await page.evaluate(`document.body.style.letterSpacing = '.08em'`)
    const sections = await head.locator('nav a').all()
    const boxes = await Promise.all(sections.map((one) => one.boundingBox()))
    const ends = boxes.map((box) => (box ? box.x + box.width : Infinity))
    expect(ends).toHaveLength(8)
    expect(Math.max(...ends)).toBeLessThanOrEqual(width)
  },
)

test.skipIf(untried)('signing out ends it', async () => {
  const { page } = await open('settings')
  await page.getByRole('link', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign out of this browser' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.goto(`${service.url}settings`)
  expect(page.url()).toContain('/login?to=')
})
