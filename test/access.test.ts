/** Who is let into the page: by which door, how often they may try, and with what on each answer. */
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { askService } from '../src/app/ask-service.ts'
import { watchFeedAddress } from '../src/core/digest/page-address.ts'
import * as z from 'zod'
import { openWatchesPage } from './support/watches-page.ts'

const PASSWORD = 'correct horse battery'
const CYRILLIC = 'верный конь батарея'
const TOKEN = 'token-of-the-monitor'
const asPage = { accept: 'text/html' }

type Service = Awaited<ReturnType<typeof openWatchesPage>>

async function ask(service: Service, path: string, init: RequestInit = {}) {
  const response = await fetch(service.url + path, { redirect: 'manual', ...init })
  const { status: code, headers } = response
  return { code, text: await response.text(), headers, to: headers.get('location') ?? '' }
}

async function signIn(service: Service, password: string, to = '/feeds') {
  const form = await ask(service, `login?to=${encodeURIComponent(to)}`)
  const token = /name="token" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
  const kept = /name="to" value="([^"]*)"/.exec(form.text)?.[1] ?? ''
  const body = new URLSearchParams({ token, password, to: kept })
  const answer = await ask(service, 'login', { method: 'POST', body })
  return { ...answer, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

/** Under a name or with headers that `fetch` does not let one choose. */
function askUnder(service: Service, path: string, headers: Record<string, string>) {
  return new Promise<number | undefined>((resolve, reject) => {
    const asked = request(service.url + path, { headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('error', reject).end()
  })
}

describe('with a password', () => {
  let service: Service
  beforeAll(async () => {
    service = await openWatchesPage([PASSWORD, TOKEN, CYRILLIC])
  })
  afterAll(() => service.close())

  test('every page leads to the form that signs in, and nothing is told before', async () => {
    for (const path of ['', 'watches', 'feeds', 'digests', 'stories/x', 'no-such-page?a=1']) {
      const { code, to, text } = await ask(service, path, { headers: asPage })
      expect([code, to, text]).toEqual([303, `/login?to=${encodeURIComponent(`/${path}`)}`, ''])
    }
    const { code, text } = await ask(service, 'login?to=/feeds')
    expect(code).toBe(200)
    expect(text).toContain('autocomplete="current-password"')
    expect(text).not.toContain('Lavrov')
  })

  test.each(['metrics', 'api/feeds', 'api/token', 'api/history?to=2026-01-01T00:00:00Z&limit=1'])(
    '%s is for programs that bring a token',
    async (path) => {
      const without = await ask(service, path)
      expect(without.code).toBe(401)
      expect(without.headers.get('www-authenticate')).toBe('Bearer realm="wirewatch"')
      const headers = { authorization: `Bearer ${TOKEN}` }
      expect((await ask(service, path, { headers })).code).toBe(200)
    },
  )

  test('our own commands bring it, in whatever script it is', async () => {
    const feeds = z.object({ feeds: z.array(z.object({ id: z.string() })) })
    const asked = (secret: string) => askService({ url: service.url, secret }, 'api/feeds', feeds)
    for (const secret of [TOKEN, PASSWORD, CYRILLIC]) {
      expect(await asked(secret)).toEqual({ feeds: [{ id: 'north' }] })
    }
    expect(await asked('another token')).toBeUndefined()
  })

  test('what machines need stays open, and tells strangers no figures', async () => {
    expect((await ask(service, 'healthz')).text).toBe('{"status":"ok"}')
    expect((await ask(service, 'readyz')).text).toBe('{"status":"ok"}')
    const known = await ask(service, 'readyz', { headers: { authorization: `Bearer ${TOKEN}` } })
    expect(JSON.parse(known.text)).toMatchObject({ items: 3, jobs: { waiting: 0 } })
    for (const path of ['style.css', 'icon.svg', 'favicon.ico'])
      expect((await ask(service, path)).code).toBe(200)
    expect((await ask(service, 'websub/nobody?hub.mode=subscribe')).code).toBe(404)
    expect((await ask(service, 'act/mute?for=desk&of=x&sign=guessed')).code).toBe(403)
    expect((await ask(service, 'act/mute?for=desk&of=x&sign=guessed')).text).toContain('not whole')
  })

  test('the feed of a watch opens to its signed address, and to no other', async () => {
    const page = { url: service.url.replace(/\/$/, ''), key: await service.store.linkKey() }
    const address = watchFeedAddress(page, 'Lavrov', 'atom')
    const feed = await fetch(address)
    expect([feed.status, await feed.text()]).toEqual([200, expect.stringContaining('Wonsan')])
    for (const wrong of [
      address.replace('Lavrov', 'Cricket'),
      address.replace(/sign=.*/, 'sign=x'),
      address.replace(/\?.*/, ''),
    ]) {
      expect((await fetch(wrong)).status).toBe(401)
    }
    const signedIn = await signIn(service, PASSWORD, '/watches')
    const { text } = await ask(service, 'watches', { headers: { cookie: signedIn.cookie } })
    expect(text).toContain(`href="${watchFeedAddress({ ...page, url: '' }, 'Lavrov', 'atom')}"`)
  })

  test('who signs in gets where they wanted to go, and signs out again', async () => {
    const { code, to, cookie } = await signIn(service, PASSWORD)
    expect([code, to]).toEqual([303, '/feeds'])
    const headers = { cookie, ...asPage }
    expect((await ask(service, 'feeds', { headers })).text).toContain('North')
    expect((await ask(service, 'login?to=/watches', { headers })).to).toBe('/watches')
    const leave = await ask(service, 'logout', { headers })
    const token = /name="token" value="([^"]+)"/.exec(leave.text)?.[1] ?? ''
    const post = { method: 'POST', headers: { cookie } }
    const forged = await ask(service, 'logout', { ...post, body: new URLSearchParams() })
    expect(forged.code).toBe(403)
    const left = await ask(service, 'logout', { ...post, body: new URLSearchParams({ token }) })
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await ask(service, 'feeds', { headers })).code).toBe(303)
  })

  test.each([
    ['//evil.example/x', '/'],
    ['https://evil.example/', '/'],
    [String.raw`/\evil.example`, '/'],
    [String.raw`\\evil.example`, '/'],
    ['/%09/evil.example', '/%09/evil.example'],
    ['javascript:alert(1)', '/'],
    ['/watches?edit=Lavrov', '/watches?edit=Lavrov'],
  ])('signing in on the way to %s leads to %s', async (wanted, expected) => {
    expect((await signIn(service, PASSWORD, wanted)).to).toBe(expected)
  })

  test('a link from another site is asked once more by the page itself, for the strict cookie', async () => {
    const headers = { ...asPage, 'sec-fetch-site': 'cross-site' }
    const { code, text } = await ask(service, 'stories/x?a=1', { headers })
    expect(code).toBe(200)
    expect(text).toContain('http-equiv="refresh"')
    expect(text).toContain('href="/stories/x?a=1"')
  })
})

