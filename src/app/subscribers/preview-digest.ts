import * as z from 'zod'
import { composeAnyway, type DigestMaterial } from '../../core/digest/compose-digest.ts'
import { writeMessage } from '../../core/digest/write-message.ts'
import type { Digest, Letterhead, Subscriber } from '../../model.ts'
import { digestMaterial, type DigestWorld } from '../../pipeline.ts'
import { askService } from '../ask-service.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { Refusal } from '../refusal.ts'
import { noStoreYet, serviceOrStore, withWorld } from '../service-or-store.ts'

/** The digest as data, as JSON has it, and as its mail says it. */
export interface DigestPreview {
  readonly digest: object & { readonly id: string }
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Composing may read a day's placements. */
const PATIENCE_MS = 60_000

const previewSchema = z.object({
  digest: z.looseObject({ id: z.string() }),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
})

/** What would go out now, wherever the store can be reached: see serviceOrStore. */
export function askPreview(
  environment: Environment,
  configuration: Configuration,
  subscriber: Subscriber,
): Promise<DigestPreview> {
  const path = `api/digest?subscriber=${encodeURIComponent(subscriber.id)}`
  return serviceOrStore(environment, configuration, {
    ask: (address) => askService(address, path, previewSchema, PATIENCE_MS),
    open: () =>
      withWorld(environment, configuration, (world) =>
        previewDigest(world, configuration, subscriber),
      ),
    withoutStore: noStoreYet(environment, 'nothing was read so far'),
    notGiven: 'no digest',
  })
}

/** Nothing is kept of it; where nothing is new it says so. */
export async function previewDigest(
  world: DigestWorld,
  { watches, mail }: Pick<Configuration, 'watches' | 'mail'>,
  subscriber: Subscriber,
): Promise<DigestPreview> {
  return previewOf(composeNow(await digestMaterial(world, subscriber, watches)), subscriber, mail)
}

/** The digest of the material, though nothing should be new. */
export function composeNow(material: DigestMaterial): Digest {
  const digest = composeAnyway(material)
  if (!digest) throw new Refusal('no digest could be composed: every address is unsubscribed')
  return digest
}

export function previewOf(digest: Digest, subscriber: Subscriber, mail: Letterhead): DigestPreview {
  const { subject, text, html } = writeMessage(digest, subscriber, mail)
  return { digest, subject, text, html }
}
