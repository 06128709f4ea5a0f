import type { Query } from '../../model.ts'
import { compileWatches } from './compile-watches.ts'
import type { QueryToken } from './query-tokens.ts'
import { isEverydayInCapitals } from './word-forms.ts'

/** What a query may do that its writer did not mean. */
export function queryWarnings(query: Query, tokens: readonly QueryToken[]): readonly string[] {
  return [
    ...smallOperators(tokens),
    ...unquotedNames(tokens),
    ...new Set(phrasesOf(query).flatMap((phrase) => phraseWarnings(phrase))),
    ...breadth(query),
  ]
}

function smallOperators(tokens: readonly QueryToken[]): readonly string[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'phrase' || token.quoted || !/^(?:and|or|not)$/.test(token.text)) return []
    if (at === 0 && token.text !== 'not') return []
    return [`"${token.text}" is looked for as a word; the operator is ${token.text.toUpperCase()}`]
  })
}

/** Two names side by side without quotes are nearly always meant as one. */
function unquotedNames(tokens: readonly QueryToken[]): readonly string[] {
  return tokens.flatMap((token, at) => {
    const next = tokens[at + 1]
    if (!isBareName(token) || !isBareName(next)) return []
    return [
      `${token.text} ${next.text} asks for both words anywhere; for them side by side write "${token.text} ${next.text}"`,
    ]
  })
}

function isBareName(
  token: QueryToken | undefined,
): token is Extract<QueryToken, { kind: 'phrase' }> {
  return (
    token?.kind === 'phrase' &&
    !token.quoted &&
    !token.exact &&
    /^\p{Lu}[\p{L}\p{M}'’-]+$/u.test(token.text)
  )
}

type Phrase = Extract<Query, { kind: 'phrase' }>

function phrasesOf(query: Query): readonly Phrase[] {
  if (query.kind === 'phrase') return [query]
  if (query.kind === 'not' || query.kind === 'atLeast') return phrasesOf(query.of)
  return query.of.flatMap(phrasesOf)
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

function phraseWarnings({ words, exact, wildcards, written, field }: Phrase): readonly string[] {
  if (field === 'url' || field === 'lang') return []
  const warnings: string[] = []
  const everyday = exact ? undefined : words.find(isEverydayInCapitals)
  if (everyday !== undefined) {
    warnings.push(
      `${everyday} is found in capitals only, because "${everyday.toLowerCase()}" is an everyday word; write it small to find both`,
    )
  }
  if (wildcards && UNSPACED.test(written)) {
    warnings.push(
      `the wildcard in ${written} changes nothing: words are not set apart in this script`,
    )
  }
  return warnings
}

function breadth(query: Query): readonly string[] {
  const { always } = compileWatches([{ name: '', written: '', query }])
  if (always.length === 0 || asksAbout(query)) return []
  return ['this query holds on nearly everything: it only says what must not be there']
}

/** Addresses and languages narrow a query, though no word is asked for. */
function asksAbout(query: Query): boolean {
  return phrasesOf(query).some(({ field }) => field === 'url' || field === 'lang')
}