describe('guessing', () => {
  let service: Service
  beforeAll(async () => {
    service = await openWatchesPage([PASSWORD])
  })
  afterAll(() => service.close())

  test('ten wrong passwords, and nobody there may try for a while; who is in stays in', async () => {
    const { cookie } = await signIn(service, PASSWORD)
    const wrong = await signIn(service, 'wrong password')
    expect([wrong.code, wrong.cookie]).toEqual([401, ''])
    expect(wrong.text).toContain('That is not the password.')
    const bearer = (secret: string) =>
      ask(service, 'metrics', { headers: { authorization: `Bearer ${secret}` } })
    for (let guess = 2; guess <= 10; guess += 1) {
      expect((await bearer(`guess-${guess}`)).code).toBe(401)
    }
    const late = await signIn(service, PASSWORD)
    expect(late.code).toBe(429)
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await bearer(PASSWORD)).code).toBe(429)
    expect((await ask(service, 'feeds', { headers: { cookie } })).code).toBe(200)
  })

  test('by a proxy here, each of those behind it is counted on their own', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.9', authorization: 'Bearer wrong' }
    expect(await askUnder(service, 'metrics', headers)).toBe(401)
  })

  test('a thousand requests at once are answered, more are not', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.77' }
    const codes: (number | undefined)[] = []
    for (let batch = 0; batch < 22; batch += 1) {
      const asked = Array.from({ length: 50 }, () => askUnder(service, 'healthz', headers))
      codes.push(...(await Promise.all(asked)))
    }
    const answered = codes.filter((code) => code === 200).length
    expect(answered).toBeGreaterThanOrEqual(1000)
    expect(codes.every((code) => code === 200 || code === 429)).toBe(true)
    expect(await askUnder(service, 'healthz', { 'x-forwarded-for': '192.0.2.78' })).toBe(200)
  })
})

