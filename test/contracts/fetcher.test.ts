/**
 * What every Fetcher promises, scored by outlets on loopback from the requests they receive: how
 * it asks (manners), what it makes of answers, and what it does not let be done to it (safety).
 */
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFetcher } from '../../src/adapters/http/fetch-feed.ts'
import type { FetcherOptions } from '../../src/adapters/http/fetch-feed.ts'
import { isNotReached } from '../../src/core/feed/visit-failed.ts'
import { rememberVisit } from '../../src/core/feed/remember-visit.ts'
import type { Feed, FeedMemory, Fetched, Outline } from '../../src/model.ts'
import type { Fetcher } from '../../src/ports.ts'
import { openOddOutlet } from '../support/odd-outlet.ts'
import type { OddOutlet } from '../support/odd-outlet.ts'

const now = new Date('2025-07-09T10:00:00Z')
const USER_AGENT = 'Wirewatch/0.1 (+https://wirewatch.example/bot; contact@wirewatch.example)'
const FEED = '<rss version="2.0"><channel><title>Провода</title></channel></rss>'
/** Long enough never to be met by chance; a test of one limit shortens that one. */
const LIMITS = { connectMs: 5000, idleMs: 5000, totalMs: 5000, bodyBytes: 100_000, redirects: 5 }

let outlet: OddOutlet
let fetcher: Fetcher

beforeEach(async () => {
  outlet = await openOddOutlet()
  fetcher = open()
})

afterEach(async () => {
  await fetcher.close()
  await outlet.close()
})

function open(options: Partial<FetcherOptions> = {}): Fetcher {
  return createFetcher({
    userAgent: USER_AGENT,
    allowHosts: ['127.0.0.1'],
    limits: LIMITS,
    ...options,
  })
}

/** Visit with a fetcher of its own, and close that. */
async function visitWith(options: Partial<FetcherOptions>, url: string): Promise<Fetched> {
  const own = open(options)
  try {
    return await own.fetchFeed(feedAt(url), undefined, now)
  } finally {
    await own.close()
  }
}

function feedAt(url: string): Feed {
  return { id: 'odd', name: 'Odd Outlet', url, every: 900_000 }
}

function visit(path = '/feed', memory?: FeedMemory, at = now): Promise<Fetched> {
  return fetcher.fetchFeed(feedAt(outlet.url + path), memory, at)
}

/** What stays of a visit that was read without trouble. */
function remember(fetched: Fetched, path = '/feed', memory?: FeedMemory, at = now): FeedMemory {
  const parsed: Outline = { feed: {}, entryCount: fetched.kind === 'body' ? 1 : 0, problems: [] }
  return rememberVisit({ feed: feedAt(outlet.url + path), memory, fetched, parsed, at })
}

function answerWith(status: number, headers: Record<string, string>, body: string | Buffer = FEED) {
  outlet.answer = (_, response) => response.writeHead(status, headers).end(body)
}

function redirect(routes: Record<string, string>, status = 302) {
  outlet.answer = ({ url }, response) => {
    const location = routes[url ?? '']
    if (location) response.writeHead(status, { location }).end('moved')
    else response.writeHead(200, { etag: '"home"' }).end(FEED)
  }
}

function textOf(fetched: Fetched): string {
  if (fetched.kind !== 'body') throw new Error(`${fetched.kind}: ${fetched.because}`)
  return Buffer.from(fetched.bytes).toString('utf8')
}

