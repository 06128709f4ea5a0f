/** The one of some names that was probably meant; undefined when none is near enough. */
export function nearestName<Name extends string>(
  written: string,
  names: readonly Name[],
): Name | undefined {
  const ranked = names.map((name) => ({ name, far: distance(written, name) }))
  const best = ranked.toSorted((a, b) => a.far - b.far)[0]
  if (best === undefined) return undefined
  const longer = Math.max(written.length, best.name.length)
  return best.far <= Math.max(1, Math.floor(longer / 3)) ? best.name : undefined
}

/** Letters to change, add or drop, or neighbours to swap. */
export function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? rows[i - 2]![j - 2]! + 1 : Infinity
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same, swap))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
