const PREFIX =
  /^(?:(?:update|corrected|refile|rpt|wrapup|exclusive|breaking(?: news)?|just in|live|watch|video|photos?|срочно|молния|терміново|оновлено|속보|단독|종합|速報)(?:\s*\d+)?(?:\s*\([^)]{1,20}\))?\s*[-:–—|]+\s*|\[[^\]]{1,12}\]\s*|【[^】]{1,12}】\s*)/iu

const SUFFIX = /\s+[-–—|·»]\s+([^-–—|·»]{2,40})$/u

/**
 * A headline without what outlets put round it: "UPDATE 2-", "BREAKING:", "- The Guardian",
 * "| Reuters". A tail is taken for an outlet's name where it names the outlet, or is short and
 * capitalised while a longer headline stands before it.
 */
export function bareHeadline(title: string, outlet = ''): string {
  let bare = title.trim().slice(0, 500)
  for (let turn = 0; turn < 3 && PREFIX.test(bare); turn++) bare = bare.replace(PREFIX, '')
  for (let turn = 0; turn < 2; turn++) {
    const [tail, name] = SUFFIX.exec(bare) ?? []
    if (tail === undefined || name === undefined || !isOutlet(name, bare, outlet)) break
    bare = bare.slice(0, -tail.length)
  }
  return bare === '' ? title.trim() : bare
}

/** What agencies number their versions with: which version it was is no news once it is told. */
const VERSION_MARK = /^(?:update|wrapup|rpt|refile)(?:\s*\d{1,2})?(?:\s*[-–—:]\s*)+(?=\S)/iu

/**
 * A headline to show: without "UPDATE 2-", which beside our own word for an update says it twice,
 * and in the words of its outlet else. "CORRECTED" and "LIVE" say something of the article.
 */
export function withoutVersionMark(title: string): string {
  let bare = title.trim()
  for (let turn = 0; turn < 3 && VERSION_MARK.test(bare); turn++)
    bare = bare.replace(VERSION_MARK, '')
  return bare
}

function isOutlet(name: string, headline: string, outlet: string): boolean {
  if (outlet !== '' && name.trim().toLowerCase() === outlet.toLowerCase()) return true
  const words = name.trim().split(/\s+/)
  const rest = headline.trim().split(/\s+/).length - words.length
  return (
    words.length <= 4 &&
    rest >= 5 &&
    words.every((word) => /^[\p{Lu}\p{Lo}\p{N}&]|^(?:of|the|and)$/u.test(word))
  )
}
