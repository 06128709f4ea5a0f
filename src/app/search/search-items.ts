/**
 * Search in what was read, in the language of the watches: the store hands out what may answer,
 * the latest first, and the matcher says what does. Bounded by what is read for one page; where
 * the bound ends it, that is said, with the place to go on from.
 */
import { wordsAsked } from '../../core/search/words-asked.ts'
import { matchItems } from '../../core/watch/match-items.ts'
import { parseQuery } from '../../core/watch/parse-query.ts'
import type { Vocabulary } from '../../core/watch/vocabulary.ts'
import type { Span, Watch } from '../../model.ts'
import type { SearchAsked, SearchHit, Store } from '../../ports.ts'

/** Items read for one page of hits, and in one go. */
const MOST_READ = 2500
const PORTION = 400

export interface Found extends SearchHit {
  readonly spans: readonly Span[]
}

export interface SearchPage {
  readonly hits: readonly Found[]
  /** Items read to find them. */
  readonly read: number
  /** How far back was looked, where not to the end. */
  readonly back?: Date
  /** Where the rest begins; absent where all was looked through. */
  readonly next?: number
  readonly warnings: readonly string[]
}

export type SearchResult =
  | ({ readonly ok: true } & SearchPage)
  | { readonly ok: false; readonly problem: string; readonly at: number }

export interface Search extends Omit<SearchAsked, 'words' | 'limit'> {
  /** Empty: everything the other parts let through. */
  readonly query: string
}

/** A page of so many hits. */
export async function searchItems(
  store: Pick<Store, 'searchable'>,
  { query: written, ...narrowed }: Search,
  vocabulary: Vocabulary,
  limit: number,
): Promise<SearchResult> {
  if (written.trim() === '') return readOn(store, narrowed, everything, limit, [])
  const parsed = parseQuery(written, vocabulary)
  if (!parsed.ok) return parsed
  const { query, warnings } = parsed
  const words = wordsAsked(query)
  const asked = { ...narrowed, ...(words && { words }) }
  return readOn(store, asked, answering({ name: '', written, query }), limit, warnings)
}

type Sift = (hits: readonly SearchHit[]) => readonly Found[]

const everything: Sift = (hits) => hits.map((hit) => ({ ...hit, spans: [] }))

/** Each item against the moment it was read, which `age:` counts to. */
function answering(watch: Watch): Sift {
  const watches = [watch]
  return (hits) =>
    hits.flatMap((hit) => {
      const [match] = matchItems([hit.item], watches, hit.readAt)
      return match ? [{ ...hit, spans: match.answers.flatMap(({ spans }) => spans) }] : []
    })
}

async function readOn(
  store: Pick<Store, 'searchable'>,
  asked: Omit<SearchAsked, 'limit'>,
  sift: Sift,
  limit: number,
  warnings: readonly string[],
): Promise<SearchResult> {
  const hits: Found[] = []
  let read = 0
  for (let { before } = asked; ;) {
    const portion = Math.min(PORTION, read === 0 ? Math.max(limit * 2, 50) : PORTION)
    const { rows, next } = await store.searchable({
      ...asked,
      limit: portion,
      ...(before !== undefined && { before }),
    })
    hits.push(...sift(rows))
    read += rows.length
    const last = hits.length > limit ? hits[limit - 1] : undefined
    if (last) {
      return { ok: true, hits: hits.slice(0, limit), read, next: last.number, warnings }
    }
    if (next === undefined) return { ok: true, hits, read, warnings }
    // A portion that came out short is as much as the store looks through in one go.
    if (read >= MOST_READ || rows.length < portion) {
      return { ok: true, hits, read, next: next.number, back: next.at, warnings }
    }
    before = next.number
  }
}
