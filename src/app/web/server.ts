import fastify, { type FastifyInstance } from 'fastify'
import { codeOf, messageOf } from '../system-error.ts'
import { addActions } from './actions.ts'
import { html } from './html.ts'
import { addGate } from './access/gate.ts'
import type { Listening } from './access/listen-at.ts'
import { addLogin } from './access/login.ts'
import { refuse } from './access/refuse.ts'
import { openFormGuard, wrongHost } from './guard.ts'
import { addChannelRoutes } from './channel-routes.ts'
import { addExportApi } from './export-api.ts'
import { addHubCallback } from './hub-callback.ts'
import { ICON, layout } from './layout.ts'
import { metricsOf } from './metrics.ts'
import { addFeedRoutes } from './feed-routes.ts'
import { healthOfFeeds } from './pages/feeds.ts'
import { addPastApi } from './past-api.ts'
import { addStatusApi } from './status-api.ts'
import { addStoreCopies } from './store-copies.ts'
import { addStoriesApi } from './stories-api.ts'
import { addPutRightRoutes } from './put-right-routes.ts'
import { addReaderPages } from './reader-routes.ts'
import { addSearchRoutes } from './search-routes.ts'
import { sendPage } from './send-page.ts'
import { STYLE } from './style.ts'
import { addOperatorRoutes } from './operator-routes.ts'
import { addSubscriberRoutes } from './subscriber-routes.ts'
import { feedOfWatch, isSignedFeed } from './watch-feed.ts'
import { addWatchRoutes } from './watch-routes.ts'
import type { WebParts } from './web-parts.ts'
import { addWhyApi } from './why-api.ts'
import { addDigestApi } from './digest-api.ts'

/** Nothing is loaded from elsewhere and no script runs; a digest's own page is boxed in a frame. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'"

const EVERY_ANSWER = {
  'content-security-policy': PAGE_POLICY,
  // Our own forms say where they come from; others never hear of us.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  // Nothing of it stays where the next person at this browser finds it.
  'cache-control': 'no-store',
}

/** Serve the page. Throws a clear error when the port is taken. */
export async function startWeb(
  parts: WebParts,
  listening: Listening,
): Promise<{ url: string; close(): Promise<void> }> {
  // A proxy on this machine is believed whom it speaks for; anybody else's word on it is not.
  const server = fastify({ logger: false, trustProxy: 'loopback' })
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(EVERY_ANSWER)
    const wrong = wrongHost(request, parts.followed.current)
    return wrong === undefined ? undefined : refuse(reply, 421, wrong)
  })
  server.setErrorHandler((error, request, reply) => {
    const code = statusOf(error)
    // What went wrong inside is no stranger's business.
    const because = code < 500 || request.isKnown ? messageOf(error) : 'trouble inside; try again'
    return refuse(reply, code, because)
  })
  const gate = await addGate(server, parts, listening)
  addLogin(server, parts, gate)
  addHealth(server, parts)
  addPages(server, parts)
  addReaderPages(server, parts)
  await server.register((callback) => addHubCallback(callback, parts))
  addPastApi(server, parts)
  const guard = openFormGuard()
  addStoriesApi(server, parts, guard)
  addStoreCopies(server, parts, guard)
  addWhyApi(server, parts)
  addDigestApi(server, parts, guard)
  addStatusApi(server, parts)
  addExportApi(server, parts)
  addActions(server, parts)
  addFeeds(server, parts)
  await server.register((stories) => addPutRightRoutes(stories, parts))
  await server.register((watches) => addWatchRoutes(watches, parts))
  await server.register((feeds) => addFeedRoutes(feeds, parts))
  await server.register((operator) => addOperatorRoutes(operator, parts))
  await server.register((subscribers) => addSubscriberRoutes(subscribers, parts))
  await server.register((channels) => addChannelRoutes(channels, parts))
  await server.register((searches) => addSearchRoutes(searches, parts))
  server.setNotFoundHandler(({ url }, reply) => {
    if (url.startsWith('/api/'))
      return reply.code(404).send({ problem: 'there is no such address' })
    return sendPage(
      reply.code(404),
      layout('Not found', '', html`<p>There is no such page. <a href="/">All stories</a></p>`),
    )
  })
  const { host, port } = listening
  try {
    return { url: `${await server.listen({ host, port })}/`, close: () => server.close() }
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    throw new Error(
      `port ${port} on ${host} is taken; set web.port in the configuration or WIREWATCH_WEB_PORT`,
      { cause: error },
    )
  }
}

/** /healthz: the process answers. /readyz: so do store and queue. /metrics: for Prometheus. */
function addHealth(server: FastifyInstance, parts: WebParts): void {
  const { world } = parts
  server.get('/healthz', { config: { open: true } }, async () => ({ status: 'ok' }))
  server.get('/readyz', { config: { open: true } }, async ({ isKnown }, reply) => {
    try {
      const [counts, jobs] = await Promise.all([world.store.counts(), world.queue.counts()])
      return { status: 'ok', ...(isKnown && { ...counts, jobs }) }
    } catch (error) {
      const because = isKnown && { because: messageOf(error) }
      return reply.code(503).send({ status: 'not ready', ...because })
    }
  })
  server.get('/metrics', async (_, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsOf(parts)),
  )
}

function addPages(server: FastifyInstance, parts: WebParts): void {
  server.get('/style.css', { config: { open: true } }, async (_, reply) =>
    reply.type('text/css').send(STYLE),
  )
  // A page without a head, as a digest's plain text, is asked for its icon under the old name.
  for (const path of ['/icon.svg', '/favicon.ico'])
    server.get(path, { config: { open: true } }, async (_, reply) =>
      reply.type('image/svg+xml').send(ICON),
    )
  server.get('/api/feeds', async () => ({ feeds: await healthOfFeeds(parts) }))
}

function addFeeds(server: FastifyInstance, parts: WebParts): void {
  server.get<{ Params: { name: string; kind: string } }>(
    '/watches/:name/feed.:kind',
    { config: { open: (request) => isSignedFeed(parts.world.store, request) } },
    async ({ params }, reply) => {
      const feed = await feedOfWatch(parts, params.name, params.kind)
      return feed ? reply.type(feed.type).send(feed.text) : reply.callNotFound()
    },
  )
}

function statusOf(error: unknown): number {
  const code = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return code >= 400 && code < 600 ? code : 500
}
