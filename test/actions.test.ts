/** Signed links through the page and into the next digest; the page is on loopback. */
import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWeb } from '../src/app/web/server.ts'
import { actionAddress } from '../src/core/digest/page-address.ts'
import { wishesOf } from '../src/core/digest/wishes.ts'
import type { ActionKind, Letterhead } from '../src/model.ts'
import { pollFeed, sendDigest } from '../src/pipeline.ts'
import { chromiumPath, launchChromium } from './support/chromium.ts'
import { desk, lavrov, openTestWorld, testFeed, type TestWorld } from './support/world.ts'

const wire = testFeed('wire')
let world: TestWorld
let page: { url: string; close(): Promise<void> }
let letterhead: Letterhead & { readonly page: { url: string; key: string } }

beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:00Z')
  const web = { publicUrl: 'https://wirewatch.example.org' }
  const current = { watches: [lavrov], subscribers: [desk], web, mail: { from: 'w@e.org' } }
  // The pages asked for here look at nothing else.
  const parts = { world, followed: { current, trouble: undefined } } as unknown
  page = await startWeb(parts as Parameters<typeof startWeb>[0], {
    host: '127.0.0.1',
    port: 0,
    secrets: [],
  })
  const key = await world.store.linkKey()
  letterhead = { from: 'w@example.org', page: { url: page.url.replace(/\/$/, ''), key } }
  await pollFeed(world, wire, [lavrov])
})
afterEach(async () => {
  await page.close()
  await world.close()
})

const send = async () => (await sendDigest(world, desk, [lavrov], letterhead)).digests
const link = (kind: ActionKind, subject: string) =>
  actionAddress(letterhead.page, kind, { subscriberId: 'desk', subject, watch: 'Lavrov' })
const ask = async (address: string, method = 'GET', body?: string) => {
  const response = await fetch(address, { method, ...(body !== undefined && { body }) })
  return { status: response.status, text: await response.text() }
}

/** Asked under a name of its own, as through a proxy, with a browser's headers. */
function askAs(host: string, address: string, method: string, headers = {}) {
  const { pathname, search, port } = new URL(address)
  const asked = { host: '127.0.0.1', port, path: pathname + search, method }
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = request({ ...asked, headers: { host, ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
    sent.on('error', reject).end()
  })
}

async function news(hour: number, title: string, text: string) {
  world.setClock(`2025-07-11T${hour}:00:00Z`)
  world.outlets.serve('wire', [{ id: title, title, text, published: `2025-07-11T${hour}:00:00Z` }])
  await pollFeed(world, wire, [lavrov])
}

async function tellArrival(): Promise<string> {
  await news(14, 'Lavrov lands in Wonsan', 'Sergei Lavrov landed in Wonsan on Friday for talks.')
  const [digest] = await send()
  return digest?.stories[0]?.storyId ?? ''
}

test('a scanner that follows a link changes nothing, a person who presses the button does', async () => {
  const address = link('mute', await tellArrival())
  expect((await ask(address)).text).toContain('<button>Mute this story</button>')
  expect(await world.store.actions('desk')).toEqual([])
  expect((await ask(address, 'POST')).text).toContain('Undo')
  expect(await world.store.actions('desk')).toMatchObject([
    { kind: 'mute', detail: { words: 'Lavrov lands in Wonsan' } },
  ])
})

test('a scanner that only asks for the head changes nothing, and neither does one that asks to undo', async () => {
  const address = link('mute', await tellArrival())
  expect((await ask(address, 'HEAD')).status).toBe(200)
  expect(await world.store.actions('desk')).toEqual([])
  await ask(address, 'POST')
  await ask(`${address}&undo=1`, 'HEAD')
  await ask(`${address}&undo=1`)
  const [action] = await world.store.actions('desk')
  expect(action?.undoneAt).toBeUndefined()
})

test.each(['PUT', 'DELETE', 'OPTIONS'])('%s is no way to act', async (method) => {
  const address = link('mute', await tellArrival())
  expect((await ask(address, method)).status).toBe(404)
  expect(await world.store.actions('desk')).toEqual([])
})

test('the page answers by its public name with the signed link alone, and by no other name', async () => {
  const address = link('mute', await tellArrival())
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'none' }
  expect(await askAs('evil.example', address, 'GET')).toMatchObject({ status: 421 })
  expect(await askAs('evil.example', address, 'POST', form)).toMatchObject({ status: 421 })
  expect(await world.store.actions('desk')).toEqual([])
  expect(await askAs('wirewatch.example.org', address, 'GET')).toMatchObject({ status: 200 })
  expect(await askAs('wirewatch.example.org', address, 'POST', form)).toMatchObject({ status: 200 })
  expect(await world.store.actions('desk')).toHaveLength(1)
})

