import { Command } from 'commander'
import { composeDigest } from '../../core/digest/compose-digest.ts'
import { writeMessage } from '../../core/digest/write-message.ts'
import type { PlacedItem, Subscriber } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { asPlacedItems, judgeItems } from '../judge-items.ts'
import { loadSeeds } from '../load-seeds.ts'
import { openWorld } from '../world.ts'
import { eachSource } from './each-source.ts'
import { named } from './named.ts'
import { configOption, jsonOption, seedsOption, settled, type CommonOptions } from './options.ts'

interface DigestOptions extends CommonOptions {
  readonly html?: boolean
}

export function digestCommand(): Command {
  return new Command('digest')
    .description('Print the digest a subscriber would get now; nothing is sent or kept')
    .argument('<subscriber>', 'a subscriber’s id or name from the configuration')
    .argument('[file|url...]', 'make it from these instead of what the store holds')
    .option('--print', 'the only way there is: sending is the service’s')
    .option('--html', 'print the mail’s HTML instead of its text')
    .addOption(configOption())
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
With files or addresses no database is read: their items are set against the seed corpus and
each other. Without, the digest is made of what the service has recorded and not yet told; the
embedded store can only be read while the service is stopped.

Examples:
  wirewatch digest desk --print
  wirewatch digest desk --print morning.xml evening.xml
  wirewatch digest desk --print --html feed.xml > digest.html`,
    )
    .action(async (name: string, sources: string[], options: DigestOptions) => {
      const { environment, configuration } = await settled(options)
      const subscriber = {
        ...named('subscriber', name, configuration.subscribers),
        evenWhenNothingIsNew: true,
      }
      const now = new Date()
      const material =
        sources.length > 0
          ? await materialOf(sources, environment, configuration, now)
          : await materialInStore(subscriber, environment, configuration, now)
      const { watches, mail } = configuration
      const digest = composeDigest({ subscriber, watches, now, ...material })
      if (!digest) throw new Error('no digest could be composed')
      const message = writeMessage(digest, subscriber, mail)
      if (options.json) console.log(JSON.stringify(digest))
      else console.log(options.html ? message.html : `${message.subject}\n\n${message.text}`)
    })
}

async function materialOf(
  sources: readonly string[],
  environment: Environment,
  configuration: Configuration,
  now: Date,
): Promise<{ last: undefined; placed: readonly PlacedItem[]; feeds: [] }> {
  const seeds = await loadSeeds(environment.seedsFolder)
  const items = []
  for await (const reading of eachSource(sources, now)) items.push(...reading.items)
  const placements = judgeItems(items, configuration.watches, seeds, now)
  return { last: undefined, placed: asPlacedItems(placements, now), feeds: [] }
}

async function materialInStore(
  subscriber: Subscriber,
  environment: Environment,
  configuration: Configuration,
  now: Date,
) {
  const world = await openWorld({ environment, configuration })
  try {
    const last = await world.store.lastDigest(subscriber.id)
    const placed = await world.store.placementsAfter(last?.upTo ?? 0)
    const feeds = await world.store.feedRecords(last?.composedAt ?? new Date(0), now)
    return { last, placed, feeds }
  } finally {
    await world.close()
  }
}
