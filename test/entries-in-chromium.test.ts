/** Channels and kept searches as people have them: by keyboard, with a mistake, on a phone. */
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { chromiumPath, launchChromium, openAt } from './support/chromium.ts'
import { openWatchesPage } from './support/watches-page.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const executable = chromiumPath()
const untried = executable === undefined

let service: Awaited<ReturnType<typeof openWatchesPage>>
let browser: Browser
let start: string
beforeAll(async () => {
  if (executable === undefined) return
  vi.stubEnv('DESK_SLACK', 'https://hooks.slack.example/T0/secret-part')
  service = await openWatchesPage([], process.env)
  start = service.written()
  browser = await launchChromium(executable)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await browser?.close()
  await service?.close()
})
afterEach(async () => {
  if (untried) return
  service.write(start)
  await service.followed.reload()
})

const open = (path: string, width = 1280) => openAt(browser, service.url + path, width)

/** For looking at, light and dark, wide and narrow: only where a folder is named. */
async function keepPictures(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder === undefined) return
  const before = page.viewportSize()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 })
      const path = join(folder, `${name}-${width}-${colorScheme}.png`)
      await page.screenshot({ path, fullPage: true })
    }
  }
  if (before) await page.setViewportSize(before)
}

/** A browser says aloud that a form was refused; of our pages it has nothing else to say. */
const others = (complaints: readonly string[]) => complaints.filter((text) => !text.includes('422'))

const press = (page: Page, role: 'link' | 'button', name: string) =>
  page.getByRole(role, { name, exact: true }).press('Enter')

test.skipIf(untried)('a channel is added, changed and removed by keyboard', async () => {
  const { page, complaints } = await open('subscribers')
  await press(page, 'link', 'Add a channel to Desk')
  await page.getByRole('heading', { name: 'A new channel for Desk', level: 1 }).waitFor()
  await keepPictures(page, 'channel-kinds')
  await press(page, 'link', 'Slack')
  await page.getByRole('heading', { name: 'A new Slack channel for Desk', level: 1 }).waitFor()
  await keepPictures(page, 'channel-new')
  const address = page.locator('#url')
  await address.fill('https://hooks.slack.example/T0/secret-part')
  await address.press('Enter')
  await page.locator('#url-problem').waitFor()
  expect(await address.getAttribute('aria-invalid')).toBe('true')
  expect(await page.locator('#url-problem').innerText()).toContain('a secret is written')
  expect(service.written()).toBe(start)
  await keepPictures(page, 'channel-mistake')
  await address.fill('${DESK_SLACK}')
  await address.press('Enter')
  await page.getByRole('status').waitFor()
  expect(await page.getByRole('status').innerText()).toBe('Desk: slack:slack added, and in force')
  expect(service.written()).toContain("channels: [{kind: slack, url: '${DESK_SLACK}'}]")
  await keepPictures(page, 'channel-added')
  await press(page, 'link', 'Edit slack:slack')
  await page.locator('#id').fill('news')
  await page.locator('#id').press('Enter')
  await page.getByText('Desk: slack:news changed').waitFor()
  await press(page, 'link', 'Remove slack:news')
  await page.getByRole('heading', { name: 'Remove slack:news?' }).waitFor()
  await keepPictures(page, 'channel-remove')
  await press(page, 'button', 'Remove it')
  await page.getByText('Desk: slack:news removed').waitFor()
  expect(service.written()).toBe(start)
  expect(others(complaints)).toEqual([])
})

test.skipIf(untried)('a search is added, changed and removed by keyboard', async () => {
  const { page, complaints } = await open('feeds')
  await page.locator('a[href="/searches"]').press('Enter')
  await page.getByRole('heading', { name: 'Searches', level: 1 }).waitFor()
  await keepPictures(page, 'searches-none')
  await page.locator('#name').fill('Google in Russian')
  await page.getByLabel('Service', { exact: true }).focus()
  await page.keyboard.type('Google')
  await page.getByLabel('Lavrov').press('Space')
  await page.locator('#language').fill('Russian')
  await page.locator('#language').press('Enter')
  await page.locator('#language-problem').waitFor()
  expect(await page.locator('#language').getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('Lavrov').isChecked()).toBe(true)
  expect(await page.getByLabel('Service', { exact: true }).inputValue()).toBe('google-news')
  expect(service.written()).toBe(start)
  await keepPictures(page, 'searches-mistake')
  await page.locator('#language').fill('ru')
  await page.locator('#language').press('Enter')
  await page.getByText('Google in Russian: added, and in force').waitFor()
  expect(service.followed.current.feeds.at(-1)?.name).toBe('Google in Russian: Lavrov')
  await keepPictures(page, 'searches-added')
  await press(page, 'link', 'Edit Google in Russian')
  await page.locator('#every').fill('2h')
  await page.locator('#every').press('Enter')
  await page.getByText('Google in Russian: changed').waitFor()
  expect(service.followed.current.feeds.at(-1)?.every).toBe(7_200_000)
  await press(page, 'link', 'Remove Google in Russian')
  await page.getByRole('heading', { name: 'Remove Google in Russian?' }).waitFor()
  await keepPictures(page, 'searches-remove')
  await press(page, 'button', 'Remove it')
  await page.getByText('Google in Russian: removed').waitFor()
  expect(service.followed.current.feeds).toHaveLength(1)
  expect(others(complaints)).toEqual([])
})

test
  .skipIf(untried)
  .each(['channel?subscriber=desk', 'channel?subscriber=desk&kind=matrix', 'searches'])(
  'at 320 px %s sticks out nowhere, and every button is large enough for a thumb',
  async (path) => {
    const { page, complaints } = await open(path, 320)
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    const buttons = await page.locator('main button, main .button').all()
    const heights = await Promise.all(
      buttons.map(async (one) => (await one.boundingBox())?.height ?? 0),
    )
    expect(overflow).toBeLessThanOrEqual(0)
    expect(buttons.length).toBeGreaterThan(0)
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(40)
    expect(complaints).toEqual([])
  },
)
