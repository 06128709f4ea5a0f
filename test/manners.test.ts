/**
 * Manners, scored from the requests an outlet receives: the service's own jobs run in simulated
 * time against a server on loopback, and every rule is told by when it was asked, and how.
 */
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFetcher } from '../src/adapters/http/fetch-feed.ts'
import { createLocalParser } from '../src/adapters/parser/local-parser.ts'
import type { Connection } from '../src/adapters/sql/connection.ts'
import { openStore } from '../src/adapters/store/sql-store.ts'
import type { Configuration } from '../src/app/configuration/configuration.ts'
import { doJob } from '../src/app/jobs.ts'
import type { OpenWorld } from '../src/app/world.ts'
import type { Feed } from '../src/model.ts'
import type { Store } from '../src/ports.ts'
import { openEmbedded } from './support/backends.ts'
import { noDelivery } from './support/no-delivery.ts'
import { openOddOutlet, type Asked, type OddOutlet } from './support/odd-outlet.ts'
import { lavrov } from './support/world.ts'
import { NOTHING_NAMED } from '../src/core/watch/vocabulary.ts'

const MINUTE = 60_000
const HOUR = 60
const DAY = 24 * HOUR
const START = new Date('2025-07-09T00:00:00Z')

interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** What the outlet answers, `minute` minutes after the start. */
type Outlet = (minute: number, asked: Asked) => Answer

let connection: Connection
let store: Store
let outlet: OddOutlet
beforeAll(async () => {
  connection = await openEmbedded()
  store = await openStore(connection)
  outlet = await openOddOutlet()
})
afterAll(async () => {
  await outlet.close()
  await store.close()
})

let feeds = 0
const aFeed = (given: Partial<Feed> = {}): Feed => {
  feeds += 1
  const id = `feed-${feeds}`
  return { id, name: id, url: `${outlet.url}/${id}`, every: 15 * MINUTE, ...given }
}

/** The requests of so many minutes, the timetable looking at every feed each `step` minutes. */
async function requests(
  answer: Outlet,
  { minutes, step = 5, each = [aFeed()] }: { minutes: number; step?: number; each?: Feed[] },
): Promise<(Asked & { minute: number })[]> {
  let minute = 0
  const asked: (Asked & { minute: number })[] = []
  outlet.answer = (_, response) => {
    const latest = outlet.asked.at(-1)!
    asked.push({ ...latest, minute })
    const { status = 200, headers = {}, body = rss() } = answer(minute, latest)
    response.sendDate = false
    response.writeHead(status, headers).end(body)
  }
  const fetcher = createFetcher({ userAgent: 'Wirewatch (+tests)', allowHosts: ['127.0.0.1'] })
  const duties = { log: pino({ enabled: false }), ...world(fetcher, each, () => minute) }
  for (; minute < minutes; minute += step) {
    for (const { id } of each) {
      await doJob(duties, { name: 'poll-feed', subject: id, id, attempt: 1 })
    }
  }
  await fetcher.close()
  return asked
}

function world(
  fetcher: OpenWorld['fetcher'],
  each: Feed[],
  minute: () => number,
): { world: OpenWorld; configuration: Configuration } {
  return {
    world: {
      now: () => new Date(START.getTime() + minute() * MINUTE),
      chance: () => 0.5,
      store,
      fetcher,
      parser: createLocalParser(),
      ...noDelivery,
      // Jobs that find the host free ask nothing of the queue.
      queue: undefined as unknown as OpenWorld['queue'],
      parts: { store: '', queue: '', mail: '' },
      close: async () => {},
    },
    configuration: {
      watches: [lavrov],
      subscribers: [],
      feeds: each,
      polling: { concurrency: 1, hostSpacing: 0, allowHosts: ['127.0.0.1'], checkTold: true },
      mail: { from: '' },
      web: { host: '', port: 0 },
      warnings: [],
      hints: [],
      broken: [],
      vocabulary: NOTHING_NAMED,
      corpus: { remember: 86_400_000, mostDocuments: 1_000 },
    },
  }
}

/** A feed whose latest items came at these minutes. */
function rss(came: readonly number[] = [], channel = ''): string {
  const items = came.map((at) => {
    const day = new Date(START.getTime() + at * MINUTE).toUTCString()
    return `<item><title>Item of ${at}</title><link>https://wire.example/${at}</link><pubDate>${day}</pubDate></item>`
  })
  return `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Wire</title>${channel}${items.join('')}</channel></rss>`
}

const times = (asked: readonly { minute: number }[]) => asked.map(({ minute }) => minute)

