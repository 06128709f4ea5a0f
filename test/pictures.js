#!/usr/bin/env node
/**
 * The README's pictures, made anew from the demo: `node test/pictures.js`. Writes docs/pictures/*.png
 * with the machine's own Chromium (CHROMIUM_TEST_PATH, or /usr/bin/chromium). Look at them before
 * they are kept.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const PICTURES = resolve(import.meta.dirname, '../docs/pictures')
/** The digest and the story that show most of what the product does. */
const DIGEST = 'desk-20250711T220000Z.html'
const STORY = 'Moscow and Pyongyang move closer'
const SIZE = { width: 720, height: 1000 }

const data = mkdtempSync(join(tmpdir(), 'wirewatch-pictures-'))
const environment = { ...process.env, WIREWATCH_DATA: data, WIREWATCH_WEB_PORT: '0' }
const demo = spawn(process.execPath, ['bin/wirewatch.js', 'demo', '--keep'], { env: environment })
const page = await addressIn(demo.stdout)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_TEST_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
mkdirSync(PICTURES, { recursive: true })
try {
  await picture('digest', pathToFileURL(join(data, 'outbox', DIGEST)).href)
  await picture('story', page, (tab) => tab.getByRole('link', { name: STORY }).first().click())
} finally {
  await browser.close()
  demo.kill('SIGTERM')
  await new Promise((done) => demo.once('exit', done))
  rmSync(data, { recursive: true })
}

async function picture(name, url, go = async () => {}) {
  const tab = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 1.5 })
  await tab.goto(url)
  await go(tab)
  await tab.screenshot({ path: join(PICTURES, `${name}.png`) })
  await tab.close()
  console.log(`docs/pictures/${name}.png`)
}

/** The page's address, which the demo says when its recordings are over. */
function addressIn(output) {
  return new Promise((found, failed) => {
    let said = ''
    output.on('data', (chunk) => {
      said += chunk
      const [address] =
        /http:\/\/127\.0\.0\.1:\d+\/?/.exec(said.split('Where to look').at(1) ?? '') ?? []
      if (address) found(address)
    })
    output.on('end', () => failed(new Error(`the demo ended without a page:\n${said}`)))
  })
}
