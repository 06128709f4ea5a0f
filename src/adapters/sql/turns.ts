/** One at a time, in the order of asking. */
export interface Turns {
  /** Resolves when it is the caller's turn; the answer ends the turn, and is called once. */
  take(): Promise<() => void>
}

/** Turns at something that bears one user at a time. */
export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve()
  return {
    async take() {
      const before = last
      let end: () => void = () => {}
      last = new Promise((resolve) => {
        end = resolve
      })
      await before
      return end
    },
  }
}
