/**
 * What bodies made to hurt do to the program: `npm run build && node test/hostile-inputs.js`.
 * Each is read in a process of its own, the way the service reads; the table says what came of
 * it, how long it took, how long the process could do nothing else meanwhile, and the most memory
 * it held. Exit code 1 when one took over 5 s or 512 MB, or ended its process.
 */
import { spawnSync } from 'node:child_process'

const MOST = 15 * 1024 * 1024
const LIMITS = { ms: 5_000, mb: 512 }

const times = (text, length = MOST) => text.repeat(Math.max(1, Math.floor(length / text.length)))
const rss = (inside) => `<rss version="2.0"><channel><title>T</title>${inside}</channel></rss>`
const item = (inside) => rss(`<item><title>t</title>${inside}</item>`)
const each = (count, write) => Array.from({ length: count }, (_, at) => write(at)).join('')
const items = (write) => rss(each(2000, (at) => `<item><guid>${at}</guid>${write(at)}</item>`))
const entries = (inside = '') => each(2000, (at) => `<entry><id>e${at}</id>${inside}</entry>`)
const cdata = (text) => `<description><![CDATA[${text}]]></description>`
const long = (text) => times(text, 7_700)
const distinct = (write) => each(Math.floor(MOST / write(1_000_000).length), write)

/** Name to body. Sizes are those the fetcher lets through. */
const BODIES = {
  'an ordinary feed': () => rss(each(50, (at) => `<item><title>News ${at}</title></item>`)),
  '15 MB of <': () => times('<'),
  '15 MB of <a ': () => times('<a '),
  '15 MB of &': () => times('&'),
  '15 MB of blanks': () => times(' '),
  '15 MB of zero bytes': () => Buffer.alloc(MOST),
  '15 MB of noise': noise,
  'one text of 15 MB of <p ': () => item(cdata(times('<p ', MOST - 200))),
  '2,000 items of long HTML': () => items(() => cdata(long('<p>word <b>bold</b> &amp; more</p>'))),
  '2,000 items of <p ': () => items(() => cdata(long('<p '))),
  '2,000 items of quotes left open': () => items(() => cdata(long('<p a="'))),
  '2,000 items of scripts left open': () => items(() => cdata(long('<script></x>'))),
  '2,000 items of breaks and blanks': () => items(() => cdata(long('<br> \n'))),
  '2,000 titles of blanks': () => items(() => `<title>${'\n \t'.repeat(2000)}</title>`),
  'half a million empty items': () => rss(times('<item/>')),
  'elements by the million': () => item(times('<x/>')),
  'elements, no two alike': () => item(distinct((at) => `<a${at}/>`)),
  'attributes, no two alike': () => item(distinct((at) => `<a${at} b${at}="" c${at}=""/>`)),
  'text in crumbs': () => item(`<description>${times('a<!---->')}</description>`),
  'categories, no two alike': () => item(distinct((at) => `<category>c${at}</category>`)),
  'nested three million deep': () => item(`<description>${times('<div>')}`),
  'nested 250 deep, again and again': () => rss(times('<b>'.repeat(250) + '</b>'.repeat(250))),
  'namespaces on every element': () => rss(distinct((at) => `<item xmlns:p${at}="u${at}"/>`)),
  'entities that multiply': entityBomb,
  'a declaration of 15 MB': () => `<!DOCTYPE ${times('a')}`,
  'a comment left open': () => `<!--${times('-')}`,
  'a news sitemap of 12 MB': () =>
    `<urlset>${times('<url><loc>https://o.example/a</loc><news:news/></url>', 12 * 1024 * 1024)}`,
  'a sitemap of 12 MB': () =>
    `<urlset>${times('<url><loc>https://o.example/a</loc></url>', 12 * 1024 * 1024)}`,
  'one long base for 2,000': () =>
    `<feed xml:base="https://o.example/${'a'.repeat(8000)}/">${entries('<link href="p"/>')}`,
  '200 bases on top of each other': () =>
    `<feed xml:base="https://o.example/">${`<items xml:base="${'a'.repeat(8000)}/">`.repeat(200)}` +
    entries('<link href="p"/>'),
  'a language of 10 MB for 2,000': () =>
    `<feed xml:lang="en${times('-a', 10 * 1024 * 1024)}">${entries()}`,
  '50 long authors for 2,000': () =>
    `<feed>${`<author><name>&lt;b&gt;${'a'.repeat(250_000)}</name></author>`.repeat(50)}${entries()}`,
  'a page of links': () =>
    `<html><head>${times('<link rel="alternate" type="application/rss+xml" href="/a">')}`,
  'JSON of brackets': () => `{"items":${times('[')}`,
  'JSON of empty items': () => `{"items":[${times('{},')}{}]}`,
  'JSON of one escaped text': () => `{"items":[{"content_html":"${times('\\u0041')}"}]}`,
  'JSON of 2,000 long texts': () =>
    JSON.stringify({ items: Array.from({ length: 2000 }, () => ({ content_html: long('<p>w') })) }),
}

