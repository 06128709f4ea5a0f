import type { Query } from '../../model.ts'
import { breadthWarnings } from './query-breadth.ts'
import { clausesOf } from './query-shape.ts'
import type { QueryToken } from './query-tokens.ts'
import { isEverydayInCapitals } from './word-forms.ts'

/** What a query may do that its writer did not mean. */
export function queryWarnings(query: Query, tokens: readonly QueryToken[]): readonly string[] {
  const phrases = clausesOf(query).filter((clause) => clause.kind === 'phrase')
  return [
    ...smallOperators(tokens),
    ...unquotedNames(tokens),
    ...new Set(phrases.flatMap(phraseWarnings)),
    ...breadthWarnings(query),
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

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

function phraseWarnings({ words, exact, wildcards, written }: Phrase): readonly string[] {
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
