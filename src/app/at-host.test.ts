import { beforeEach, describe, expect, test } from 'vitest'
import { createHostsInMemory } from '../adapters/store/hosts-in-memory.ts'
import type { World } from '../ports.ts'
import { atHost, type Held } from './at-host.ts'

const POLLING = { allowHosts: [], hostSpacing: 1000, concurrency: 1, checkTold: true }
const address = 'https://wire.example/feed'

let ms = 0
let world: Pick<World, 'store' | 'now' | 'chance'>
beforeEach(() => {
  ms = 0
  const store = createHostsInMemory() as unknown as World['store']
  world = { store, now: () => new Date(1_750_000_000_000 + ms), chance: () => 0 }
})

/** A visit whose request comes to the host `underWay` later, and is answered `answering` after that. */
function visit(underWay: number, answering: number) {
  return async ({ answered }: Held) => {
    ms += underWay
    const arrivedAt = ms
    ms += answering
    answered()
    return arrivedAt
  }
}

/** Asks again whenever it is told to, as a job that is put back. */
async function arrivalOf(make: ReturnType<typeof visit>): Promise<number> {
  for (;;) {
    const visited = await atHost(world, POLLING, { address, make })
    if ('done' in visited) return visited.done
    ms = visited.tryAgainAt.getTime() - 1_750_000_000_000
  }
}

describe('two visits to a host', () => {
  test.each([
    ['where the first was long under way', 174, 20],
    ['where the first was sent on to another address after a while', 0, 5000],
    ['where both came at once', 0, 0],
  ])('lie a second apart %s', async (_, underWay, answering) => {
    const first = await arrivalOf(visit(underWay, answering))
    const answeredAt = ms
    const second = await arrivalOf(visit(0, 0))
    expect(second - first).toBeGreaterThanOrEqual(1000)
    expect(second - answeredAt).toBe(1000)
  })
})

describe('a visit that is sent on', () => {
  const elsewhere = 'https://second.example/feed'
  const sentOn = () =>
    atHost(world, POLLING, {
      address,
      async make({ onward, answered }) {
        await onward('https://wire.example/moved')
        await onward(elsewhere)
        ms += 20
        answered()
      },
    })
  const somebodyAt = (make: () => Promise<unknown>) =>
    atHost(world, POLLING, { address: elsewhere, make })

  test('has both hosts to itself, and both rest from its answer on', async () => {
    expect(await sentOn()).toEqual({ done: undefined })
    for (const one of [address, elsewhere]) {
      const next = await atHost(world, POLLING, { address: one, make: async () => {} })
      expect(next).toMatchObject({ tryAgainAt: new Date(1_750_000_000_000 + 20 + 1000) })
    }
  })

  test('to where somebody else is comes again later, and leaves its own host free', async () => {
    const busy = { busy: 'second.example', tryAgainAt: new Date(1_750_000_001_000) }
    await somebodyAt(async () => expect(await sentOn()).toEqual(busy))
    ms = 1000
    expect(await sentOn()).toEqual({ done: undefined })
  })
})
