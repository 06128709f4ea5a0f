import type { FeedHeading } from '../../model.ts'
import { parseFeedDate } from './feed-date.ts'
import { absoluteUrl } from './link.ts'
import { plainText } from './plain-text.ts'
import { alternateLink, permanentId, textLink } from './entry-link.ts'
import type { XmlElement } from './read-xml.ts'
import { htmlOf, textOf } from './rich-text.ts'
import { byName, elementsOf, firstText, type Named } from './xml-children.ts'

const MINUTES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hourly: 60,
    daily: 24 * 60,
    weekly: 7 * 24 * 60,
    monthly: 30 * 24 * 60,
    yearly: 365 * 24 * 60,
  }),
)

/** What a feed says about itself, from its channel or Atom feed element. */
export function readHeading(channel: XmlElement, kind: 'rss' | 'atom'): FeedHeading {
  const named = byName(channel)
  const untyped = kind === 'atom' ? 'text' : 'guess'
  const title = (named.get('title') ?? named.get('dc:title'))
    ?.map((e) => htmlOf(e, untyped))
    .find(Boolean)
  const about = named.get('description') ?? named.get('subtitle') ?? named.get('tagline') ?? []
  const description = about.map((element) => plainText(htmlOf(element, untyped))).find(Boolean)
  const links = named.get('link') ?? []
  const href = channel.attributes['href']
  const url =
    (kind === 'rss' ? textLink(links) : undefined) ??
    alternateLink(links) ??
    textLink(links) ??
    permanentId(named) ??
    (href && absoluteUrl(href, channel.scope.base))
  const language = firstText(named, ['language', 'dc:language']) ?? channel.scope.language
  const updated = parseFeedDate(
    firstText(named, ['updated', 'modified', 'lastbuilddate', 'pubdate', 'dc:date']),
  )
  const ttlMinutes = restMinutes(named)
  const skipHours = numbersIn(named.get('skiphours')?.[0])
  const [hub, self] = ['hub', 'self'].map((relation) => linkOf(links, relation))
  const skipDays = elementsOf(named.get('skipdays')?.[0]).map(textOf).filter(Boolean)
  return {
    ...(title && { title: plainText(title) }),
    ...(url && { url }),
    ...(language && { language }),
    ...(description && { description }),
    ...(updated && { updated }),
    ...(ttlMinutes !== undefined && { ttlMinutes }),
    ...(skipHours.length > 0 && { skipHours }),
    ...(skipDays.length > 0 && { skipDays }),
    ...(hub && { hub }),
    ...(self && { self }),
  }
}

function linkOf(links: readonly XmlElement[], relation: string): string | undefined {
  const found = links.find(({ attributes }) => attributes['rel']?.trim().toLowerCase() === relation)
  return found && absoluteUrl(found.attributes['href'] ?? '', found.scope.base)
}

/** `ttl` in minutes, else the syndication module's period over its frequency. */
function restMinutes(named: Named): number | undefined {
  const ttl = Number(firstText(named, ['ttl']) ?? Number.NaN)
  if (Number.isFinite(ttl) && ttl > 0) return ttl
  const period = MINUTES.get(firstText(named, ['sy:updateperiod'])?.toLowerCase() ?? '')
  if (period === undefined) return undefined
  const frequency = Number(firstText(named, ['sy:updatefrequency']) ?? 1)
  return frequency > 0 ? Math.round(period / frequency) : period
}

/** Hours 0 to 23; some feeds count to 24 and mean midnight. */
function numbersIn(hours: XmlElement | undefined): readonly number[] {
  return elementsOf(hours)
    .map((hour) => Number(textOf(hour) || Number.NaN))
    .filter((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 24)
    .map((hour) => hour % 24)
}
