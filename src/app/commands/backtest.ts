import { Command } from 'commander'
import { writeMessage } from '../../core/digest/write-message.ts'
import { compareOutcomes, digestsFor } from '../backtest/compare-outcomes.ts'
import { asSent, openPast, type Past } from '../backtest/open-past.ts'
import { replayHistory, type Outcome, type ReplayFacts } from '../backtest/replay-history.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { loadConfiguration } from '../load-configuration.ts'
import { loadSeeds } from '../load-seeds.ts'
import { Refusal } from '../refusal.ts'
import { openOutbox } from '../world.ts'
import {
  jsonOption,
  seedsOption,
  settled,
  settledEnvironment,
  type CommonOptions,
} from './options.ts'
import { zoneInUse } from '../zone-in-use.ts'
import { backtestAsJson, backtestAsText } from './show-backtest.ts'
import { showReplay } from './show-progress.ts'
import { limitOption, sinceOption } from './since.ts'

interface BacktestOptions extends CommonOptions {
  readonly against?: string
  readonly since?: Date
  readonly digests?: string
  readonly limit: number
}

/** Items that may answer: they stay in memory, some 15 KB each. */
const MOST_PLACED = 200_000

export function backtestCommand(): Command {
  return new Command('backtest')
    .description('Show how a changed configuration would have changed the digests of the past')
    .option('-c, --config <file>', 'the changed configuration (default: the one in force)')
    .option(
      '--against <file>',
      'the one in force (default: WIREWATCH_CONFIG or config/wirewatch.yaml)',
    )
    .addOption(sinceOption())
    .option('--digests <folder>', 'write the mails that would have gone out into a folder')
    .addOption(limitOption('gained and lost stories shown of each kind', 20))
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
What was read is sent through the line again, under both configurations: watches, stories,
schedules, mutes, quiet hours, urgent news, alarms and corrections. Nothing is visited, kept or mailed. A running service is asked for what it read.
--since says from when on digests are compared; without it, from the first thing that is kept.

Examples:
  wirewatch backtest --config new.yaml --since 30d
  wirewatch backtest --config new.yaml --digests /tmp/mails
  wirewatch backtest --since 7d                   # does the replay tell what was really sent?`,
    )
    .action(async (options: BacktestOptions) => {
      const { config, against, seeds, since = new Date(0), limit, json, digests } = options
      const { environment, configuration: inForce } = await settled({
        ...(against && { config: against }),
        ...(seeds && { seeds }),
      })
      const changed = config ? await loadConfiguration(config, process.env) : inForce
      const past = await openPast(environment, inForce)
      try {
        const seedStories = await loadSeeds(settledEnvironment(options).seedsFolder)
        const result = await replay(past, [inForce, changed], { seeds: seedStories, since })
        const [before, after] = result.outcomes
        if (!before || !after) throw new Error('a plan was lost in the replay')
        const sent = await past.sent(result.facts.from)
        const report = {
          changed: config ?? environment.configurationFile,
          where: past.where,
          facts: result.facts,
          differences: compareOutcomes(before, after, result.facts),
          check: { sent: sent.length, alike: countAlike(sent, before) },
          unread: changed.feeds.filter(({ id }) => !result.facts.feedIds.has(id)),
        }
        const zone = zoneInUse(inForce.subscribers)
        const inWords = () => backtestAsText(report, limit, zone, new Date())
        console.log(json ? backtestAsJson(report) : inWords())
        if (digests !== undefined) await writeMails(digests, after, changed, past)
      } finally {
        await past.close()
      }
    })
}

async function replay(
  past: Past,
  plans: readonly Configuration[],
  { seeds, since }: Pick<Parameters<typeof replayHistory>[0], 'seeds' | 'since'>,
): Promise<{ outcomes: readonly Outcome[]; facts: ReplayFacts }> {
  const { onVisit, end } = showReplay()
  const result = await replayHistory({
    history: past,
    plans,
    seeds,
    since,
    to: new Date(),
    mostPlaced: MOST_PLACED,
    onVisit,
  })
  end()
  if (!result.ok) throw new Refusal(result.problem)
  return result
}

/** How many of the digests really sent the replay tells story for story. */
function countAlike(sent: Awaited<ReturnType<Past['sent']>>, { digests }: Outcome): number {
  const keyOf = ({ subscriberId, told }: Awaited<ReturnType<Past['sent']>>[number]) =>
    `${subscriberId}: ${told.join()}`
  const replayed = new Set(digests.map((digest) => keyOf(asSent(digest))))
  return sent.filter((digest) => replayed.has(keyOf(digest))).length
}

async function writeMails(
  folder: string,
  after: Outcome,
  { subscribers, mail }: Configuration,
  past: Past,
): Promise<void> {
  const outbox = openOutbox(folder)
  let written = 0
  for (const subscriber of subscribers) {
    for (const digest of digestsFor(after, subscriber.id)) {
      const feeds = await past.feedRecords(digest.covers.from, digest.covers.to)
      await outbox.post(writeMessage({ ...digest, feeds }, subscriber, mail))
      written++
    }
  }
  await outbox.close()
  console.error(`${written} mails written to ${folder}`)
}
