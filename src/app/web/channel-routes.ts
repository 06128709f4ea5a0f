import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { channelSchema } from '../configuration/schema.ts'
import { isWrittenOut, SECRETS, WRITTEN_OUT } from '../configuration/written-secrets.ts'
import { Refusal } from '../refusal.ts'
import {
  addChannel,
  changeChannel,
  keyOfChannel,
  removeChannel,
} from '../subscribers/change-channel.ts'
import { writtenSubscriber } from '../subscribers/change-subscriber.ts'
import { changedFields, inForm, problemsIn, readFields, type EntryFields } from './entry-form.ts'
import { readForms } from './forms.ts'
import { openFormGuard } from './guard.ts'
import { channelPage, type ChannelView } from './pages/channel.ts'
import type { WebParts } from './web-parts.ts'

type Kind = (typeof channelSchema.options)[number]

/** The page of one channel of a subscriber: read with GET, changed with POST alone. */
export async function addChannelRoutes(server: FastifyInstance, parts: WebParts): Promise<void> {
  const guard = openFormGuard()
  const fieldsOf = readForms(server)
  const show = (reply: FastifyReply, view: Omit<ChannelView, 'token'>, code = 200) =>
    reply
      .code(code)
      .type('text/html; charset=utf-8')
      .send(channelPage({ ...view, token: guard.token }))

  server.get<{ Querystring: Record<string, string | undefined> }>(
    '/channel',
    async ({ query }, reply) => {
      const { subscriber: id = '', was = '', remove } = query
      const subscriber = parts.followed.current.subscribers.find((one) => one.id === id)
      if (!subscriber || !parts.files) return reply.callNotFound()
      const written = was === '' ? { kind: query['kind'] } : await writtenChannel(parts, id, was)
      const kind = kindOf(written?.['kind'])
      if (was !== '' && !kind) return reply.callNotFound()
      return show(reply, {
        subscriber,
        was,
        ...(kind && { kind }),
        typed: written ?? {},
        isRemoving: remove !== undefined,
      })
    },
  )
  server.post('/channel', async ({ body, headers }, reply) => {
    const posted = fieldsOf(body)
    const id = posted.get('subscriber') ?? ''
    const subscriber = parts.followed.current.subscribers.find((one) => one.id === id)
    const kind = kindOf(posted.get(inForm('kind')))
    if (!subscriber || !kind) return reply.callNotFound()
    const typed = readFields(posted, kind.shape)
    const isRemoving = posted.get('do') === 'remove'
    const view = { subscriber, kind, typed, was: posted.get('was') ?? '', isRemoving }
    const wrong = guard.wrongPost(headers, posted.get('token') ?? '')
    if (wrong !== undefined) return show(reply, { ...view, problem: wrong }, 403)
    try {
      const done = await doWhatIsAsked(parts, posted.get('do') ?? '', view)
      if (!('said' in done)) return await show(reply, { ...view, ...done }, 422)
      return await reply.redirect(`/subscribers?said=${encodeURIComponent(done.said)}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return show(reply, { ...view, problem: error.message }, 422)
    }
  })
}

type Done = { readonly said: string } | Pick<ChannelView, 'problem' | 'problems'>
type Asked = Pick<ChannelView, 'subscriber' | 'was' | 'typed'> & { readonly kind: Kind }

async function doWhatIsAsked(
  parts: WebParts,
  what: string,
  { subscriber, was, typed, kind }: Asked,
): Promise<Done> {
  const { files } = parts
  const { id, name } = subscriber
  if (!files) return { problem: 'channels cannot be changed here' }
  if (what === 'remove') {
    await removeChannel(files.configuration, id, was)
    await files.reload()
    return { said: `${name}: ${was} removed` }
  }
  if (what !== 'save') return { problem: 'say what to do: save or remove' }
  const problems = problemsOfChannel(typed, kind)
  if (Object.keys(problems).length > 0) return { problems }
  const given = Object.fromEntries(
    Object.entries(typed).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
  await (was === ''
    ? addChannel(files.configuration, id, given)
    : changeChannel(
        files.configuration,
        id,
        was,
        changedFields(typed, (await writtenChannel(parts, id, was)) ?? {}),
      ))
  await files.reload()
  return {
    said: `${name}: ${keyOfChannel(typed)} ${was === '' ? 'added' : 'changed'}, and in force`,
  }
}

/** As the file would be refused, and said at its field: a secret in plain letters too. */
function problemsOfChannel(typed: EntryFields, kind: Kind) {
  const problems = problemsIn(typed, kind, process.env)
  const secret = SECRETS[kind.shape.kind.value] ?? ''
  const value = typed[secret]
  const isBare = typeof value === 'string' && isWrittenOut(value)
  return isBare ? { ...problems, [secret]: WRITTEN_OUT } : problems
}

const kindOf = (name: unknown): Kind | undefined =>
  channelSchema.options.find(({ shape }) => shape.kind.value === name)

/** Nothing taken from the environment: what the form shows holds no secret. */
async function writtenChannel(
  { files }: WebParts,
  subscriber: string,
  key: string,
): Promise<EntryFields | undefined> {
  if (!files) return undefined
  const entry = writtenSubscriber(await readFile(files.configuration, 'utf8'), subscriber)
  const channels: unknown = entry?.['channels']
  return Array.isArray(channels) ? channels.find((one) => keyOfChannel(one) === key) : undefined
}
