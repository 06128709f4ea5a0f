import { createServer } from 'node:http'
import { feedXml, inventStory, itemXml, OLD } from './invented-stories.js'

/** Items a feed shows: more than it gets while a worker's death holds up its host. */
const SHOWN = 200
/** Stories that a second outlet takes up word for word. */
const COPIED = 0.3

/**
 * Feeds of outlets on loopback, and a note of every visit: by whom (the User-Agent), when it
 * began and ended. `feeds` are `{ id, host, slowMs? }`; a story a time goes to one of them, now
 * and then to two.
 */
export async function openNewsroom(feeds) {
  const stories = []
  const published = new Map(feeds.map(({ id }) => [id, []]))
  const visits = []
  const server = createServer((request, response) => {
    const feed = feeds.find(({ id }) => request.url === `/${id}`)
    const by = request.headers['user-agent']
    const visit = { feed: feed.id, host: feed.host, by, from: Date.now() }
    visits.push(visit)
    response.on('close', () => (visit.to = Date.now()))
    setTimeout(() => {
      const items = published.get(feed.id).slice(-SHOWN).toReversed()
      response.setHeader('content-type', 'application/rss+xml')
      response.end(feedXml([...items.map((story) => itemXml(story, feed.host)), OLD]))
    }, feed.slowMs ?? 20)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const publish = () => {
    const story = inventStory(stories.length, new Date())
    stories.push(story)
    const first = Math.floor(Math.random() * feeds.length)
    published.get(feeds[first].id).push(story)
    if (Math.random() > COPIED) return
    const other = (first + 1 + Math.floor(Math.random() * (feeds.length - 1))) % feeds.length
    published.get(feeds[other].id).push(story)
  }
  let timer
  return {
    port: server.address().port,
    stories,
    visits,
    published,
    start: (everyMs) => (timer = setInterval(publish, everyMs)),
    stop: () => clearInterval(timer),
    close: () => server.close(),
  }
}

/** Visits that overlap another one of the same `by` ('host' or 'feed'). */
export function overlapsIn(visits, by) {
  return neighbours(visits, by).filter(([one, other]) => (one.to ?? Infinity) > other.from)
}

/** Milliseconds between the starts of neighbouring visits of the same `by`, shortest first. */
export function startGapsIn(visits, by) {
  return neighbours(visits, by)
    .map(([one, other]) => other.from - one.from)
    .toSorted((one, other) => one - other)
}

function neighbours(visits, by) {
  const groups = new Map()
  for (const visit of visits.toSorted((one, other) => one.from - other.from)) {
    groups.set(visit[by], [...(groups.get(visit[by]) ?? []), visit])
  }
  return [...groups.values()].flatMap((group) =>
    group.slice(1).map((visit, at) => [group[at], visit]),
  )
}
