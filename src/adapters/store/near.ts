import { askedTerms, NEAREST_STORIES, WEIGHED_STORIES } from '../../core/story/weightiest-terms.ts'
import { sharedWords } from '../../core/story/tell-apart.ts'
import type { Neighbourhood, Story, Telling } from '../../model.ts'
import { NEAR_WINDOW_DAYS } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { frequencyOf, readTermCounts, rememberTermCounts, termKey, termsIn } from './count-terms.ts'
import { waitForLock } from './locks.ts'
import { storyRows, toStories, type StoryRow } from './read-stories.ts'
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
  const [, { counts, pinned }] = await Promise.all([
    waitForLock(sql, 'placement'),
    readKnown(sql, asked),
  ])
  const stories = await findNear(sql, asked, counts, pinned)
  const shared = sharedWords(stories)
  const standing = shared.size > 0 && (await readTermCounts(sql, shared)).counts
  const pins = Object.fromEntries(pinned.map(({ item, story }) => [item, story]))
  return {
    stories,
    ...counts,
    ...(standing && { sharedFrequency: frequencyOf(shared, standing) }),
    ...(pinned.length > 0 && { pins }),
  }
}

/** A person's placement of an item, and the number of its story where that is still there. */
interface Pin {
  readonly item: string
  readonly story: string
  readonly number: number | null
}

/**
 * What is on record of the tellings themselves: how often their terms stand in the corpus, and
 * where a person put their items, which are placed anew.
 *
 * Also keeps the planner plain for the transaction: it takes the limits below for costs, and
 * planning a query anew each time, compiling it or starting workers for it would take longer than
 * all the look-ups together.
 */
async function readKnown(
  sql: Sql,
  asked: Asked,
): Promise<{ readonly counts: Counts; readonly pinned: readonly Pin[] }> {
  const terms = termsIn(asked)
  const keys = [...terms].map(termKey)
  const items = asked.flatMap(({ match }) => (match ? [match.item.id] : []))
  const [known] = await sql.query<{
    readonly documents: number
    readonly forgottenBefore: Date | null
    readonly hashes: readonly number[] | null
    readonly counts: readonly number[] | null
    readonly pinned: readonly Pin[] | null
  }>(
    `select size.documents, forgotten_before as "forgottenBefore", term.hashes, term.counts,
      (select json_agg(json_build_object(
          'item', pin.document, 'story', pin.story, 'number', story.number))
        from story_pin pin left join story on story.id = pin.story
        where pin.document in (select json_array_elements_text($2::json))) as pinned,
      set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true),
      set_config('max_parallel_workers_per_gather', '0', true)
    from corpus_size size, (
      select array_agg(hash) as hashes, array_agg(documents) as counts
      from term where hash = any ($1::integer[]) and documents > 0
    ) term`,
    [keys, toJson(items)],
  )
  const { documents: documentCount = 0, forgottenBefore, counts, pinned } = known ?? {}
  const standing = new Map(known?.hashes?.map((hash, at) => [hash, counts?.[at] ?? 0]))
  rememberTermCounts(sql, keys, { documentCount, counts: standing })
  const documentFrequency = frequencyOf(terms, standing)
  return {
    counts: { documentCount, documentFrequency, ...(forgottenBefore && { forgottenBefore }) },
    pinned: pinned ?? [],
  }
}

/**
 * Stories by what leads to them: those that share probes, with the documents that do whole, those
 * that share terms, and those in which a person put items. In one statement, since each costs a
 * turn between program and server.
 *
 * The limits inside the laterals are fences as well: they keep the planner, which has no figures
 * of its own on the embedded store, from reading a whole table instead of the few rows asked for.
 */
async function findNear(
  sql: Sql,
  asked: Asked,
  counts: Counts,
  pinned: readonly Pin[],
): Promise<readonly Story[]> {
  const probes = asked.flatMap(({ telling }, index) =>
    telling.probes.map((value) => ({ telling: index, value: value | 0 })),
  )
  const words = asked.flatMap(({ telling }, index) =>
    askedTerms(telling, counts).map((term) => ({ ...term, telling: index + 1 })),
  )
  const rows = await sql.query<StoryRow>(
    `with shared as (
      select asked.telling, found.document, count(*) as probes
      from unnest($6::integer[], $7::integer[]) as asked (telling, value)
      cross join lateral (
        select document from probe where probe.value = asked.value
        order by document limit ${PER_PROBE}
      ) found
      group by asked.telling, found.document
    ), ranked as (
      select document, row_number() over (partition by telling order by probes desc, document) as rank
      from shared
    ), alike as (
      select distinct found.story, ranked.document
      from ranked
      cross join lateral (
        select story from document where document.number = ranked.document limit 1
      ) found
      where rank <= ${BY_PROBES}
    ), by_terms as (
      select distinct near.story
      from unnest($4::timestamptz[], $5::timestamptz[]) with ordinality
        as times (earliest, latest, telling)
      cross join lateral (
        select weighed.story
        from (
          select posting.story, sum(asked.share) as share
          from unnest($1::integer[], $2::integer[], $3::float8[], $8::integer[])
            as asked (telling, term, share, most)
          cross join lateral (
            select story from story_term where story_term.term = asked.term
            order by story desc limit asked.most
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
      ) near
    ), asked as (
      select story, min(place) as place
      from (
        select story, 1 from alike
        union all select story, 2 from by_terms
        union all select unnest($9::integer[]), 3
      ) as found (story, place)
      group by story
    )
    ${storyRows('asked', 'document.number = any (array(select document from alike))')}`,
    [
      words.map(({ telling }) => telling),
      words.map(({ term }) => termKey(term)),
      words.map(({ share }) => share),
      asked.map(({ at }) => toInstant(daysFrom(at, -NEAR_WINDOW_DAYS))),
      asked.map(({ at }) => toInstant(daysFrom(at, NEAR_WINDOW_DAYS))),
      probes.map(({ telling }) => telling),
      probes.map(({ value }) => value),
      words.map(({ most }) => most),
      pinned.flatMap(({ number }) => number ?? []),
    ],
  )
  return toStories(rows)
}

function daysFrom(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 86_400_000)
}
