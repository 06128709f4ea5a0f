import type { FastifyReply } from 'fastify'

export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page)
}

/** Not found where there is no page. */
export function sendFound(reply: FastifyReply, page: string | undefined): FastifyReply {
  if (page === undefined) reply.callNotFound()
  else sendPage(reply, page)
  return reply
}
