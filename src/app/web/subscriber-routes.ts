import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Refusal } from '../refusal.ts'
import {
  addSubscriber,
  changeSubscriber,
  removeSubscriber,
  writtenSubscriber,
} from '../subscribers/change-subscriber.ts'
import { sendOnRequest } from '../subscribers/post-now.ts'
import {
  changesOf,
  formOfSubscriber,
  problemsOf,
  readSubscriberForm,
  type SubscriberForm,
} from '../subscribers/subscriber-form.ts'
import { readForms } from './forms.ts'
import { openFormGuard } from './guard.ts'
import { subscribersPage, type SubscribersView } from './pages/subscribers.ts'
import type { WebParts } from './web-parts.ts'

/** The page of subscribers: read with GET, changed with POST alone. */
export async function addSubscriberRoutes(server: FastifyInstance, parts: WebParts): Promise<void> {
  const guard = openFormGuard()
  const fieldsOf = readForms(server)
  const show = async (reply: FastifyReply, view: Omit<SubscribersView, 'token'>, code = 200) =>
    reply
      .code(code)
      .type('text/html; charset=utf-8')
      .send(await subscribersPage(parts, { ...view, token: guard.token }))

  server.get<{ Querystring: { edit?: string; remove?: string; said?: string } }>(
    '/subscribers',
    async ({ query }, reply) => {
      const removing = parts.followed.current.subscribers.find(({ id }) => id === query.remove)
      const form = query.edit === undefined ? undefined : await formNow(parts, query.edit)
      return show(reply, {
        ...(form && { form }),
        ...(removing && { removing }),
        ...(query.said && { said: query.said }),
      })
    },
  )
  server.post('/subscribers', async ({ body, headers }, reply) => {
    const fields = fieldsOf(body)
    const form = fields.get('do') === 'save' ? readSubscriberForm(fields) : undefined
    const wrong = guard.wrongPost(headers, fields.get('token') ?? '')
    if (wrong !== undefined) return show(reply, { ...(form && { form }), problem: wrong }, 403)
    try {
      const done = form ? await save(parts, form) : await doWhatIsAsked(parts, fields)
      if ('said' in done) {
        return await reply.redirect(`/subscribers?said=${encodeURIComponent(done.said)}`, 303)
      }
      return await show(reply, { ...(form && { form }), ...done }, 422)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return show(reply, { ...(form && { form }), problem: error.message }, 422)
    }
  })
}

type Done = { readonly said: string } | Pick<SubscribersView, 'problem' | 'problems'>

async function formNow({ files }: WebParts, id: string): Promise<SubscriberForm | undefined> {
  if (!files) return undefined
  const entry = writtenSubscriber(await readFile(files.configuration, 'utf8'), id)
  return entry && formOfSubscriber(id, entry)
}

async function save({ files, followed }: WebParts, form: SubscriberForm): Promise<Done> {
  if (!files) return { problem: 'subscribers cannot be changed here' }
  const text = await readFile(files.configuration, 'utf8')
  const entry = form.was === '' ? {} : writtenSubscriber(text, form.was)
  if (!entry) return { problem: `there is no subscriber "${form.was}" any more` }
  const changes = changesOf(form, entry)
  const next = Object.fromEntries(
    Object.entries({ ...entry, ...changes }).filter(([, value]) => value !== undefined),
  )
  const watches = followed.current.watches.map(({ name }) => name)
  const problems = problemsOf(next, watches, process.env)
  if (Object.keys(problems).length > 0) return { problems }
  await (form.was === ''
    ? addSubscriber(files.configuration, changes)
    : changeSubscriber(files.configuration, form.was, withId(changes, entry, form.was)))
  await files.reload()
  return { said: `${form.name}: ${form.was === '' ? 'added' : 'changed'}, and in force` }
}

/** Under another name it stays the same subscriber: what was told is kept under the id. */
function withId(
  changes: ReturnType<typeof changesOf>,
  entry: Readonly<Record<string, unknown>>,
  was: string,
): ReturnType<typeof changesOf> {
  return 'name' in changes && entry['id'] === undefined ? { ...changes, id: was } : changes
}

async function doWhatIsAsked(parts: WebParts, fields: URLSearchParams): Promise<Done> {
  const { files, followed, world } = parts
  const subscriber = followed.current.subscribers.find(({ id }) => id === fields.get('subscriber'))
  if (!subscriber) return { problem: 'that subscriber is not there any more' }
  const { id, name } = subscriber
  switch (fields.get('do')) {
    case 'remove':
      if (!files) return { problem: 'subscribers cannot be changed here' }
      await removeSubscriber(files.configuration, id)
      await files.reload()
      return { said: `${name}: removed; the digests sent stay in the archive` }
    case 'test': {
      const posted = await sendOnRequest(world, followed.current, subscriber)
      const words = posted.map(({ key, outcome, receipt }) => `${key}: ${outcome}, ${receipt}`)
      const failed = posted.some(({ outcome }) => outcome !== 'accepted')
      return failed
        ? { problem: `${name}: the test did not reach everybody. ${words.join('; ')}` }
        : { said: `${name}: a test was posted. ${words.join('; ')}` }
    }
    case 'undo':
      await world.store.undoAction(Number(fields.get('action')), id, world.now())
      return { said: `${name}: taken back` }
    default:
      return { problem: 'say what to do: save, remove, test or undo' }
  }
}
