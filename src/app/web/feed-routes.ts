import { counted } from '../../core/digest/wording.ts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import {
  addFeed,
  firstLookAt,
  lookForFeed,
  readAddress,
  refuseDouble,
  wishedName,
} from '../feeds/add-feed.ts'
import { exportFeeds, importFeeds } from '../feeds/move-feeds.ts'
import { removeFeed } from '../feeds/remove-feed.ts'
import { visitNow } from '../feeds/visit-now.ts'
import { Refusal } from '../refusal.ts'
import { zoneInUse } from '../zone-in-use.ts'
import { readForms, readUploads } from './forms.ts'
import { openFormGuard } from './guard.ts'
import { feedsPage, type FeedsView } from './pages/feeds.ts'
import type { WebParts } from './web-parts.ts'

/** The page of feeds: read with GET, changed with POST alone. */
export async function addFeedRoutes(server: FastifyInstance, parts: WebParts): Promise<void> {
  const guard = openFormGuard()
  const fieldsOf = readForms(server)
  const uploadOf = readUploads(server)
  const show = async (reply: FastifyReply, view: Omit<FeedsView, 'token'>, code = 200) =>
    reply
      .code(code)
      .type('text/html; charset=utf-8')
      .send(await feedsPage(parts, { ...view, token: guard.token }))

  server.get<{ Querystring: { said?: string; remove?: string } }>(
    '/feeds',
    async ({ query }, reply) => {
      const removing = parts.followed.current.feeds.find(
        ({ id, madeBy }) => id === query.remove && !madeBy,
      )
      return show(reply, { ...(query.said && { said: query.said }), ...(removing && { removing }) })
    },
  )
  server.get('/feeds.opml', async (_, reply) => {
    const { files, followed, world } = parts
    if (!files) return reply.callNotFound()
    const { opml } = await exportFeeds(files.configuration, followed.current, world.now())
    return reply
      .type('text/x-opml; charset=utf-8')
      .header('content-disposition', 'attachment; filename="wirewatch-feeds.opml"')
      .send(opml)
  })
  server.post('/feeds', async ({ body, headers }, reply) => {
    const upload = uploadOf(body)
    const fields = body instanceof FormData ? textsOf(upload) : fieldsOf(body)
    const address = fields.get('address') ?? ''
    const wrong = guard.wrongPost(headers, fields.get('token') ?? '')
    if (wrong !== undefined) return show(reply, { address, problem: wrong }, 403)
    try {
      const done = await doWhatIsAsked(parts, fields, upload.get('opml'))
      if ('said' in done) {
        return await reply.redirect(`/feeds?said=${encodeURIComponent(done.said ?? '')}`, 303)
      }
      return await show(reply, { address, ...done }, done.problem === undefined ? 200 : 422)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return show(reply, { address, problem: error.message }, 422)
    }
  })
}

type Done = Partial<Pick<FeedsView, 'said' | 'problem' | 'found' | 'links'>>

async function doWhatIsAsked(
  parts: WebParts,
  fields: URLSearchParams,
  file: unknown,
): Promise<Done> {
  const { files, world, followed } = parts
  if (!files) return { problem: 'feeds cannot be changed here' }
  const { feeds } = followed.current
  const feed = feeds.find(({ id }) => id === fields.get('feed'))
  switch (fields.get('do')) {
    case 'look':
      return look(parts, fields.get('address')?.trim() ?? '')
    case 'add': {
      const name = await add(fields, files.configuration, parts)
      return { said: `${name}: added; its first reading is the starting point, not news` }
    }
    case 'import': {
      const { added, doubles, problems } = await importFeeds(
        files.configuration,
        file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(),
        file instanceof File && file.name !== '' ? file.name : 'the file',
        followed.current,
      )
      await files.reload()
      return {
        said: [
          `${counted(added.length, 'feed')} added, ${doubles} there already`,
          ...problems,
        ].join('; '),
      }
    }
    case 'remove':
      if (!feed) return { problem: 'that feed is not there any more' }
      await removeFeed(files.configuration, feed.id, followed.current)
      await files.reload()
      return { said: `${feed.name}: removed; what was read from it stays` }
    case 'visit':
      if (!feed) return { problem: 'that feed is not there any more' }
      await visitNow(world, feed, zoneInUse(followed.current.subscribers))
      return { said: `${feed.name}: it is visited as soon as a worker is free` }
    default:
      return { problem: 'say what to do: look, add, import, remove or visit' }
  }
}

/** Read by the thread that reads every feed: a stranger's page must not hold up the service. */
async function look({ world, followed }: WebParts, address: string): Promise<Done> {
  const now = world.now()
  const found = await lookForFeed(address, {}, followed.current, async (url) => {
    const feed = { id: 'file', name: url, url, every: 0 }
    const fetched = await world.fetcher.fetchFeed(feed, undefined, now)
    const { parsed, changed: items } = await world.parser.read(fetched, feed, now)
    const problems = fetched.kind === 'failed' ? [fetched.because] : parsed.problems
    return { source: { name: url, fetched }, parsed: { ...parsed, problems }, items }
  })
  if (found.kind === 'none') return { problem: `${readAddress(address)}: ${found.because}` }
  if (found.kind === 'several') return { links: found.links }
  const { watches } = followed.current
  return { found: { ...found, look: firstLookAt(found.reading, watches, now) } }
}

async function add(
  fields: URLSearchParams,
  file: string,
  { followed, files }: WebParts,
): Promise<string> {
  const { feeds } = followed.current
  const url = readAddress(fields.get('address') ?? '')
  refuseDouble(url, feeds)
  const name = wishedName(fields.get('name') ?? '', feeds)
  const every = fields.get('every')?.trim() || undefined
  const language = fields.get('language')?.trim() || undefined
  const fullText = fields.has('full_text') ? (true as const) : undefined
  await addFeed(file, { name, url, every, language, fullText })
  await files?.reload()
  return name
}

/** The fields of a form with a file that are text. */
function textsOf(form: FormData): URLSearchParams {
  const texts = new URLSearchParams()
  form.forEach((value, name) => {
    if (typeof value === 'string') texts.append(name, value)
  })
  return texts
}
