/**
 * Lets no two pieces of work with one key run at the same time: the second waits for the first,
 * whichever way that ends.
 */
export function createOneAtATime(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = running.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    running.set(key, mine)
    try {
      return await mine
    } finally {
      if (running.get(key) === mine) running.delete(key)
    }
  }
}
