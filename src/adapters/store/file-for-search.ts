import { packMembers, SEGMENT, segmentOf } from '../../core/search/segments.ts'
import { keysOfItem } from '../../core/search/word-keys.ts'
import type { Item } from '../../model.ts'
import type { Connection, Sql } from '../sql/connection.ts'
import { base64 } from './pack-telling.ts'
import { toInstant } from './storable.ts'

/** Segments filed in one run: a store that never was filed is so within a day. */
const MOST_SEGMENTS = 32

/** Rows written in one statement: on the embedded store nothing else goes on meanwhile. */
const ROWS = 2000

/** Polls run side by side, and an item may come on record after one with a higher number. */
const SETTLED_AFTER_MS = 15 * 60_000

/**
 * File segments in which nothing more will come, those never filed and those with items worded
 * otherwise since; take out segments whose items are all forgotten. Answers how many items were
 * filed. A segment left half filed by a death is filed again.
 */
export async function fileForSearch(connection: Connection, now: Date): Promise<number> {
  await connection.query(
    `with kept as (
      select coalesce(min(number) / ${SEGMENT}, 2147483647) as first from item
    ), dropped as (
      delete from search_segment where segment < (select first from kept)
    ), settled as (
      delete from search_again where number < (select first from kept) * ${SEGMENT}
    )
    delete from search_key where segment < (select first from kept)`,
  )
  let items = 0
  for (const segment of await unfiled(connection, now))
    items += await file(connection, segment, now)
  return items
}

async function unfiled(sql: Sql, now: Date): Promise<readonly number[]> {
  const settled = toInstant(new Date(now.getTime() - SETTLED_AFTER_MS))
  const rows = await sql.query<{ segment: number }>(
    `with latest as (
      select number from item where first_read_at <= $1::timestamptz
      order by first_read_at desc limit 1
    )
    select segment::integer from generate_series(
      (select min(number) / ${SEGMENT} from item),
      (select number / ${SEGMENT} - 1 from latest)
    ) as closed (segment)
    where not exists (select from search_segment where search_segment.segment = closed.segment)
    union
    select (number / ${SEGMENT})::integer from search_again
    order by 1 desc limit ${MOST_SEGMENTS}`,
    [settled],
  )
  return rows.map(({ segment }) => segment)
}

type FiledRow = Pick<Item, 'title' | 'text' | 'authors' | 'categories' | 'outlet'> & {
  readonly number: number
}

/** What is worded otherwise while this goes on is noted again, after the note is taken away here. */
async function file(connection: Connection, segment: number, now: Date): Promise<number> {
  const range = [segment * SEGMENT, (segment + 1) * SEGMENT]
  await connection.query('delete from search_again where number >= $1 and number < $2', range)
  const items = await connection.query<FiledRow>(
    `select number::float8 as number, title, coalesce(text, summary) as text, authors, categories,
      outlet
    from item where number >= $1 and number < $2 order by number`,
    range,
  )
  const rows = packedKeys(items)
  await connection.query('delete from search_segment where segment = $1', [segment])
  await connection.query('delete from search_key where segment = $1', [segment])
  for (let at = 0; at < rows.length; at += ROWS) {
    const some = rows.slice(at, at + ROWS)
    await connection.query(
      `insert into search_key (segment, key, items)
      select $1, key, decode(items, 'base64')
      from unnest($2::integer[], $3::text[]) as filed (key, items)
      on conflict (segment, key) do update set items = excluded.items`,
      [segment, some.map(([key]) => key), some.map(([, packed]) => packed)],
    )
  }
  await connection.query(
    `insert into search_segment (segment, filed_at) values ($1, $2::timestamptz)
    on conflict (segment) do update set filed_at = excluded.filed_at`,
    [segment, toInstant(now)],
  )
  return items.length
}

/** Sorted, so that the rows go into the index in its order. */
function packedKeys(items: readonly FiledRow[]): readonly (readonly [number, string])[] {
  const places = new Map<number, number[]>()
  for (const item of items) {
    const place = item.number - segmentOf(item.number) * SEGMENT
    for (const key of keysOfItem(item)) {
      const known = places.get(key)
      if (known) known.push(place)
      else places.set(key, [place])
    }
  }
  return [...places]
    .toSorted(([a], [b]) => a - b)
    .map(([key, members]) => [key, base64(packMembers(members))] as const)
}
