import type { FastifyInstance, FastifyReply } from 'fastify'
import { counted } from '../../core/digest/wording.ts'
import type { MoveWish } from '../../core/story/move-by-hand.ts'
import { Refusal } from '../refusal.ts'
import { storyDesk } from '../stories/story-desk.ts'
import { readForms } from './forms.ts'
import { openFormGuard } from './guard.ts'
import { putRightPage } from './pages/put-right.ts'
import { sendFound } from './send-page.ts'
import type { WebParts } from './web-parts.ts'

interface ById {
  Params: { id: string }
}

/** Stories merged and split on the page, as the commands do it. */
export async function addPutRightRoutes(server: FastifyInstance, parts: WebParts): Promise<void> {
  const guard = openFormGuard()
  const fieldsOf = readForms(server)
  const desk = storyDesk(parts.world)
  const show = async (reply: FastifyReply, id: string, problem?: string) =>
    sendFound(reply, await putRightPage(parts, id, guard.token, problem))

  server.get<ById>('/stories/:id/put-right', async ({ params }, reply) => show(reply, params.id))
  server.post<ById>('/stories/:id/put-right', async ({ params: { id }, body, headers }, reply) => {
    const fields = fieldsOf(body)
    const wrong = guard.wrongPost(headers, fields.get('token') ?? '')
    if (wrong !== undefined) return show(reply.code(403), id, wrong)
    const by = textOf(fields, 'by', 'somebody on the page')
    if (by === 'wirewatch')
      return show(reply.code(422), id, 'wirewatch is the program: who are you?')
    try {
      const [move] = await desk.move(wishOf(id, fields), by)
      const said = move?.documents
        ? `${counted(move.documents.length, 'document')} split off as “${move.title}”`
        : 'the other story is one with this now'
      const where = `/stories/${encodeURIComponent(id)}?said=${encodeURIComponent(said)}`
      return await reply.redirect(where, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return show(reply.code(422), id, error.message)
    }
  })
}

function wishOf(id: string, fields: URLSearchParams): MoveWish {
  const because = textOf(fields, 'because', 'said so on the page')
  return fields.get('do') === 'merge'
    ? { merge: fields.getAll('other').filter(Boolean), into: id, because }
    : { split: id, documents: fields.getAll('document'), because }
}

function textOf(fields: URLSearchParams, name: string, otherwise: string): string {
  return fields.get(name)?.trim().slice(0, 1000) || otherwise
}
