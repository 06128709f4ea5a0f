/**
 * Read a date as HTTP headers write it, in any of the three forms of RFC 9110 5.6.7. Anything
 * else is undefined: outlets send `Expires: 0` and `-1`, which JavaScript would take for a year.
 */
export function parseHttpDate(text: string | undefined): Date | undefined {
  if (text === undefined || text.length > 40) return undefined
  if (!/^[a-z]{3,9},? /i.test(text)) return undefined
  // The asctime form names no zone and means GMT; without the word it would be read as local.
  const zoned = /(?:GMT|UTC|[+-]\d{4})$/i.test(text) ? text : `${text} GMT`
  const time = Date.parse(zoned)
  return Number.isNaN(time) ? undefined : new Date(time)
}
