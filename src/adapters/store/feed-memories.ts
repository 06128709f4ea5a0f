import type { FeedMemory } from '../../model.ts'
import type { CorpusStore } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { withoutNulls, type Row } from './rows.ts'
import { toInstant, toJson, toText } from './storable.ts'

type DateName = {
  [Name in keyof FeedMemory]-?: Date extends FeedMemory[Name] ? Name : never
}[keyof FeedMemory]

type BeforeVisit = Awaited<ReturnType<CorpusStore['beforeVisit']>>

type Subscribed = 'pushUntil' | 'pushedAt' | 'pushBecause'

/** Of the memory, what JSON has as text. */
const DATES: Record<Exclude<DateName, Subscribed>, true> = {
  validatorsSince: true,
  baselineAt: true,
  lastVisitAt: true,
  lastSuccessAt: true,
  nextVisitAt: true,
  movedSince: true,
  movedAt: true,
  missingSince: true,
  goneSaidAt: true,
  goneSince: true,
  latestItemAt: true,
  overflowedAt: true,
  askedToWaitUntil: true,
}

const remembered = (stood: string) => `
  select memory${stood}, case when state = 'verified' then lease_until end as "pushUntil",
    pushed_at as "pushedAt", subscription.because as "pushBecause"
  from feed_memory left join subscription on subscription.feed_id = feed_memory.feed_id`

/** Most of a memory is what stood in the feed, which only a visit that brings a body asks for. */
const OUTLINED = remembered('')

interface Remembered extends Row<Pick<FeedMemory, Subscribed>> {
  /** The rest of it, as JSON has it. */
  readonly memory: object
  readonly stood?: object | null
}

export async function feedMemory(sql: Sql, feedId: string): Promise<FeedMemory | undefined> {
  const [row] = await sql.query<Remembered>(
    `${remembered(', stood')} where feed_memory.feed_id = $1`,
    [toText(feedId)],
  )
  return row && toMemory(row)
}

export async function feedMemories(sql: Sql): Promise<readonly FeedMemory[]> {
  const rows = await sql.query<Remembered>(`${OUTLINED} order by feed_memory.feed_id`)
  return rows.map(toMemory)
}

/** Asked wherever a visit brought a body, for many at once. */
export async function lastStood(
  sql: Sql,
  feedIds: readonly string[],
): Promise<readonly Pick<FeedMemory, 'shown' | 'lastIds'>[]> {
  const rows = await sql.query<{ id: string; stood: Pick<FeedMemory, 'shown' | 'lastIds'> }>(
    `select feed_id as id, stood from feed_memory
    where feed_id in (select json_array_elements_text($1::json)) and stood is not null`,
    [toJson(feedIds)],
  )
  const byFeed = new Map(rows.map(({ id, stood }) => [id, stood]))
  return feedIds.map((id) => byFeed.get(toText(id)) ?? {})
}

export interface VisitToCome {
  readonly feedId: string
  readonly now: Date
}

/** Asked at every visit, for many at once. */
export async function beforeVisits(
  sql: Sql,
  visits: readonly VisitToCome[],
): Promise<readonly BeforeVisit[]> {
  const earliest = new Date(Math.min(...visits.map(({ now }) => now.getTime())))
  const rows = await sql.query<Remembered>(
    `${OUTLINED}
    where feed_memory.feed_id in (select json_array_elements_text($1::json))
      or asked_to_wait_until > $2::timestamptz
    order by feed_memory.feed_id`,
    [toJson(visits.map(({ feedId }) => feedId)), toInstant(earliest)],
  )
  const memories = rows.map(toMemory)
  const byFeed = new Map(memories.map((memory) => [memory.feedId, memory]))
  return visits.map(({ feedId, now }) => {
    const memory = byFeed.get(toText(feedId))
    const waiting = memories.filter(({ askedToWaitUntil: until }) => until && until > now)
    return { waiting, ...(memory && { memory }) }
  })
}

function toMemory(row: Remembered): FeedMemory
function toMemory({ memory, stood, ...subscribed }: Remembered): object {
  const kept = Object.entries(memory).map(([name, value]: [string, unknown]) => [
    name,
    name in DATES && typeof value === 'string' ? new Date(value) : value,
  ])
  return withoutNulls({ ...Object.fromEntries(kept), ...stood, ...subscribed })
}