describe('how an outlet is asked', () => {
  it('by name, for feeds, compressed; without cookies, referrer or anything made up', async () => {
    answerWith(200, { 'set-cookie': 'id=1; Path=/' })
    await visit('/feed?a=1&b=%20#part')
    const fetched = await visit('/feed?a=1&b=%20#part')
    const [{ path, headers }] = outlet.asked.slice(-1) as [(typeof outlet.asked)[0]]
    expect(path).toBe('/feed?a=1&b=%20')
    expect(Object.keys(headers).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
    expect(headers['user-agent']).toBe(USER_AGENT)
    expect(headers['accept-encoding']).toBe('gzip, br')
    expect(headers.accept).toContain('application/rss+xml')
    expect(headers.accept).toContain('application/atom+xml')
    expect(headers.accept).toContain('application/feed+json')
    expect(fetched).not.toHaveProperty('headers.set-cookie')
  })

  it('exactly once per visit', async () => {
    answerWith(500, {})
    await visit()
    expect(outlet.asked).toHaveLength(1)
  })

  it.each([
    ['both validators', { etag: '"a-1"', 'last-modified': 'Tue, 08 Jul 2025 09:00:00 GMT' }],
    ['an ETag alone', { etag: 'W/"weak, with comma"' }],
    ['a Last-Modified alone', { 'last-modified': 'Tue, 8 Jul 2025 9:00:00 GMT+1' }],
    ['an ETag without quotes', { etag: 'abc' }],
    ['an ETag with bytes beyond ASCII', { etag: '"caf\u00c3\u00a9\u00ff"' }],
  ])('with %s of the last answer, byte for byte', async (_, validators: Record<string, string>) => {
    answerWith(200, validators)
    const memory = remember(await visit())
    answerWith(304, {})
    const again = await visit('/feed', memory)
    expect(again).toMatchObject({ kind: 'unchanged', status: 304 })
    expect(outlet.asked[1]?.headers['if-none-match']).toBe(validators['etag'])
    expect(outlet.asked[1]?.headers['if-modified-since']).toBe(validators['last-modified'])
  })

  it('with the validator a 304 renewed', async () => {
    answerWith(200, { etag: '"1"', 'last-modified': 'Tue, 08 Jul 2025 09:00:00 GMT' })
    const first = remember(await visit())
    answerWith(304, { etag: '"2"' })
    const second = remember(await visit('/feed', first), '/feed', first)
    await visit('/feed', second)
    expect(outlet.asked[2]?.headers).toMatchObject({
      'if-none-match': '"2"',
      'if-modified-since': 'Tue, 08 Jul 2025 09:00:00 GMT',
    })
  })

  it('without validators at another address, and once they are eight days old', async () => {
    answerWith(200, { etag: '"1"' })
    const memory = remember(await visit())
    await visit('/other', memory)
    expect(outlet.asked[1]?.headers).not.toHaveProperty('if-none-match')
    await visit('/feed', memory, new Date(now.getTime() + 8 * 86_400_000 - 1))
    expect(outlet.asked[2]?.headers['if-none-match']).toBe('"1"')
    await visit('/feed', memory, new Date(now.getTime() + 8 * 86_400_000))
    expect(outlet.asked[3]?.headers).not.toHaveProperty('if-none-match')
  })

  it('after a redirect with the validators of where it leads, and of nowhere else', async () => {
    redirect({ '/feed': '/home' })
    const memory = remember(await visit())
    await visit('/feed', memory)
    const conditions = outlet.asked.map(({ path, headers }) => [path, headers['if-none-match']])
    expect(conditions).toEqual([
      ['/feed', undefined],
      ['/home', undefined],
      ['/feed', undefined],
      ['/home', '"home"'],
    ])
    redirect({ '/feed': '/elsewhere' })
    await visit('/feed', memory)
    expect(outlet.asked.at(-1)?.headers).not.toHaveProperty('if-none-match')
  })
})

describe('what an outlet answers', () => {
  it('is handed on with who answered, headers in lower case, and the bytes', async () => {
    answerWith(200, { 'Content-Type': 'text/xml', ETag: '"x"', 'Retry-After': '9' })
    const fetched = await visit()
    expect(fetched).toMatchObject({ kind: 'body', status: 200, url: `${outlet.url}/feed` })
    expect(fetched.headers).toMatchObject({ 'content-type': 'text/xml', etag: '"x"' })
    expect(textOf(fetched)).toBe(FEED)
  })

  it.each<[string, Record<string, string>, Buffer]>([
    ['gzip', { 'content-encoding': 'gzip' }, gzipSync(FEED)],
    ['x-gzip in capitals', { 'content-encoding': 'X-GZIP' }, gzipSync(FEED)],
    ['br', { 'content-encoding': 'br' }, brotliCompressSync(FEED)],
    ['deflate with its wrapping', { 'content-encoding': 'deflate' }, deflateSync(FEED)],
    ['deflate without it', { 'content-encoding': 'deflate' }, deflateRawSync(FEED)],
    ['br over gzip', { 'content-encoding': 'gzip, br' }, brotliCompressSync(gzipSync(FEED))],
    ['gzip without a word', {}, gzipSync(FEED)],
    ['plain text called gzip', { 'content-encoding': 'gzip' }, Buffer.from(FEED)],
    ['identity', { 'content-encoding': 'identity' }, Buffer.from(FEED)],
  ])('is unpacked: %s', async (_, headers, body) => {
    answerWith(200, headers, body)
    expect(textOf(await visit())).toBe(FEED)
  })

  it.each<[string, string, Buffer, string]>([
    ['cut off', 'gzip', gzipSync(FEED).subarray(0, 40), 'the gzip body cannot be unpacked'],
    ['not what it says', 'br', Buffer.from(FEED), 'the br body cannot be unpacked'],
    ['never asked for', 'zstd', Buffer.from(FEED), 'packed as "zstd", which was not asked for'],
    ['named for a trap', 'constructor', Buffer.from(FEED), 'packed as "constructor"'],
    ['packed too often', 'gzip,gzip,gzip,gzip', gzipSync(FEED), 'more than three times'],
  ])('fails when it is %s', async (_, encoding, body, because) => {
    answerWith(200, { 'content-encoding': encoding }, body)
    expect(await visit()).toEqual({
      kind: 'failed',
      url: `${outlet.url}/feed`,
      because: expect.stringContaining(because),
    })
  })

  it('is unchanged when the bytes are those of the last visit', async () => {
    answerWith(200, { 'content-encoding': 'gzip' }, gzipSync(FEED))
    const memory = remember(await visit())
    answerWith(200, {})
    const because = 'the same bytes as at the last visit'
    expect(await visit('/feed', memory)).toMatchObject({ kind: 'unchanged', status: 200, because })
    answerWith(200, {}, `${FEED} `)
    expect(await visit('/feed', memory)).toMatchObject({ kind: 'body' })
    answerWith(200, {})
    expect(await visit('/other', memory)).toMatchObject({ kind: 'body' })
  })

  it('304 is trouble when nothing was asked on condition', async () => {
    answerWith(304, {})
    expect(await visit()).toMatchObject({
      kind: 'failed',
      because: 'answered 304 (nothing new) to a request that set no condition',
    })
  })

  it.each([
    [404, 'answered 404 (Not Found)'],
    [410, 'answered 410 (Gone)'],
    [429, 'answered 429 (Too Many Requests)'],
    [503, 'answered 503 (Service Unavailable)'],
    [204, 'answered 204 (No Content)'],
    [206, 'answered 206 (Partial Content)'],
    [799, 'answered 799'],
  ])('%i is trouble, and what was asked in its headers is handed on', async (status, because) => {
    answerWith(status, { 'retry-after': '120' })
    expect(await visit()).toMatchObject({
      kind: 'failed',
      status,
      because,
      headers: { 'retry-after': '120' },
    })
  })
})

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('%i is followed, relative addresses too', async (status) => {
    redirect({ '/a/feed': '../b/feed?x=1' }, status)
    expect(await visit('/a/feed')).toMatchObject({ kind: 'body', url: `${outlet.url}/b/feed?x=1` })
  })

  it('are followed five times and not six', async () => {
    redirect({ '/0': '/1', '/1': '/2', '/2': '/3', '/3': '/4', '/4': '/5', '/5': '/6' })
    expect(await visit('/1')).toMatchObject({ kind: 'body', url: `${outlet.url}/6` })
    outlet.asked.length = 0
    expect(await visit('/0')).toMatchObject({
      kind: 'failed',
      because: `more than 5 redirects, the last to ${outlet.url}/6`,
    })
    expect(outlet.asked).toHaveLength(6)
  })

  it('to another host ask before they go there, and do not where that is refused', async () => {
    const elsewhere = `http://localhost:${outlet.port}/there`
    redirect({ '/feed': '/moved', '/moved': elsewhere })
    const own = open({ allowHosts: ['127.0.0.1', 'localhost'] })
    const asked: string[] = []
    const visitBy = (onward: (address: string) => Promise<void>) =>
      own.fetchFeed(feedAt(`${outlet.url}/feed`), undefined, now, onward)
    expect(await visitBy(async (address) => void asked.push(address))).toMatchObject({
      kind: 'body',
      url: elsewhere,
    })
    expect(asked).toEqual([elsewhere])
    const requests = outlet.asked.length
    await expect(visitBy(() => Promise.reject(new Error('taken')))).rejects.toThrow('taken')
    expect(outlet.asked).toHaveLength(requests + 2)
    await own.close()
  })

  it('that run in a circle end', async () => {
    redirect({ '/feed': '/feed' })
    expect(await visit()).toMatchObject({ because: expect.stringContaining('more than 5') })
  })

  it.each([
    ['file:///etc/passwd', 'redirected to file: instead of the web'],
    ['javascript:alert(1)', 'redirected to javascript: instead of the web'],
    ['http://[bad', 'redirected to "http://[bad", which is not an address'],
    ['http://10.0.0.1/', '10.0.0.1 is a private network: not visited'],
    ['http://169.254.169.254/latest/', '169.254.169.254 is a cloud metadata service'],
    ['http://[::ffff:10.0.0.1]/', 'the IPv4-mapped form of 10.0.0.1'],
    ['http://2130706434/', '127.0.0.2 is loopback'],
    ['http://0x7f.2/', '127.0.0.2 is loopback'],
  ])('to %s are refused', async (location, because) => {
    redirect({ '/feed': location })
    expect(await visit()).toMatchObject({
      kind: 'failed',
      because: expect.stringContaining(because),
    })
  })

  it('without an address are trouble', async () => {
    answerWith(302, {})
    expect(await visit()).toMatchObject({ because: 'answered 302 without saying where to go' })
  })

  it('do not carry names and passwords on', async () => {
    redirect({ '/feed': outlet.url.replace('//', '//user:secret@') + '/home' })
    expect(await visit()).toMatchObject({ kind: 'body', url: `${outlet.url}/home` })
    expect(outlet.asked[1]?.headers).not.toHaveProperty('authorization')
  })
})

