/** The page of watches as people have it: by keyboard, on a phone, in a real browser. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Browser } from 'playwright-core'
import { chromiumPath, keepPicture, launchChromium, openAt } from './support/chromium.ts'
import { openWatchesPage } from './support/watches-page.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const executable = chromiumPath()
const untried = executable === undefined

let service: Awaited<ReturnType<typeof openWatchesPage>>
let browser: Browser
beforeAll(async () => {
  if (executable === undefined) return
  service = await openWatchesPage()
  browser = await launchChromium(executable)
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const open = (width: number) => openAt(browser, `${service.url}watches`, width)

test.skipIf(untried)('a watch is tried, put right and saved with the keyboard alone', async () => {
  const { page, complaints } = await open(1100)
  await page.locator('#name').focus()
  await page.keyboard.type('Troops')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('dprk AND (troops')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const mistake = page.getByRole('alert')
  await mistake.waitFor()
  expect(await mistake.innerText()).toContain('a parenthesis is opened but not closed')
  await keepPicture(page, 'mistake.png')
  await page.locator('#asks').press('End')
  await page.keyboard.type(')')
  await page.getByRole('button', { name: 'Test on history' }).press('Enter')
  await page.getByRole('heading', { name: 'On what was read' }).waitFor()
  expect(await page.locator('mark').allInnerTexts()).toContain('Troops')
  await keepPicture(page, 'tried.png')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByRole('status').waitFor()
  expect(await page.getByRole('status').innerText()).toContain('Troops: added, and in force')
  expect(service.written()).toContain('dprk AND (troops)')
  await keepPicture(page, 'saved.png')
  // A browser says aloud of a refused form that it was refused; of ours it has nothing else to say.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
})

test.skipIf(untried)(
  'on a phone nothing sticks out, and buttons are large enough for a thumb',
  async () => {
    const { page, complaints } = await open(360)
    await page.locator('#name').fill('Boots')
    await page
      .locator('#asks')
      .fill('title:boots OR "a phrase that is much longer than any phone is wide, by far"')
    await page.getByRole('button', { name: 'Test on history' }).click()
    await page.getByRole('heading', { name: 'On what was read' }).waitFor()
    await keepPicture(page, 'phone.png')
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    const buttons = await page.getByRole('button').all()
    const heights = await Promise.all(
      buttons.map(async (one) => (await one.boundingBox())?.height ?? 0),
    )
    expect(overflow).toBeLessThanOrEqual(0)
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(40)
    expect(complaints).toEqual([])
  },
)

test.skipIf(untried)('a page elsewhere cannot post to it', async () => {
  const { page } = await open(800)
  const before = service.written()
  await page.goto('about:blank')
  await page.setContent(
    `<form method="post" action="${service.url}watches"><input name="do" value="remove"><input name="was" value="Cricket"></form>`,
  )
  await page.evaluate('document.forms[0].submit()')
  await page.getByText('Nothing was changed').waitFor()
  expect(service.written()).toBe(before)
})
