import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { keywordsQuery, parseQuery } from '../../core/watch/parse-query.ts'
import type { Vocabulary } from '../../core/watch/vocabulary.ts'
import type { Watch } from '../../model.ts'

/** What was typed into the form for one watch. */
export interface WatchForm {
  /** The watch that is changed; empty for a new one. */
  readonly was: string
  readonly name: string
  readonly kind: 'keywords' | 'query'
  /** The query, or keywords one a line. */
  readonly asks: string
}

const posted = z.object({
  was: z.string().default(''),
  name: z
    .string()
    .default('')
    .transform((name) => name.trim()),
  kind: z.enum(['keywords', 'query']).default('query'),
  asks: z
    .string()
    .default('')
    .transform((asks) => asks.replaceAll('\r\n', '\n').trim()),
})

/** What was posted as a form; what is missing is empty. */
export function readForm(fields: URLSearchParams): WatchForm {
  const read = posted.safeParse(Object.fromEntries(fields))
  return read.success ? read.data : { was: '', name: '', kind: 'query', asks: '' }
}

/** A watch as the form shows it: keywords are those that say the same as such. */
export function formOf({ name, written, query }: Watch): WatchForm {
  const keywords = written.split(' | ')
  return isDeepStrictEqual(keywordsQuery(keywords), query)
    ? { was: name, name, kind: 'keywords', asks: keywords.join('\n') }
    : { was: name, name, kind: 'query', asks: written }
}

export type FormReading =
  | { readonly ok: true; readonly watch: Watch; readonly entry: WatchEntry }
  | { readonly ok: false; readonly problem: string; readonly at?: number }

/** The keys of the watch in wirewatch.yaml; of the two ways to ask, the other is taken out. */
export type WatchEntry = {
  readonly name: string
  readonly query: string | undefined
  readonly keywords: readonly string[] | undefined
}

/** The watch the form asks for, or what is wrong with it and where. */
export function watchOf({ name, kind, asks }: WatchForm, vocabulary: Vocabulary): FormReading {
  if (asks === '') return { ok: false, problem: 'say what it asks for' }
  if (kind === 'keywords') {
    const keywords = asks
      .split('\n')
      .map((word) => word.trim())
      .filter((word) => word !== '')
    const query = keywordsQuery(keywords)
    const watch = { name, query, written: keywords.join(' | ') }
    return { ok: true, watch, entry: { name, query: undefined, keywords } }
  }
  const written = asks.replace(/\s*\n\s*/g, ' ')
  const parsed = parseQuery(written, vocabulary)
  if (!parsed.ok) return { ok: false, problem: parsed.problem, at: parsed.at }
  const watch = { name, query: parsed.query, written }
  return { ok: true, watch, entry: { name, query: written, keywords: undefined } }
}
