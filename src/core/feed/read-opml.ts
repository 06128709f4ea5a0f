/** Lists of feeds as other readers export them: OPML 1.0 to 2.0 (http://opml.org/spec2.opml). */
import { plainLine } from '../digest/escape.ts'
import { decodeBody } from './decode-body.ts'
import { absoluteUrl } from './link.ts'
import { readXml, type XmlElement } from './read-xml.ts'
import { elementsOf } from './xml-children.ts'

export interface ListedFeed {
  readonly name: string
  readonly url: string
  readonly language?: string
}

export interface OpmlReading {
  /** In the order of the file, whatever folders they stand in; the same address once. */
  readonly feeds: readonly ListedFeed[]
  /** What was passed over and why, in words. */
  readonly problems: readonly string[]
}

/** No person reads so many feeds; a hostile list is cut short. */
export const MOST_FEEDS = 2000
const MOST_BYTES = 10 * 1024 * 1024
const MOST_PROBLEMS = 20
const LONGEST_NAME = 100
const LONGEST_ADDRESS = 2000

/**
 * Read an OPML file. Folders are flattened and forgotten; outlines without an address are
 * folders or notes; relative and non-web addresses are named as problems.
 */
export function readOpml(bytes: Uint8Array): OpmlReading {
  if (bytes.length > MOST_BYTES) {
    return { feeds: [], problems: ['more than 10 MB, which no list of feeds has'] }
  }
  const { top } = readXml(decodeBody(bytes).text, '')
  const body = top.find(({ name }) => name === 'opml')
  if (!body) {
    const begins = top[0] ? `it begins with <${top[0].name.slice(0, 40)}>` : 'it is no XML'
    return { feeds: [], problems: [`no OPML: ${begins}, where <opml> was expected`] }
  }
  const feeds = new Map<string, ListedFeed>()
  const problems: string[] = []
  for (const outline of outlinesIn(body)) {
    const written = outline.attributes['xmlurl']?.trim()
    if (!written) continue
    if (feeds.size >= MOST_FEEDS) {
      problems.push(`more than ${MOST_FEEDS} feeds; the first ${MOST_FEEDS} were read`)
      break
    }
    const feed = listedFeed(outline, written)
    if (feed) feeds.set(feed.url, feeds.get(feed.url) ?? feed)
    else if (problems.length < MOST_PROBLEMS) {
      problems.push(`"${plainLine(written, 80)}" is no http or https address; passed over`)
    }
  }
  if (feeds.size === 0 && problems.length === 0) problems.push('no outline in it has an xmlUrl')
  return { feeds: [...feeds.values()], problems }
}

/** Every outline, folders before what is in them. The reader has bounded the depth. */
function* outlinesIn(element: XmlElement): Generator<XmlElement> {
  for (const child of elementsOf(element)) {
    if (child.name === 'outline') yield child
    yield* outlinesIn(child)
  }
}

function listedFeed({ attributes }: XmlElement, written: string): ListedFeed | undefined {
  // `feed:` is an old scheme of some readers: feed://host/path, feed:https://host/path.
  const address = written.replace(/^feed:(\/\/)?(?=https?:)/i, '').replace(/^feed:/i, 'http:')
  const url = absoluteUrl(address, '')
  if (!url || url.length > LONGEST_ADDRESS) return undefined
  const called = attributes['title']?.trim() || attributes['text']?.trim() || ''
  const name = plainLine(called, LONGEST_NAME) || new URL(url).hostname
  const language = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.exec(attributes['language']?.trim() ?? '')?.[0]
  return { name, url, ...(language && { language }) }
}
