import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { followConfiguration } from '../../src/app/follow-configuration.ts'
import { loadConfiguration } from '../../src/app/load-configuration.ts'
import { startWeb } from '../../src/app/web/server.ts'
import { pollFeed } from '../../src/pipeline.ts'
import type { Job, JobOnRecord, Queue } from '../../src/ports.ts'
import { openTestWorld } from './world.ts'

const CONFIGURATION = `# what we look for
watches:
  # the minister
  - name: Lavrov
    keywords: [Lavrov, Лавров] # both scripts
  - { name: Cricket, query: 'cricket NOT football' }
subscribers:
  - { name: Desk, to: desk@example.org, schedule: { daily: '07:00' } }
feeds:
  - { id: north, name: North, url: 'https://north.example/feed' }
`

/** A queue in which nothing is worked: what is put in line is only kept. */
export function idleQueue() {
  const added: Job[] = []
  const jobs: JobOnRecord[] = []
  const triedAgain: string[] = []
  const queue: Queue = {
    keepTimetable: async () => {},
    mendTimetable: async () => 0,
    add: async (job) => void added.push(job),
    work: async () => ({ drain: async () => true, setConcurrency() {} }),
    untilEmpty: async () => {},
    counts: async () => ({ waiting: 0, active: 0, delayed: 0, failed: jobs.length }),
    jobs: async () => jobs,
    tryAgain: async (id) => {
      triedAgain.push(id)
      return jobs.some((job) => job.id === id)
    },
    close: async () => {},
  }
  return { queue, added, jobs, triedAgain }
}

/** The page of a service that has read a few days of news, on a free port. */
export async function openWatchesPage(
  secrets: readonly string[] = [],
  variables: Readonly<Record<string, string | undefined>> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'wirewatch-page-'))
  const file = join(folder, 'wirewatch.yaml')
  writeFileSync(file, CONFIGURATION)
  const world = await openTestWorld('2025-07-10T06:00:00Z')
  const start = await loadConfiguration(file, variables)
  const refused: string[] = []
  const idle = idleQueue()
  const followed = followConfiguration({
    file,
    variables,
    start,
    change: async () => {},
    refuse: (trouble) => void refused.push(trouble),
  })
  await readNews(world, start)
  const web = await startWeb(
    {
      world: {
        ...world,
        queue: idle.queue,
        parts: { store: 'memory', queue: 'none', mail: 'none' },
      },
      followed,
      files: { configuration: file, seeds: folder, data: folder, reload: () => followed.reload() },
    },
    { host: '127.0.0.1', port: 0, secrets },
  )
  return {
    url: web.url,
    store: world.store,
    world,
    queue: idle,
    followed,
    refused,
    written: () => readFileSync(file, 'utf8'),
    write: (text: string) => writeFileSync(file, text),
    close: async () => {
      followed.close()
      await web.close()
      await world.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function readNews(
  world: Awaited<ReturnType<typeof openTestWorld>>,
  { feeds, watches }: Awaited<ReturnType<typeof loadConfiguration>>,
): Promise<void> {
  const [north] = feeds
  if (!north) throw new Error('no feed')
  const news = [
    ['11', 'Lavrov lands in Wonsan', 'Sergei Lavrov landed in Wonsan, North Korea, on Friday.'],
    ['12', 'Troops parade in Pyongyang', 'Thousands of troops of the DPRK marched on Saturday.'],
    ['13', 'Army shows <b>new</b> boots', 'Troops were given 4,000 pairs, the army said.'],
  ].map(([day, title = '', text = '']) => ({
    id: `n${day}`,
    title: title.replaceAll('<', '&amp;lt;'),
    text,
    published: `2025-07-${day}T05:00:00Z`,
  }))
  await pollFeed(world, north, watches)
  for (const [at, entry] of news.entries()) {
    world.setClock(`2025-07-${11 + at}T06:00:00Z`)
    world.outlets.serve('north', [entry])
    await pollFeed(world, north, watches)
  }
  world.setClock('2025-07-14T06:00:00Z')
}
