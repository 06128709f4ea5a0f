import * as z from 'zod'
import type { Subscriber } from '../../model.ts'
import { askService, type ServiceAddress } from '../ask-service.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { Refusal } from '../refusal.ts'
import { noStoreYet, serviceOrStore, withWorld } from '../service-or-store.ts'
import { sendOnRequest, type Posted } from './post-now.ts'

/** A mail server may take its time over each of several addressees. */
const PATIENCE_MS = 120_000

const postedSchema = z.union([
  z.object({
    posted: z.array(
      z.object({
        key: z.string(),
        outcome: z.enum(['accepted', 'refused', 'trouble']),
        receipt: z.string(),
      }) satisfies z.ZodType<Posted>,
    ),
  }),
  z.object({ problem: z.string() }),
])

/**
 * Post a test of what would be told now, or the digest on record that is named, wherever the store
 * can be reached: see serviceOrStore.
 */
export function askPosting(
  environment: Environment,
  configuration: Configuration,
  subscriber: Subscriber,
  again?: string,
): Promise<readonly Posted[]> {
  return serviceOrStore(environment, configuration, {
    ask: (address) => askToPost(address, { subscriber: subscriber.id, ...(again && { again }) }),
    open: () =>
      withWorld(environment, configuration, (world) =>
        sendOnRequest(world, configuration, subscriber, again),
      ),
    withoutStore: noStoreYet(environment, 'nothing was read so far'),
    notGiven: 'no leave to post',
  })
}

async function askToPost(
  address: ServiceAddress,
  wish: object,
): Promise<readonly Posted[] | undefined> {
  const known = await askService(address, 'api/token', z.object({ token: z.string() }))
  if (!known) return undefined
  const body = { ...wish, token: known.token }
  const answer = await askService(address, 'api/digest/posts', postedSchema, PATIENCE_MS, body)
  if (!answer) throw new Error(`the service at ${address.url} stopped answering`)
  if ('problem' in answer) throw new Refusal(answer.problem)
  return answer.posted
}