describe('an index of sitemaps', () => {
  const index = (...maps: [path: string, lastmod: string][]) =>
    `<sitemapindex>${maps
      .map(([path, day]) => `<sitemap><loc>${path}</loc><lastmod>${day}</lastmod></sitemap>`)
      .join('')}</sitemapindex>`

  function serve(routes: Record<string, string>) {
    outlet.answer = ({ url }, response) =>
      response.writeHead(200, { etag: `"${url}"` }).end(routes[url ?? ''] ?? FEED)
  }

  it('is read through to its newest map, anew at every visit', async () => {
    const maps = index(['/news-11.xml', '2025-07-11'], ['/news-12.xml', '2025-07-12'])
    serve({ '/feed': maps })
    const first = await visit()
    expect(first).toMatchObject({ kind: 'body', url: `${outlet.url}/news-12.xml` })
    expect(first).not.toHaveProperty('movedTo')
    await visit('/feed', remember(first))
    expect(outlet.asked.map(({ path, headers }) => [path, headers['if-none-match']])).toEqual([
      ['/feed', undefined],
      ['/news-12.xml', undefined],
      ['/feed', undefined],
      ['/news-12.xml', '"/news-12.xml"'],
    ])
  })

  it('that leads in a circle ends', async () => {
    serve({ '/feed': index(['/feed', '2025-07-11']) })
    expect(await visit()).toMatchObject({ because: expect.stringContaining('more than 5') })
  })

  it('does not lead to what may not be visited', async () => {
    serve({ '/feed': index(['http://10.0.0.1/news.xml', '2025-07-11']) })
    expect(await visit()).toMatchObject({ kind: 'failed', url: 'http://10.0.0.1/news.xml' })
  })
})

