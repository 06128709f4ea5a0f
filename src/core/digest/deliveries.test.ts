import { describe, expect, test } from 'vitest'
import { aDigest, daysAfter, minutesAfter, NOON } from '../../../test/support/builders.ts'
import { DESK } from '../../../test/support/digest-cases.ts'
import type { Delivery, DigestOnRecord, RecordedAction } from '../../model.ts'
import { deliveryAfter, isPutOff, waitingLines } from './deliveries.ts'

const subscriber = {
  ...DESK,
  to: ['one@example.org', 'two@example.org'],
  channels: [{ kind: 'slack', id: 'ops', url: 'https://hooks.example' } as const],
}
const addressees = ['mail:one@example.org', 'mail:two@example.org', 'slack:ops']
const first = aDigest({ id: 'first', addressees })
const second = aDigest({ id: 'second', addressees })

function delivery(given: Partial<Delivery>): Delivery {
  const tried = { digestId: 'first', addressee: addressees[0]!, at: NOON, attempts: 1 }
  return { ...tried, outcome: 'accepted', receipt: '250 OK', ...given }
}

function lines(records: readonly DigestOnRecord[], actions: readonly RecordedAction[] = []) {
  return waitingLines(records, subscriber, actions).map((line) =>
    line.map(({ digest, key, addressee }) => `${digest.id} > ${addressee ? key : 'nobody'}`),
  )
}

describe('a digest waits for each addressee alone', () => {
  test('in order, and no longer for those who have it or refused it', () => {
    const deliveries = [
      delivery({}),
      delivery({ addressee: 'mail:two@example.org', outcome: 'refused' }),
      delivery({ addressee: 'slack:ops', outcome: 'trouble' }),
    ]
    const records = [
      { digest: first, deliveries },
      { digest: second, deliveries: [] },
    ]
    expect(lines(records)).toEqual([
      ['first > slack:ops', 'second > slack:ops'],
      ['second > mail:one@example.org'],
      ['second > mail:two@example.org'],
    ])
  })

  test('and for nobody where the addressee left, or unsubscribed', () => {
    const unsubscribe: RecordedAction = {
      number: 1,
      subscriberId: DESK.id,
      at: NOON,
      kind: 'unsubscribe',
      subject: 'mail:two@example.org',
      detail: { words: 'two@example.org' },
    }
    const digest = aDigest({ id: 'first', addressees: [...addressees, 'matrix:gone'] })
    expect(lines([{ digest, deliveries: [] }], [unsubscribe])).toEqual([
      ['first > mail:one@example.org'],
      ['first > nobody'],
      ['first > slack:ops'],
      ['first > nobody'],
    ])
  })
})

describe('after a refusal a digest is tried again', () => {
  const addressee = { key: 'mail:one@example.org', address: 'one@example.org' }
  const waiting = { digest: aDigest({ composedAt: NOON }), key: addressee.key, addressee }
  const refused = { outcome: 'refused', receipt: '554 not today' } as const

  test.each([
    ['an hour later', 0, 60],
    ['twelve hours after that', 60, 60 + 12 * 60],
  ])('%s', (_, tried, next) => {
    const made = deliveryAfter(waiting, refused, minutesAfter(NOON, tried))
    expect(made).toMatchObject({ outcome: 'refused', receipt: '554 not today' })
    expect(made.nextTryAt).toEqual(minutesAfter(NOON, next))
    const digest = { ...waiting.digest, addressees: [addressee.key] }
    expect(lines([{ digest, deliveries: [made] }])).toHaveLength(1)
  })

  test('and then no more', () => {
    const made = deliveryAfter(waiting, refused, minutesAfter(NOON, 13 * 60))
    expect(made).not.toHaveProperty('nextTryAt')
    const digest = { ...waiting.digest, addressees: [addressee.key] }
    expect(lines([{ digest, deliveries: [made] }])).toEqual([])
  })

  test('nor where nobody is there any more', () => {
    const nobody = { digest: waiting.digest, key: addressee.key }
    expect(deliveryAfter(nobody, refused, NOON)).not.toHaveProperty('nextTryAt')
  })
})

describe('after trouble a digest is tried again', () => {
  const waiting = { digest: aDigest({ composedAt: NOON }), key: 'slack:ops' }
  const trouble = { outcome: 'trouble', receipt: '451 later' } as const

  test.each([
    [0, 1],
    [1, 5],
    [2, 15],
    [3, 30],
    [4, 60],
    [5, 120],
    [6, 240],
    [40, 240],
  ])('having been tried %i times before, in %i minutes', (attempts, minutes) => {
    const before = delivery({ outcome: 'trouble', attempts })
    const made = deliveryAfter({ ...waiting, before }, trouble, NOON)
    expect(made).toMatchObject({ outcome: 'trouble', attempts: attempts + 1 })
    expect(made.nextTryAt).toEqual(minutesAfter(NOON, minutes))
    expect(isPutOff({ ...waiting, before: made }, minutesAfter(NOON, minutes - 1))).toBe(true)
    expect(isPutOff({ ...waiting, before: made }, minutesAfter(NOON, minutes))).toBe(false)
  })

  test.each([
    ['as late as asked for', 90, 90],
    ['not earlier than the pause', -5, 1],
    ['a day later at the latest', 60 * 24 * 400, 60 * 24],
  ])('%s', (_, asked, minutes) => {
    const tried = { ...trouble, notBefore: minutesAfter(NOON, asked) }
    expect(deliveryAfter(waiting, tried, NOON).nextTryAt).toEqual(minutesAfter(NOON, minutes))
  })

  test('until it is given up after five days, which is said', () => {
    expect(deliveryAfter(waiting, trouble, daysAfter(NOON, 4.9)).outcome).toBe('trouble')
    const { outcome, receipt, nextTryAt } = deliveryAfter(waiting, trouble, daysAfter(NOON, 5))
    expect(outcome).toBe('refused')
    expect(receipt).toBe('given up after 5 days: 451 later')
    expect(nextTryAt).toBeUndefined()
  })
})
