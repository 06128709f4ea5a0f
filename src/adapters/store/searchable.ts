import {
  keysIn,
  membersAsked,
  placesOf,
  SEGMENT,
  segmentOf,
  unpackMembers,
} from '../../core/search/segments.ts'
import type { Item, Verdict, WordsAsked } from '../../model.ts'
import type { SearchHit, Portion, SearchAsked } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { ITEM_COLUMNS, withoutNulls, type Row } from './rows.ts'
import { toInstant, toText } from './storable.ts'

/** Segments looked up in one go. */
const SEGMENTS = 16

/** Items of a few polls side by side: how far numbers may stray from the order of instants. */
const STRAY = 5000

type FoundRow = Row<Item> & {
  readonly number: number
  readonly readAt: Date
  readonly watches: readonly string[] | null
  readonly verdict: Verdict | null
  readonly storyId: string | null
  readonly heldBack: string | null
}

/** See ReaderStore. Segment by segment from the latest, until enough is found. */
export async function searchable(
  sql: Sql,
  asked: SearchAsked,
): Promise<Portion<SearchHit, number>> {
  const { limit } = asked
  const [lowest, highest] = await boundsOf(sql, asked)
  const rows: SearchHit[] = []
  for (let before = highest + 1; before > lowest;) {
    const last = segmentOf(before - 1)
    const first = Math.max(segmentOf(lowest), last - SEGMENTS + 1)
    const from = Math.max(lowest, first * SEGMENT)
    const candidates = await candidatesIn(sql, first, last, asked.words)
    const found = await readFound(sql, asked, { from, before, candidates }, limit - rows.length)
    rows.push(...found)
    before = rows.length === limit ? rows.at(-1)!.number : from
    if (rows.length === limit) return { rows, ...(before > lowest && { next: before }) }
  }
  return { rows }
}

/** The lowest number that may be meant, and the highest. */
async function boundsOf(sql: Sql, { from, to, before }: SearchAsked): Promise<[number, number]> {
  const [row] = await sql.query<{ lowest: number | null; highest: number | null }>(
    `select case when $1::timestamptz is null then (select min(number) from item) else (
      select min(number) from (
        select number from item where first_read_at >= $1::timestamptz
        order by first_read_at limit ${STRAY}) earliest
    ) end::float8 as lowest,
    case when $2::timestamptz is null then (select max(number) from item) else (
      select max(number) from (
        select number from item where first_read_at < $2::timestamptz
        order by first_read_at desc limit ${STRAY}) latest
    ) end::float8 as highest`,
    [toInstant(from), toInstant(to)],
  )
  const highest = Math.min(row?.highest ?? 0, (before ?? Infinity) - 1)
  return [row?.lowest ?? Infinity, highest]
}

interface Candidates {
  /** Single items, and ranges of numbers of which every item is one. */
  readonly numbers: readonly number[]
  readonly whole: readonly number[]
}

/** What may answer in these segments; all of a segment that is not filed. */
async function candidatesIn(
  sql: Sql,
  first: number,
  last: number,
  words: WordsAsked | undefined,
): Promise<Candidates> {
  const segments = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  if (words === undefined) return { numbers: [], whole: segments }
  const filed = await readFiled(sql, first, last, keysIn(words))
  const again = await sql.query<{ number: number }>(
    'select number::float8 as number from search_again where number >= $1 and number < $2',
    [first * SEGMENT, (last + 1) * SEGMENT],
  )
  const numbers = [...filed].flatMap(([segment, keys]) =>
    placesOf(membersAsked(words, keys)).map((place) => segment * SEGMENT + place),
  )
  return {
    numbers: [...numbers, ...again.map(({ number }) => number)],
    whole: segments.filter((segment) => !filed.has(segment)),
  }
}

async function readFiled(sql: Sql, first: number, last: number, keys: readonly number[]) {
  const rows = await sql.query<{ segment: number; key: number | null; items: Uint8Array | null }>(
    `select search_segment.segment, filed.key, filed.items
    from search_segment
    left join lateral (
      select search_key.key, search_key.items
      from unnest($3::integer[]) as asked (key)
      join search_key
        on search_key.segment = search_segment.segment and search_key.key = asked.key
    ) filed on true
    where search_segment.segment between $1 and $2`,
    [first, last, keys],
  )
  const filed = new Map<number, Map<number, Uint32Array>>()
  for (const { segment, key, items } of rows) {
    const known = filed.get(segment) ?? new Map<number, Uint32Array>()
    if (key !== null && items !== null) known.set(key, unpackMembers(items))
    filed.set(segment, known)
  }
  return filed
}

async function readFound(
  sql: Sql,
  { watch, outlet, verdict, from: since, to: until }: SearchAsked,
  range: { from: number; before: number; candidates: Candidates },
  limit: number,
): Promise<readonly SearchHit[]> {
  const { from, before, candidates } = range
  const numbers = candidates.numbers.filter((number) => number >= from && number < before)
  if (numbers.length === 0 && candidates.whole.length === 0) return []
  const rows = await sql.query<FoundRow>(
    `with candidate as (
      select number from unnest($1::bigint[]) as single (number)
      union
      select item.number from unnest($2::bigint[]) as whole (segment)
        join item on item.number >= segment * ${SEGMENT} and item.number < (segment + 1) * ${SEGMENT}
        where item.number >= $3 and item.number < $4
    )
    select ${ITEM_COLUMNS}, item.number::float8 as number, item.first_read_at as "readAt",
      placement.verdict, placement.story_id as "storyId", placement.held_back as "heldBack", (
        select json_agg(answer->'watch') from json_array_elements(placement.answers) answer
      ) as watches
    from candidate join item on item.number = candidate.number
    left join placement on placement.item_id = item.id
    where ($5::text is null or position(lower($5) in lower(item.outlet)) > 0)
      and ($6::text is null or coalesce(placement.verdict->>'kind', 'none') = $6)
      and ($7::text is null or exists (
        select from json_array_elements(placement.answers) answer where answer->>'watch' = $7))
      and item.first_read_at >= $8::timestamptz and item.first_read_at < $9::timestamptz
    order by item.number desc limit $10`,
    [
      numbers,
      candidates.whole,
      from,
      before,
      outlet === undefined ? null : toText(outlet),
      verdict ?? null,
      watch === undefined ? null : toText(watch),
      toInstant(since) ?? '-infinity',
      toInstant(until) ?? 'infinity',
      limit,
    ],
  )
  return rows.map(toFound)
}

function toFound({ number, readAt, watches, verdict, storyId, heldBack, ...item }: FoundRow) {
  return {
    number,
    item: withoutNulls<Item>(item),
    readAt,
    ...(verdict &&
      storyId !== null && {
        placed: {
          watches: watches ?? [],
          verdict,
          storyId,
          ...(heldBack !== null && { heldBack }),
        },
      }),
  }
}
