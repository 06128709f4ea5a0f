import type { FastifyInstance } from 'fastify'

const LARGEST_FORM = 64 * 1024

/** Have the routes of a scope take posted forms; answers what reads the fields of a body. */
export function readForms(scope: FastifyInstance): (body: unknown) => URLSearchParams {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM },
    (_, body, done) => done(null, new URLSearchParams(body.toString())),
  )
  return (body) => (body instanceof URLSearchParams ? body : new URLSearchParams())
}
