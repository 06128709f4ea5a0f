import { startWeb } from '../../src/app/web/server.ts'
import { keywordsQuery } from '../../src/core/watch/parse-query.ts'
import { NOTHING_NAMED } from '../../src/core/watch/vocabulary.ts'
import type { Feed, Subscriber, Watch } from '../../src/model.ts'
import { pollFeed, sendDigest } from '../../src/pipeline.ts'
import { aSeedStory } from './builders.ts'
import { idleQueue } from './watches-page.ts'
import { openTestWorld } from './world.ts'

const watches: readonly Watch[] = [
  watchOf('Lavrov', ['Lavrov', 'Лавров', '라브로프']),
  watchOf('Cricket', ['cricket']),
]

function watchOf(name: string, keywords: readonly string[]): Watch {
  return { name, query: keywordsQuery(keywords), written: keywords.join(' | ') }
}

const desk: Subscriber = {
  id: 'desk',
  name: 'Desk',
  to: ['desk@example.org'],
  schedule: { crons: ['0 7 * * *'], written: 'daily at 07:00' },
  zone: 'Asia/Seoul',
  evenWhenNothingIsNew: false,
}

const feeds: readonly Feed[] = ['Wire', 'Вестник', '새벽일보', 'Post'].map((name, at) => ({
  id: `f${at}`,
  name,
  url: `https://f${at}.example/feed`,
  every: 3_600_000,
  language: ['en', 'ru', 'ko', 'en'][at]!,
}))

/** A hostile headline: markup, an attribute's end, and a word too long for any line. */
export const HOSTILE = `Lavrov <script>alert(1)</script> "onmouseover=x ${'A'.repeat(300)}`

const LANDED =
  'Sergei Lavrov landed in Wonsan, North Korea, on Friday for three days of talks. He was met at the airport by Choe Son Hui, the foreign minister. The two had last met in Moscow.'
const NEWS = [
  ['Wire', '2025-07-11T01:00:00Z', 'Lavrov lands in Wonsan', LANDED],
  ['Post', '2025-07-11T02:00:00Z', 'Lavrov lands in Wonsan, Wire reports', LANDED],
  [
    'Вестник',
    '2025-07-11T03:00:00Z',
    'Лавров открыл выставку самоваров',
    'Сергей Лавров открыл в Туле выставку самоваров.',
  ],
  [
    '새벽일보',
    '2025-07-11T04:00:00Z',
    '라브로프는 평양 거리를 걸었다',
    '라브로프는 토요일 평양 거리를 걸었다.',
  ],
  ['Wire', '2025-07-12T03:00:00Z', HOSTILE, 'Lavrov said 4,000 bakers would go to Kursk.'],
  ['Post', '2025-07-12T04:00:00Z', 'Harvest begins early', 'Barley is cut in the south.'],
] as const

/** The page of a service that read four feeds in three languages for two days and sent what was new. */
export async function openReaderPage() {
  const world = await openTestWorld('2025-07-10T06:00:00Z')
  await readNews(world)
  return openPage(world)
}

/** The page of a service that has only been started: it knows its seeds, and read nothing. */
export async function openFreshPage() {
  const world = await openTestWorld('2025-07-10T06:00:00Z')
  await world.store.keepSeeds([aSeedStory('visit', ['Lavrov lands in Pyongyang'])])
  return openPage(world)
}

type World = Awaited<ReturnType<typeof openTestWorld>>

async function readNews(world: World): Promise<void> {
  for (const feed of feeds) await pollFeed(world, feed, watches)
  for (const [at, [outlet, instant, title, text]] of NEWS.entries()) {
    const feed = feeds.find(({ name }) => name === outlet)!
    world.setClock(instant)
    const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&amp;lt;')
    world.outlets.serve(feed.id, [{ id: `n${at}`, title: escaped, text, published: instant }])
    world.setClock(new Date(Date.parse(instant) + 600_000).toISOString())
    await pollFeed(world, feed, watches)
    if (at === 3 || at === NEWS.length - 1) {
      world.setClock(`2025-07-1${at === 3 ? 1 : 2}T22:00:00Z`)
      await sendDigest(world, desk, watches, { from: 'Wirewatch <w@example.org>' })
    }
  }
  world.setClock('2025-07-12T23:00:00Z')
}

async function openPage(world: World) {
  const parts = { store: 'memory', queue: 'none', mail: 'none' }
  const web = await startWeb(
    {
      world: { ...world, queue: idleQueue().queue, parts },
      followed: {
        trouble: undefined,
        waiting: [],
        current: {
          watches,
          vocabulary: NOTHING_NAMED,
          subscribers: [desk],
          feeds,
          polling: { concurrency: 1, hostSpacing: 0, allowHosts: [], checkTold: false },
          corpus: { remember: 1e12, mostDocuments: 1e6 },
          mail: { from: 'Wirewatch <w@example.org>' },
          warnings: [],
          hints: [],
          broken: [],
          web: { host: '127.0.0.1', port: 0, secrets: [] },
        },
      },
    },
    { host: '127.0.0.1', port: 0, secrets: [] },
  )
  return {
    url: web.url,
    store: world.store,
    close: async () => {
      await web.close()
      await world.close()
    },
  }
}
