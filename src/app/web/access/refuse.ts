import type { FastifyReply } from 'fastify'

/** A no in plain words, for programs as for people; `wait`: in so many seconds it may be yes. */
export function refuse(
  reply: FastifyReply,
  code: number,
  because: string,
  wait?: number,
): FastifyReply {
  if (wait !== undefined) reply.header('retry-after', wait)
  const words = wait === undefined ? because : `${because}; try again in ${wait} s`
  return reply.code(code).type('text/plain; charset=utf-8').send(`${words}\n`)
}
