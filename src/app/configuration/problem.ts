/** Something wrong in a file a person wrote, with the place and the line itself. */
export interface Problem {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly message: string
  /** What alone is wrong, as `watch "dprk"`; the rest of the configuration stands without it. */
  readonly subject?: string
}

/** Every problem with its line and a caret under the place, ready for a terminal. */
export function describeProblems(problems: readonly Problem[], text: string): string {
  const lines = text.split('\n')
  return problems
    .map(({ file, line, column, message, subject }) => {
      const margin = `${line} | `
      const shown = (lines[line - 1] ?? '').trimEnd()
      const caret = `${' '.repeat(margin.length + column - 1)}^`
      const place = subject ? `${subject} at ${file}:${line}` : `${file}:${line}:${column}`
      return `${place}: ${message}\n  ${margin}${shown}\n  ${caret}`
    })
    .join('\n')
}

/** The candidate nearest to what was written, if it is near enough to be meant. */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(written, candidate) }))
    .toSorted((a, b) => a.distance - b.distance)
  const [best] = ranked
  return best && best.distance <= Math.max(2, written.length / 3) ? best.candidate : undefined
}

/** Levenshtein distance, by rows. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(substitution, above[j]! + 1, row[j - 1]! + 1))
    }
    above = row
  }
  return above[b.length]!
}
