import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { aMemory, NOON } from '../../../test/support/builders.ts'
import type { Fetched, Outline, Subscription } from '../../model.ts'
import { answerHub } from './answer-hub.ts'
import { hubOfFeed } from './hub-of-feed.ts'
import { isSigned } from './is-signed.ts'
import { subscriptionDue } from './subscription-due.ts'

const hub = { url: 'https://hub.example/', topic: 'https://herald.example/feed.xml' }
const hours = (count: number) => new Date(NOON.getTime() + count * 3_600_000)

const asked: Subscription = {
  feedId: 'herald',
  hub,
  path: 'unguessable',
  secret: 'secret',
  state: 'asked',
  askedAt: NOON,
  attempts: 1,
  because: 'asked',
}
const verified: Subscription = {
  ...asked,
  state: 'verified',
  attempts: 0,
  leaseUntil: hours(240),
  renewAt: hours(192),
}

describe('the hub a feed names', () => {
  const url = 'https://herald.example/rss'
  const inside: Outline = {
    format: 'atom',
    feed: { hub: 'https://inside.example/', self: 'https://herald.example/atom' },
    entryCount: 0,
    problems: [],
  }
  const plain: Outline = { format: 'rss', feed: {}, entryCount: 0, problems: [] }
  const body = (link = ''): Fetched => {
    return { kind: 'body', url, status: 200, headers: { link }, bytes: new Uint8Array() }
  }

  test.each<[string, string, Outline, ReturnType<typeof hubOfFeed>]>([
    [
      'in headers',
      '<https://hub.example/>; rel="hub", <https://herald.example/feed.xml>; rel="self"',
      plain,
      hub,
    ],
    [
      'in one header without quotes',
      '</hub>;rel=hub',
      plain,
      { url: `https://herald.example/hub`, topic: url },
    ],
    [
      'in the feed',
      '',
      inside,
      { url: 'https://inside.example/', topic: 'https://herald.example/atom' },
    ],
    [
      'in both: headers go first',
      '<https://hub.example/>; rel=hub; title="a, b"',
      inside,
      { url: 'https://hub.example/', topic: 'https://herald.example/atom' },
    ],
    ['nowhere', '<https://herald.example/2>; rel=next', plain, undefined],
    ['by an address that is none', '<javascript:alert(1)>; rel=hub', plain, undefined],
  ])('%s', (_, link, parsed, found) =>
    expect(hubOfFeed(body(link), parsed, { hub })).toEqual(found),
  )

  test('stays known where a visit brought no feed', () => {
    const unchanged: Fetched = { kind: 'unchanged', url, status: 304, headers: {}, because: '' }
    expect(hubOfFeed(unchanged, { feed: {}, entryCount: 0, problems: [] }, { hub })).toEqual(hub)
  })
})

describe('a hub is asked', () => {
  const failed: Subscription = { ...asked, state: 'failed', attempts: 3 }
  test.each<[string, Subscription | undefined, Date, string | undefined]>([
    ['at once where there is no subscription', undefined, NOON, 'the feed names a hub'],
    ['not twice within an hour', asked, hours(0.9), undefined],
    ['again after an hour without an answer', asked, hours(1), 'it was asked in vain'],
    ['not so soon after the third time', failed, hours(3.9), undefined],
    ['after four hours then', failed, hours(4), 'it was asked in vain'],
    ['once a day at least', { ...failed, attempts: 40 }, hours(24), 'it was asked in vain'],
    ['not while its lease has time', verified, hours(191), undefined],
    ['when the lease runs out', verified, hours(192), 'its lease runs out'],
    [
      'not at once again when a renewal came to nothing',
      { ...verified, askedAt: hours(192), attempts: 1 },
      hours(192.5),
      undefined,
    ],
    [
      'at once where the feed names another',
      { ...verified, hub: { ...hub, url: 'https://old.example/' } },
      NOON,
      'the feed names another hub or address',
    ],
  ])('%s', (_, subscription, now, because) =>
    expect(subscriptionDue(aMemory({ hub }), subscription, now)).toBe(because),
  )
})

describe('a hub that verifies', () => {
  const query = {
    'hub.mode': 'subscribe',
    'hub.topic': hub.topic,
    'hub.challenge': 'c-1',
    'hub.lease_seconds': '864000',
  }

  test('is given its challenge back, and its lease is kept', () => {
    expect(answerHub(asked, query, NOON)).toEqual({
      status: 200,
      body: 'c-1',
      subscription: { ...verified, because: 'its hub tells of its news' },
    })
  })

  test.each<[string, Subscription | undefined, object, Date]>([
    ['for nothing we know', undefined, {}, NOON],
    ['for another address', asked, { 'hub.topic': 'https://other.example/' }, NOON],
    ['to unsubscribe, which we never ask', verified, { 'hub.mode': 'unsubscribe' }, NOON],
    ['a day late', asked, {}, hours(24)],
    ['without a challenge', asked, { 'hub.challenge': undefined }, NOON],
    ['with the challenge twice', asked, { 'hub.challenge': ['a', 'b'] }, NOON],
  ])('is refused %s', (_, subscription, change, now) =>
    expect(answerHub(subscription, { ...query, ...change }, now).status).toBe(404),
  )

  test('may refuse, and its reason is put down', () => {
    const denied = { 'hub.mode': 'denied', 'hub.topic': hub.topic, 'hub.reason': 'not today' }
    expect(answerHub(asked, denied, NOON)).toMatchObject({
      status: 200,
      subscription: { state: 'denied', because: 'the hub refuses to tell of its news: not today' },
    })
  })
})

describe('what a hub sends', () => {
  const body = Buffer.from('<rss/>')
  const sign = (method: string, secret = 'secret') =>
    `${method}=${createHmac(method, secret).update(body).digest('hex')}`

  test.each(['sha1', 'sha256', 'sha384', 'sha512'])('is believed when signed by %s', (method) => {
    expect(isSigned(body, sign(method), 'secret')).toBe(true)
    expect(isSigned(Buffer.from('<rss></rss>'), sign(method), 'secret')).toBe(false)
  })

  test.each([
    ['without a signature', undefined],
    ['signed with another secret', sign('sha256', 'guess')],
    ['signed by a method of no worth', sign('md5')],
    ['signed in part', sign('sha256').slice(0, -2)],
    ['signed by nothing', 'sha256='],
  ])('is not believed %s', (_, signature) =>
    expect(isSigned(body, signature, 'secret')).toBe(false),
  )
})
