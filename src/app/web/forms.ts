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

const LARGEST_UPLOAD = 2 * 1024 * 1024

/** Have the routes of a scope take forms with a file in them. */
export function readUploads(scope: FastifyInstance): (body: unknown) => FormData {
  scope.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: LARGEST_UPLOAD },
    (request, body, done) => {
      const headers = { 'content-type': request.headers['content-type'] ?? '' }
      new Response(Buffer.from(body), { headers }).formData().then(
        (fields) => done(null, fields),
        () => done(Object.assign(new Error('not a whole form'), { statusCode: 400 })),
      )
    },
  )
  return (body) => (body instanceof FormData ? body : new FormData())
}
