import type { Neighbourhood, Telling } from '../../model.ts'
import { NEAR_WINDOW_DAYS } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { waitForLock } from './locks.ts'
import { readStories } from './read-stories.ts'
import { MAX_TERM, toInstant, toText } from './storable.ts'

type Asked = readonly { readonly telling: Telling; readonly at: Date }[]

interface Term {
  readonly term: string
  readonly number: number
  readonly documents: number
}

/** Documents handed out for sharing probes with one telling, the most alike first. */
const BY_PROBES = 50

/** Documents looked at for one probe: a shingle of site furniture stands in thousands. */
const PER_PROBE = 200

/** Stories handed out for sharing terms with one telling, by summed weight. */
const BY_TERMS = 20

/** Stories weighed for one telling before those outside its time are left out. */
const WEIGHED = 200

/**
 * How much of the index one telling may read, so that its cost does not grow with the corpus:
 * the latest stories of each term, and of terms the rarest, as far as that goes. Left out are
 * terms so common that they hardly tell one story from another.
 */
const PER_TERM = 300
const PER_TELLING = 4000

/** The stories near these tellings: see ports.ts. Asked about nothing, it asks nothing. */
export async function near(sql: Sql, asked: Asked): Promise<Neighbourhood> {
  if (asked.length === 0) return { stories: [], documentCount: 0, documentFrequency: {} }
  await waitForLock(sql, 'placement')
  const documentCount = await countDocuments(sql)
  const terms = await findTerms(sql, asked)
  const alike = await findByProbes(sql, asked)
  const byTerms = await findByTerms(sql, asked, terms, documentCount)
  const stories = await readStories(
    sql,
    [...new Set([...alike.map(({ story }) => story), ...byTerms])],
    alike.map(({ document }) => document),
  )
  const documentFrequency = Object.fromEntries(
    [...terms].map(([term, { documents }]) => [term, documents]),
  )
  return { stories, documentCount, documentFrequency }
}

/**
 * Also keeps the planner plain for the transaction: it takes the limits below for costs, and
 * compiling a query or starting workers for it would take longer than all the look-ups together.
 */
async function countDocuments(sql: Sql): Promise<number> {
  const [size] = await sql.query<{ documents: number }>(
    `select documents, set_config('jit', 'off', true),
      set_config('max_parallel_workers_per_gather', '0', true)
    from corpus_size`,
  )
  return size?.documents ?? 0
}

async function findTerms(sql: Sql, asked: Asked): Promise<ReadonlyMap<string, Term>> {
  const words = new Set(asked.flatMap(({ telling }) => Object.keys(telling.terms)))
  const askable = [...words].filter((word) => word.length <= MAX_TERM)
  if (askable.length === 0) return new Map()
  const rows = await sql.query<Term>(
    `select term, number, documents from term
    where term = any ($1::text[]) and documents > 0`,
    [askable.map(toText)],
  )
  const found = new Map(rows.map((row) => [row.term, row]))
  return new Map(
    askable.flatMap((word) => {
      const row = found.get(toText(word))
      return row ? [[word, row]] : []
    }),
  )
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
    telling.probes.map((value) => ({ telling: index, value })),
  )
  if (probes.length === 0) return []
  return sql.query(
    `with shared as (
      select asked.telling, found.document, count(*) as probes
      from unnest($1::integer[], $2::bigint[]) as asked (telling, value)
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

async function findByTerms(
  sql: Sql,
  asked: Asked,
  terms: ReadonlyMap<string, Term>,
  documentCount: number,
): Promise<readonly number[]> {
  const words = asked.flatMap(({ telling }, index) =>
    weightyTerms(telling, terms).map(({ number, documents }) => ({
      telling: index,
      number,
      weight: Math.log((documentCount + 1) / (documents + 0.5)),
    })),
  )
  if (words.length === 0) return []
  const rows = await sql.query<{ story: number }>(
    `with shared as (
      select asked.telling, posting.story, sum(asked.weight) as weight
      from unnest($1::integer[], $2::integer[], $3::float8[]) as asked (telling, term, weight)
      cross join lateral (
        select story from story_term where story_term.term = asked.term
        order by story desc limit ${PER_TERM}
      ) posting
      group by asked.telling, posting.story
    ), weighed as (
      select *, row_number() over (
        partition by telling order by weight desc, story desc
      ) as place
      from shared
    ), ranked as (
      select weighed.story, row_number() over (
        partition by weighed.telling order by weighed.place
      ) as rank
      from weighed
      cross join lateral (
        select first_at, last_at from story where story.number = weighed.story limit 1
      ) told
      where weighed.place <= ${WEIGHED}
        and told.last_at >= ($4::timestamptz[])[weighed.telling + 1]
        and told.first_at <= ($5::timestamptz[])[weighed.telling + 1]
    )
    select distinct story from ranked where rank <= ${BY_TERMS}`,
    [
      words.map(({ telling }) => telling),
      words.map(({ number }) => number),
      words.map(({ weight }) => weight),
      asked.map(({ at }) => toInstant(daysFrom(at, -NEAR_WINDOW_DAYS))),
      asked.map(({ at }) => toInstant(daysFrom(at, NEAR_WINDOW_DAYS))),
    ],
  )
  return rows.map(({ story }) => story)
}

function daysFrom(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 86_400_000)
}

function weightyTerms(telling: Telling, terms: ReadonlyMap<string, Term>): readonly Term[] {
  const known = Object.keys(telling.terms).flatMap((word) => terms.get(word) ?? [])
  const rarestFirst = known.toSorted((a, b) => a.documents - b.documents)
  let toRead = 0
  const end = rarestFirst.findIndex(({ documents }) => {
    toRead += Math.min(documents, PER_TERM)
    return toRead > PER_TELLING
  })
  return end < 0 ? rarestFirst : rarestFirst.slice(0, end)
}
