const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** A span as a page says it, in one or two units: `45 s`, `15 min`, `1 h 30 min`, `8 days`. */
export function durationInWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 1) return `${Math.max(0, Math.round(ms))} ms`
  if (seconds < MINUTE) return `${seconds} s`
  if (seconds < HOUR) return inUnits(seconds, MINUTE, 'min', 1, 's')
  // Up to two days, hours say more than days would.
  if (seconds < 2 * DAY) return inUnits(seconds, HOUR, 'h', MINUTE, 'min')
  return `${Math.round(seconds / DAY)} days`
}

/** A span that was measured and nobody chose: from five minutes on its seconds say nothing. */
export function roughlyInWords(ms: number): string {
  const isLong = ms >= 5 * MINUTE * 1000
  return durationInWords(isLong ? Math.round(ms / (MINUTE * 1000)) * MINUTE * 1000 : ms)
}

function inUnits(
  seconds: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
): string {
  const first = `${Math.floor(seconds / large)} ${largeName}`
  const rest = Math.floor((seconds % large) / small)
  return rest > 0 ? `${first} ${rest} ${smallName}` : first
}
