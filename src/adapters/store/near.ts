import {
  ASKED_TERMS,
  NEAREST_STORIES,
  STORIES_PER_TERM,
  WEIGHED_STORIES,
  weightiestTerms,
} from '../../core/story/weightiest-terms.ts'
import type { Neighbourhood, Telling } from '../../model.ts'
import { NEAR_WINDOW_DAYS } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { readTermCounts, termKey } from './count-terms.ts'
import { waitForLock } from './locks.ts'
import { readStories } from './read-stories.ts'
import { toInstant, toJson } from './storable.ts'

type Asked = readonly {
  readonly telling: Telling
  readonly at: Date
  readonly match?: { readonly item: { readonly id: string } }
}[]
type Counts = Omit<Neighbourhood, 'stories'>

/** Documents handed out for sharing probes with one telling, the most alike first. */
const BY_PROBES = 40

/** Documents looked at for one probe: a shingle of site furniture stands in thousands. */
const PER_PROBE = 100

/** The stories near these tellings: see ports.ts. Asked about nothing, it asks nothing. */
export async function near(sql: Sql, asked: Asked): Promise<Neighbourhood> {
  if (asked.length === 0) return { stories: [], documentCount: 0, documentFrequency: {} }
  await waitForLock(sql, 'placement')
  const counts = await readCounts(sql, asked)
  const alike = await findByProbes(sql, asked)
  const byTerms = await findByTerms(sql, asked, counts)
  const pinned = await findByPins(sql, asked)
  const pinnedIn = pinned.flatMap(({ number }) => number ?? [])
  const stories = await readStories(
    sql,
    [...new Set([...alike.map(({ story }) => story), ...byTerms, ...pinnedIn])],
    alike.map(({ document }) => document),
  )
  const pins = Object.fromEntries(pinned.map(({ item, story }) => [item, story]))
  return { stories, ...counts, ...(pinned.length > 0 && { pins }) }
}

async function readCounts(sql: Sql, asked: Asked): Promise<Counts> {
  const { documents: documentCount, forgottenBefore } = await readSize(sql)
  const terms = new Set(asked.flatMap(({ telling }) => Object.keys(telling.terms)))
  const counts = await readTermCounts(sql, terms)
  const documentFrequency = Object.fromEntries(
    [...terms].flatMap((term) => {
      const count = counts.get(termKey(term))
      return count === undefined ? [] : [[term, count]]
    }),
  )
  return { documentCount, documentFrequency, ...(forgottenBefore && { forgottenBefore }) }
}

/**
 * Also keeps the planner plain for the transaction: it takes the limits below for costs, and
 * compiling a query or starting workers for it would take longer than all the look-ups together.
 */
async function readSize(
  sql: Sql,
): Promise<{ readonly documents: number; readonly forgottenBefore: Date | null }> {
  const [size] = await sql.query<{ documents: number; forgottenBefore: Date | null }>(
    `select documents, forgotten_before as "forgottenBefore", set_config('jit', 'off', true),
      set_config('max_parallel_workers_per_gather', '0', true)
    from corpus_size`,
  )
  return size ?? { documents: 0, forgottenBefore: null }
}

/**
 * The limits inside the laterals are fences as well: they keep the planner, which has no figures
 * of its own on the embedded store, from reading a whole table instead of the few rows asked for.
 */
async function findByProbes(
  sql: Sql,
  asked: Asked,
): Promise<readonly { document: number; story: number }[]> {
  const probes = asked.flatMap(({ telling }, index) =>
    telling.probes.map((value) => ({ telling: index, value: value | 0 })),
  )
  if (probes.length === 0) return []
  return sql.query(
    `with shared as (
      select asked.telling, found.document, count(*) as probes
      from unnest($1::integer[], $2::integer[]) as asked (telling, value)
      cross join lateral (
        select document from probe where probe.value = asked.value
        order by document limit ${PER_PROBE}
      ) found
      group by asked.telling, found.document
    ), ranked as (
      select document, row_number() over (partition by telling order by probes desc, document) as rank
      from shared
    )
    select distinct ranked.document, found.story
    from ranked
    cross join lateral (
      select story from document where document.number = ranked.document limit 1
    ) found
    where rank <= ${BY_PROBES}`,
    [probes.map(({ telling }) => telling), probes.map(({ value }) => value)],
  )
}

async function findByTerms(sql: Sql, asked: Asked, counts: Counts): Promise<readonly number[]> {
  const words = asked.flatMap(({ telling }, index) =>
    weightiestTerms(telling, counts, ASKED_TERMS).map(([term, share]) => ({
      telling: index + 1,
      term: termKey(term),
      share,
    })),
  )
  if (words.length === 0) return []
  const rows = await sql.query<{ story: number }>(
    `select distinct near.story
    from unnest($4::timestamptz[], $5::timestamptz[]) with ordinality
      as times (earliest, latest, telling)
    cross join lateral (
      select weighed.story
      from (
        select posting.story, sum(asked.share) as share
        from unnest($1::integer[], $2::integer[], $3::float8[]) as asked (telling, term, share)
        cross join lateral (
          select story from story_term where story_term.term = asked.term
          order by story desc limit ${STORIES_PER_TERM}
        ) posting
        where asked.telling = times.telling
        group by posting.story
        order by 2 desc, 1 desc limit ${WEIGHED_STORIES}
      ) weighed
      cross join lateral (
        select first_at, last_at from story where story.number = weighed.story limit 1
      ) told
      where told.last_at >= times.earliest and told.first_at <= times.latest
      order by weighed.share desc, weighed.story desc limit ${NEAREST_STORIES}
    ) near`,
    [
      words.map(({ telling }) => telling),
      words.map(({ term }) => term),
      words.map(({ share }) => share),
      asked.map(({ at }) => toInstant(daysFrom(at, -NEAR_WINDOW_DAYS))),
      asked.map(({ at }) => toInstant(daysFrom(at, NEAR_WINDOW_DAYS))),
    ],
  )
  return rows.map(({ story }) => story)
}

/** Items that a person put in a story stand on record already: they are placed anew. */
async function findByPins(
  sql: Sql,
  asked: Asked,
): Promise<readonly { item: string; story: string; number: number | null }[]> {
  return sql.query(
    `select pin.document as item, pin.story, story.number
    from story_pin pin left join story on story.id = pin.story
    where pin.document in (select json_array_elements_text($1::json))`,
    [toJson(asked.flatMap(({ match }) => (match ? [match.item.id] : [])))],
  )
}

function daysFrom(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 86_400_000)
}
