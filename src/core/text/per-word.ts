/** A slice of a text as short as this is a copy; a longer one would keep its whole text in memory. */
const LONGEST = 12
const MOST = 20_000

/** What is read from a word alone, kept for when it comes again: few words make up most texts. */
export function perWord<T extends string | number>(read: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined) return before
    const made = read(word)
    if (word.length > LONGEST) return made
    if (known.size >= MOST) known.clear()
    known.set(word, made)
    return made
  }
}
