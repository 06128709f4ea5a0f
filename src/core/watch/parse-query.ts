import type { Query } from '../../model.ts'
import { compileExpression } from './compile-expression.ts'
import { parseTrait } from './parse-trait.ts'
import { parseWhen } from './parse-when.ts'
import { fieldNamed, isTrait, isWordField, unknownField } from './query-fields.ts'
import type { FieldName } from './query-fields.ts'
import { queryTokens, tokenName } from './query-tokens.ts'
import type { QueryToken } from './query-tokens.ts'
import { queryWarnings } from './query-warnings.ts'
import { depthOf, hasPlaces, inField, sizeOf } from './query-shape.ts'
import { nextWord, startScan } from './scan-words.ts'
import { NOTHING_NAMED, unknownName } from './vocabulary.ts'
import type { Vocabulary } from './vocabulary.ts'
import { wildcardTrouble } from './wildcard-trouble.ts'

export type ParsedQuery =
  | { readonly ok: true; readonly query: Query; readonly warnings: readonly string[] }
  /** `at`: offset in the query, in UTF-16 code units. */
  | { readonly ok: false; readonly problem: string; readonly at: number }

/**
 * What a person typed as a query, or what is wrong with it and where.
 *
 * Words side by side must all be there; NOT binds closest, then NEAR/n and ONEAR/n (at most n
 * words between), AND, OR. Words answer to their plurals, cases and particles; `=` takes them
 * letter for letter. `@name` is what the vocabulary says. docs/query-language.md shows it all.
 */
export function parseQuery(written: string, vocabulary = NOTHING_NAMED): ParsedQuery {
  if (written.length > LONGEST) {
    return { ok: false, problem: `the query is longer than ${LONGEST} characters`, at: LONGEST }
  }
  const cut = queryTokens(written)
  if (!cut.ok) return cut
  const parsing: Parsing = {
    tokens: cut.tokens,
    vocabulary,
    next: 0,
    depth: 0,
    clauses: 0,
    end: written.length,
  }
  if (cut.tokens.length === 0) return { ok: false, problem: 'the query is empty', at: 0 }
  const query = parseAny(parsing, undefined)
  const rest = parsing.tokens[parsing.next]
  if (!parsing.trouble && rest?.kind === 'close') {
    fail(parsing, 'a parenthesis is closed but not opened', rest.at)
  }
  if (parsing.trouble) return { ok: false, ...parsing.trouble }
  return { ok: true, query, warnings: queryWarnings(query, cut.tokens) }
}

/** A plain list of keywords as a query: any of these phrases, nothing in them being syntax. */
export function keywordsQuery(keywords: readonly string[]): Query {
  const of = keywords.map((keyword) => ({
    kind: 'phrase' as const,
    written: keyword,
    words: keyword.split(/\s+/u).filter((word) => word !== ''),
  }))
  return of.length === 1 ? of[0]! : { kind: 'any', of }
}

const LONGEST = 20_000
const DEEPEST = 50
const MOST_WORDS = 50
/** With all that its names stand for. */
const MOST_CLAUSES = 5000
const DEEPEST_WITH_NAMES = 150

interface Parsing {
  readonly tokens: readonly QueryToken[]
  readonly vocabulary: Vocabulary
  next: number
  depth: number
  /** Read so far, with all that names stand for. */
  clauses: number
  /** Where the query ends, for trouble found there. */
  readonly end: number
  /** The first trouble; after it nothing more is read. */
  trouble?: { problem: string; at: number }
}

const NOTHING: Query = { kind: 'any', of: [] }

function fail(parsing: Parsing, problem: string, at: number): Query {
  parsing.trouble ??= { problem, at }
  parsing.next = parsing.tokens.length
  return NOTHING
}

function parseAny(parsing: Parsing, field: FieldName | undefined): Query {
  const of = [parseAll(parsing, field)]
  while (parsing.tokens[parsing.next]?.kind === 'or') {
    parsing.next++
    of.push(parseAll(parsing, field))
  }
  return of.length === 1 ? of[0]! : { kind: 'any', of }
}

