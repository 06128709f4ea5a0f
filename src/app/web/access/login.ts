import type { FastifyInstance, FastifyReply } from 'fastify'
import { readForms } from '../forms.ts'
import { openFormGuard } from '../guard.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import type { Gate } from './gate.ts'
import { refuse } from './refuse.ts'

interface Shown {
  readonly to: string
  readonly problem?: string
}

/** Signing in and out: the only forms that strangers may post. */
export function addLogin(
  server: FastifyInstance,
  { world, followed }: WebParts,
  { sessions, guesses, asks }: Gate,
): void {
  const guard = openFormGuard()
  const show = (reply: FastifyReply, shown: Shown, code = 200) =>
    reply
      .code(code)
      .type('text/html; charset=utf-8')
      .send(layout('Sign in', '', formPart(shown, guard.token, followed.current.web.publicUrl)))

  void server.register(async (scope) => {
    const fieldsOf = readForms(scope)
    scope.get<{ Querystring: { to?: string } }>(
      '/login',
      { config: { open: true } },
      async ({ query, isKnown }, reply) => {
        const to = ownPath(query.to)
        return isKnown ? reply.redirect(to, 303) : show(reply, { to })
      },
    )
    scope.post('/login', { config: { open: true } }, async ({ body, headers, ip }, reply) => {
      const fields = fieldsOf(body)
      const to = ownPath(fields.get('to') ?? undefined)
      const wrong = guard.wrongPost(headers, fields.get('token') ?? '')
      if (wrong !== undefined) return show(reply, { to, problem: wrong }, 403)
      const wait = guesses.wait(ip)
      if (wait > 0) return refuse(reply, 429, 'too many wrong passwords', wait)
      if (!sessions.isSecret(fields.get('password') ?? '')) {
        guesses.take(ip)
        return show(reply, { to, problem: 'That is not the password.' }, 401)
      }
      return reply.header('set-cookie', sessions.begin(world.now())).redirect(to, 303)
    })
    scope.post('/logout', async ({ body, headers }, reply) => {
      const wrong = guard.wrongPost(headers, fieldsOf(body).get('token') ?? '')
      if (wrong !== undefined) return refuse(reply, 403, wrong)
      const over = sessions.end(headers.cookie, world.now())
      return reply.header('set-cookie', over).redirect('/login', 303)
    })
    scope.get('/logout', async (_, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .send(layout('Sign out', '', asks ? leavePart(guard.token) : nothingAsked)),
    )
  })
}

/** A path of ours, whatever was written: never another site. */
function ownPath(written = '/'): string {
  const base = 'http://wirewatch.invalid'
  if (!URL.canParse(written, base)) return '/'
  const { origin, pathname, search } = new URL(written, base)
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/'
}

function formPart({ to, problem }: Shown, token: string, publicUrl: string | undefined): Html {
  return html`<form method="post" action="/login" class="watch">
    ${problem !== undefined && html`<p class="alert" role="alert" id="problem">${problem}</p>`}
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="to" value="${to}" />
    <!-- For password managers, which keep a password by a name. -->
    <input type="text" autocomplete="username" value="wirewatch" hidden readonly />
    <label for="password">Password</label>
    <input
      id="password"
      name="password"
      type="password"
      autocomplete="current-password"
      required
      autofocus
      ${problem !== undefined && html`aria-invalid="true" aria-describedby="problem"`}
    />
    <p class="row"><button class="main">Sign in</button></p>
    <p class="soft small">
      It is what WIREWATCH_PASSWORD or web.password says where the service
      runs.${publicUrl?.startsWith('https:') === true && ` Over https alone: ${publicUrl}`}
    </p>
  </form>`
}

function leavePart(token: string): Html {
  return html`<form method="post" action="/logout" class="row">
    <input type="hidden" name="token" value="${token}" />
    <button>Sign out of this browser</button>
    <a class="button" href="/">Stay</a>
  </form>`
}

const nothingAsked = html`<p>
  No password is asked for on this machine: there is nothing to sign out of.
</p>`
