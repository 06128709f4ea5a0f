import { keywordsQuery, parseQuery } from '../../core/watch/parse-query.ts'
import type { ParsedQuery } from '../../core/watch/parse-query.ts'
import type { Vocabulary } from '../../core/watch/vocabulary.ts'
import type { Watch } from '../../model.ts'
import type { WrittenConfiguration } from './schema.ts'
import type { Path, Report } from './settle.ts'

type WrittenWatch = WrittenConfiguration['watches'][number]

/** A watch as written -> a watch; undefined, and reported, when it cannot be read. */
export function settleWatch(
  { name, keywords, query, muted, urgent, priority }: WrittenWatch,
  vocabulary: Vocabulary,
  path: Path,
  report: Report,
  warnings: string[],
): Watch | undefined {
  const subject = `watch "${name}"`
  const rest = {
    name,
    ...(muted !== false && { muted: mutedUntil(muted) }),
    ...(urgent && { urgent: true as const }),
    ...(priority !== 'normal' && { priority }),
  }
  const parsed = keywords
    ? parseKeywords(keywords, vocabulary)
    : parseQuery(query ?? '', vocabulary)
  if (!parsed.ok) {
    const inside = 'index' in parsed ? ['keywords', Number(parsed.index)] : ['query']
    report([...path, ...inside], parsed.problem, { subject, at: parsed.at })
    return undefined
  }
  warnings.push(...parsed.warnings.map((warning) => `${subject}: ${warning}`))
  return { ...rest, query: parsed.query, written: keywords?.join(' | ') ?? query ?? '' }
}

/** Nothing in a keyword is syntax, but for one that is a name and nothing else: @lavrov. */
function parseKeywords(
  keywords: readonly string[],
  vocabulary: Vocabulary,
): ParsedQuery | (Extract<ParsedQuery, { ok: false }> & { readonly index: number }) {
  const of = keywords.map((keyword) =>
    /^@[\p{L}\p{N}_-]+$/u.test(keyword)
      ? parseQuery(keyword, vocabulary)
      : { ok: true as const, query: keywordsQuery([keyword]), warnings: [] },
  )
  const index = of.findIndex(({ ok }) => !ok)
  const wrong = of[index]
  if (wrong?.ok === false) return { ...wrong, index }
  const queries = of.flatMap((each) => (each.ok ? [each.query] : []))
  const empty = keywords.flatMap((keyword) => (/[\p{L}\p{N}]/u.test(keyword) ? [] : [keyword]))
  const warnings = empty.map((keyword) => `there is no word in the keyword "${keyword}"`)
  const query = queries.length === 1 ? queries[0]! : { kind: 'any' as const, of: queries }
  return { ok: true, query, warnings }
}

function mutedUntil(muted: true | string): NonNullable<Watch['muted']> {
  return muted === true ? {} : { until: new Date(`${muted}T00:00:00Z`) }
}
