import { addressKey } from '../../core/feed/item-key.ts'
import { SEGMENT } from '../../core/search/segments.ts'
import type { Item, Placement, PollReport } from '../../model.ts'
import type { Transaction } from '../sql/connection.ts'
import { placeWithMoves, type Placed } from './record-moves.ts'
import { waitForLock } from './locks.ts'
import { newDocument } from './new-document.ts'
import { placeDocuments } from './place-documents.ts'
import { LATEST_VERSION } from './polls.ts'
import { boundedKey, boundedText, toInstant, toJson } from './storable.ts'

/** Headlines kept of one item; some outlets count the minutes in theirs. */
const MOST_VERSIONS = 20

/** Put polls on record whose items are, in a handful of statements however many; see ports.ts. */
export async function recordPolls(
  sql: Transaction,
  reports: readonly PollReport[],
  now?: Date,
): Promise<void> {
  for (const report of reports) if (report.revised.length > 0) recordRevisions(sql, report)
  const placed = reports.flatMap(({ placements, at }) =>
    placements.map((placement) => ({ placement, at })),
  )
  recordVisits(sql, reports, now)
  await placeAll(sql, placed)
}

function keysOf({ key, url }: Item): string[] {
  return (url === '' ? [key] : [key, addressKey(url)]).map(boundedKey)
}

/**
 * Put the fresh items on record, in one statement however many there are; see ports.ts. What was
 * read first gets the lower numbers: how far these may stray from the order of reading is limited.
 */
export function recordItems(
  sql: Transaction,
  polls: readonly Pick<PollReport, 'feed' | 'at' | 'fresh'>[],
): void {
  const inOrder = polls.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const fresh = inOrder.flatMap(({ fresh: items, at }) => {
    const readAt = toInstant(at)
    return items.map((item) => ({ item, readAt }))
  })
  if (fresh.length === 0) return
  const seen = polls.map(({ feed, at, fresh: items }) => ({
    feedId: feed.id,
    at: toInstant(at),
    keys: [...new Set(items.flatMap(keysOf))],
  }))
  sql.send(
    `with seen_now as (
      insert into seen (feed_id, key, first_seen_at)
      select "feedId", key, at
      from json_to_recordset($2::json) as seen ("feedId" text, at timestamptz, keys json),
        json_array_elements_text(keys) as fresh (key)
      on conflict do nothing
    )
    insert into item (id, feed_id, key, title, url, outlet, published, updated,
      authors, summary, text, categories, language, image, full_text, first_read_at)
    select id, "feedId", key, title, url, outlet, published, updated,
      authors, summary, nullif(text, summary), categories, language, image, "fullText", "readAt"
    from json_to_recordset($1::json) as fresh (position integer, id text, "feedId" text, key text,
      title text, url text, outlet text, published timestamptz, updated timestamptz, authors json,
      summary text, text text, categories json, language text, image text, "fullText" json,
      "readAt" timestamptz)
    order by position
    on conflict do nothing`,
    [
      toJson(
        fresh.map(({ item, readAt }, position) => ({ ...storableItem(item), readAt, position })),
      ),
      toJson(seen),
    ],
  )
}

const NEW_TEXT = `
  case when item.full_text->>'read' = 'true' then item.text
    else coalesce(nullif(revised.text, revised.summary), item.text) end`

/**
 * The wordings beside each other; and the item itself anew where no story has it yet, its former
 * wording kept for replays. A text read from the article's page stays, and so does one where the
 * feed now has but its summary. What was filed for searching is noted to be filed again.
 */
function recordRevisions(sql: Transaction, { at, revised }: PollReport): void {
  const items = toJson(revised.map(({ item }) => storableItem(item)))
  sql.send(
    `with asked as (
      select item.id, item.first_read_at, item.title, item.summary, item.text,
        revised.title as new_title, revised.summary as new_summary,
        ${NEW_TEXT} as new_text,
        coalesce(latest.title, item.title) as latest_title,
        case when placement.item_id is null then item.summary
          else coalesce(latest.summary, item.summary) end as latest_summary,
        placement.item_id is null as unplaced
      from json_to_recordset($1::json) as revised (id text, title text, summary text, text text)
      join item on item.id = revised.id
      left join placement on placement.item_id = item.id
      left join lateral (${LATEST_VERSION}) latest on true
    )
    insert into item_version (item_id, read_at, title, summary, text)
    select id, first_read_at, title, case when unplaced then summary end, case when unplaced then text end
    from asked
    where title <> new_title or summary <> new_summary
    union all
    select id, $2::timestamptz, new_title,
      case when unplaced or summary <> new_summary then new_summary end,
      case when unplaced or summary <> new_summary then new_text end
    from asked
    where latest_title <> new_title or latest_summary <> new_summary
    on conflict do nothing`,
    [items, toInstant(at)],
  )
  sql.send(
    `delete from item_version version
    using json_to_recordset($1::json) as revised (id text)
    where version.item_id = revised.id and (
      select count(*) from item_version later
      where later.item_id = version.item_id and later.read_at > version.read_at
    ) >= $2`,
    [items, MOST_VERSIONS],
  )
  sql.send(
    `update item set title = revised.title, summary = revised.summary, updated = revised.updated,
      text = ${NEW_TEXT}
    from json_to_recordset($1::json) as revised (id text, title text, summary text, text text,
      updated timestamptz)
    where item.id = revised.id
      and not exists (select from placement where placement.item_id = item.id)`,
    [items],
  )
  sql.send(
    `insert into search_again
    select item.number from json_to_recordset($1::json) as revised (id text)
    join item on item.id = revised.id
    join search_segment on search_segment.segment = item.number / ${SEGMENT}
    where not exists (select from placement where placement.item_id = item.id)
    on conflict do nothing`,
    [items],
  )
}

