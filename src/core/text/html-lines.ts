import { Parser } from 'htmlparser2'

export interface HtmlLines {
  /** One per block of the page, white space collapsed. */
  readonly lines: readonly string[]
  readonly title?: string
  readonly outlet?: string
  /** As the page writes it. */
  readonly published?: string
  readonly language?: string
  /** What was left out and why, in words. */
  readonly dropped: readonly string[]
}

const LENGTH_LIMIT = 4_000_000

/** The parser keeps open tags in an array it shifts: a page of nothing but `<div>` would take hours. */
const DEPTH_LIMIT = 2_000
const CHUNK = 16_384

const UNREAD = new Set(
  'script style noscript template svg math iframe object video audio canvas map nav aside footer form button select textarea figcaption dialog menu'.split(
    ' ',
  ),
)
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
const BOXES = new Set(['div', 'section', 'ul', 'ol', 'table'])

/** Whole names only: a page whose body is called 'has-comments' is still a page. */
const FURNITURE_BOX =
  /(?:^|\s)(?:comments?|related|recommended|share|sharing|social|newsletter|subscribe|promo|advert|advertisement|ads?|cookie|breadcrumbs?|sidebar|most-read|read-more|tags?|pagination)(?:[-_](?:list|box|block|bar|links?|section|container|wrapper|articles?|stories|news|posts?|buttons?|banner|area))?(?=\s|$)/iu

/**
 * An HTML page as lines of text. Left out: scripts, menus, asides, forms, captions, boxes named
 * for furniture, and blocks that are nearly all links. Where the page marks its article, that
 * alone is read. Nothing here recurses; a page nested absurdly deep is read to
 * that point.
 */
export function htmlLines(html: string): HtmlLines {
  const page = new PageReader()
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      onclosetag: (name) => page.close(name),
      ontext: (text) => page.text(text),
    },
    { decodeEntities: true },
  )
  for (let at = 0; at < Math.min(html.length, LENGTH_LIMIT) && page.depth < DEPTH_LIMIT;) {
    parser.write(html.slice(at, (at += CHUNK)))
  }
  const tooDeep = page.depth >= DEPTH_LIMIT
  parser.end()
  return page.result(tooDeep)
}

interface Block {
  text: string
  linked: number
  inArticle: boolean
}

/** Lives for one page: the state of a walk through its tags. */
class PageReader {
  readonly #blocks: Block[] = []
  readonly #meta = new Map<string, string>()
  #block: Block = { text: '', linked: 0, inArticle: false }
  /** Name and depth-count of the element being left out, if one is. */
  #unread: { name: string; depth: number } | undefined
  #articles = 0
  #links = 0
  #heading: 'title' | 'h1' | undefined
  /** Tags open now. */
  depth = 0

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth++
    if (name === 'html' && attributes['lang']) this.#remember('language', attributes['lang'])
    if (name === 'meta') this.#readMeta(attributes)
    if (this.#unread) {
      if (this.#unread.name === name && !VOID.has(name)) this.#unread.depth++
      return
    }
    if (!VOID.has(name) && isUnread(name, attributes)) {
      this.#unread = { name, depth: 1 }
      return
    }
    if (name === 'a') this.#links++
    if (name === 'title' || name === 'h1') this.#heading = name
    if (!INLINE.has(name)) this.#endBlock()
    if (name === 'article') this.#articles++
    this.#block.inArticle = this.#articles > 0
  }

  close(name: string): void {
    this.depth--
    if (this.#unread) {
      if (this.#unread.name === name && --this.#unread.depth === 0) this.#unread = undefined
      return
    }
    if (name === 'a') this.#links = Math.max(0, this.#links - 1)
    if (!INLINE.has(name)) this.#endBlock()
    if (name === 'article') this.#articles = Math.max(0, this.#articles - 1)
    if (name === this.#heading) this.#heading = undefined
    this.#block.inArticle = this.#articles > 0
  }

  text(text: string): void {
    if (this.#unread) return
    this.#block.text += text
    if (this.#links > 0) this.#block.linked += text.trim().length
  }

  result(tooDeep: boolean): HtmlLines {
    this.#endBlock()
    const linked = this.#blocks.filter(isLinks)
    const read = this.#blocks.filter((block) => !isLinks(block))
    const article = read.filter(({ inArticle }) => inArticle)
    const marked = article.reduce((length, { text }) => length + text.length, 0) >= 250
    const lines = (marked ? article : read).map(({ text }) => text)
    const outside = marked ? read.length - article.length : 0
    return {
      lines,
      ...this.#told(),
      dropped: [
        ...(tooDeep ? [`all from where ${DEPTH_LIMIT} tags stand one within another`] : []),
        ...(linked.length > 0 ? [`${blocks(linked.length)} of links`] : []),
        ...(outside > 0 ? [`${blocks(outside)} outside the page's article`] : []),
      ],
    }
  }

  #told(): Partial<Record<'title' | 'outlet' | 'published' | 'language', string>> {
    const told: Partial<Record<'title' | 'outlet' | 'published' | 'language', string>> = {}
    const title = this.#meta.get('og:title') ?? this.#meta.get('h1') ?? this.#meta.get('title')
    const outlet = this.#meta.get('og:site_name')
    const published = this.#meta.get('article:published_time') ?? this.#meta.get('datepublished')
    const language = this.#meta.get('language')
    if (title) told.title = title
    if (outlet) told.outlet = outlet
    if (published) told.published = published
    if (language) told.language = language
    return told
  }

  #readMeta(attributes: Readonly<Record<string, string>>): void {
    const name = attributes['property'] ?? attributes['name'] ?? attributes['itemprop']
    if (name && attributes['content']) this.#remember(name.toLowerCase(), attributes['content'])
  }

  #remember(name: string, value: string): void {
    const plain = value.replace(/\s+/gu, ' ').trim()
    if (plain !== '' && !this.#meta.has(name)) this.#meta.set(name, plain.slice(0, 500))
  }

  #endBlock(): void {
    const text = this.#block.text.replace(/\s+/gu, ' ').trim()
    if (text !== '' && this.#heading) this.#remember(this.#heading, text)
    if (text !== '' && this.#heading !== 'title') this.#blocks.push({ ...this.#block, text })
    this.#block = { text: '', linked: 0, inArticle: this.#articles > 0 }
  }
}

function blocks(many: number): string {
  return many === 1 ? '1 block' : `${many} blocks`
}

function isUnread(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (UNREAD.has(name) || 'hidden' in attributes) return true
  if (/^(?:navigation|complementary|contentinfo|search|banner)$/u.test(attributes['role'] ?? '')) {
    return true
  }
  if (!BOXES.has(name)) return false
  return FURNITURE_BOX.test(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`)
}

/** A sentence may hold a link; a block that is one, unless it is long, is a list's entry. */
function isLinks({ text, linked }: Block): boolean {
  return linked > text.length * 0.7 && text.length < 200
}