describe('a feed that moved for good', () => {
  const DAY = 86_400_000
  const paths = () => outlet.asked.splice(0).map(({ path }) => path)

  /** Visits at these hours after the first, each remembering the one before. */
  async function visitsAt(hours: readonly number[], start?: FeedMemory): Promise<FeedMemory> {
    let memory = start
    for (const hour of hours) {
      const at = new Date(now.getTime() + hour * 3_600_000)
      memory = remember(await visit('/feed', memory, at), '/feed', memory, at)
    }
    if (!memory) throw new Error('no visit')
    return memory
  }

  it.each([301, 308])('by %i is visited there after three visits over a day', async (status) => {
    redirect({ '/feed': '/new' }, status)
    const memory = await visitsAt([0, 12, 24])
    expect(paths()).toEqual(['/feed', '/new', '/feed', '/new', '/feed', '/new'])
    expect(memory.because).toContain(`it moved for good to ${outlet.url}/new`)
    await visitsAt([25], memory)
    expect(outlet.asked.map(({ path }) => path)).toEqual(['/new'])
    expect(outlet.asked[0]?.headers['if-none-match']).toBe('"home"')
  })

  it.each([
    ['two visits', [0, 25]],
    ['three visits within a day', [0, 1, 23]],
  ])('is not believed after %s', async (_, hours) => {
    redirect({ '/feed': '/new' }, 301)
    await visitsAt([26], await visitsAt(hours))
    expect(paths().slice(-2)).toEqual(['/feed', '/new'])
  })

  it.each([302, 303, 307])('is not one that is sent on by %i, nor partly so', async (status) => {
    redirect({ '/feed': '/new' }, status)
    await visitsAt([0, 12, 24, 36])
    outlet.answer = ({ url }, response) => {
      if (url === '/home') return response.end(FEED)
      const [code, location] = url === '/feed' ? [301, '/on'] : [status, '/home']
      return response.writeHead(code, { location }).end()
    }
    await visitsAt([37, 49, 61, 73])
    expect(paths().filter((path) => path === '/feed')).toHaveLength(8)
  })

  it('starts anew when it moves elsewhere, or a visit brings no feed', async () => {
    redirect({ '/feed': '/new' }, 301)
    const memory = await visitsAt([0, 12])
    redirect({ '/feed': '/other' }, 301)
    expect(await visitsAt([24], memory)).toMatchObject({ movedVisits: 1 })
    answerWith(500, {})
    const failed = await visitsAt([24], memory)
    redirect({ '/feed': '/new' }, 301)
    expect(await visitsAt([30], failed)).toMatchObject({ movedVisits: 1 })
  })

  it('is asked for at both addresses by turns when the new one fails, and may move back', async () => {
    redirect({ '/feed': '/new' }, 301)
    const memory = await visitsAt([0, 12, 24])
    paths()
    answerWith(404, {})
    const failing = await visitsAt([25, 26, 27], memory)
    expect(paths()).toEqual(['/new', '/feed', '/new'])
    answerWith(200, {})
    const back = await visitsAt([28], failing)
    expect(paths()).toEqual(['/feed'])
    expect(back).not.toHaveProperty('movedTo')
  })

  it('is forgotten when the configuration names another address', async () => {
    redirect({ '/feed': '/new' }, 301)
    const memory = await visitsAt([0, 12, 24])
    paths()
    const at = new Date(now.getTime() + 2 * DAY)
    const fetched = await visit('/corrected', memory, at)
    expect(paths()).toEqual(['/corrected'])
    expect(remember(fetched, '/corrected', memory, at)).not.toHaveProperty('movedTo')
  })
})