function storableItem(item: Item): object {
  return {
    ...item,
    title: boundedText(item.title),
    summary: boundedText(item.summary),
    text: boundedText(item.text),
    published: toInstant(item.published),
    updated: toInstant(item.updated),
  }
}

/** Of one reading; see ports.ts. */
export async function recordPlacements(
  sql: Transaction,
  placements: readonly Placement[],
  at: Date,
): Promise<void> {
  await placeAll(
    sql,
    placements.map((placement) => ({ placement, at })),
  )
}

/** The lock makes the order of sequences the order of commits, which digests rely on. */
async function placeAll(sql: Transaction, placed: readonly Placed[]): Promise<void> {
  if (placed.length === 0) return
  await waitForLock(sql, 'placement')
  await placeWithMoves(sql, placed, place)
}

async function place(sql: Transaction, placed: readonly Placed[]): Promise<void> {
  sql.send(
    `insert into placement
      (item_id, story_id, document_id, placed_at, answers, verdict, held_back)
    select "itemId", "storyId", "documentId", "placedAt", answers, verdict, "heldBack"
    from json_to_recordset($1::json) as placed (position integer, "itemId" text, "storyId" text,
      "documentId" text, "placedAt" timestamptz, answers json, verdict json, "heldBack" text)
    order by position
    on conflict do nothing`,
    [toJson(placed.map(placementRow))],
  )
  await placeDocuments(
    sql,
    placed.map(({ placement, at }) => newDocument(placement, at)),
  )
}

function placementRow({ placement, at }: Placed, position: number): object {
  const { match, verdict, document, heldBack } = placement
  return {
    position,
    itemId: match.item.id,
    storyId: document.storyId,
    documentId: document.id,
    placedAt: toInstant(at),
    answers: match.answers,
    verdict,
    heldBack,
  }
}

/**
 * What is remembered of each for the next visit, and the visits themselves. What stood in a feed is
 * left as it was by a visit that brought no body.
 */
function recordVisits(sql: Transaction, reports: readonly PollReport[], now?: Date): void {
  sql.send(
    `with visit as (
      select * from json_to_recordset($1::json) as visit ("feedId" text, "lastVisitAt" timestamptz,
        failures integer, "waitUntil" timestamptz, memory json, stood json, at timestamptz, "feedName" text,
        outcome text, because text, problems json, "itemCount" integer, "freshCount" integer,
        "placedCount" integer, baseline boolean, overflowed boolean, "recordedAt" timestamptz)
    ), remembered as (
      insert into feed_memory
        (feed_id, last_visit_at, failures_in_a_row, asked_to_wait_until, memory, stood)
      select distinct on ("feedId") "feedId", "lastVisitAt", failures, "waitUntil", memory, stood
      from visit order by "feedId", at desc
      on conflict (feed_id) do update set
        last_visit_at = excluded.last_visit_at,
        failures_in_a_row = excluded.failures_in_a_row,
        asked_to_wait_until = excluded.asked_to_wait_until,
        memory = excluded.memory,
        stood = coalesce(excluded.stood, feed_memory.stood)
    )
    insert into poll (feed_id, at, feed_name, outcome, because, problems, item_count,
      fresh_count, placed_count, baseline, overflowed, recorded_at)
    select "feedId", at, "feedName", outcome, because, problems, "itemCount",
      "freshCount", "placedCount", baseline, overflowed, "recordedAt"
    from visit
    on conflict do nothing`,
    [toJson(reports.map((report) => visitRow(report, now)))],
  )
}

function visitRow(report: PollReport, now = report.at): object {
  const { feed, at } = report
  const { shown, lastIds, ...memory } = report.memory
  return {
    feedId: feed.id,
    lastVisitAt: toInstant(memory.lastVisitAt),
    failures: memory.failuresInARow,
    waitUntil: toInstant(memory.askedToWaitUntil),
    memory,
    ...((shown ?? lastIds) !== undefined && { stood: { shown, lastIds } }),
    at: toInstant(at),
    feedName: feed.name,
    outcome: report.outcome,
    because: report.because,
    problems: report.problems,
    itemCount: report.itemCount,
    freshCount: report.fresh.length,
    placedCount: report.placements.length,
    baseline: report.baseline,
    overflowed: report.overflowed,
    recordedAt: toInstant(now),
  }
}
