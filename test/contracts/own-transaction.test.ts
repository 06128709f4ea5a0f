import { AsyncLocalStorage } from 'node:async_hooks'
import { afterEach, expect, test, vi } from 'vitest'
import { openEmbedded } from '../support/backends.ts'

afterEach(() => vi.restoreAllMocks())

/** On Node 20 the first `run` puts a hook at every promise of the process. */
test.each([
  { guarded: true, asks: 1 },
  { guarded: false, asks: 0 },
])('who called is followed only where it is guarded: $guarded', async ({ guarded, asks }) => {
  const follow = vi.spyOn(AsyncLocalStorage.prototype, 'run')
  const connection = await openEmbedded({ guarded })
  try {
    follow.mockClear()
    await connection.transaction((sql) => sql.query('CREATE TABLE kept ()'))
    expect(follow).toHaveBeenCalledTimes(asks)
    expect(await connection.query('SELECT FROM kept')).toEqual([])
  } finally {
    await connection.close()
  }
})
