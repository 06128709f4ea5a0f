/** MinHash with bands (Broder 1997; Leskovec et al.): 32 bands of 3, checked by containment. */
const BANDS = 32
const ROWS = 3

export function minHashIndex() {
  const bands = Array.from({ length: BANDS }, () => new Map())
  const texts = []
  return {
    add(number, shingles) {
      texts[number] = Uint32Array.from(shingles)
      keysOf(shingles).forEach((key, band) => {
        const found = bands[band].get(key)
        if (found) found.push(number)
        else bands[band].set(key, [number])
      })
    },
    find(shingles) {
      const own = new Set(shingles)
      const found = new Set(keysOf(shingles).flatMap((key, band) => bands[band].get(key) ?? []))
      for (const number of found) {
        let shared = 0
        for (const shingle of texts[number]) if (own.has(shingle)) shared++
        if (shared < own.size * 0.5 && shared < texts[number].length * 0.5) found.delete(number)
      }
      return found
    },
  }
}

function keysOf(shingles) {
  return Array.from({ length: BANDS }, (_, band) => {
    let key = band
    for (let row = 0; row < ROWS; row++)
      key = Math.imul(key ^ lowest(shingles, band * ROWS + row + 1), 0x85ebca6b)
    return key
  })
}

function lowest(shingles, turn) {
  const odd = Math.imul(turn, 0x9e3779b1) | 1
  let least = 0xffffffff
  for (const shingle of shingles) {
    const mixed = Math.imul(shingle ^ turn, odd) >>> 0
    const value = (mixed ^ (mixed >>> 15)) >>> 0
    if (value < least) least = value
  }
  return least
}
