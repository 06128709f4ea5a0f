const PAUSE_MS = 60_000

interface Said {
  readonly at: number
  left: number
}

/**
 * The same trouble said once a minute, with how often it was left out since: each of a queue's
 * connections tells of a server that is away, several times a second.
 */
export function sayOnceAMinute(
  say: (event: string, detail: object) => void,
  clockMs: () => number,
): (event: string, detail: object) => void {
  const said = new Map<string, Said>()
  return (event, detail) => {
    const at = clockMs()
    for (const [key, one] of said) if (at - one.at >= 2 * PAUSE_MS) said.delete(key)
    const key = `${event} ${JSON.stringify(detail)}`
    const before = said.get(key)
    if (before && at - before.at < PAUSE_MS) {
      before.left += 1
      return
    }
    said.set(key, { at, left: 0 })
    say(event, before && before.left > 0 ? { ...detail, timesMore: before.left } : detail)
  }
}
