import type { PlacedItem, VerdictKind } from '../../model.ts'
import type { Place, Portion, StoriesAsked, StoryLine } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { PLACED_ITEM_COLUMNS, toPlacedItem, type PlacedItemRow } from './rows.ts'
import { toInstant, toText } from './storable.ts'

/** Of a story told more often, the latest tellings say how it stands. */
const MOST_TELLINGS = 1000

/** Stories looked through for those of a watch, state or time: a page of them may come out short. */
const LOOKED_THROUGH = 5000

type StoryRow = Pick<StoryLine, 'id' | 'title' | 'firstAt' | 'lastAt' | 'seeds'> & {
  readonly number: number
}

/** What a line needs of one placement: no text, one sentence. */
interface ToldRow {
  readonly storyId: string
  readonly placedAt: Date
  readonly kind: VerdictKind
  readonly title: string
  readonly outlet: string
  readonly language: string | null
  readonly watches: readonly string[]
  readonly origins: readonly string[] | null
  readonly disputed: boolean
  readonly heldBack: boolean
  readonly sentence: string | null
}

const STORIES = `
  select story.number, story.id, story.title, story.first_at as "firstAt",
    story.last_at as "lastAt", (
      select count(*)::integer from document
      where document.story = story.number and origin = 'seed'
    ) as seeds
  from story`

/** Stories as the list has them, from the place and within the time asked for. */
const LISTED = `
  select number, id, last_at from story
  where ($1::timestamptz is null or (last_at, number) < ($1::timestamptz, $2::integer))
    and last_at >= $3::timestamptz - interval '7 days'
  order by last_at desc, number desc`

/**
 * A placement of the story that the list asks for: by watch, state and time. The limit is a fence
 * as well: without it every placement there is would be read for one page.
 */
const WANTED = `
  cross join lateral (
    select from placement
    where placement.story_id = listed.id
      and ($5::text is null or exists (
        select from json_array_elements(placement.answers) answer where answer->>'watch' = $5))
      and ($6::text is null or case $6 when 'disputed'
        then coalesce(json_array_length(placement.verdict->'contradictions'), 0) > 0
        else placement.verdict->>'kind' = $6 and placement.held_back is null end)
      and placement.placed_at >= $3::timestamptz
    limit 1
  ) wanted`

/** See ReaderStore. A story is looked at no further than its first placement that is wanted. */
export async function storyLines(
  sql: Sql,
  { watch, state, from, before, limit }: StoriesAsked,
): Promise<Portion<StoryLine>> {
  const isNarrowed = watch !== undefined || state !== undefined || from !== undefined
  const range = [toInstant(before?.at), before?.number ?? 0, toInstant(from) ?? '-infinity']
  const narrowing = [watch === undefined ? null : toText(watch), state ?? null]
  const rows = await sql.query<StoryRow>(
    `${STORIES}
    where story.number in (
      select listed.number from (${LISTED} limit ${LOOKED_THROUGH}) listed ${isNarrowed ? WANTED : ''}
      order by listed.last_at desc, listed.number desc limit $4
    )
    order by story.last_at desc, story.number desc`,
    [...range, limit + 1, ...(isNarrowed ? narrowing : [])],
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next =
    rows.length > limit && last
      ? { at: last.lastAt, number: last.number }
      : isNarrowed && (await lastLookedAt(sql, range))
  return { rows: await toLines(sql, shown), ...(next && { next }) }
}

/** Where the list goes on beyond the stories looked through, if there are more. */
async function lastLookedAt(sql: Sql, range: readonly unknown[]): Promise<Place | undefined> {
  const [beyond] = await sql.query<Place>(
    `select last_at as at, number from (${LISTED} limit 1 offset ${LOOKED_THROUGH - 1}) listed`,
    range,
  )
  return beyond
}

export async function storyLine(sql: Sql, storyId: string): Promise<StoryLine | undefined> {
  const rows = await sql.query<StoryRow>(`${STORIES} where story.id = $1`, [toText(storyId)])
  return (await toLines(sql, rows))[0]
}

export async function timeline(
  sql: Sql,
  storyId: string,
  { after = 0, limit }: { readonly after?: number; readonly limit: number },
): Promise<readonly PlacedItem[]> {
  const rows = await sql.query<PlacedItemRow>(
    `select ${PLACED_ITEM_COLUMNS}
    from placement join item on item.id = placement.item_id
    where placement.story_id = $1 and placement.sequence > $2
    order by placement.sequence limit $3`,
    [toText(storyId), after, limit],
  )
  return rows.map(toPlacedItem)
}

async function toLines(sql: Sql, stories: readonly StoryRow[]): Promise<readonly StoryLine[]> {
  if (stories.length === 0) return []
  const told = await sql.query<ToldRow>(
    `select asked.id as "storyId", telling.*
    from unnest($1::text[]) as asked (id)
    cross join lateral (
      select placement.placed_at as "placedAt", placement.verdict->>'kind' as kind, item.title,
        item.outlet, item.language, placement.verdict->'origins' as origins,
        placement.held_back is not null as "heldBack",
        coalesce(json_array_length(placement.verdict->'contradictions'), 0) > 0 as disputed,
        (select json_agg(answer->'watch') from json_array_elements(placement.answers) answer)
          as watches,
        placement.verdict->'newSentences'->0->>'text' as sentence
      from placement join item on item.id = placement.item_id
      where placement.story_id = asked.id
      order by placement.sequence desc limit ${MOST_TELLINGS}
    ) telling`,
    [stories.map(({ id }) => id)],
  )
  const byStory = new Map<string, ToldRow[]>(stories.map(({ id }) => [id, []]))
  for (const row of told) byStory.get(row.storyId)?.unshift(row)
  return stories.map((story) => toLine(story, byStory.get(story.id) ?? []))
}

function toLine(
  { id, title, firstAt, lastAt, seeds }: StoryRow,
  told: readonly ToldRow[],
): StoryLine {
  const news = told.findLast(
    ({ kind, heldBack }) => (kind === 'new' || kind === 'update') && !heldBack,
  )
  return {
    id,
    title,
    firstAt,
    lastAt,
    seeds,
    kinds: Object.fromEntries(countsOf(told.map(({ kind }) => kind))),
    watches: [...countsOf(told.flatMap(({ watches }) => watches))]
      .toSorted(([, a], [, b]) => b - a)
      .map(([watch]) => watch),
    tellers: told.map(({ outlet, origins }) => ({ outlet, sources: origins ?? [] })),
    languages: [...new Set(told.flatMap(({ language }) => language ?? []))],
    disputed: told.some(({ disputed }) => disputed),
    ...(news && { news: toNews(news) }),
  }
}

function toNews({
  kind,
  placedAt,
  title,
  outlet,
  sentence,
}: ToldRow): NonNullable<StoryLine['news']> {
  return { kind, at: placedAt, title, outlet, ...(sentence !== null && { sentence }) }
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
