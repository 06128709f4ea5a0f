import type { FeedMemory, Fetched, Hub, Outline } from '../../model.ts'
import { absoluteUrl } from '../feed/link.ts'

/** More links than that in one header are no offer of a hub. */
const MOST_LINKS = 50

/**
 * The hub a feed names and the address it is known by there: by Link headers, else within the
 * feed (WebSub, 4: headers go first). What was known stays where a visit brought no feed.
 */
export function hubOfFeed(
  fetched: Fetched,
  parsed: Outline,
  memory: Pick<FeedMemory, 'hub'> | undefined,
): Hub | undefined {
  if (fetched.kind !== 'body' || parsed.format === undefined) return memory?.hub
  const linked = linksIn(fetched.headers['link'] ?? '', fetched.url)
  const url = linked.get('hub') ?? parsed.feed.hub
  if (url === undefined) return undefined
  return { url, topic: linked.get('self') ?? parsed.feed.self ?? fetched.url }
}

/** RFC 8288: `<address>; rel="hub self", <address>; rel=next`; the first of each relation. */
function linksIn(header: string, base: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>()
  for (const link of header.slice(0, 20_000).split(/,(?=\s*<)/, MOST_LINKS)) {
    const [, written = '', rest = ''] = /^\s*<([^>]*)>(.*)$/s.exec(link) ?? []
    const url = absoluteUrl(written, base)
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(rest)
    for (const relation of (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/)) {
      if (url && !links.has(relation)) links.set(relation, url)
    }
  }
  return links
}