describe('a feed that is gone', () => {
  /** Come whenever the memory says, for so many days; the hours at which it was asked. */
  async function visitsFor(days: number): Promise<number[]> {
    const hours: number[] = []
    let memory: FeedMemory | undefined
    for (let at = now; at.getTime() <= now.getTime() + days * 86_400_000;) {
      memory = remember(await visit('/feed', memory, at), '/feed', memory, at)
      hours.push((at.getTime() - now.getTime()) / 3_600_000)
      at = memory.nextVisitAt ?? at
    }
    return hours
  }

  it('by 404 is asked less and less, daily in the end, and after two weeks once a week', async () => {
    answerWith(404, {})
    const hours = await visitsFor(40)
    expect(hours.slice(0, 5)).toEqual([0, 0.25, 0.75, 1.75, 3.75])
    const gaps = hours.slice(1).map((hour, index) => hour - hours[index]!)
    expect(gaps.filter((gap) => gap === 24).length).toBeGreaterThanOrEqual(12)
    expect(gaps.slice(-3)).toEqual([168, 168, 168])
    expect(outlet.asked).toHaveLength(hours.length)
  })

  it('by 410 is asked once more after a day, then once a week', async () => {
    answerWith(410, {})
    expect(await visitsFor(16)).toEqual([0, 24, 24 + 168, 24 + 336])
  })
})