function parseAll(parsing: Parsing, field: FieldName | undefined): Query {
  const of = [parseNegated(parsing, field)]
  for (;;) {
    const kind = parsing.tokens[parsing.next]?.kind
    if (kind === undefined || kind === 'or' || kind === 'close') break
    if (kind === 'and') parsing.next++
    of.push(parseNegated(parsing, field))
  }
  return of.length === 1 ? of[0]! : { kind: 'all', of }
}

function parseNegated(parsing: Parsing, field: FieldName | undefined): Query {
  if (parsing.tokens[parsing.next]?.kind !== 'not') return parseNear(parsing, field)
  return deeper(parsing, () => ({ kind: 'not', of: parseNegated(parsing, field) }))
}

function parseNear(parsing: Parsing, field: FieldName | undefined): Query {
  let left = parseTerm(parsing, field)
  for (;;) {
    const token = parsing.tokens[parsing.next]
    if (token?.kind !== 'near') return left
    parsing.next++
    const right = parseTerm(parsing, field)
    if (parsing.trouble) return NOTHING
    const { within, ordered } = token
    left = { kind: 'near', within, ordered, of: [left, right] }
    if (!left.of.every(hasPlaces)) return fail(parsing, NEAR_TAKES, token.at)
  }
}

const NEAR_TAKES =
  'NEAR stands between words, "phrases" or (groups OR alternatives) of the title and text, not beside AND, NOT or what is known of the whole item (lang:, after: …)'

function parseTerm(parsing: Parsing, field: FieldName | undefined): Query {
  const token = parsing.tokens[parsing.next]
  switch (token?.kind) {
    case 'phrase':
      parsing.next++
      parsing.clauses++
      return phraseOf(parsing, token, field)
    case 'expression':
      parsing.next++
      parsing.clauses++
      return expressionOf(parsing, token, field)
    case 'name':
      parsing.next++
      return namedOf(parsing, token, field)
    case 'open':
      return parseGroup(parsing, token.at, field)
    case 'field':
      return parseField(parsing, token)
    case 'atLeast':
      return parseAtLeast(parsing, token, field)
    case 'not':
      return fail(parsing, NEAR_TAKES, token.at)
    default:
      return missingTerm(parsing, token)
  }
}

function missingTerm(parsing: Parsing, token: QueryToken | undefined): Query {
  const before = parsing.tokens[parsing.next - 1]
  const after =
    before === undefined ? 'the query begins' : `something is missing after ${tokenName(before)}`
  if (token === undefined)
    return fail(parsing, `${after}: a word or a "phrase" is expected`, parsing.end)
  if (token.kind === 'close' && before?.kind === 'open') {
    return fail(parsing, 'there is nothing between the parentheses', before.at)
  }
  if (token.kind === 'close' && before === undefined) {
    return fail(parsing, 'a parenthesis is closed but not opened', token.at)
  }
  return fail(
    parsing,
    `${after}${before === undefined ? ' with' : ' and before'} ${tokenName(token)}: a word or a "phrase" is expected`,
    token.at,
  )
}

function parseGroup(parsing: Parsing, at: number, field: FieldName | undefined): Query {
  return deeper(parsing, () => {
    const query = parseAny(parsing, field)
    if (parsing.trouble) return NOTHING
    if (parsing.tokens[parsing.next]?.kind !== 'close') {
      return fail(parsing, 'a parenthesis is opened but not closed', at)
    }
    parsing.next++
    return query
  })
}

function parseField(parsing: Parsing, token: Extract<QueryToken, { kind: 'field' }>): Query {
  const field = fieldNamed(token.name)
  if (field === undefined) return fail(parsing, unknownField(token.name), token.at)
  const target = parsing.tokens[parsing.next + 1]
  if (target === undefined || !FOLLOWS_FIELD.has(target.kind)) {
    return fail(parsing, `${field}: is not followed by a word, a "phrase" or a (group)`, token.at)
  }
  parsing.next++
  return parseTerm(parsing, field)
}

const FOLLOWS_FIELD: ReadonlySet<QueryToken['kind']> = new Set([
  'phrase',
  'expression',
  'name',
  'open',
])