const [name] = process.argv.slice(2)
if (name === undefined) process.exitCode = readAll()
else console.log(JSON.stringify(await readOne(BODIES[name]())))

function readAll() {
  let worst = 0
  console.log('| input | outcome | ms | held up, ms | peak, MB |\n| --- | --- | --- | --- | --- |')
  for (const input of Object.keys(BODIES)) {
    const child = spawnSync(process.execPath, [process.argv[1], input], { timeout: 60_000 })
    const told = child.status === 0 ? JSON.parse(child.stdout.toString()) : undefined
    const outcome = told?.outcome ?? `THE PROCESS ENDED (${child.signal ?? child.status})`
    const { ms, heldUp, mb } = told ?? {}
    console.log(`| ${input} | ${outcome} | ${ms} | ${heldUp} | ${mb} |`)
    if (!told || ms > LIMITS.ms || mb > LIMITS.mb) worst = 1
  }
  return worst
}

async function readOne(body) {
  const program = new URL('../dist/adapters/parser/thread-parser.js', import.meta.url)
  const { createThreadParser } = await import(program.href)
  const parser = createThreadParser()
  const url = 'https://o.example/feed'
  const fetched = { kind: 'body', url, status: 200, headers: {}, bytes: Buffer.from(body) }
  const watch = watchThisThread()
  const started = performance.now()
  const { parsed, changed: read } = await parser.read(
    fetched,
    { id: 'f', name: 'F', url },
    new Date(),
  )
  const ms = Math.round(performance.now() - started)
  const heldUp = await watch.end()
  await parser.close()
  const problem = parsed.problems[0]?.replaceAll('|', '').slice(0, 70)
  const outcome = [`${read.length} items`, problem].filter(Boolean).join('; ')
  return { outcome, ms, heldUp, mb: Math.round(process.resourceUsage().maxRSS / 1024) }
}

/** The longest this thread was kept from its timers, in milliseconds. */
function watchThisThread() {
  let worst = 0
  let last = performance.now()
  const look = () => {
    worst = Math.max(worst, performance.now() - last)
    last = performance.now()
  }
  const timer = setInterval(look, 1)
  return {
    async end() {
      await new Promise(setImmediate)
      look()
      clearInterval(timer)
      return Math.round(worst)
    },
  }
}

function noise() {
  const bytes = Buffer.alloc(MOST)
  let state = 1
  for (let at = 0; at < MOST; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    bytes[at] = state >>> 16
  }
  return bytes
}

function entityBomb() {
  const names = 'abcdefghij'.split('')
  const entities = names.map((entity, at) => {
    const value = at === 0 ? 'ha' : `&${names[at - 1]};`.repeat(10)
    return `<!ENTITY ${entity} "${value}">`
  })
  return `<!DOCTYPE r [${entities.join('')}]>${items(() => cdata('&j;'.repeat(500)))}`
}
