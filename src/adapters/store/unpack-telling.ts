import { lazily } from '../../core/text/lazily.ts'
import type { Telling } from '../../model.ts'
import { unpackFacts, unpackShingles, unpackTerms } from './pack-telling.ts'

/** A telling as a row has it: of an old document in a long story only its facts. */
export interface PackedParts {
  readonly recipe: number
  readonly shingles: Uint8Array | null
  readonly terms: Uint8Array | null
  readonly facts: Uint8Array | null
}

/**
 * Tellings kept unpacked. The news of a day is set against the same few hundred, and unpacking
 * them again for each took a fifth of what a verdict cost the program.
 */
const KEPT = 400

/** The one asked for last stands last. Known by their bytes: a document's may be made anew. */
const lately = new Map<string, { readonly packed: PackedParts; readonly telling: Telling }>()

/** The telling of the document with this id. The same object where it was unpacked lately. */
export function unpackTelling(id: string, packed: PackedParts): Telling {
  const known = lately.get(id)
  const telling = known && isSame(known.packed, packed) ? known.telling : unpack(packed)
  lately.delete(id)
  lately.set(id, { packed, telling })
  const [oldest] = lately.keys()
  if (lately.size > KEPT && oldest !== undefined) lately.delete(oldest)
  return telling
}

/** Facts when they are asked for: of the stories near an item, those of most are not. */
function unpack({ recipe, shingles, terms, facts }: PackedParts): Telling {
  const factsOf = lazily(() => (facts ? unpackFacts(facts) : []))
  return {
    recipe,
    ...(shingles ? unpackShingles(shingles) : { shingles: [], probes: [] }),
    terms: terms ? unpackTerms(terms) : {},
    get facts() {
      return factsOf()
    },
  }
}

function isSame(one: PackedParts, other: PackedParts): boolean {
  return (
    one.recipe === other.recipe &&
    isSameBytes(one.shingles, other.shingles) &&
    isSameBytes(one.terms, other.terms) &&
    isSameBytes(one.facts, other.facts)
  )
}

function isSameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one && other ? Buffer.compare(one, other) === 0 : one === other
}
