import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { Refusal } from '../refusal.ts'
import { sendOnRequest } from '../subscribers/post-now.ts'
import { previewDigest } from '../subscribers/preview-digest.ts'
import type { FormGuard } from './guard.ts'
import type { WebParts } from './web-parts.ts'

const name = z.string().min(1).max(200)
const asked = z.object({ subscriber: name })
const postAsked = z.object({ subscriber: name, again: name.optional(), token: z.string() })

/**
 * What would go out now, and posting it as a test or one on record again, for the command on this
 * machine: the service has the store.
 */
export function addDigestApi(
  server: FastifyInstance,
  { world, followed }: WebParts,
  guard: FormGuard,
): void {
  server.get('/api/digest', async ({ query }, reply) => {
    const read = asked.safeParse(query)
    if (!read.success) return reply.code(400).send({ problem: z.prettifyError(read.error) })
    const { subscribers } = followed.current
    const subscriber = subscribers.find(({ id }) => id === read.data.subscriber)
    if (!subscriber) return reply.code(404).send({ problem: 'no such subscriber' })
    return previewDigest(world, followed.current, subscriber)
  })
  server.post('/api/digest/posts', async ({ body, headers }, reply) => {
    const read = postAsked.safeParse(body)
    if (!read.success) return reply.code(400).send({ problem: z.prettifyError(read.error) })
    const { token, again, subscriber: wanted } = read.data
    const wrong = guard.wrongPost(headers, token)
    if (wrong !== undefined) return reply.code(403).send({ problem: wrong })
    const subscriber = followed.current.subscribers.find((one) => one.id === wanted)
    if (!subscriber) {
      return reply.code(404).send({ problem: `the running service knows no subscriber ${wanted}` })
    }
    try {
      return { posted: await sendOnRequest(world, followed.current, subscriber, again) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return reply.code(422).send({ problem: error.message })
    }
  })
}
