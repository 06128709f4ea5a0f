import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { answerOf } from '../why/open-why-desk.ts'
import { findWhy } from '../why/why-desk.ts'
import type { WebParts } from './web-parts.ts'

const asked = z.object({ of: z.string().min(1).max(8192) })

/** What became of something, for the command on this machine: the service has the store. */
export function addWhyApi(server: FastifyInstance, { world, followed }: WebParts): void {
  server.get('/api/why', async ({ query }, reply) => {
    const read = asked.safeParse(query)
    if (!read.success) return reply.code(400).send({ problem: z.prettifyError(read.error) })
    const { current } = followed
    return answerOf(await findWhy(world, current, read.data.of), current, world.now())
  })
}