function parseAtLeast(
  parsing: Parsing,
  token: Extract<QueryToken, { kind: 'atLeast' }>,
  field: FieldName | undefined,
): Query {
  return deeper(parsing, () => {
    const of = parseTerm(parsing, field)
    if (parsing.trouble) return NOTHING
    if (!hasPlaces(of))
      return fail(parsing, NEAR_TAKES.replace('NEAR stands between', 'ATLEAST counts'), token.at)
    return { kind: 'atLeast', times: token.times, of }
  })
}

/** Step over one token into what may nest. */
function deeper(parsing: Parsing, parse: () => Query): Query {
  const { at } = parsing.tokens[parsing.next]!
  if (parsing.depth >= DEEPEST)
    return fail(parsing, `parts are nested more than ${DEEPEST} deep`, at)
  parsing.depth++
  parsing.next++
  const query = parse()
  parsing.depth--
  return query
}

function phraseOf(
  parsing: Parsing,
  token: Extract<QueryToken, { kind: 'phrase' }>,
  field: FieldName | undefined,
): Query {
  const { written, text, quoted, exact, at } = token
  if (!isWordField(field)) {
    const parsed = isTrait(field)
      ? parseTrait(field, written, text.trim(), parsing.vocabulary)
      : parseWhen(field, written, text.trim())
    return typeof parsed === 'string' ? fail(parsing, parsed, at) : parsed
  }
  // Inside quotes a question mark is punctuation, and a star is still a star.
  const plain = quoted ? text.replaceAll('?', ' ') : text
  const wildcards = !exact && /[*?]/.test(plain)
  const words = plain.split(/\s+/u).filter((word) => word !== '')
  if (words.length > MOST_WORDS)
    return fail(parsing, `a phrase of more than ${MOST_WORDS} words`, at)
  if (!nextWord(startScan(plain))) return fail(parsing, `there is no word in ${written}`, at)
  const trouble = wildcards ? wildcardTrouble(words) : undefined
  if (trouble !== undefined) return fail(parsing, trouble, at)
  return {
    kind: 'phrase',
    written,
    words,
    ...(field && { field }),
    ...(exact && { exact }),
    ...(wildcards && { wildcards }),
  }
}

function expressionOf(
  parsing: Parsing,
  { written, pattern, anyCase, at }: Extract<QueryToken, { kind: 'expression' }>,
  field: FieldName | undefined,
): Query {
  if (!isWordField(field) && field !== 'url') {
    return fail(
      parsing,
      `${field}: takes no /expression/; title, text, lede, author, category, source and url do`,
      at,
    )
  }
  const compiled = compileExpression(pattern, anyCase)
  if (!compiled.ok) {
    return fail(parsing, `the expression ${written}: ${compiled.problem}`, at + 1 + compiled.at)
  }
  return {
    kind: 'expression',
    written,
    pattern,
    ...(anyCase && { anyCase }),
    ...(field && { field }),
  }
}

function namedOf(
  parsing: Parsing,
  { written, name, at }: Extract<QueryToken, { kind: 'name' }>,
  field: FieldName | undefined,
): Query {
  const meaning = parsing.vocabulary.meanings.get(name)
  if (meaning === undefined) return fail(parsing, unknownName(written, parsing.vocabulary), at)
  if (meaning.query === undefined) {
    return fail(parsing, `${written} is wrong itself: see ${meaning.section}`, at)
  }
  const of = inField(meaning, field)
  if (of === undefined) return fail(parsing, notInField(written, meaning.section, field), at)
  parsing.clauses += sizeOf(of)
  if (parsing.clauses > MOST_CLAUSES) {
    return fail(
      parsing,
      `with all that ${written} stands for, more than ${MOST_CLAUSES} clauses`,
      at,
    )
  }
  if (parsing.depth + depthOf(of) > DEEPEST_WITH_NAMES) {
    return fail(
      parsing,
      `what ${written} stands for is nested more than ${DEEPEST_WITH_NAMES} deep`,
      at,
    )
  }
  return { kind: 'named', written: field === undefined ? written : `${field}:${written}`, of }
}

function notInField(written: string, section: string, field: FieldName | undefined): string {
  return section === 'blocs'
    ? `${written} is a set of sources; write source:${written}`
    : `${field}: does not go with ${written}, which asks for words`
}
