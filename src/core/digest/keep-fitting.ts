/**
 * Parts a list where its written form would outgrow its place. One thing too large for what room is
 * left does not hide the smaller ones after it: a hostile item must not push out the news.
 */
export function keepFitting<T>(
  things: readonly T[],
  write: (thing: T) => string,
  bytes: number,
): { readonly kept: readonly T[]; readonly left: readonly T[] } {
  const kept: T[] = []
  const left: T[] = []
  let room = bytes
  for (const thing of things) {
    const size = utf8Length(write(thing))
    if (size <= room) {
      kept.push(thing)
      room -= size
    } else {
      left.push(thing)
    }
  }
  return { kept, left }
}

export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}
