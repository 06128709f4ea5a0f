import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

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
