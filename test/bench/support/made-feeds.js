/** Feeds as outlets write them: agency teasers, a blog's whole articles, Atom, Cyrillic, a podcast. */
export function madeFeeds() {
  return [
    ...times(6, () => rss(40, { text: escaped(teaser('en')) })),
    ...times(3, () => rss(50, { text: cdata(article('en', 12)), teaser: escaped(teaser('en')) })),
    ...times(3, () => rss(30, { text: cdata(article('ru', 6)) })),
    ...times(4, () => atom(25, article('en', 8))),
    rss(300, { text: escaped(teaser('en')), extra: PODCAST }),
  ].map((text) => ({ text, bytes: Buffer.from(text) }))
}

const WORDS = {
  en: 'the foreign minister said on Friday that talks in Wonsan would go on until Sunday & end well'.split(
    ' ',
  ),
  ru: 'министр иностранных дел заявил в пятницу что переговоры в Вонсане продлятся до воскресенья'.split(
    ' ',
  ),
}
const PODCAST =
  '<itunes:author>Ann Example</itunes:author><itunes:duration>31:07</itunes:duration>' +
  '<itunes:summary>A talk about the week.</itunes:summary>' +
  '<enclosure url="https://wire.example/a.mp3" length="31000000" type="audio/mpeg"/>'

let seed = 1
function pick(list) {
  seed = (seed * 48_271) % 2_147_483_647
  return list[seed % list.length]
}

function sentence(language, words) {
  return `${times(words, () => pick(WORDS[language])).join(' ')}.`.replaceAll('&', '&amp;')
}

function teaser(language) {
  return `<p>${sentence(language, 30)} <a href="https://wire.example/more?a=1&amp;b=2">More</a></p>`
}

function article(language, paragraphs) {
  const text = times(paragraphs, () => `<p>${sentence(language, 55)}</p>`).join('\n')
  return `<img src="https://wire.example/a.jpg" alt=""/>\n${text}`
}

function rss(items, { text, teaser: short = text, extra = '' }) {
  const entries = times(items, (at) => {
    const content = short === text ? '' : `<content:encoded>${text}</content:encoded>`
    return (
      `<item><title>${sentence('en', 9)}</title><link>https://wire.example/${at}?utm_source=rss</link>` +
      `<guid isPermaLink="false">wire-${at}-${seed}</guid>` +
      `<pubDate>Fri, 11 Jul 2025 ${String(at % 24).padStart(2, '0')}:10:00 +0900</pubDate>` +
      `<dc:creator>Ann Example</dc:creator><category>World</category><category>Asia</category>` +
      `<description>${short}</description>${content}` +
      `<media:thumbnail url="https://wire.example/${at}.jpg"/>${extra}</item>`
    )
  })
  return (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"' +
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"' +
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">' +
    `<channel><title>Wire</title><link>https://wire.example/</link>${entries.join('\n')}</channel></rss>`
  )
}

function atom(entries, text) {
  const written = times(
    entries,
    (at) =>
      `<entry><title>${sentence('en', 9)}</title><id>tag:wire.example,2025:${at}-${seed}</id>` +
      `<link rel="alternate" href="https://wire.example/${at}"/>` +
      '<published>2025-07-11T10:00:00Z</published><updated>2025-07-11T11:00:00Z</updated>' +
      `<author><name>Ann Example</name></author><content type="html">${escaped(text)}</content></entry>`,
  )
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>${written.join('\n')}</feed>`
}

function escaped(html) {
  return html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function cdata(html) {
  return `<![CDATA[${html}]]>`
}

function times(count, make) {
  return Array.from({ length: count }, (_, at) => make(at))
}
