import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { Refusal } from '../refusal.ts'
import { storyDesk } from '../stories/story-desk.ts'
import type { FormGuard } from './guard.ts'
import type { WebParts } from './web-parts.ts'

const text = z.string().min(1).max(1000)
const ids = z.array(text).min(1).max(1000)
const moveSchema = z.object({
  token: z.string(),
  madeBy: text.refine((name) => name !== 'wirewatch', 'a person, not the program'),
  wish: z.union([
    z.object({ merge: ids, into: text, because: text }),
    z.object({ split: text, documents: ids, because: text }),
  ]),
})

/**
 * Stories for commands on this machine, as the service alone has the embedded store open. What
 * changes anything carries the token that only pages and programs of this name can read: another
 * site may send requests here, and sees no answer.
 */
export function addStoriesApi(
  server: FastifyInstance,
  { world }: WebParts,
  guard: FormGuard,
): void {
  const desk = storyDesk(world)
  server.get('/api/token', async () => ({ token: guard.token }))
  server.get('/api/stories', async ({ query }, reply) => {
    const asked = z
      .object({ limit: z.coerce.number().int().min(1).max(1000).default(20) })
      .safeParse(query)
    if (!asked.success) return reply.code(400).send({ problem: z.prettifyError(asked.error) })
    return { stories: await desk.list(asked.data.limit) }
  })
  server.get<{ Params: { id: string } }>('/api/stories/:id', async ({ params }) => ({
    story: (await desk.show(params.id)) ?? null,
  }))
  server.post('/api/stories/moves', async ({ body, headers }, reply) => {
    const asked = moveSchema.safeParse(body)
    if (!asked.success) return reply.code(400).send({ problem: z.prettifyError(asked.error) })
    const { token, wish, madeBy } = asked.data
    const wrong = guard.wrongPost(headers, token)
    if (wrong !== undefined) return reply.code(403).send({ problem: wrong })
    try {
      return { moves: await desk.move(wish, madeBy) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return reply.code(422).send({ problem: error.message })
    }
  })
}
