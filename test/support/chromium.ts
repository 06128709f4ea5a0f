import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-sync']
const OFFLINE = ['--no-first-run', '--disable-background-networking', '--disable-component-update']

/** Where a Chromium stands, or undefined; with REQUIRE_BACKENDS=1 a missing one fails the run. */
export function chromiumPath(): string | undefined {
  const named = process.env['CHROMIUM_TEST_PATH']
  const path = [...(named === undefined ? [] : [named]), ...PLACES].find((place) =>
    existsSync(place),
  )
  if (path !== undefined) return path
  const because = `no Chromium at ${named ?? PLACES.join(', ')} (CHROMIUM_TEST_PATH)`
  if (process.env['REQUIRE_BACKENDS'] === '1') throw new Error(`REQUIRE_BACKENDS=1, but ${because}`)
  console.warn(`not tried: the page in Chromium: ${because}`)
  return undefined
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...QUIET, ...OFFLINE] })
}

export interface OpenPage {
  readonly page: Page
  /** What the browser complains of, broken policies among it. */
  readonly complaints: string[]
}

export async function openAt(
  browser: Browser | BrowserContext,
  address: string,
  width: number,
): Promise<OpenPage> {
  const page = await browser.newPage()
  await page.setViewportSize({ width, height: 800 })
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address)
  return { page, complaints }
}

/** For looking at: only where a folder is named. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder !== undefined) await page.screenshot({ path: join(folder, name), fullPage: true })
}
