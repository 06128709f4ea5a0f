import {
  keysIn,
  membersAsked,
  placesOf,
  SEGMENT,
  segmentOf,
  unpackMembers,
} from '../../core/search/segments.ts'
import type { Item, Verdict, WordsAsked } from '../../model.ts'
import type { Place, SearchHit, Portion, SearchAsked } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { ITEM_COLUMNS, withoutNulls, type Row } from './rows.ts'
import { toInstant, toText } from './storable.ts'

/** Segments looked up in one go. */
const SEGMENTS = 16

/** Items looked at for one portion, which may come out short: as long as a person waits for. */
const LOOKED_THROUGH = 20_000

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

/**
 * See ReaderStore. Segment by segment from the latest, until enough is found or as many items were
 * looked at as a page can wait for.
 */
export async function searchable(sql: Sql, asked: SearchAsked): Promise<Portion<SearchHit>> {
  const { limit, watch, outlet, verdict } = asked
  const isNarrowed = watch !== undefined || outlet !== undefined || verdict !== undefined
  const [lowest, highest] = await boundsOf(sql, asked)
  const rows: SearchHit[] = []
  let left = LOOKED_THROUGH
  for (let before = highest + 1; before > lowest;) {
    const first = Math.max(segmentOf(lowest), segmentOf(before - 1) - SEGMENTS + 1)
    const from = Math.max(lowest, first * SEGMENT)
    const wanted = limit - rows.length
    const most = isNarrowed ? left : Math.min(left, wanted)
    const candidates = await candidatesIn(sql, { from, before, most: most + 1 }, asked.words)
    const looked = candidates.slice(0, most)
    const found = await readFound(sql, asked, looked, wanted)
    rows.push(...found)
    left -= looked.length
    if (found.length === wanted) before = found.at(-1)!.number
    else before = candidates.length > looked.length ? looked.at(-1)! : from
    if (rows.length === limit || left === 0) {
      return { rows, ...(before > lowest && { next: await placeOf(sql, before) }) }
    }
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

/** How far back a number is. */
async function placeOf(sql: Sql, number: number): Promise<Place> {
  const [row] = await sql.query<{ at: Date }>(
    'select first_read_at as at from item where number >= $1 order by number limit 1',
    [number],
  )
  return { at: row?.at ?? new Date(0), number }
}

interface Range {
  readonly from: number
  readonly before: number
  /** So many of those nearest to `before` are enough. */
  readonly most: number
}

/** What may answer in these segments, the latest first; all of a segment that is not filed. */
async function candidatesIn(
  sql: Sql,
  range: Range,
  words: WordsAsked | undefined,
): Promise<readonly number[]> {
  const [first, last] = [segmentOf(range.from), segmentOf(range.before - 1)]
  const segments = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  if (words === undefined) return numbersIn(sql, segments, range)
  const filed = await readFiled(sql, first, last, keysIn(words))
  const numbers = [...filed].flatMap(([segment, keys]) =>
    placesOf(membersAsked(words, keys)).map((place) => segment * SEGMENT + place),
  )
  const again = await wordedAgain(sql, first, last)
  const unfiled = segments.filter((segment) => !filed.has(segment))
  const all = new Set([...numbers, ...again, ...(await numbersIn(sql, unfiled, range))])
  return [...all]
    .filter((number) => number >= range.from && number < range.before)
    .toSorted((a, b) => b - a)
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

async function wordedAgain(sql: Sql, first: number, last: number): Promise<readonly number[]> {
  const rows = await sql.query<{ number: number }>(
    'select number::float8 as number from search_again where number >= $1 and number < $2',
    [first * SEGMENT, (last + 1) * SEGMENT],
  )
  return rows.map(({ number }) => number)
}

async function numbersIn(
  sql: Sql,
  segments: readonly number[],
  { from, before, most }: Range,
): Promise<readonly number[]> {
  if (segments.length === 0) return []
  const rows = await sql.query<{ number: number }>(
    `select number::float8 as number from item
    where number >= $1 and number < $2 and number / ${SEGMENT} = any ($3::bigint[])
    order by number desc limit $4`,
    [from, before, segments, most],
  )
  return rows.map(({ number }) => number)
}

/** The limits within are fences: of so many numbers the server would sooner read every item there is. */
async function readFound(
  sql: Sql,
  { watch, outlet, verdict, from, to }: SearchAsked,
  numbers: readonly number[],
  limit: number,
): Promise<readonly SearchHit[]> {
  if (numbers.length === 0) return []
  const rows = await sql.query<FoundRow>(
    `select ${ITEM_COLUMNS}, item.number::float8 as number, item.first_read_at as "readAt",
      placement.verdict, placement.story_id as "storyId", placement.held_back as "heldBack", (
        select json_agg(answer->'watch') from json_array_elements(placement.answers) answer
      ) as watches
    from unnest($1::bigint[]) as candidate (number)
    cross join lateral (select * from item where item.number = candidate.number limit 1) item
    left join lateral (
      select * from placement where placement.item_id = item.id limit 1
    ) placement on true
    where ($2::text is null or position(lower($2) in lower(item.outlet)) > 0)
      and ($3::text is null or coalesce(placement.verdict->>'kind', 'none') = $3)
      and ($4::text is null or exists (
        select from json_array_elements(placement.answers) answer where answer->>'watch' = $4))
      and item.first_read_at >= $5::timestamptz and item.first_read_at < $6::timestamptz
    order by item.number desc limit $7`,
    [
      numbers,
      outlet === undefined ? null : toText(outlet),
      verdict ?? null,
      watch === undefined ? null : toText(watch),
      toInstant(from) ?? '-infinity',
      toInstant(to) ?? 'infinity',
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
