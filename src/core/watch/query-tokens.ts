/** A piece of a written query. Offsets are in UTF-16 code units of the whole query. */
export type QueryToken =
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not'; readonly at: number }
  | {
      readonly kind: 'near'
      readonly at: number
      readonly within: number
      readonly ordered: boolean
    }
  | { readonly kind: 'atLeast'; readonly at: number; readonly times: number }
  | { readonly kind: 'field'; readonly at: number; readonly name: string }
  | {
      readonly kind: 'phrase'
      readonly at: number
      /** As written, quotes and `=` included. */
      readonly written: string
      readonly text: string
      readonly quoted: boolean
      readonly exact: boolean
    }
  | {
      readonly kind: 'expression'
      readonly at: number
      readonly written: string
      readonly pattern: string
      readonly anyCase: boolean
    }
  /** `@lavrov`; `name` in small letters. */
  | { readonly kind: 'name'; readonly at: number; readonly written: string; readonly name: string }

export type Tokens =
  | { readonly ok: true; readonly tokens: readonly QueryToken[] }
  | { readonly ok: false; readonly problem: string; readonly at: number }

/** The most that NEAR/n, ONEAR/n and ATLEAST/n may ask for. */
export const MOST_NUMBER = 100

/** Cut a query into tokens, or say where it cannot be. */
export function queryTokens(written: string): Tokens {
  const tokens: QueryToken[] = []
  for (let at = 0; at < written.length;) {
    const cut = tokenAt(written, at, tokens.at(-1))
    if ('problem' in cut) return { ok: false, ...cut }
    if (cut.token) tokens.push(cut.token)
    at = cut.end
  }
  return { ok: true, tokens }
}

type Cut = { token?: QueryToken; end: number } | { problem: string; at: number }

/** Each opening quote with what closes it; newsrooms paste all of them. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”“"',
  '”': '”“"',
  '„': '“”"',
  '«': '»',
  '「': '」',
  '『': '』',
}

const SPACE = /\s/u

function tokenAt(written: string, at: number, before: QueryToken | undefined): Cut {
  const character = written[at]!
  const end = at + 1
  if (SPACE.test(character)) return { end }
  if (character === '(') return { token: { kind: 'open', at }, end }
  if (character === ')') return { token: { kind: 'close', at }, end }
  if (character === '|')
    return { token: { kind: 'or', at }, end: written[end] === '|' ? end + 1 : end }
  if (character === '-' && startsTerm(written, at)) return { token: { kind: 'not', at }, end }
  const inAddress = before?.kind === 'field' && before.name === 'url'
  if (character === '/' && (!inAddress || OF_AN_EXPRESSION.test(written.slice(at)))) {
    return expression(written, at)
  }
  if (inAddress && !(character in QUOTES)) return rawWord(written, at)
  const name = NAME.exec(written.slice(at, at + LONGEST_NAME))?.[0]
  if (name !== undefined) {
    const token = { kind: 'name', at, written: name, name: nameKey(name.slice(1)) } as const
    return { token, end: at + name.length }
  }
  const exact = character === '='
  return phraseOrWord(written, at, exact ? end : at, exact)
}

const LONGEST_NAME = 100
const NAME = /^@[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*/u

/** A name as it is compared: @Lavrov is @lavrov. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/** In an address, /sport/ is a piece of it; these characters stand in none. */
const OF_AN_EXPRESSION = /^\/[^\s/]*[\\^$*+[\]{}|]\S*\//

function expression(written: string, at: number): Cut {
  const whole = /^\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])*)\/([\p{L}\p{N}]*)/u.exec(
    written.slice(at),
  )
  if (whole === null) {
    return {
      problem: 'an expression is opened with / and not closed; put a word with / in quotes',
      at,
    }
  }
  const [all, pattern = '', flags = ''] = whole
  if (flags !== '' && flags !== 'i') {
    const advice = 'only i, for small letters and capitals alike; put a word with / in quotes'
    return {
      problem: `after /an expression/ may stand ${advice}`,
      at: at + all.length - flags.length,
    }
  }
  const token = { kind: 'expression', at, written: all, pattern, anyCase: flags === 'i' } as const
  return { token, end: at + all.length }
}

/** `-word` leaves the word out; a dash standing free, or inside a word, does not. */
function startsTerm(written: string, at: number): boolean {
  const before = at === 0 ? ' ' : written[at - 1]!
  const after = written[at + 1] ?? ' '
  return (SPACE.test(before) || before === '(') && !SPACE.test(after) && after !== ')'
}

