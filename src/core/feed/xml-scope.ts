import { absoluteUrl } from './link.ts'
import { type Prefixes, prefixOfNamespace } from './xml-names.ts'

/** What an element inherits from those around it. */
export interface Scope {
  readonly prefixes: Prefixes
  /** Address that relative ones inside are taken from; empty when none is known. */
  readonly base: string
  readonly language: string | undefined
}

/** A feed that declares more prefixes than this is not describing news. */
const MOST_PREFIXES = 128

/** What every buffer for language tags should hold (RFC 5646, 4.4.1); longer is no language. */
const LONGEST_LANGUAGE = 35

/** The scope a document begins in: its own address, and the language its HTTP header names. */
export function outermostScope(base: string, language: string | undefined): Scope {
  return { prefixes: new Map([['xml', 'xml']]), base, language }
}

/** The scope inside a start tag, with its `xmlns`, `xml:base` and `xml:lang` taken into account. */
export function scopeWithin(
  outer: Scope,
  attributes: readonly (readonly [written: string, value: string])[],
): Scope {
  if (attributes.length === 0) return outer
  let { base, language } = outer
  const declared: [prefix: string, ours: string][] = []
  for (const [written, value] of attributes) {
    const name = written.toLowerCase()
    if (name === 'xmlns' || name.startsWith('xmlns:')) {
      const prefix = name.slice('xmlns:'.length)
      declared.push([prefix, prefixOfNamespace(value) ?? prefix])
    } else if (name === 'xml:base') {
      base = absoluteUrl(value, base) ?? base
    } else if (name === 'xml:lang') {
      const tag = value.trim()
      if (tag.length <= LONGEST_LANGUAGE) language = tag.replaceAll('_', '-') || undefined
    }
  }
  const prefixes = withPrefixes(outer.prefixes, declared)
  const same = base === outer.base && language === outer.language && prefixes === outer.prefixes
  return same ? outer : { base, language, prefixes }
}

function withPrefixes(
  outer: Prefixes,
  declared: readonly (readonly [prefix: string, ours: string])[],
): Prefixes {
  const isNew = declared.some(([prefix, ours]) => outer.get(prefix) !== ours)
  if (!isNew || outer.size > MOST_PREFIXES) return outer
  return new Map([...outer, ...declared])
}
