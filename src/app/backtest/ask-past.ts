import * as z from 'zod'
import type { FeedRecord, PastItem } from '../../model.ts'
import { askService, type ServiceAddress } from '../ask-service.ts'
import type { Past, SentDigest } from './open-past.ts'

/** A batch of items may take a while to read and to send. */
const PATIENCE_MS = 60_000

const instant = z.iso.datetime().transform((written) => new Date(written))

const itemSchema = z.object({
  id: z.string(),
  feedId: z.string(),
  key: z.string(),
  title: z.string(),
  url: z.string(),
  outlet: z.string(),
  published: instant.exactOptional(),
  updated: instant.exactOptional(),
  authors: z.array(z.string()),
  summary: z.string(),
  text: z.string(),
  categories: z.array(z.string()),
  language: z.string().exactOptional(),
  image: z.string().exactOptional(),
  fullText: z.object({ read: z.boolean(), because: z.string() }).exactOptional(),
})

const historySchema = z.object({
  items: z.array(
    z.object({
      number: z.number(),
      item: itemSchema,
      readAt: instant,
      recordedAt: instant,
      readBefore: instant.exactOptional(),
      wordings: z
        .array(
          z.object({
            at: instant,
            title: z.string(),
            summary: z.string().exactOptional(),
            text: z.string().exactOptional(),
          }),
        )
        .exactOptional(),
      baseline: z.boolean(),
      placed: z.boolean(),
    }) satisfies z.ZodType<PastItem>,
  ),
})

const sentSchema = z.object({
  digests: z.array(
    z.object({
      id: z.string(),
      subscriberId: z.string(),
      composedAt: instant,
      told: z.array(z.string()),
    }) satisfies z.ZodType<SentDigest>,
  ),
})

const recordsSchema = z.object({
  feeds: z.array(
    z.object({
      feedId: z.string(),
      name: z.string(),
      polls: z.number(),
      failedPolls: z.number(),
      freshItems: z.number(),
      lastSuccessAt: instant.exactOptional(),
      trouble: z.string().exactOptional(),
      goneSince: instant.exactOptional(),
      overflowedAt: instant.exactOptional(),
      usualGapMs: z.number().exactOptional(),
      latestItemAt: instant.exactOptional(),
    }) satisfies z.ZodType<FeedRecord>,
  ),
})

/** The past as a running service has it; undefined when none answers at this address. */
export async function askPast(address: ServiceAddress): Promise<Past | undefined> {
  const none = query('api/history', { to: new Date(0), limit: 1 })
  if (!(await askService(address, none, historySchema))) return undefined
  return {
    where: `the running service at ${address.url}`,
    close: async () => {},
    history: async ({ from, after, to, limit }) => {
      const path = query('api/history', { from, after: after?.number, to, limit })
      return (await ask(address, path, historySchema)).items
    },
    sent: async (since) => (await ask(address, query('api/sent', { since }), sentSchema)).digests,
    feedRecords: async (from, to) =>
      (await ask(address, query('api/feed-records', { from, to }), recordsSchema)).feeds,
  }
}

async function ask<T extends z.ZodType>(address: ServiceAddress, path: string, schema: T) {
  const answer = await askService(address, path, schema, PATIENCE_MS)
  if (answer === undefined) throw new Error(`the service at ${address.url} stopped answering`)
  return answer
}

function query(path: string, asked: Readonly<Record<string, Date | number | undefined>>): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) {
    if (value !== undefined)
      pairs.set(name, value instanceof Date ? value.toISOString() : `${value}`)
  }
  return `${path}?${pairs.toString()}`
}
