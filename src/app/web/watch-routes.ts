import type { FastifyInstance, FastifyReply } from 'fastify'
import { changeWatch, muteWatch, removeWatch } from '../change-watch.ts'
import { addToList } from '../configuration/edit-list.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { Refusal } from '../refusal.ts'
import { readForms } from './forms.ts'
import { openFormGuard } from './guard.ts'
import { watchesPage, type WatchesView } from './pages/watches.ts'
import { openTrials, type Trials } from './open-trials.ts'
import { formOf, readForm, watchOf, type WatchForm } from './watch-form.ts'
import type { WebParts } from './web-parts.ts'

/** The page of watches: read with GET, changed with POST alone. */
export async function addWatchRoutes(server: FastifyInstance, parts: WebParts): Promise<void> {
  const guard = openFormGuard()
  const tryOut = openTrials(parts)
  const show = async (reply: FastifyReply, view: Omit<WatchesView, 'token'>, code = 200) =>
    reply
      .code(code)
      .type('text/html; charset=utf-8')
      .send(await watchesPage(parts, { ...view, token: guard.token }))

  const fieldsOf = readForms(server)
  server.get<{ Querystring: { edit?: string; remove?: string; said?: string } }>(
    '/watches',
    async ({ query }, reply) => {
      const named = (asked?: string) =>
        parts.followed.current.watches.find(({ name }) => name === asked)
      const [changing, removing] = [named(query.edit), named(query.remove)]
      return show(reply, {
        ...(changing && { form: formOf(changing) }),
        ...(removing && { removing }),
        ...(query.said && { said: query.said }),
      })
    },
  )
  server.post('/watches', async ({ body, headers }, reply) => {
    const fields = fieldsOf(body)
    const form = readForm(fields)
    const wrong = guard.wrongPost(headers, fields.get('token') ?? '')
    if (wrong !== undefined) return show(reply, { form, problem: { problem: wrong } }, 403)
    const done = await doWhatIsAsked(parts, fields, form, tryOut)
    if ('said' in done) return reply.redirect(`/watches?said=${encodeURIComponent(done.said)}`, 303)
    const isTyped = form.asks !== ''
    return show(reply, { ...(isTyped && { form }), ...done }, done.problem ? 422 : 200)
  })
}

type Done = { readonly said: string } | Pick<WatchesView, 'problem' | 'test'>

async function doWhatIsAsked(
  parts: WebParts,
  fields: URLSearchParams,
  form: WatchForm,
  tryOut: Trials,
): Promise<Done> {
  const { files, world } = parts
  const what = fields.get('do') ?? ''
  const until = fields.get('until') || undefined
  if (!files) return { problem: { problem: 'watches cannot be changed here' } }
  try {
    switch (what) {
      case 'test':
        return await tryOut(form)
      case 'save':
        return await save(parts, form, files.configuration)
      case 'mute':
        await muteWatch(files.configuration, form.was, until, world.now())
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
    const done = until !== undefined && what === 'mute' ? `muted until ${until}` : DONE[what]
    return { said: `${form.was}: ${done ?? what}` }
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