const chromium = chromiumPath()
test.skipIf(chromium === undefined)(
  'a person in a browser mutes a story and takes it back',
  async () => {
    const address = link('mute', await tellArrival())
    const browser = await launchChromium(chromium ?? '')
    try {
      const tab = await browser.newPage()
      await tab.goto(address)
      await tab.click('button:has-text("Mute this story")')
      await tab.waitForSelector('button:has-text("Undo")')
      expect(await world.store.actions('desk')).toHaveLength(1)
      await tab.click('button:has-text("Undo")')
      await tab.waitForSelector('button:has-text("Mute this story")')
      const [action] = await world.store.actions('desk')
      expect(action?.undoneAt).toEqual(world.now())
    } finally {
      await browser.close()
    }
  },
  180_000,
)

test('what was done is taken back by the same link, and both stay on record', async () => {
  const address = link('mute', await tellArrival())
  await ask(address, 'POST')
  expect((await ask(`${address}&undo=1`, 'POST')).text).toContain('Mute this story')
  const [action] = await world.store.actions('desk')
  expect(action?.undoneAt).toEqual(world.now())
  expect(wishesOf(await world.store.actions('desk')).mutedStories).toEqual([])
})

test('a mail client’s own button unsubscribes one address, whatever form it posts', async () => {
  const address = link('unsubscribe', 'mail:desk@example.org').replace('&watch=Lavrov', '')
  const signed = actionAddress(letterhead.page, 'unsubscribe', {
    subscriberId: 'desk',
    subject: 'mail:desk@example.org',
  })
  expect((await ask(address, 'POST', 'List-Unsubscribe=One-Click')).status).toBe(403)
  expect((await ask(signed, 'POST', 'List-Unsubscribe=One-Click')).status).toBe(200)
  await tellArrival()
  expect(world.posted).toEqual([])
})

test('a link that was altered does nothing', async () => {
  const address = link('mute', await tellArrival())
  for (const altered of [address.replace('desk', 'dusk'), address.slice(0, -1), `${address}x`]) {
    expect((await ask(altered, 'POST')).status).toBe(403)
  }
  expect(await world.store.actions('desk')).toEqual([])
})

test('“not new” makes updates of that watch need more, and says so in the next digest', async () => {
  await ask(link('not-new', await tellArrival()), 'POST')
  await news(
    16,
    'Lavrov meets Kim in Wonsan',
    'Sergei Lavrov, who landed in Wonsan on Friday for talks, met Kim Jong Un on a yacht with 3 proposals and left for Beijing.',
  )
  const digests = await send()
  const mail = world.posted.at(-1)?.text ?? ''
  expect(digests).toHaveLength(1)
  expect(mail).toContain('By your “not new”, an update of Lavrov needs 2 new facts to be told.')
})

test('a muted story is told no more', async () => {
  await ask(link('mute', await tellArrival()), 'POST')
  await news(
    16,
    'Lavrov lands in Wonsan, meets Kim',
    'Lavrov landed in Wonsan. He met Kim Jong Un.',
  )
  expect(await send()).toEqual([])
})

test('the news of a watch is a feed for other readers', async () => {
  await tellArrival()
  const atom = await ask(`${letterhead.page.url}/watches/Lavrov/feed.atom`)
  expect(atom.text).toContain('<title>Lavrov lands in Wonsan</title>')
  const json = await ask(`${letterhead.page.url}/watches/Lavrov/feed.json`)
  expect(JSON.parse(json.text)).toMatchObject({ items: [{ title: 'Lavrov lands in Wonsan' }] })
  expect((await ask(`${letterhead.page.url}/watches/Kim/feed.atom`)).status).toBe(404)
})
