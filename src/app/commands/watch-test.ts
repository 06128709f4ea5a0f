import { Command } from 'commander'
import { nearestName } from '../../core/text/nearest-name.ts'
import type { Item, Watch } from '../../model.ts'
import { openPast, type Past } from '../backtest/open-past.ts'
import { anybody, historyOf, testWatch, type WatchTest } from '../backtest/test-watch.ts'
import type { Plan } from '../backtest/replay-history.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { loadSeeds } from '../load-seeds.ts'
import { Refusal } from '../refusal.ts'
import { eachSource } from './each-source.ts'
import { readWatch } from './match.ts'
import {
  configOption,
  jsonOption,
  seedsOption,
  settled,
  settledEnvironment,
  type CommonOptions,
} from './options.ts'
import { showReplay } from './show-progress.ts'
import { watchTestAsJson, watchTestAsText } from './show-watch-test.ts'
import { limitOption, sinceOption } from './since.ts'

interface TestOptions extends CommonOptions {
  readonly watch?: string
  readonly since?: Date
  readonly limit: number
}

/** Hits that are sent through the line: they stay in memory, some 15 KB each. */
const MOST_PLACED = 100_000

export function watchTestCommand(): Command {
  return new Command('test')
    .description('Try a query on what was read so far, or on files and addresses')
    .argument('[query]', 'the query; with --watch, the first file')
    .argument('[file|url...]', 'instead of what was read: feeds or documents, - for standard input')
    .option('-w, --watch <name>', 'a watch of the configuration instead of a query')
    .addOption(sinceOption())
    .addOption(limitOption('hits and near misses shown', 5))
    .addOption(configOption())
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Shows what answers and what nearly does, with the clause that failed; hits a day; and the mails and
stories a week this watch alone would bring each subscriber, by replaying the schedules. A running
service is asked for what it read.

Examples:
  wirewatch watch test '("north korea" OR dprk) AND troops' --since 30d
  wirewatch watch test --watch Lavrov
  wirewatch watch test 'dprk NEAR/5 troops' feed.xml https://example.org/rss`,
    )
    .action(async (query: string | undefined, files: string[], options: TestOptions) => {
      const sources = options.watch !== undefined && query !== undefined ? [query, ...files] : files
      const wanted = await whatToTest(query, options)
      const past = sources.length > 0 ? await pastOfFiles(sources) : await pastOnRecord(options)
      try {
        const seeds = await loadSeeds(settledEnvironment(options).seedsFolder)
        const test = await run(past, { watch: wanted, seeds, options })
        console.log(options.json ? watchTestAsJson(test) : watchTestAsText(test, past.where))
      } finally {
        await past.close()
      }
    })
}

async function whatToTest(query: string | undefined, options: TestOptions): Promise<Watch> {
  if (options.watch === undefined) {
    if (query !== undefined) return readWatch(query, options)
    throw new Refusal("say what to test: a query ('dprk AND troops') or --watch NAME")
  }
  const { watches } = (await settled(options)).configuration
  const found = watches.find(({ name }) => name === options.watch)
  if (found) return found
  const names = watches.map(({ name }) => name)
  const meant = nearestName(options.watch, names)
  throw new Refusal(
    `no watch "${options.watch}"; ${meant ? `do you mean "${meant}"?` : `there are ${names.join(', ')}`}`,
  )
}

type Ground = Pick<Past, 'history' | 'where' | 'close'> & { readonly plan: Omit<Plan, 'watches'> }

async function pastOnRecord(options: TestOptions): Promise<Ground> {
  const { environment, configuration } = await settled(options)
  return {
    ...(await openPast(environment, configuration, ', or give files to test on')),
    plan: planOf(configuration),
  }
}

function planOf({ subscribers, feeds }: Configuration): Ground['plan'] {
  return { feeds, subscribers: subscribers.length > 0 ? subscribers : [anybody] }
}

async function pastOfFiles(names: readonly string[]): Promise<Ground> {
  const now = new Date()
  const byId = new Map<string, Item>()
  for await (const { items } of eachSource(names, now)) {
    for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item)
  }
  const items = [...byId.values()]
  const ids = [...new Set(items.map(({ feedId }) => feedId))]
  const feeds = ids.map((id) => ({ id, name: id, url: '', every: 0 }))
  return {
    ...historyOf(items, now),
    where: names.length > 3 ? `${names.length} files` : names.join(', '),
    close: async () => {},
    plan: { feeds, subscribers: [anybody] },
  }
}

async function run(
  past: Ground,
  {
    watch,
    seeds,
    options,
  }: { watch: Watch; seeds: Awaited<ReturnType<typeof loadSeeds>>; options: TestOptions },
): Promise<WatchTest> {
  const { onVisit, end } = showReplay()
  const { since = new Date(0), limit: samples } = options
  const result = await testWatch({
    history: past,
    watch,
    plan: past.plan,
    seeds,
    since,
    samples,
    to: new Date(),
    mostPlaced: MOST_PLACED,
    onVisit,
  })
  end()
  if (!result.ok) throw new Refusal(result.problem)
  return result.test
}
