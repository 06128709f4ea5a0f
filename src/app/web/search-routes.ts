import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { parseDocument } from 'yaml'
import { changeEntry, removeEntry, type MeantEntry } from '../change-entry.ts'
import { addToList } from '../configuration/edit-list.ts'
import { searchSchema } from '../configuration/schema.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { Refusal } from '../refusal.ts'
import { changedFields, problemsIn, readFields, textOf, type EntryFields } from './entry-form.ts'
import { readForms } from './forms.ts'
import { openFormGuard } from './guard.ts'
import { searchesPage, type SearchesView } from './pages/searches.ts'
import type { WebParts } from './web-parts.ts'

/** The page of searches that are kept as feeds: read with GET, changed with POST alone. */
export async function addSearchRoutes(server: FastifyInstance, parts: WebParts): Promise<void> {
  const guard = openFormGuard()
  const fieldsOf = readForms(server)
  const show = async (
    reply: FastifyReply,
    view: Omit<SearchesView, 'token' | 'searches' | 'watchNames'>,
    code = 200,
  ) =>
    reply
      .code(code)
      .type('text/html; charset=utf-8')
      .send(
        searchesPage({
          ...view,
          searches: await writtenSearches(parts),
          watchNames: parts.followed.current.watches.map(({ name }) => name),
          token: guard.token,
        }),
      )

  server.get<{ Querystring: Record<string, string | undefined> }>(
    '/searches',
    async ({ query: { edit, remove: removed, said } }, reply) => {
      if (!parts.files) return reply.callNotFound()
      const searches = await writtenSearches(parts)
      const typed = edit === undefined ? undefined : searches[Number(edit)]
      return show(reply, {
        ...(typed && { typed, was: edit, wasName: nameIn(typed) }),
        ...(removed !== undefined && searches[Number(removed)] && { removing: Number(removed) }),
        ...(said && { said }),
      })
    },
  )
  server.post('/searches', async ({ body, headers }, reply) => {
    const posted = fieldsOf(body)
    const [was, wasName] = [posted.get('was') ?? '', posted.get('was_name') ?? '']
    const typed = readFields(posted, searchSchema.shape, ['watches'])
    const isSaved = posted.get('do') !== 'remove'
    const view = isSaved ? { typed, was, wasName } : {}
    const wrong = guard.wrongPost(headers, posted.get('token') ?? '')
    if (wrong !== undefined) return show(reply, { ...view, problem: wrong }, 403)
    try {
      const done = await (isSaved ? save(parts, typed, was, wasName) : remove(parts, was, wasName))
      if (!('said' in done)) return await show(reply, { ...view, ...done }, 422)
      return await reply.redirect(`/searches?said=${encodeURIComponent(done.said)}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return show(reply, { ...view, problem: error.message }, 422)
    }
  })
}

type Done = { readonly said: string } | Pick<SearchesView, 'problem' | 'problems'>

async function save(
  { files, followed }: WebParts,
  typed: EntryFields,
  was: string,
  wasName: string,
): Promise<Done> {
  if (!files) return { problem: 'searches cannot be changed here' }
  const problems = problemsIn(typed, searchSchema, process.env)
  if (Object.keys(problems).length > 0) return { problems }
  const file = files.configuration
  if (was === '') {
    await editConfiguration(file, process.env, (text) => addToList(text, 'searches', typed))
  } else {
    const written = (await writtenSearches({ files, followed }))[Number(was)] ?? {}
    await changeEntry(file, searchAt(was, wasName), changedFields(typed, written))
  }
  await files.reload()
  return { said: `${nameIn(typed)}: ${was === '' ? 'added' : 'changed'}, and in force` }
}

async function remove({ files }: WebParts, was: string, wasName: string): Promise<Done> {
  if (!files) return { problem: 'searches cannot be changed here' }
  await removeEntry(files.configuration, searchAt(was, wasName))
  await files.reload()
  return { said: `${wasName}: removed; what was read from it stays` }
}

/** Searches may share a name, each for other watches; the place in the list tells them apart. */
function searchAt(place: string, name: string): MeantEntry {
  return {
    list: 'searches',
    isMeant: (entry, at) => at === Number(place) && entry.name.trim() === name.trim(),
    whyNone: () => `the search "${name}" is not there any more; look at the page anew`,
  }
}

const nameIn = ({ name }: EntryFields): string => textOf(name)

async function writtenSearches({
  files,
}: Pick<WebParts, 'files' | 'followed'>): Promise<readonly EntryFields[]> {
  if (!files) return []
  const written: unknown = parseDocument(await readFile(files.configuration, 'utf8')).toJS()
    ?.searches
  return Array.isArray(written) ? written : []
}