describe('where a visit may go', () => {
  it.each([
    [
      'http://127.0.0.1:1/',
      '127.0.0.1 is loopback: not visited unless polling.allow_hosts names it',
    ],
    ['http://[::1]:1/', '::1 is loopback'],
    ['http://[64:ff9b::a00:1]/', 'the NAT64 form of 10.0.0.1: a private network'],
    ['http://localhost:1/', 'localhost leads to 127.0.0.1: loopback, not visited'],
    ['ftp://outlet.example/feed', 'not an http or https address'],
    ['file:///etc/passwd', 'not an http or https address'],
    ['no address', 'not an http or https address'],
  ])('not to %s', async (url, because) => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
    const fetched = await visitWith({ allowHosts: [], resolve }, url)
    expect(fetched).toMatchObject({ kind: 'failed', because: expect.stringContaining(because) })
    const failure = url.startsWith('http') ? 'not allowed' : undefined
    expect(fetched.kind === 'failed' ? fetched.failureKind : undefined).toBe(failure)
  })

  it('only to the public addresses of a name that has others too', async () => {
    const asked: string[] = []
    const resolve = async (name: string) => {
      asked.push(name)
      return [
        { address: '10.0.0.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]
    }
    const url = `http://outlet.example:${outlet.port}/feed`
    const fetched = await visitWith({ resolve }, url)
    expect(fetched).toMatchObject({ kind: 'body' })
    expect(outlet.asked[0]?.headers.host).toBe(`outlet.example:${outlet.port}`)
    expect(asked).toEqual(['outlet.example'])
  })

  it('not to a name that turns private after the first visit', async () => {
    const answers = ['127.0.0.1', '127.0.0.2']
    const resolve = async () => [{ address: answers.shift() ?? '', family: 4 }]
    const own = open({ resolve })
    const feed = feedAt(`http://outlet.example:${outlet.port}/feed`)
    expect(await own.fetchFeed(feed, undefined, now)).toMatchObject({ kind: 'body' })
    expect(await own.fetchFeed(feed, undefined, now)).toMatchObject({
      kind: 'failed',
      because: expect.stringContaining('outlet.example leads to 127.0.0.2: loopback'),
    })
    await own.close()
    expect(outlet.asked).toHaveLength(1)
  })

  it.each([['localhost'], ['LOCALHOST'], ['127.0.0.0/8'], ['127.0.0.1']])(
    'to a private place when %s is allowed',
    async (allowed) => {
      const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
      const url = `http://localhost:${outlet.port}/feed`
      expect(await visitWith({ allowHosts: [allowed], resolve }, url)).toMatchObject({
        kind: 'body',
      })
    },
  )

  it.each(['10.0.0.0/33', '10.0.0.0/', 'http://localhost', 'feeds.intra/8', '', '::1/200'])(
    'never by an allow list holding %j, which is refused at the start',
    (entry) => {
      expect(() => open({ allowHosts: [entry] })).toThrow('expected a host name, an address')
    },
  )
})

describe('trouble', () => {
  it('of a name that is not known, or for which there is no answer', async () => {
    const failing = (code: string) => ({
      resolve: () => Promise.reject(Object.assign(new Error(code), { code })),
    })
    const url = 'http://outlet.example/feed'
    expect(await visitWith(failing('ENOTFOUND'), url)).toEqual({
      kind: 'failed',
      url,
      because: 'the name outlet.example is not known (DNS)',
      failureKind: 'no such name',
    })
    expect(await visitWith(failing('EAI_AGAIN'), url)).toMatchObject({
      because: 'DNS gave no answer for outlet.example',
    })
    expect(await visitWith({ resolve: async () => [] }, url)).toMatchObject({
      because: 'the name outlet.example is not known (DNS)',
      failureKind: 'no such name',
    })
  })

  it('of an outlet that was not reached, by a kind that says so', async () => {
    const url = 'http://outlet.example/feed'
    const codes = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT']
    for (const code of codes) {
      const resolve = () => Promise.reject(Object.assign(new Error(code), { code }))
      const fetched = await visitWith({ resolve }, url)
      expect(fetched.kind === 'failed' && isNotReached(fetched.failureKind)).toBe(true)
    }
    await outlet.close()
    const refused = await fetcher.fetchFeed(feedAt(outlet.url), undefined, now)
    expect(refused).toMatchObject({ kind: 'failed', failureKind: 'refused' })
  })

  it('of an outlet that refuses the connection or breaks it off', async () => {
    const { url } = outlet
    outlet.answer = (request) => request.socket.destroy()
    expect(await visit()).toMatchObject({
      kind: 'failed',
      because: `127.0.0.1:${outlet.port} broke the connection off`,
    })
    outlet.answer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write(FEED, () => response.destroy())
    }
    expect(await visit()).toMatchObject({
      kind: 'failed',
      because: expect.stringContaining('broke'),
    })
    await outlet.close()
    expect(await fetcher.fetchFeed(feedAt(url), undefined, now)).toMatchObject({
      because: `127.0.0.1:${outlet.port} refused the connection`,
    })
  })

  it('of something that does not speak HTTP, or too much of it', async () => {
    const other = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const fetched = await fetcher.fetchFeed(feedAt(`http://127.0.0.1:${port}/`), undefined, now)
    expect(fetched).toMatchObject({
      because: `127.0.0.1:${port} answered something that is not HTTP`,
    })
    other.close()
    answerWith(200, { 'x-large': 'x'.repeat(40_000) })
    expect(await visit()).toMatchObject({
      because: `127.0.0.1:${outlet.port} sent more headers than is allowed`,
    })
  })
})

