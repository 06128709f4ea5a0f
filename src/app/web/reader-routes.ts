import type { FastifyInstance } from 'fastify'
import { digestPage, digestsPage, type ArchiveAsked } from './pages/digests.ts'
import { searchPage } from './pages/search.ts'
import { storyPage } from './pages/story.ts'
import { storiesPage } from './pages/story-list.ts'
import { whyPage } from './pages/why.ts'
import { sendFound, sendPage } from './send-page.ts'
import type { WebParts } from './web-parts.ts'

/** A digest's own page is boxed in a frame, without scripts, forms or a place of its own. */
const MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

interface ById {
  Params: { id: string }
}

/** What a reader reads: stories, search, why, and the archive of digests. All with GET. */
export function addReaderPages(server: FastifyInstance, parts: WebParts): void {
  server.get('/', async ({ query }, reply) => sendPage(reply, await storiesPage(parts, query)))
  server.get<ById & { Querystring: { after?: string; said?: string } }>(
    '/stories/:id',
    async ({ params, query }, reply) => {
      const after = Number(query.after)
      const from = Number.isInteger(after) ? after : 0
      return sendFound(reply, await storyPage(parts, params.id, from, query.said))
    },
  )
  server.get('/search', async ({ query }, reply) => sendPage(reply, await searchPage(parts, query)))
  server.get('/why', async ({ query }, reply) => sendPage(reply, await whyPage(parts, query)))
  addDigests(server, parts)
}

function addDigests(server: FastifyInstance, parts: WebParts): void {
  server.get<{ Querystring: ArchiveAsked }>('/digests', async ({ query }, reply) =>
    sendPage(reply, await digestsPage(parts, query)),
  )
  server.get<ById>('/digests/:id', async ({ params }, reply) =>
    sendFound(reply, (await digestPage(parts, params.id))?.page),
  )
  server.get<ById>('/digests/:id/mail', async ({ params }, reply) => {
    const found = await digestPage(parts, params.id)
    reply.header('content-security-policy', MAIL_POLICY)
    return sendFound(reply, found?.mail)
  })
  server.get<ById>('/digests/:id/text', async ({ params }, reply) => {
    const found = await digestPage(parts, params.id)
    return found ? reply.type('text/plain; charset=utf-8').send(found.text) : reply.callNotFound()
  })
}
