const DAY = 86_400_000

/** Days between two instants, whichever is first, with fractions. */
export function daysBetween(a: Date, b: Date): number {
  return Math.abs(a.getTime() - b.getTime()) / DAY
}

/** Days from an instant to a stretch of time; 0 within it. */
export function daysOutside(at: Date, from: Date, to: Date): number {
  if (at >= from && at <= to) return 0
  return Math.min(daysBetween(at, from), daysBetween(at, to))
}

/** A number of days in words: "5 days", "21 months". */
export function inDays(days: number): string {
  const whole = Math.round(days)
  if (whole < 60) return whole === 1 ? '1 day' : `${whole} days`
  const months = Math.round(days / 30.44)
  return months < 36 ? `${months} months` : `${Math.round(days / 365.25)} years`
}
