import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { previewDigest } from '../subscribers/preview-digest.ts'
import type { WebParts } from './web-parts.ts'

const asked = z.object({ subscriber: z.string().min(1).max(200) })

/** What would go out now, for the command on this machine: the service has the store. */
export function addDigestApi(server: FastifyInstance, { world, followed }: WebParts): void {
  server.get('/api/digest', async ({ query }, reply) => {
    const read = asked.safeParse(query)
    if (!read.success) return reply.code(400).send({ problem: z.prettifyError(read.error) })
    const { subscribers } = followed.current
    const subscriber = subscribers.find(({ id }) => id === read.data.subscriber)
    if (!subscriber) return reply.code(404).send({ problem: 'no such subscriber' })
    return previewDigest(world, followed.current, subscriber)
  })
}
