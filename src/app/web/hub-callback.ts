/**
 * Where hubs call (WebSub): to verify a subscription, and to tell of news. What they send is not
 * read: it makes the feed be visited now, by the line that reads every feed. A path nobody can
 * guess leads to a subscription; what is not signed with its secret is passed over.
 */
import type { FastifyInstance } from 'fastify'
import { answerHub, type HubQuery } from '../../core/websub/answer-hub.ts'
import { isSigned } from '../../core/websub/is-signed.ts'
import type { Subscription } from '../../model.ts'
import type { WebParts } from './web-parts.ts'

const LARGEST_DELIVERY = 15 * 1024 * 1024
/** A hub that tells of every item by itself makes one visit in this time. */
const VISITS_APART_MS = 60_000

interface Call {
  Params: { path: string }
  Querystring: HubQuery
}

/** The routes under /websub/. */
export async function addHubCallback(server: FastifyInstance, parts: WebParts): Promise<void> {
  const { store } = parts.world
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  server.removeContentTypeParser(['application/json', 'text/plain'])

  server.get<Call>(
    '/websub/:path',
    { config: { open: true } },
    async ({ params, query }, reply) => {
      const subscription = await store.subscriptionAt(params.path)
      const answer = answerHub(subscription, query, parts.world.now())
      if (answer.status === 200) await store.recordSubscription(answer.subscription)
      return reply.code(answer.status).type('text/plain').send(answer.body)
    },
  )

  server.post<Call>(
    '/websub/:path',
    {
      config: { open: true },
      bodyLimit: LARGEST_DELIVERY,
      // Before the body: nobody without a subscription has one taken in.
      onRequest: async ({ params }, reply) => {
        const subscription = await store.subscriptionAt(params.path)
        if (!subscription || !isWanted(subscription, parts)) {
          return reply.code(410).send('no such subscription')
        }
        return undefined
      },
    },
    async ({ params, headers, body }, reply) => {
      const subscription = await store.subscriptionAt(params.path)
      const signature = headers['x-hub-signature']
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      if (subscription && isSigned(bytes, String(signature), subscription.secret)) {
        await visitNow(subscription, parts)
      }
      // 2xx either way (WebSub 7.1): a stranger learns nothing of the secret.
      return reply.code(202).send()
    },
  )
}

function isWanted({ feedId }: Subscription, { followed }: WebParts): boolean {
  return followed.current.feeds.some(({ id }) => id === feedId)
}

async function visitNow({ feedId, path }: Subscription, { world }: WebParts): Promise<void> {
  const now = world.now()
  await world.store.recordPush(path, now)
  const { lastVisitAt } = (await world.store.feedMemory(feedId)) ?? {}
  const at = new Date(Math.max(now.getTime(), (lastVisitAt?.getTime() ?? 0) + VISITS_APART_MS))
  await world.queue.add({ name: 'poll-feed', subject: feedId }, at > now ? { at } : {})
}
