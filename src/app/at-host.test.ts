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
