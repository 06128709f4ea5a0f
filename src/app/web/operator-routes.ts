import type { FastifyInstance, FastifyReply } from 'fastify'
import { configurationReference } from '../configuration/reference.ts'
import { readForms } from './forms.ts'
import { openFormGuard } from './guard.ts'
import { jobsPage, type JobsView } from './pages/jobs.ts'
import { settingsPage } from './pages/settings.ts'
import type { WebParts } from './web-parts.ts'

/** The queue and the settings, for whoever runs the service. */
export async function addOperatorRoutes(server: FastifyInstance, parts: WebParts): Promise<void> {
  const guard = openFormGuard()
  const fieldsOf = readForms(server)
  const show = async (reply: FastifyReply, view: Omit<JobsView, 'token'>, code = 200) =>
    reply
      .code(code)
      .type('text/html; charset=utf-8')
      .send(await jobsPage(parts, { ...view, token: guard.token }))

  server.get('/settings', async (_, reply) =>
    reply.type('text/html; charset=utf-8').send(await settingsPage(parts, process.env)),
  )
  server.get('/settings/reference', async (_, reply) =>
    reply.type('text/plain; charset=utf-8').send(configurationReference()),
  )
  server.get<{ Querystring: { said?: string } }>('/jobs', async ({ query }, reply) =>
    show(reply, query.said ? { said: query.said } : {}),
  )
  server.post('/jobs', async ({ body, headers }, reply) => {
    const fields = fieldsOf(body)
    const wrong = guard.wrongPost(headers, fields.get('token') ?? '')
    if (wrong !== undefined) return show(reply, { problem: wrong }, 403)
    const found = await parts.world.queue.tryAgain(fields.get('again') ?? '')
    return found
      ? reply.redirect(`/jobs?said=${encodeURIComponent('in line again')}`, 303)
      : show(reply, { problem: 'that job is not among those given up any more' }, 422)
  })
}
