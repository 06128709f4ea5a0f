import { describe, expect, test } from 'vitest'
import { closeInTime, type Part } from './close-in-time.ts'

/** A timer that rings when it is told to, and says whether it was stopped. */
function handTimer() {
  let ringNow = () => {}
  const state = { ms: 0, stopped: false }
  return {
    state,
    ring: () => ringNow(),
    timer: (ms: number, ring: () => void) => {
      state.ms = ms
      ringNow = ring
      return () => void (state.stopped = true)
    },
  }
}

function parts(names: Readonly<Record<string, () => Promise<void>>>) {
  const begun: string[] = []
  const list: Part[] = Object.entries(names).map(([what, close]) => ({
    what,
    close: () => {
      begun.push(what)
      return close()
    },
  }))
  return { list, begun }
}

describe('a service that closes', () => {
  test('closes one part after the other and leaves no timer behind', async () => {
    const { list, begun } = parts({ page: async () => {}, queue: async () => {} })
    const { timer, state } = handTimer()
    expect(await closeInTime(list, 4000, timer)).toEqual([])
    expect(begun).toEqual(['page', 'queue'])
    expect(state).toEqual({ ms: 4000, stopped: true })
  })

  test('ends at the limit where Redis and PostgreSQL never answer, and names both', async () => {
    const { timer, ring, state } = handTimer()
    // By the time it is waited for, the limit is over.
    const silent = () => new Promise<void>(() => ring())
    const { list, begun } = parts({ page: async () => {}, queue: silent, store: silent })
    expect(await closeInTime(list, 4000, timer)).toEqual([
      { what: 'queue', because: 'it did not answer within 4 s' },
      { what: 'store', because: 'it was not come to' },
    ])
    expect(begun).toEqual(['page', 'queue'])
    expect(state.ms).toBe(4000)
  })

  test('goes on after a part that fails to close, and says why it did', async () => {
    const { list, begun } = parts({
      queue: async () => Promise.reject(new Error('Connection is closed.')),
      store: async () => {},
    })
    expect(await closeInTime(list, 4000, handTimer().timer)).toEqual([
      { what: 'queue', because: 'Connection is closed.' },
    ])
    expect(begun).toEqual(['queue', 'store'])
  })
})