describe('over TLS', () => {
  it('an outlet is visited when its certificate is trusted, and never led down to http', async () => {
    const safe = await openOddOutlet('https')
    safe.answer = ({ url }, response) =>
      url === '/down'
        ? response.writeHead(301, { location: `${outlet.url}/feed` }).end()
        : response.end(FEED)
    const trusting = { allowHosts: ['localhost', '127.0.0.1'], certificates: safe.certificate }
    expect(await visitWith(trusting, `${safe.url}/feed`)).toMatchObject({ kind: 'body' })
    expect(await visitWith(trusting, `${safe.url}/down`)).toMatchObject({
      kind: 'failed',
      because: `redirected from https to unprotected http: ${outlet.url}/feed`,
    })
    expect(outlet.asked).toEqual([])
    redirect({ '/feed': `${safe.url}/feed` })
    expect(await visitWith(trusting, `${outlet.url}/feed`)).toMatchObject({ kind: 'body' })
    const doubting = await visitWith({ allowHosts: ['localhost'] }, `${safe.url}/feed`)
    expect(doubting).toMatchObject({
      kind: 'failed',
      because: `no trusted TLS connection to localhost:${safe.port}: self-signed certificate`,
      failureKind: 'not trusted',
    })
    await safe.close()
  })

  it('an outlet that speaks plainly is trouble', async () => {
    const fetched = await visitWith({}, outlet.url.replace('http:', 'https:'))
    expect(fetched).toMatchObject({
      because: expect.stringContaining('no trusted TLS connection to 127.0.0.1'),
    })
  })
})

