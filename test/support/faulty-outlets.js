import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { feedXml, inventStory, itemXml, OLD } from './invented-stories.js'

const XML = { 'content-type': 'application/rss+xml' }
/** 200 MB in 200 KB. */
const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '))
/** What takes a careless reader ages: depth, entities of entities, tags that never end. */
const DEEP = `<rss><channel>${'<a>'.repeat(100_000)}</channel></rss>`
const LAUGHS = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`
const OPEN = feedXml([
  `<item><guid>p</guid><description>${'<p '.repeat(70_000)}</description></item>`,
])

/** Kind of trouble -> how a request is answered. */
const TROUBLES = {
  hangs: () => {},
  hangsInTheMidst: (response) => {
    response.writeHead(200, XML)
    response.write('<rss><channel>')
  },
  breaksOff: (response) => {
    response.writeHead(200, { ...XML, 'content-length': '5000' })
    response.write('<rss><channel><title>')
    setTimeout(() => response.destroy(), 20)
  },
  isAPage: (response) => response.writeHead(200, XML).end('<html><body>Welcome</body></html>'),
  liesOfItsType: (response) =>
    response
      .writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' })
      .end('no gzip, no picture'),
  asksToWait: (response) => response.writeHead(429, { 'retry-after': '5400' }).end(),
  fails: (response) => response.writeHead(500).end('<h1>sorry</h1>'),
  isGone: (response) => response.writeHead(410).end(),
  goesRound: (response, path) => response.writeHead(302, { location: path }).end(),
  leadsAstray: (response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
  blowsUp: (response) => response.writeHead(200, { ...XML, 'content-encoding': 'gzip' }).end(BOMB),
  isDeep: (response) => response.writeHead(200, XML).end(DEEP),
  laughs: (response) => response.writeHead(200, XML).end(LAUGHS),
  neverCloses: (response) => response.writeHead(200, XML).end(OPEN),
}

const KINDS = Object.keys(TROUBLES)

/**
 * Outlets on loopback: `/good/<n>` publishes stories as `publish` is called, `/moved/<n>` leads to
 * it for good, `/flaky/<n>` is it but fails every other time, and `/<kind>` is trouble of a kind.
 */
export async function openFaultyOutlets(count) {
  const published = Array.from({ length: count }, () => [])
  const stories = []
  const asked = new Map()
  const answer = (request, response) => {
    asked.set(request.url, (asked.get(request.url) ?? 0) + 1)
    const [, kind, number] = request.url.split('/')
    if (TROUBLES[kind]) return TROUBLES[kind](response, request.url)
    if (kind === 'moved') return response.writeHead(301, { location: `/good/${number}` }).end()
    if (kind === 'flaky' && asked.get(request.url) % 2 === 0) return response.writeHead(503).end()
    const items = published[Number(number)].slice(-40).toReversed()
    return response.writeHead(200, XML).end(feedXml([...items.map((story) => itemXml(story)), OLD]))
  }
  // What one outlet asks for by Retry-After binds all of its host: each kind has one of its own.
  const servers = await Promise.all(['good', ...KINDS].map(() => listen(answer)))
  const urls = servers.map((server) => `http://127.0.0.1:${server.address().port}`)
  return {
    feeds: [
      ...published.map(
        (_, at) => `${urls[0]}/${['good', 'moved', 'flaky'][at % 12] ?? 'good'}/${at}`,
      ),
      ...KINDS.map((kind, at) => `${urls[at + 1]}/${kind}`),
    ],
    stories,
    publish(at, outlet) {
      const story = inventStory(stories.length, at)
      stories.push(story)
      published[outlet].push(story)
    },
    close() {
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
    },
  }
}

async function listen(answer) {
  const server = createServer(answer)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
