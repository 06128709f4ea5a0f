import { movesByHand, storiesOf, type MoveWish } from '../../core/story/move-by-hand.ts'
import type { RecordedMove, Story, StoryMove, Verdict } from '../../model.ts'
import type { World } from '../../ports.ts'
import { Refusal } from '../refusal.ts'

/** Stories for a person to look at and to put right. */
export interface StoryDesk {
  /** By latest development. */
  list(limit: number): Promise<readonly StoryEntry[]>
  show(id: string): Promise<StorySheet | undefined>
  /** Throws Refusal with what is wrong with the wish. */
  move(wish: MoveWish, madeBy: string): Promise<readonly StoryMove[]>
}

export interface StoryEntry {
  readonly id: string
  readonly title: string
  readonly firstAt: Date
  readonly lastAt: Date
  readonly tellings: number
  readonly outlets: readonly string[]
}

export interface StorySheet extends Pick<Story, 'id' | 'title' | 'firstAt' | 'lastAt'> {
  readonly documents: readonly SheetDocument[]
  readonly moves: readonly RecordedMove[]
}

export interface SheetDocument {
  readonly id: string
  readonly title: string
  readonly outlet: string
  readonly origin: 'seed' | 'item'
  readonly language?: string
  readonly published?: Date
  /** A person put it there. */
  readonly pinned?: true
  readonly verdict?: Verdict['kind']
}

/** The desk over a store that is open. */
export function storyDesk({ store, now }: Pick<World, 'store' | 'now'>): StoryDesk {
  return {
    list: async (limit) => (await store.stories(limit)).map(entryOf),
    show: async (id) => {
      const story = await store.story(id)
      if (!story) return undefined
      const placed = await store.placementsOf(id)
      const verdicts = new Map(placed.map(({ item, verdict }) => [item.id, verdict.kind]))
      const documents = story.documents.map((document) => sheetDocument(document, verdicts))
      return { ...story, documents, moves: await store.movesOf(id) }
    },
    move: async (wish, madeBy) => {
      const found = await Promise.all(storiesOf(wish).map((id) => store.story(id)))
      const stories = new Map(found.flatMap((story) => (story ? [[story.id, story]] : [])))
      const wanted = movesByHand(wish, stories)
      if (!wanted.ok) throw new Refusal(wanted.problem)
      await store.recordMoves(wanted.moves, madeBy, now())
      return wanted.moves
    },
  }
}

function entryOf({ documents, id, title, firstAt, lastAt }: Story): StoryEntry {
  const outlets = [...new Set(documents.map(({ outlet }) => outlet))]
  return { id, title, firstAt, lastAt, tellings: documents.length, outlets }
}

function sheetDocument(
  { id, title, outlet, origin, language, published, pinned }: Story['documents'][number],
  verdicts: ReadonlyMap<string, Verdict['kind']>,
): SheetDocument {
  const verdict = verdicts.get(id)
  return {
    id,
    title,
    outlet,
    origin,
    ...(language !== undefined && { language }),
    ...(published && { published }),
    ...(pinned && { pinned }),
    ...(verdict && { verdict }),
  }
}