describe('an outlet is asked', () => {
  test('by name, compressed, without cookies or a referrer', async () => {
    const asked = await requests(() => ({ headers: { 'set-cookie': 'a=1' } }), { minutes: 20 })
    expect(asked).toHaveLength(2)
    for (const { headers } of asked) {
      expect(headers['user-agent']).toBe('Wirewatch (+tests)')
      expect(headers['accept-encoding']).toBe('gzip, br')
      expect(headers).not.toHaveProperty('cookie')
      expect(headers).not.toHaveProperty('referer')
    }
  })

  test('with its own validators, each renewed by a 304 that has it, for eight days', async () => {
    const asked = await requests(
      (minute, { headers }) =>
        headers['if-none-match']
          ? { status: 304, headers: { etag: `W/"of day ${minute / DAY}"` }, body: '' }
          : { headers: { etag: '"first"', 'last-modified': 'Mon, 07 Jul 2025 1:00:00 GMT' } },
      { minutes: 10 * DAY, step: DAY / 2, each: [aFeed({ every: DAY * MINUTE })] },
    )
    const since = 'Mon, 07 Jul 2025 1:00:00 GMT'
    expect(
      asked.map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']]),
    ).toEqual([
      [undefined, undefined],
      ['"first"', since],
      ...[1, 2, 3, 4, 5, 6].map((day) => [`W/"of day ${day}"`, since]),
      [undefined, undefined],
      ['"first"', since],
    ])
  })

  test('where it moved for good, after three visits over a day', async () => {
    const feed = aFeed({ every: 8 * HOUR * MINUTE })
    const asked = await requests(
      (_, { path }) =>
        path.endsWith('/new') ? {} : { status: 301, headers: { location: `${path}/new` } },
      { minutes: 2 * DAY, step: 4 * HOUR, each: [feed] },
    )
    const old = asked.filter(({ path }) => !path.endsWith('/new'))
    expect(times(old)).toEqual([0, 8, 16, 24].map((hour) => hour * HOUR))
    expect(times(asked.filter(({ path }) => path.endsWith('/new')))).toContain(32 * HOUR)
  })
})

describe('an outlet is left alone', () => {
  const inAnHour = new Date(START.getTime() + HOUR * MINUTE).toUTCString()
  const once =
    (answer: Answer): Outlet =>
    (minute) =>
      minute === 0 ? answer : {}
  test.each<[string, Outlet, number[]]>([
    ['as the reader said, when it says nothing', () => ({}), [0, 15, 30, 45, 60, 75]],
    [
      'by Retry-After in seconds',
      once({ status: 429, headers: { 'retry-after': '3600' } }),
      [0, 60, 75],
    ],
    [
      'by Retry-After as a date',
      once({ status: 503, headers: { 'retry-after': inAnHour } }),
      [0, 60, 75],
    ],
    ['by max-age', () => ({ headers: { 'cache-control': 'max-age=1800' } }), [0, 30, 60]],
    ['by Expires', once({ headers: { expires: inAnHour } }), [0, 60, 75]],
    ['by ttl', () => ({ body: rss([], '<ttl>40</ttl>') }), [0, 40, 80]],
    [
      'by sy:updatePeriod',
      () => ({
        body: rss(
          [],
          '<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>',
        ),
      }),
      [0, 30, 60],
    ],
    [
      'in the hours it skips',
      () => ({ body: rss([], '<skipHours><hour>0</hour></skipHours>') }),
      [0, 60, 75],
    ],
    [
      'on the days it skips',
      () => ({ body: rss([], '<skipDays><day>Wednesday</day></skipDays>') }),
      [0],
    ],
    ['more and more while it fails', () => ({ status: 500 }), [0, 15, 45]],
  ])('%s', async (_, answer, expected) => {
    expect(times(await requests(answer, { minutes: 90 }))).toEqual(expected)
  })

  test('by all feeds of its host when one of them was told to wait', async () => {
    const each = [aFeed(), aFeed()]
    const asked = await requests(
      (minute) => (minute === 0 ? { status: 429, headers: { 'retry-after': '3600' } } : {}),
      { minutes: 65, each },
    )
    expect(times(asked)).toEqual([0, 60, 60])
  })

  test('but once a day and then once a week when it says the feed is gone', async () => {
    const asked = await requests(() => ({ status: 410 }), { minutes: 23 * DAY, step: 12 * HOUR })
    expect(times(asked).map((minute) => minute / DAY)).toEqual([0, 1, 8, 15, 22])
  })

  test('daily at least is it asked while it fails', async () => {
    const asked = await requests(() => ({ status: 500 }), { minutes: 9 * DAY, step: 3 * HOUR })
    const gaps = times(asked).map((minute, at, all) => minute - (all[at - 1] ?? 0))
    expect(Math.max(...gaps)).toBe(DAY)
    expect(gaps.at(-1)).toBe(DAY)
  })
})

describe('the pace is the feed’s own', () => {
  /** An item comes every so many minutes; ten stand in the feed. */
  const everyMinutes =
    (gap: number): Outlet =>
    (minute) => {
      const latest = Math.floor(minute / gap)
      const came = Array.from({ length: 10 }, (_, back) => (latest - back) * gap)
      return { headers: { etag: `"${latest}"` }, body: rss(came) }
    }

  test.each([
    ['a busy wire', 20, 5],
    ['a daily', DAY, 6 * HOUR],
    ['a weekly', 7 * DAY, DAY],
  ])('%s', async (_, gap, pace) => {
    const each = [aFeed({ paceIsFree: true })]
    const asked = await requests(everyMinutes(gap), {
      minutes: 4 * pace,
      step: Math.min(pace, 15),
      each,
    })
    const gaps = times(asked)
      .slice(1)
      .map((minute, at) => minute - asked[at]!.minute)
    expect(gaps.at(-1)).toBe(pace)
  })

  test('a feed that spilled is asked again sooner', async () => {
    const spill: Outlet = (minute) => ({ body: rss([minute - 1, minute - 2, minute - 3]) })
    expect(times(await requests(spill, { minutes: 40 }))).toEqual([0, 15, 25, 35])
  })
})
