/** Fisher-Yates by mulberry32: the same orders on every machine. */
export function shuffled(given, seed) {
  const order = [...given]
  let state = seed
  for (let at = order.length - 1; at > 0; at--) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    const other = Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (at + 1))
    ;[order[at], order[other]] = [order[other], order[at]]
  }
  return order
}
