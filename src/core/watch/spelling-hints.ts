import type { Query, Watch } from '../../model.ts'
import { foldWord } from '../text/words.ts'
import { clausesOf, partsOf } from './query-shape.ts'
import { transliterated } from './transliterated.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * Other spellings that a watch does not ask for, offered and never added: an alias of the
 * configuration that holds one of its keywords, or else the name in the other alphabet.
 */
export function spellingHints({ name, query }: Watch, vocabulary: Vocabulary): readonly string[] {
  const asked = new Set(clausesOf(query).flatMap((clause) => keyOf(clause) ?? []))
  const known = aliasesBySpelling(vocabulary)
  return spelledOut(query).flatMap((clause) => {
    const key = keyOf(clause)
    if (key === undefined || clause.kind !== 'phrase' || clause.field !== undefined) return []
    const alias = known.get(key)
    const others = alias?.spellings ?? transliterated(clause.words.join(' '))
    const missing = others.filter((spelling) => !asked.has(foldWord(spelling)))
    // One romanisation of a name is as good as another: who asks for any of them needs no offer.
    if (missing.length === 0 || (!alias && missing.length < others.length)) return []
    const advice = alias ? `write @${alias.name} for all of them` : 'add it?'
    const list = missing.slice(0, MOST_SHOWN).join(', ')
    return [`watch "${name}": ${clause.written} is also written ${list}: ${advice}`]
  })
}

const MOST_SHOWN = 5

/** The clauses a person wrote out; what stands behind a name is complete as it is. */
function spelledOut(query: Query): readonly Query[] {
  if (query.kind === 'named' || query.kind === 'not') return []
  return 'of' in query ? partsOf(query).flatMap(spelledOut) : [query]
}

function keyOf(query: Query): string | undefined {
  return query.kind === 'phrase' && !query.wildcards ? foldWord(query.words.join(' ')) : undefined
}

interface Alias {
  readonly name: string
  readonly spellings: readonly string[]
}

function aliasesBySpelling({ meanings }: Vocabulary): ReadonlyMap<string, Alias> {
  const known = new Map<string, Alias>()
  for (const [name, { section, query }] of meanings) {
    if (section !== 'aliases' || query === undefined) continue
    const spellings = clausesOf(query).flatMap((clause) =>
      clause.kind === 'phrase' ? [clause.words.join(' ')] : [],
    )
    for (const spelling of spellings) known.set(foldWord(spelling), { name, spellings })
  }
  return known
}
