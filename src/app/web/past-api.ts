import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { pastOf } from '../backtest/open-past.ts'
import type { WebParts } from './web-parts.ts'

const instant = z.iso.datetime().transform((written) => new Date(written))
const historyRange = z.object({
  from: instant.exactOptional(),
  after: z.coerce.number().exactOptional(),
  to: instant,
  limit: z.coerce.number().int().min(1).max(1000),
})

/**
 * What was read and sent before, for commands on this machine: while the service has the embedded
 * store, no other process can read it.
 */
export function addPastApi(server: FastifyInstance, { world }: WebParts): void {
  const past = pastOf(world)
  server.get('/api/history', async ({ query }, reply) => {
    const range = historyRange.safeParse(query)
    if (!range.success) return reply.code(400).send({ problem: z.prettifyError(range.error) })
    const { after, ...rest } = range.data
    const items = await past.history({
      ...rest,
      ...(after !== undefined && { after: { number: after } }),
    })
    return { items }
  })
  server.get('/api/sent', async ({ query }, reply) => {
    const asked = z.object({ since: instant }).safeParse(query)
    if (!asked.success) return reply.code(400).send({ problem: z.prettifyError(asked.error) })
    return { digests: await past.sent(asked.data.since) }
  })
  server.get('/api/feed-records', async ({ query }, reply) => {
    const asked = z.object({ from: instant, to: instant }).safeParse(query)
    if (!asked.success) return reply.code(400).send({ problem: z.prettifyError(asked.error) })
    return { feeds: await past.feedRecords(asked.data.from, asked.data.to) }
  })
}
