/**
 * What the links in digests lead to. GET shows what a link does and does nothing, because mail
 * scanners follow every link; POST does it. The signature in the address is all the leave it
 * takes, and no cookie plays a part, so that no other site can act for anybody; it is also what
 * lets a mail client's own button post here (RFC 8058).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addresseesOf } from '../../core/digest/addressees.ts'
import { isSigned } from '../../core/digest/signed-action.ts'
import type { ActionKind, RecordedAction, Subscriber, SubscriberAction } from '../../model.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import { actionPage } from './pages/action.ts'
import { timeIn } from './pages/page-time.ts'
import type { WebParts } from './web-parts.ts'

const KINDS: readonly ActionKind[] = ['unsubscribe', 'mute', 'not-new', 'more']

type ActRequest = FastifyRequest<{
  Params: { kind: string }
  Querystring: Readonly<Record<string, string | undefined>>
}>

interface Asked extends Pick<SubscriberAction, 'kind' | 'subject'> {
  readonly subscriber: Subscriber
  readonly watch?: string
}

export function addActions(server: FastifyInstance, parts: WebParts): void {
  void server.register(async (scope) => {
    // All that is asked stands in the address; a mail client posts a form nobody reads.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_, payload, done) => {
      payload.resume()
      done(null)
    })
    const open = { config: { open: true } } as const
    scope.get('/act/:kind', open, (request: ActRequest, reply) => act(parts, request, reply))
    scope.post('/act/:kind', open, (request: ActRequest, reply) => act(parts, request, reply))
  })
}

async function act(parts: WebParts, request: ActRequest, reply: FastifyReply) {
  const asked = await readAsked(parts, request)
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
  if (!asked) return reply.code(403).send(notSigned())
  const { store, now } = parts.world
  const { subscriber, kind, subject, watch } = asked
  const subscriberId = subscriber.id
  if (request.method === 'POST' && request.query['undo'] === undefined) {
    const words = await wordsFor(parts, asked)
    const detail = { words, ...(watch !== undefined && { watch }) }
    await store.recordAction({ subscriberId, at: now(), kind, subject, detail })
  }
  if (request.method === 'POST' && request.query['undo'] !== undefined) {
    const standing = standingAction(await store.actions(subscriberId), asked)
    if (standing) await store.undoAction(standing.number, subscriberId, now())
  }
  const actions = await store.actions(subscriberId)
  return reply.send(
    actionPage({
      kind,
      subscriber,
      actions,
      time: timeIn(subscriber.zone, parts.world.now()),
      words: await wordsFor(parts, asked),
      standing: standingAction(actions, asked),
      address: addressOf(request.url),
      ...(watch !== undefined && { watch }),
    }),
  )
}

/** From the page itself: a proxy may serve it under another path. */
function addressOf(url: string): string {
  return url.slice(url.indexOf('?')).replace(/&undo=1$/, '')
}

async function readAsked(parts: WebParts, request: ActRequest): Promise<Asked | undefined> {
  const kind = KINDS.find((one) => one === request.params.kind)
  const { for: subscriberId = '', of: subject = '', watch, sign = '' } = request.query
  const { subscribers } = parts.followed.current
  const subscriber = subscribers.find(({ id }) => id === subscriberId)
  if (kind === undefined || !subscriber) return undefined
  const action = { subscriberId, subject, ...(watch !== undefined && { watch }) }
  const key = await parts.world.store.linkKey()
  return isSigned(key, kind, action, sign) ? { ...action, kind, subscriber } : undefined
}

function standingAction(
  actions: readonly RecordedAction[],
  { kind, subject }: Asked,
): RecordedAction | undefined {
  return actions.find(
    (one) => one.kind === kind && one.subject === subject && one.undoneAt === undefined,
  )
}

/** The address or the headline it is about. */
async function wordsFor(parts: WebParts, { kind, subject, subscriber }: Asked): Promise<string> {
  if (kind !== 'unsubscribe') return (await parts.world.store.story(subject))?.title ?? 'this story'
  const addressee = addresseesOf(subscriber).find(({ key }) => key === subject)
  return addressee && 'address' in addressee ? addressee.address : subject
}

function notSigned(): string {
  const words = html`<p>
    This link is not whole, or it is of somebody who is no longer a subscriber. Open it from the
    digest it came with.
  </p>`
  return layout('This link does nothing', '', words)
}
