import * as z from 'zod'
import type { RecordedMove, StoryMove } from '../../model.ts'
import { askService, type ServiceAddress } from '../ask-service.ts'
import { Refusal } from '../refusal.ts'
import type { SheetDocument, StoryDesk, StoryEntry } from './story-desk.ts'

/** A long story may take a while to read, and a move waits for the polls at work. */
const PATIENCE_MS = 60_000

/** Stories the service lists at once. */
const MOST = 1000

const instant = z.iso.datetime().transform((written) => new Date(written))

const listSchema = z.object({
  stories: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      firstAt: instant,
      lastAt: instant,
      tellings: z.number(),
      outlets: z.array(z.string()),
    }) satisfies z.ZodType<StoryEntry>,
  ),
})

const sheetSchema = z.object({
  story: z
    .object({
      id: z.string(),
      title: z.string(),
      firstAt: instant,
      lastAt: instant,
      documents: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          outlet: z.string(),
          origin: z.enum(['seed', 'item']),
          language: z.string().exactOptional(),
          published: instant.exactOptional(),
          pinned: z.literal(true).exactOptional(),
          verdict: z.enum(['known', 'copy', 'retelling', 'update', 'new']).exactOptional(),
        }) satisfies z.ZodType<SheetDocument>,
      ),
      moves: z.array(
        z.object({
          at: instant,
          madeBy: z.string(),
          from: z.string(),
          to: z.string(),
          documents: z.array(z.string()),
          because: z.string(),
        }) satisfies z.ZodType<RecordedMove>,
      ),
    })
    .nullable(),
})

const movedSchema = z.union([
  z.object({
    moves: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        title: z.string(),
        documents: z.array(z.string()).exactOptional(),
        because: z.string(),
      }) satisfies z.ZodType<StoryMove>,
    ),
  }),
  z.object({ problem: z.string() }),
])

/** The desk of a running service; undefined when none answers at this address. */
export async function askStories(address: ServiceAddress): Promise<StoryDesk | undefined> {
  if (!(await askService(address, 'api/stories?limit=1', listSchema))) return undefined
  const ask = async <T extends z.ZodType>(path: string, schema: T, body?: object) => {
    const answer = await askService(address, path, schema, PATIENCE_MS, body)
    if (answer === undefined) throw new Error(`the service at ${address.url} stopped answering`)
    return answer
  }
  return {
    list: async (limit) =>
      (await ask(`api/stories?limit=${Math.min(limit, MOST)}`, listSchema)).stories,
    show: async (id) =>
      (await ask(`api/stories/${encodeURIComponent(id)}`, sheetSchema)).story ?? undefined,
    move: async (wish, madeBy) => {
      const { token } = await ask('api/token', z.object({ token: z.string() }))
      const answer = await ask('api/stories/moves', movedSchema, { token, wish, madeBy })
      if ('problem' in answer) throw new Refusal(answer.problem)
      return answer.moves
    },
  }
}
