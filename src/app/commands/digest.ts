import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import type { DigestMaterial } from '../../core/digest/compose-digest.ts'
import type { Digest, Letterhead, Subscriber } from '../../model.ts'
import { digestMaterial } from '../../pipeline.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { asPlacedItems, judgeItems } from '../judge-items.ts'
import { letterheadOf } from '../letterhead.ts'
import { loadSeeds } from '../load-seeds.ts'
import { Refusal } from '../refusal.ts'
import { withWorld } from '../service-or-store.ts'
import { asTest, postNow, type PostingParts } from '../subscribers/post-now.ts'
import {
  askPreview,
  composeNow,
  previewOf,
  type DigestPreview,
} from '../subscribers/preview-digest.ts'
import { openDelivery } from '../world.ts'
import { eachSource } from './each-source.ts'
import { named } from './named.ts'
import { configOption, jsonOption, seedsOption, settled, type CommonOptions } from './options.ts'

interface DigestOptions extends CommonOptions {
  readonly html?: boolean
  readonly open?: boolean
  readonly testSend?: boolean
  readonly resend?: string
}

export function digestCommand(): Command {
  return new Command('digest')
    .description('Look at the digest a subscriber would get now; send one to try, or one again')
    .argument('<subscriber>', 'a subscriber’s id or name from the configuration')
    .argument('[file|url...]', 'make it from these instead of what the store holds')
    .option('--preview', 'print it: what happens without another option; nothing is sent or kept')
    .option('--print', 'the same')
    .option('--html', 'print the mail’s HTML instead of its text')
    .option('--open', 'write the mail’s HTML to a file and name it, for a browser')
    .option(
      '--test-send',
      'post it now, marked as a test; nothing is kept, all comes again when due',
    )
    .option('--resend <digest>', 'post a digest on record again, under the same Message-ID')
    .addOption(configOption())
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
With files or addresses no database is read: their items are set against the seed corpus and
each other. Without, the digest is made of what the service has recorded and not yet told: a running
service is asked at its web address; without one the store is read. --test-send and --resend open
the store themselves: beside a service on the embedded store, the page's subscribers send a test.

Examples:
  wirewatch digest desk --print
  wirewatch digest desk --print morning.xml evening.xml
  wirewatch digest desk --preview --open
  wirewatch digest desk --test-send feed.xml
  wirewatch digest desk --resend desk-20250712T220000Z
  wirewatch digest desk --print --html feed.xml > digest.html`,
    )
    .action(async (name: string, sources: string[], options: DigestOptions) => {
      const { environment, configuration } = await settled(options)
      const subscriber = named('subscriber', name, configuration.subscribers)
      if (options.resend !== undefined) {
        await resend(subscriber, options.resend, environment, configuration)
        return
      }
      const composed = async () =>
        composeNow(
          sources.length > 0
            ? await materialOf(sources, environment, configuration, subscriber)
            : await withWorld(environment, configuration, (world) =>
                digestMaterial(world, subscriber, configuration.watches),
              ),
        )
      if (options.testSend) {
        await postAll(asTest(await composed()), subscriber, environment, configuration)
        return
      }
      await show(
        sources.length > 0
          ? previewOf(await composed(), subscriber, configuration.mail)
          : await askPreview(environment, configuration, subscriber),
        options,
      )
    })
}

async function show(
  { digest, subject, text, html }: DigestPreview,
  options: DigestOptions,
): Promise<void> {
  if (options.open) {
    const file = join(tmpdir(), `${digest.id}.html`)
    await writeFile(file, html)
    console.log(file)
  } else if (options.json) console.log(JSON.stringify(digest))
  else console.log(options.html ? html : `${subject}\n\n${text}`)
}

async function resend(
  subscriber: Subscriber,
  id: string,
  environment: Environment,
  configuration: Configuration,
): Promise<void> {
  await withWorld(environment, configuration, async (world) => {
    const found = await world.store.digest(id)
    if (!found) throw new Refusal(`no digest "${id}" on record; the page lists them at /digests`)
    if (found.digest.subscriberId !== subscriber.id) {
      throw new Refusal(`digest "${id}" is of ${found.digest.subscriberId}, not ${subscriber.id}`)
    }
    const letterhead = await letterheadOf(world.store, configuration)
    await postBy(world, found.digest, subscriber, letterhead)
  })
}

/** Without a store: what is posted this way is kept nowhere. */
async function postAll(
  digest: Digest,
  subscriber: Subscriber,
  environment: Environment,
  configuration: Configuration,
): Promise<void> {
  const parts = await openDelivery(environment, configuration)
  try {
    await postBy(parts, digest, subscriber, configuration.mail)
  } finally {
    await parts.close()
  }
}

async function postBy(
  parts: PostingParts,
  digest: Digest,
  subscriber: Subscriber,
  letterhead: Letterhead,
): Promise<void> {
  for await (const { key, outcome, receipt } of postNow(parts, digest, subscriber, letterhead)) {
    console.log(`${key}: ${outcome}, ${receipt}`)
  }
}

async function materialOf(
  sources: readonly string[],
  environment: Environment,
  { watches }: Configuration,
  subscriber: Subscriber,
): Promise<DigestMaterial> {
  const now = new Date()
  const seeds = await loadSeeds(environment.seedsFolder)
  const items = []
  for await (const reading of eachSource(sources, now)) items.push(...reading.items)
  const placements = judgeItems(items, watches, seeds, now)
  const placed = asPlacedItems(placements, now)
  return { subscriber, watches, now, last: undefined, placed, feeds: [] }
}
