import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import type { DigestMaterial } from '../../core/digest/compose-digest.ts'
import type { Digest, Subscriber } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { asPlacedItems, judgeItems } from '../judge-items.ts'
import { loadSeeds } from '../load-seeds.ts'
import { askPosting } from '../subscribers/ask-posting.ts'
import { asTest, postNow, type Posted } from '../subscribers/post-now.ts'
import {
  askPreview,
  composeNow,
  previewOf,
  type DigestPreview,
} from '../subscribers/preview-digest.ts'
import { openDelivery } from '../world.ts'
import { eachSource } from './each-source.ts'
import { named } from './named.ts'
import {
  configOption,
  jsonOption,
  seedsOption,
  settled,
  type CommonOptions,
  type Done,
} from './options.ts'

interface DigestOptions extends CommonOptions {
  readonly html?: boolean
  readonly open?: boolean
  readonly testSend?: boolean
  readonly resend?: string
}

export function digestCommand(done: Done): Command {
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
service is asked at its web address, and posts what --test-send or --resend ask for; without one the
store is read. Exit code 1 when a digest was posted and somebody did not get it.

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
      const { testSend, resend } = options
      if (resend !== undefined || (testSend && sources.length === 0)) {
        tellPosted(await askPosting(environment, configuration, subscriber, resend), options, done)
        return
      }
      if (sources.length === 0) {
        await show(await askPreview(environment, configuration, subscriber), options)
        return
      }
      const digest = composeNow(await materialOf(sources, environment, configuration, subscriber))
      if (testSend) {
        tellPosted(await postAsTest(digest, subscriber, environment, configuration), options, done)
      } else await show(previewOf(digest, subscriber, configuration.mail), options)
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

/** Without a store: what is posted this way is kept nowhere. */
async function postAsTest(
  digest: Digest,
  subscriber: Subscriber,
  environment: Environment,
  configuration: Configuration,
): Promise<readonly Posted[]> {
  const parts = await openDelivery(environment, configuration)
  try {
    const { mail } = configuration
    return await postNow(parts, asTest(digest), subscriber, mail, new Date())
  } finally {
    await parts.close()
  }
}

function tellPosted(posted: readonly Posted[], { json }: DigestOptions, done: Done): void {
  for (const one of posted) {
    console.log(json ? JSON.stringify(one) : `${one.key}: ${one.outcome}, ${one.receipt}`)
  }
  if (posted.some(({ outcome }) => outcome !== 'accepted')) done(1)
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
