/** Steps between two looks at the clock, and milliseconds between two lines. */
const TERMINAL_MS = 200
const FILE_MS = 10_000

/**
 * Tell on standard error how far a long work has come: one line that changes in a terminal, a line
 * now and then in a file, nothing for what is done at once; `first` are words to begin with.
 */
export function showProgress(first?: string): { at(words: () => string): void; end(): void } {
  const { isTTY } = process.stderr
  const every = isTTY ? TERMINAL_MS : FILE_MS
  let next = performance.now() + every
  let shown = false
  const show = (words: string) => {
    shown = true
    process.stderr.write(isTTY ? `\r\u001B[K${words}` : `${words}\n`)
  }
  if (first !== undefined) show(first)
  return {
    at: (words) => {
      if (performance.now() < next) return
      next = performance.now() + every
      show(words())
    },
    end: () => {
      if (shown && isTTY) process.stderr.write('\r\u001B[K')
    },
  }
}
