/** Steps between two looks at the clock, and milliseconds between two lines. */
const TERMINAL_MS = 200
const FILE_MS = 10_000

/** How far a replay of the past has come: for `onVisit`, and when it is over. */
export function showReplay(): {
  onVisit: (visit: { readonly at: Date }, items: number) => void
  end: () => void
} {
  const progress = showProgress()
  return {
    onVisit: ({ at }, items) =>
      progress.at(
        () => `${items.toLocaleString('en')} items, up to ${at.toISOString().slice(0, 10)}`,
      ),
    end: () => progress.end(),
  }
}

/**
 * Tell on standard error how far a long work has come: one line that changes in a terminal, a line
 * now and then in a file, nothing for what is done at once; `now` are words that do not wait.
 */
export function showProgress(): {
  now(words: string): void
  at(words: () => string): void
  end(): void
} {
  const { isTTY } = process.stderr
  const every = isTTY ? TERMINAL_MS : FILE_MS
  let next = performance.now() + every
  let shown = false
  const now = (words: string) => {
    shown = true
    process.stderr.write(isTTY ? `\r\u001B[K${words}` : `${words}\n`)
  }
  return {
    now,
    at: (words) => {
      if (performance.now() < next) return
      next = performance.now() + every
      now(words())
    },
    end: () => {
      if (shown && isTTY) process.stderr.write('\r\u001B[K')
    },
  }
}
