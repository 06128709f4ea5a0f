/** What is made when it is first asked for, and kept: a start pays for no table it does not use. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
