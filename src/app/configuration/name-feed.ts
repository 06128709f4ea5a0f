import { plainLine } from '../../core/digest/escape.ts'
import { canonicalUrl } from '../../core/feed/link.ts'
import type { Feed } from '../../model.ts'
import { slug } from './settle.ts'

type Named = Pick<Feed, 'id' | 'name' | 'url'>

const LONGEST_NAME = 80

/** The feed among these with the same address: http or https, with or without www, tracking aside. */
export function doubleOf<F extends Named>(url: string, feeds: readonly F[]): F | undefined {
  const wanted = addressItself(url)
  return feeds.find((feed) => addressItself(feed.url) === wanted)
}

/**
 * A name for a feed that no other has, out of what the feed or a list calls itself. Strangers
 * write those words: one line, bounded, and no `${NAME}` that would fetch a secret of ours.
 */
export function freeName(called: string, url: string, feeds: readonly Named[]): string {
  const host = new URL(url).hostname.replace(/^www\./, '')
  const wished = asName(called)
  const name = slug(wished) === '' ? host : wished
  const taken = new Set(feeds.map(({ id }) => id))
  if (!taken.has(slug(name))) return name
  const withHost = slug(name) === slug(host) ? name : `${name} (${host})`
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? withHost : `${withHost} ${number}`
    if (!taken.has(slug(candidate))) return candidate
  }
}

/** An address as it may be written into the configuration: with braces that mean nothing there. */
export function addressToWrite(url: string): string {
  return new URL(url).href.replaceAll('{', '%7B').replaceAll('}', '%7D')
}

/** What was called so as one line that asks for nothing of the environment. */
export function asName(called: string): string {
  // After plainLine, which takes out what may stand hidden between the two characters.
  return plainLine(called, LONGEST_NAME).replace(/\$+\{/g, '{')
}

/** What two addresses of one feed have in common. */
export function addressItself(url: string): string {
  if (!URL.canParse(url)) return url
  const { hostname, port, pathname, search } = new URL(canonicalUrl(url))
  return `${hostname.replace(/^www\./, '')}:${port}${pathname.replace(/\/$/, '')}${search}`
}