describe('without a password', () => {
  let service: Service
  beforeAll(async () => {
    service = await openWatchesPage()
    service.write(`${service.written()}web: { public_url: 'https://news.example' }\n`)
    await service.followed.reload()
  })
  afterAll(() => service.close())

  test.each([
    ['this machine', {}, 200],
    ['localhost', { host: 'localhost:8787' }, 200],
    ['the public name', { host: 'news.example' }, 403],
    ['a proxy that keeps the name to itself', { 'x-forwarded-for': '192.0.2.1' }, 403],
    ['a proxy by the standard’s header', { forwarded: 'for=192.0.2.1' }, 403],
    ['a name led here by others', { host: 'rebound.example' }, 421],
  ])('asked from %s: %o -> %i', async (_, headers, code) => {
    expect(await askUnder(service, 'watches', headers)).toBe(code)
    expect(await askUnder(service, 'healthz', headers)).toBe(200)
  })

  test('there is nothing to sign in to or out of', async () => {
    expect((await ask(service, 'login')).to).toBe('/')
    expect((await ask(service, 'logout')).text).toContain('No password is asked for')
  })

  test.each([
    ['a page', 'watches', {}, 200],
    ['the stylesheet', 'style.css', {}, 200],
    ['a machine’s answer', 'api/feeds', {}, 200],
    ['no page', 'nowhere', {}, 404],
    ['a wrong name', 'watches', { host: 'rebound.example' }, 421],
    ['a stranger', 'watches', { forwarded: 'for=192.0.2.1' }, 403],
    ['a bad request', 'api/history', {}, 400],
  ])('%s comes with every header that keeps browsers in check', async (_, path, sent, code) => {
    const headers = await new Promise<NodeJS.Dict<string | string[]>>((resolve, reject) => {
      request(service.url + path, { headers: sent }, (answer) => {
        answer.resume()
        expect(answer.statusCode).toBe(code)
        resolve(answer.headers)
      })
        .on('error', reject)
        .end()
    })
    expectGuarded((name) => String(headers[name] ?? ''))
  })

  test('trouble inside is guarded too, and is told to no stranger', async () => {
    const broken = vi.spyOn(service.store, 'feedMemories')
    broken.mockRejectedValue(new Error('no answer from db.internal:5432'))
    try {
      const { code, text, headers } = await ask(service, 'feeds')
      expect([code, text]).toEqual([500, 'no answer from db.internal:5432\n'])
      expectGuarded((name) => headers.get(name) ?? '')
    } finally {
      broken.mockRestore()
    }
  })
})

function expectGuarded(header: (name: string) => string) {
  const policy = header('content-security-policy').split('; ')
  expect(policy).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "base-uri 'none'",
    ]),
  )
  expect(policy.join(' ')).not.toMatch(/script|unsafe/)
  expect(header('x-content-type-options')).toBe('nosniff')
  expect(header('referrer-policy')).toBe('same-origin')
  expect(header('cross-origin-opener-policy')).toBe('same-origin')
  expect(header('cross-origin-resource-policy')).toBe('same-origin')
  expect(header('cache-control')).toBe('no-store')
}
