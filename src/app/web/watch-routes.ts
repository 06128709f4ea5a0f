import type { FastifyInstance, FastifyReply } from 'fastify'
import { anybody, testWatch, type WatchTestResult } from '../backtest/test-watch.ts'
import { changeWatch, removeWatch } from '../change-watch.ts'
import { addToList } from '../configuration/edit-list.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { loadSeeds } from '../load-seeds.ts'
import { Refusal } from '../refusal.ts'
import { openFormGuard } from './guard.ts'
import { watchesPage, type WatchesView } from './pages/watches.ts'
import { formOf, readForm, watchOf, type WatchForm } from './watch-form.ts'
import type { WebParts } from './web-parts.ts'

const LARGEST_FORM = 64 * 1024
/** How far back the page tries a watch, and the hits that may have; a command tries more. */
const TRIED_DAYS = 30
const MOST_PLACED = 3000
const SAMPLES = 5

/** The page of watches: read with GET, changed with POST alone. */
export async function addWatchRoutes(server: FastifyInstance, parts: WebParts): Promise<void> {
  const guard = openFormGuard()
  const show = async (reply: FastifyReply, view: Omit<WatchesView, 'token'>, code = 200) =>
    reply
      .code(code)
      .type('text/html; charset=utf-8')
      .send(await watchesPage(parts, { ...view, token: guard.token }))

  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM },
    (_, body, done) => done(null, new URLSearchParams(body.toString())),
  )
  server.get<{ Querystring: { edit?: string; said?: string } }>(
    '/watches',
    async ({ query }, reply) => {
      const { edit, said } = query
      const watch = parts.followed.current.watches.find(({ name }) => name === edit)
      return show(reply, { ...(watch && { form: formOf(watch) }), ...(said && { said }) })
    },
  )
  server.post<{ Body: URLSearchParams | undefined }>(
    '/watches',
    async ({ body, headers }, reply) => {
      const fields = body instanceof URLSearchParams ? body : new URLSearchParams()
      const form = readForm(fields)
      const wrong = guard.wrongPost(headers, fields.get('token') ?? '')
      if (wrong !== undefined) return show(reply, { form, problem: { problem: wrong } }, 403)
      const done = await doWhatIsAsked(parts, fields.get('do') ?? '', form)
      if ('said' in done)
        return reply.redirect(`/watches?said=${encodeURIComponent(done.said)}`, 303)
      return show(reply, { form, ...done }, done.problem ? 422 : 200)
    },
  )
}

type Done = { readonly said: string } | Pick<WatchesView, 'problem' | 'test'>

async function doWhatIsAsked(parts: WebParts, what: string, form: WatchForm): Promise<Done> {
  const { files } = parts
  if (!files) return { problem: { problem: 'watches cannot be changed here' } }
  try {
    switch (what) {
      case 'test':
        return await tryOut(parts, form, files.seeds)
      case 'save':
        return await save(parts, form, files.configuration)
      case 'mute':
        await changeWatch(files.configuration, form.was, { muted: true })
        break
      case 'unmute':
        await changeWatch(files.configuration, form.was, { muted: undefined })
        break
      case 'remove':
        await removeWatch(files.configuration, form.was)
        break
      default:
        return { problem: { problem: 'say what to do: test, save, mute, unmute or remove' } }
    }
    await files.reload()
    return { said: `${form.was}: ${DONE[what] ?? what}` }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { problem: { problem: error.message } }
  }
}

const DONE: Readonly<Record<string, string>> = {
  mute: 'muted',
  unmute: 'told from now on',
  remove: 'removed; its stories stay',
}

async function save(parts: WebParts, form: WatchForm, file: string): Promise<Done> {
  const read = watchOf(form, parts.followed.current.vocabulary)
  if (!read.ok) return { problem: read }
  const { name, query, keywords } = read.entry
  await (form.was === ''
    ? editConfiguration(file, process.env, (text) =>
        addToList(text, 'watches', { name, query, keywords }),
      )
    : changeWatch(file, form.was, { query, keywords, name }))
  await parts.files?.reload()
  return { said: `${name}: ${form.was === '' ? 'added' : 'changed'}, and in force` }
}

async function tryOut(parts: WebParts, form: WatchForm, seeds: string): Promise<Done> {
  const { world, followed } = parts
  const read = watchOf(form, followed.current.vocabulary)
  if (!read.ok) return { problem: read }
  const { subscribers, feeds } = followed.current
  const to = world.now()
  const result: WatchTestResult = await testWatch({
    history: world.store,
    watch: read.watch,
    plan: { feeds, subscribers: subscribers.length > 0 ? subscribers : [anybody] },
    seeds: await loadSeeds(seeds),
    since: new Date(to.getTime() - TRIED_DAYS * 86_400_000),
    to,
    samples: SAMPLES,
    mostPlaced: MOST_PLACED,
  })
  return result.ok ? { test: result.test } : { problem: { problem: result.problem } }
}