function phraseOrWord(written: string, at: number, from: number, exact: boolean): Cut {
  const opening = written[from]
  if (exact && (opening === undefined || SPACE.test(opening) || opening === '(')) {
    return {
      problem: 'an = stands alone; write it before a word or a quote: =ROK, ="North Korea"',
      at,
    }
  }
  const closing = opening === undefined ? undefined : QUOTES[opening]
  return closing === undefined
    ? bareWord(written, at, from, exact)
    : quoted(written, at, from, closing, exact)
}

function quoted(written: string, at: number, from: number, closing: string, exact: boolean): Cut {
  let end = from + 1
  while (end < written.length && !closing.includes(written[end]!)) end++
  if (end >= written.length) return { problem: 'a quote is opened but not closed', at: from }
  return {
    token: {
      kind: 'phrase',
      at,
      written: written.slice(at, end + 1),
      text: written.slice(from + 1, end),
      quoted: true,
      exact,
    },
    end: end + 1,
  }
}

function bareWord(written: string, at: number, from: number, exact: boolean): Cut {
  const field = exact ? undefined : fieldAt(written, from)
  if (field !== undefined) {
    return { token: { kind: 'field', at, name: field.toLowerCase() }, end: from + field.length + 1 }
  }
  let end = from
  while (end < written.length && !endsWord(written[end]!)) end++
  const text = written.slice(from, end)
  const operator = exact ? undefined : operatorOf(text, at)
  if (operator !== undefined) return 'problem' in operator ? operator : { token: operator, end }
  return {
    token: { kind: 'phrase', at, written: written.slice(at, end), text, quoted: false, exact },
    end,
  }
}

function rawWord(written: string, at: number): Cut {
  let end = at
  while (end < written.length && !SPACE.test(written[end]!) && !'()'.includes(written[end]!)) end++
  const text = written.slice(at, end)
  return { token: { kind: 'phrase', at, written: text, text, quoted: false, exact: false }, end }
}

function endsWord(character: string): boolean {
  return (
    SPACE.test(character) ||
    character === '(' ||
    character === ')' ||
    character === '|' ||
    character in QUOTES
  )
}

/** The letters before a colon that something follows: `title:Lavrov`, `title: Lavrov`. */
function fieldAt(written: string, at: number): string | undefined {
  const name = /^\p{L}{1,30}(?=:)/u.exec(written.slice(at, at + 32))?.[0]
  return name !== undefined && !written.startsWith('://', at + name.length) ? name : undefined
}

function operatorOf(
  text: string,
  at: number,
): QueryToken | { problem: string; at: number } | undefined {
  if (text === 'AND' || text === '&' || text === '&&') return { kind: 'and', at }
  if (text === 'OR') return { kind: 'or', at }
  if (text === 'NOT') return { kind: 'not', at }
  const near = /^(O?NEAR|ATLEAST)(?:\/(.*))?$/i.exec(text)
  if (near === null || (near[2] === undefined && near[1] !== near[1]!.toUpperCase()))
    return undefined
  const name = near[1]!.toUpperCase()
  const number = /^\d{1,3}$/.test(near[2] ?? '') ? Number(near[2]) : undefined
  const atLeast = name === 'ATLEAST'
  if (number === undefined || number > MOST_NUMBER || (atLeast && number < 1)) {
    const meaning = atLeast ? 'how many places at least' : 'how many words may stand between'
    return {
      problem: `${name} needs a number from ${atLeast ? 1 : 0} to ${MOST_NUMBER} after a slash, ${meaning}: ${name}/5`,
      at,
    }
  }
  if (atLeast) return { kind: 'atLeast', at, times: number }
  return { kind: 'near', at, within: number, ordered: name === 'ONEAR' }
}

/** A token as it is written, for messages. */
export function tokenName(token: QueryToken): string {
  switch (token.kind) {
    case 'open':
      return '('
    case 'close':
      return ')'
    case 'near':
      return `${token.ordered ? 'ONEAR' : 'NEAR'}/${token.within}`
    case 'atLeast':
      return `ATLEAST/${token.times}`
    case 'field':
      return `${token.name}:`
    case 'phrase':
    case 'expression':
    case 'name':
      return token.written
    default:
      return token.kind.toUpperCase()
  }
}