describe('an outlet that means harm, or is broken,', () => {
  const visitWithin = (limits: Partial<typeof LIMITS>, url = outlet.url) =>
    visitWith({ limits: { ...LIMITS, ...limits } }, url)

  it('does not hold a visit by saying nothing', async () => {
    outlet.answer = () => {}
    const fetched = await visitWithin({ idleMs: 50 })
    expect(fetched).toMatchObject({ because: 'nothing arrived for 0.05 s' })
  })

  it('does not hold a visit by falling silent', async () => {
    outlet.answer = (_, response) => response.writeHead(200).write('<rss>')
    const fetched = await visitWithin({ idleMs: 50 })
    expect(fetched).toMatchObject({ because: 'nothing arrived for 0.05 s' })
  })

  it('does not hold a visit by dripping', async () => {
    outlet.answer = (_, response) => {
      const drip = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(drip))
    }
    const fetched = await visitWithin({ totalMs: 100 })
    expect(fetched).toMatchObject({ because: 'not finished within 0.1 s' })
  })

  it('does not hold a visit by never shaking hands', async () => {
    const mute = createServer(() => {})
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const { port } = mute.address() as AddressInfo
    const fetched = await visitWithin({ connectMs: 50 }, `https://127.0.0.1:${port}/`)
    expect(fetched).toMatchObject({ because: 'no connection to 127.0.0.1 in 0.05 s' })
    mute.close()
  })

  it('does not hold a visit by a name that is never resolved', async () => {
    const resolve = () => new Promise<never>(() => {})
    const fetched = await visitWith(
      { resolve, limits: { ...LIMITS, connectMs: 50 } },
      'http://outlet.example/',
    )
    expect(fetched).toMatchObject({ because: 'no connection to outlet.example in 0.05 s' })
  })

  it.each<[string, Record<string, string>]>([
    ['not announced', {}],
    ['announced', { 'content-length': '100001' }],
  ])('does not fill the memory by sending too much, announced or not: %s', async (_, headers) => {
    answerWith(200, headers, 'x'.repeat(100_001))
    expect(await visit()).toMatchObject({ because: 'larger than the 100000 bytes a feed may have' })
    answerWith(200, {}, 'x'.repeat(100_000))
    expect(await visit()).toMatchObject({ kind: 'body' })
  })

  it('does not fill the memory with a body that has no end', async () => {
    let stopped = () => {}
    const end = new Promise<void>((resolve) => (stopped = resolve))
    outlet.answer = (_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      }
      response.on('drain', pour).on('close', stopped)
      pour()
    }
    expect(await visit()).toMatchObject({ because: expect.stringContaining('larger than') })
    await end
  })

  it('does not end the process by hanging up on a body that is coming in', async () => {
    const body = 'x'.repeat(90_000)
    outlet.answer = (_, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n${body}`)
    }
    const visits = Array.from({ length: 20 }, () => visit())
    const kinds = (await Promise.all(visits)).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['body']))
  })

  it.each([
    ['gzip', gzipSync(Buffer.alloc(50_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(50_000_000)))],
  ])('does not fill the memory with a little %s that unpacks to much', async (encoding, body) => {
    expect(body.length).toBeLessThan(100_000)
    answerWith(200, { 'content-encoding': encoding }, body)
    expect(await visit()).toMatchObject({ because: expect.stringContaining('larger than') })
  })

  it('does not fill the memory by what it says besides a redirect or a refusal', async () => {
    for (const status of [302, 404]) {
      outlet.answer = ({ url }, response) => {
        if (url === '/home') return response.end(FEED)
        response.writeHead(status, { location: '/home' })
        const pour = () => {
          while (!response.destroyed && response.write('x'.repeat(10_000)));
        }
        response.on('drain', pour)
        return pour()
      }
      const fetched = await visit()
      expect(fetched.kind).toBe(status === 302 ? 'body' : 'failed')
    }
  })
})

it('a fetcher that is closed ends the visits under way', async () => {
  const own = open()
  const asked = new Promise<void>((resolve) => {
    outlet.answer = () => resolve()
  })
  const visiting = own.fetchFeed(feedAt(outlet.url), undefined, now)
  await asked
  await own.close()
  expect(await visiting).toMatchObject({ because: 'Wirewatch stopped during the visit' })
})
