/**
 * How far our reading of feeds agrees with Python's feedparser, over a folder of feeds kept
 * outside the repository (their licences differ): `npm run build && node test/conformance.js
 * FOLDER [--misses]`. The folder holds `expected.json.gz`, a list of `{file, headers, base,
 * expected}`, and the files it names. A cell is one field that feedparser found a value for.
 *
 * Texts agree as plain words without blanks, dates as instants, addresses when absolute. Two
 * departures count as agreeing: a redirector's address read out to the article, and an id left as
 * the feed wrote it where feedparser makes an address of it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { decodeHTML } from 'entities'

const [folder, ...options] = process.argv.slice(2)
if (!folder) {
  console.error('usage: node test/conformance.js FOLDER [--misses]')
  process.exit(2)
}

const built = new URL('../dist/core/feed/', import.meta.url)
const { parseFeed } = await import(new URL('parse-feed.js', built).href)
const { normaliseItems } = await import(new URL('normalise-items.js', built).href)

const farFuture = new Date('9000-01-01T00:00:00Z')
const cases = JSON.parse(gunzipSync(readFileSync(join(folder, 'expected.json.gz'))).toString())
const byFolder = new Map()
const byField = new Map()
const misses = []
let throws = 0

for (const { file, headers, base, expected } of cases) {
  const bytes = readFileSync(join(folder, file))
  try {
    const parsed = await parseFeed({ kind: 'body', url: base, status: 200, headers, bytes })
    compareHeading(file, base, expected.feed, parsed.feed)
    for (const [index, entry] of expected.entries.entries()) {
      compareEntry(file, entry, parsed, parsed.entries[index])
    }
  } catch (error) {
    throws += 1
    console.log(`throws on ${file}`, error)
  }
}

printAgreement('folder', byFolder)
printAgreement('field', byField)
const total = [...byField.values()].reduce((sum, { agree, cells }) => {
  return { agree: sum.agree + agree, cells: sum.cells + cells }
})
console.log(`\n${cases.length} files, ${throws} throws, all cells ${share(total)}`)
if (options.includes('--misses')) for (const miss of misses) console.log(JSON.stringify(miss))

function compareHeading(file, base, wanted, heading) {
  compareText(file, 'feed.title', wanted.title, heading.title ?? '')
  const link = address(wanted.link, base)
  count(file, 'feed.link', link, heading.url, address(heading.url) === link)
  compareTag(file, 'feed.language', wanted.lang, heading.language)
}

function compareEntry(file, wanted, parsed, entry) {
  // One entry at a time: whatever becomes of its neighbours, it is compared with its own.
  const feed = { id: 'f', name: 'f', url: '', every: 1 }
  const alone = { ...parsed, entries: entry ? [entry] : [] }
  const [item = {}] = normaliseItems(alone, feed, farFuture)
  const link = address(wanted.link, entry?.base)
  const opened = isRedirector(link) && Boolean(entry?.url)
  const id = wanted.id
  compareText(file, 'title', wanted.title, item.title)
  count(file, 'link', link, entry?.url, opened || address(entry?.url) === link)
  const sameId = entry?.id === id || address(entry?.id, entry?.base) === address(id)
  count(file, 'id', id, entry?.id, sameId)
  compareDate(file, 'published', wanted.published ?? wanted.updated, item.published)
  compareDate(file, 'updated', wanted.updated, item.updated)
  compareAuthor(file, wanted.author, item.authors ?? [])
  const categories = (wanted.categories ?? []).map((term) => bare(words(term))).join('|')
  const ours = (item.categories ?? []).map((term) => bare(words(term))).join('|')
  count(file, 'categories', categories, ours, categories === ours)
  const image = address(wanted.image)
  count(file, 'image', image, item.image, address(item.image) === image)
  compareText(file, 'summary', wanted.summary, item.summary)
  compareText(file, 'text', wanted.content ?? wanted.summary, item.text)
  compareTag(file, 'language', wanted.lang, item.language)
}

function compareText(file, field, wanted, text = '') {
  const plain = wanted ? bare(wanted.t === 'text/plain' ? wanted.v : words(wanted.v)) : ''
  count(file, field, plain, text, bare(text) === plain)
}

function compareDate(file, field, wanted, date) {
  count(file, field, wanted, date, date?.getTime() === Date.parse(wanted))
}

function compareTag(file, field, wanted, tag = '') {
  count(file, field, wanted, tag, tag.toLowerCase() === wanted?.toLowerCase())
}

function compareAuthor(file, wanted, authors) {
  const all = [...authors, authors.join(',')]
  const agrees = all.some((author) => bare(author) === bare(wanted ?? ''))
  count(file, 'author', wanted, authors.join(', '), agrees)
}

function count(file, field, wanted, got, agrees) {
  if (wanted === undefined || wanted === null || wanted === '') return
  for (const [table, key] of [
    [byFolder, file.split('/').slice(1, -1).join('/')],
    [byField, field],
  ]) {
    const { agree = 0, cells = 0 } = table.get(key) ?? {}
    table.set(key, { agree: agree + (agrees ? 1 : 0), cells: cells + 1 })
  }
  if (!agrees) misses.push({ file, field, wanted, got })
}

/** Not the project's own plain text, which is what is being measured. */
function words(html) {
  const shown = html
    .replace(/<!--[^]*?-->/g, '')
    .replace(/<(script|style)\b[^]*?<\/\1>/gi, '')
    .replace(/<\/?[a-z!?][^<>]*>/gi, '')
  return decodeHTML(shown)
}

function bare(text) {
  return text.replace(/[\s\u200b\ufeff]+/g, '')
}

function address(written, base) {
  if (!written) return written
  const url = URL.canParse(written, base || undefined)
    ? new URL(written, base || undefined)
    : undefined
  return url ? url.href.replace(/[#/]$/, '') : written
}

function isRedirector(link) {
  return /feedproxy\.google\.com|feeds\.feedburner\.com|\/~r\//.test(link ?? '')
}

function share({ agree, cells }) {
  return `${agree} of ${cells} (${((100 * agree) / cells).toFixed(1)} %)`
}

function printAgreement(title, table) {
  console.log(`\nby ${title}`)
  for (const [key, counts] of [...table].toSorted(([one], [other]) => one.localeCompare(other)))
    console.log(`  ${key.padEnd(36)}${share(counts)}`)
}
