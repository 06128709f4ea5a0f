/** The reader's pages as people have them: by keyboard, on a phone, in a real browser. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { chromiumPath, keepPicture, launchChromium, openAt } from './support/chromium.ts'
import { openReaderPage } from './support/reader-page.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const executable = chromiumPath()
const untried = executable === undefined

let service: Awaited<ReturnType<typeof openReaderPage>>
let browser: Browser
beforeAll(async () => {
  if (executable === undefined) return
  service = await openReaderPage()
  browser = await launchChromium(executable)
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const open = (width: number, path = '') => openAt(browser, service.url + path, width)

test.skipIf(untried)('with the keyboard alone a word is searched and its story read', async () => {
  const { page, complaints } = await open(1100)
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').innerText()).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  expect(await page.locator(':focus').getAttribute('id')).toBe('main')
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('Wonsan')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Search', level: 1 }).waitFor()
  expect(await page.locator('mark').allInnerTexts()).toContain('Wonsan')
  await page.getByRole('link', { name: /^Lavrov lands in Wonsan$/ }).press('Enter')
  await page.getByRole('heading', { name: 'As it developed' }).waitFor()
  await page.getByText('1 telling with nothing new to send').press('Enter')
  await page.getByRole('heading', { name: /Wire reports/ }).waitFor()
  await keepPicture(page, 'story.png')
  expect(complaints).toEqual([])
})

test.skipIf(untried)('stories are filtered, and a digest is read from the archive', async () => {
  const { page, complaints } = await open(1100)
  await page.getByLabel('State').selectOption('opened')
  await page.getByLabel('In the last').selectOption('24 hours')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL(/state=new/)
  expect(await page.getByRole('heading', { level: 3 }).count()).toBe(1)
  await page.getByRole('link', { name: 'Digests', exact: true }).click()
  await page.getByRole('link', { name: /2 more stories/ }).click()
  const mail = page.frameLocator('iframe')
  await mail.getByText('Lavrov lands in Wonsan').first().waitFor()
  await keepPicture(page, 'digest.png')
  await page.getByRole('link', { name: 'Later digest' }).click()
  await page.getByRole('link', { name: 'As plain text' }).click()
  await page.waitForURL(/\/text$/)
  expect(complaints).toEqual([])
})

test.skipIf(untried)('from a telling the page leads to why it was told', async () => {
  const { page, complaints } = await open(1100, 'search?q=Wonsan&verdict=copy')
  await page.getByRole('link', { name: /^Why: / }).click()
  await page.getByText('Counted for Desk').waitFor()
  await keepPicture(page, 'why.png')
  expect(complaints).toEqual([])
})

const PATHS = ['', '?state=disputed', 'search', 'search?q=Lavrov', 'search?q=(a', 'digests', 'why']

test.skipIf(untried)('at 320 pixels nothing sticks out, in light and in dark', async () => {
  const { page, complaints } = await open(320)
  const hrefs = (pattern: RegExp) => async () => {
    const all = await page.locator('a').all()
    const found = await Promise.all(all.map(async (one) => (await one.getAttribute('href')) ?? ''))
    return found.find((href) => pattern.test(href))?.slice(1) ?? ''
  }
  const story = await hrefs(/^\/stories\//)()
  const digest = await hrefs(/^\/digests\/./)()
  await page.goto(`${service.url}search?q=bakers`)
  const why = await hrefs(/^\/why/)()
  for (const path of [...PATHS, story, `${story}/put-right`, digest, why]) {
    await page.emulateMedia({ colorScheme: path === '' ? 'dark' : 'light' })
    await page.goto(service.url + path)
    await keepPicture(page, `phone-${path.replace(/\W+/g, '-')}.png`)
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overflow, `at /${path}`).toBeLessThanOrEqual(0)
    expect(await page.getByRole('heading', { level: 1 }).count(), `at /${path}`).toBe(1)
    expect(await unnamedControls(page), `at /${path}`).toEqual([])
  }
  expect(complaints).toEqual([])
})

test.skipIf(untried)('with the keyboard alone a telling is split off its story', async () => {
  const { page, complaints } = await open(1100, 'search?q=Wonsan')
  await page.getByRole('link', { name: /^Lavrov lands in Wonsan$/ }).press('Enter')
  await page.getByRole('link', { name: /Put it right/ }).press('Enter')
  await page.getByRole('checkbox', { name: /Wire reports/ }).press('Space')
  await page.getByLabel('Because').first().focus()
  await page.keyboard.type('another day')
  await page.keyboard.press('Enter')
  const said = await page.getByRole('status').innerText()
  expect(said).toBe('1 document split off as “Lavrov lands in Wonsan, Wire reports”')
  expect(complaints).toEqual([])
})

/** Links, fields and pictures that a screen reader could not name. */
function unnamedControls(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`Array.from(
    document.querySelectorAll('a, button, input:not([type=hidden]), select, iframe, svg[role=img]'))
    .filter((one) => !(one.textContent.trim() || one.getAttribute('aria-label') ||
      one.getAttribute('title') || one.closest('label') || one.labels?.length))
    .map((one) => one.outerHTML.slice(0, 200))`)
}
