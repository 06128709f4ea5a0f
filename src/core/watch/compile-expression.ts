import { neededLetters, shortest } from './expression-parts.ts'
import type { Assertion, Part } from './expression-parts.ts'

/**
 * Regular expressions whose time is bounded: what is between the slashes of `/…/`, made into a
 * program for findExpression. See docs/decisions/0017.
 *
 * The syntax is JavaScript's in its Unicode mode, without looking around and without references
 * back, which no bound can be given for. Two things are mended: \b, \w and \d know every script,
 * and \p{Hangul} may be written for \p{Script=Hangul}.
 */
export interface Expression {
  readonly code: readonly Instruction[]
  /** Tests of one character each, by number; answers are kept, since texts repeat their letters. */
  readonly tests: readonly CharacterTest[]
  /** Numbers of the tests a match may begin with. */
  readonly first: readonly number[]
  /** Letters without which there is no match: see neededLetters. */
  readonly needs?: RegExp
}

export type Instruction =
  | { readonly op: 'character'; readonly test: number }
  /** Both are tried, `to` before `or`. */
  | { readonly op: 'split'; readonly to: number; readonly or: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'assert'; readonly that: Assertion }
  | { readonly op: 'match' }

export interface CharacterTest {
  /** The one character's code point, or a test of one character. */
  readonly accepts: number | RegExp
  readonly known: Map<number, boolean>
}

export type CompiledExpression =
  | { readonly ok: true; readonly expression: Expression }
  /** `at`: offset in the pattern. */
  | { readonly ok: false; readonly problem: string; readonly at: number }

export function compileExpression(pattern: string, anyCase = false): CompiledExpression {
  if (pattern.length > LONGEST) {
    return { ok: false, problem: `longer than ${LONGEST} characters`, at: LONGEST }
  }
  const reading: Reading = { pattern, at: 0, depth: 0, anyCase, tests: [], numbers: new Map() }
  try {
    const part = readChoice(reading)
    if (reading.at < pattern.length) refuse(reading, 'a ) is not opened')
    if (shortest(part) === 0)
      refuse(reading, 'it may stand for no letter at all, and would hold everywhere', 0)
    const code: Instruction[] = []
    emit(part, code)
    code.push({ op: 'match' })
    const needs = needsOf(part, anyCase)
    const expression = { code, tests: reading.tests, first: firstTests(code), ...needs }
    return { ok: true, expression }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.message, at: error.at }
    throw error
  }
}

const LONGEST = 1000
const MOST_INSTRUCTIONS = 2000
const MOST_REPEATS = 1000
const DEEPEST = 50

interface Reading {
  readonly pattern: string
  at: number
  depth: number
  readonly anyCase: boolean
  readonly tests: CharacterTest[]
  readonly numbers: Map<string, number>
}

class Refused extends Error {
  readonly at: number

  constructor(problem: string, at: number) {
    super(problem)
    this.at = at
  }
}

function refuse(reading: Reading, problem: string, at = reading.at): never {
  throw new Refused(problem, at)
}

function readChoice(reading: Reading): Part {
  const of = [readRow(reading)]
  while (reading.pattern[reading.at] === '|') {
    reading.at++
    of.push(readRow(reading))
  }
  return of.length === 1 ? of[0]! : { kind: 'choice', of }
}

function readRow(reading: Reading): Part {
  const of: Part[] = []
  while (reading.at < reading.pattern.length && !'|)'.includes(reading.pattern[reading.at]!)) {
    of.push(readRepeated(reading))
  }
  return { kind: 'row', of }
}

function readRepeated(reading: Reading): Part {
  const from = reading.at
  const of = readPart(reading)
  const written = /^(?:[*+?]|\{(\d+)(,(\d*))?\})(\??)/.exec(reading.pattern.slice(reading.at))
  if (written === null) return of
  if (of.kind === 'assert') refuse(reading, 'there is nothing to repeat')
  const [all, low, comma, high, lazy] = written
  const [least, most] =
    low === undefined
      ? { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[all[0]!]!
      : [Number(low), comma === undefined ? Number(low) : high ? Number(high) : Infinity]
  if (least! > most!) refuse(reading, `${all} asks for more than it allows`)
  if (least! > MOST_REPEATS || (most !== Infinity && most! > MOST_REPEATS)) {
    refuse(reading, `${all} repeats more than ${MOST_REPEATS} times`)
  }
  reading.at += all.length
  if (/^[*+?]|^\{\d/.test(reading.pattern.slice(reading.at))) {
    refuse(reading, 'a repetition is repeated; put what is meant in ( )', from)
  }
  return { kind: 'repeat', of, least: least!, most: most!, lazy: lazy === '?' }
}

function readPart(reading: Reading): Part {
  const { pattern, at } = reading
  const character = pattern[at]!
  if (character === '(') return readGroup(reading)
  if (character === '[') return readClass(reading)
  if (character === '\\') return readEscape(reading)
  if ('*+?'.includes(character)) refuse(reading, `there is nothing before ${character} to repeat`)
  if (/^\{\d/.test(pattern.slice(at))) refuse(reading, 'there is nothing before { to repeat')
  if (character === '^' || character === '$') {
    reading.at++
    return { kind: 'assert', that: character === '^' ? 'start' : 'end' }
  }
  const whole = String.fromCodePoint(pattern.codePointAt(at)!)
  reading.at += whole.length
  return character === '.' ? one(reading, '[^\\n]', at) : one(reading, literal(whole), at)
}

function readGroup(reading: Reading): Part {
  const from = reading.at
  const opening = /^\((?:\?(?::|<[\p{L}_][\p{L}\p{N}_]*>))?/u.exec(reading.pattern.slice(from))![0]
  if (opening === '(' && reading.pattern[from + 1] === '?') {
    refuse(reading, 'looking ahead or behind is not understood: its time has no bound')
  }
  if (++reading.depth > DEEPEST) refuse(reading, `groups are nested more than ${DEEPEST} deep`)
  reading.at += opening.length
  const part = readChoice(reading)
  if (reading.pattern[reading.at] !== ')') refuse(reading, 'a ( is not closed', from)
  reading.at++
  reading.depth--
  return part
}

const WORD = '\\p{L}\\p{M}\\p{N}_'
const SHORTHANDS: Readonly<Record<string, string>> = {
  w: `[${WORD}]`,
  W: `[^${WORD}]`,
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '\\s',
  S: '\\S',
}

function readEscape(reading: Reading): Part {
  const { at } = reading
  const letter = reading.pattern[at + 1]
  if (letter === 'b' || letter === 'B') {
    reading.at += 2
    return { kind: 'assert', that: letter === 'b' ? 'edge' : 'no edge' }
  }
  const shorthand = letter === undefined ? undefined : SHORTHANDS[letter]
  if (shorthand === undefined) return one(reading, escapeAt(reading), at)
  reading.at += 2
  return one(reading, shorthand, at)
}

/** An escape that stands for a character, or for a property of characters, as JavaScript has it. */
function escapeAt(reading: Reading): string {
  const rest = reading.pattern.slice(reading.at)
  const written =
    /^\\(?:x[\da-f]{2}|u[\da-f]{4}|u\{[\da-f]{1,6}\}|[tnrfv0](?!\d)|[pP]\{[\w=]+\})/i.exec(
      rest,
    )?.[0]
  if (written !== undefined) {
    reading.at += written.length
    return written
  }
  const next = rest.codePointAt(1)
  if (next === undefined) refuse(reading, 'a \\ stands at the end')
  const escaped = String.fromCodePoint(next)
  if (/[1-9]/.test(escaped)) {
    refuse(reading, `\\${escaped} refers back to a group, and its time has no bound`)
  }
  if (/[\p{L}\p{N}]/u.test(escaped)) refuse(reading, `\\${escaped} is not understood`)
  reading.at += 1 + escaped.length
  return literal(escaped)
}

function readClass(reading: Reading): Part {
  const from = reading.at
  const { pattern } = reading
  let source = '['
  reading.at++
  if (pattern[reading.at] === '^') source += pattern[reading.at++]
  while (pattern[reading.at] !== ']') {
    const code = pattern.codePointAt(reading.at)
    if (code === undefined) refuse(reading, 'a [ is not closed', from)
    if (pattern[reading.at] === '\\') source += escapeInClass(reading)
    else {
      const character = String.fromCodePoint(code)
      source += '-^'.includes(character) ? character : literal(character)
      reading.at += character.length
    }
  }
  reading.at++
  return one(reading, `${source}]`, from)
}

function escapeInClass(reading: Reading): string {
  const letter = reading.pattern[reading.at + 1] ?? ''
  if (letter === 'W') refuse(reading, '\\W does not go into [ ]; write [^\\w…]')
  if (letter === 'w' || 'dDsS'.includes(letter || '-')) {
    reading.at += 2
    return letter === 'w' ? WORD : SHORTHANDS[letter]!
  }
  return escapeAt(reading)
}

function literal(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`
}

function one(reading: Reading, source: string, at: number): Part {
  let test = reading.numbers.get(source)
  if (test === undefined) {
    const accepts =
      matcherOf(source, reading) ??
      refuse(reading, `${reading.pattern.slice(at, reading.at)} is no class of characters`, at)
    test = reading.tests.push({ accepts, known: new Map() }) - 1
    reading.numbers.set(source, test)
  }
  const code = CODE_POINT.exec(source)?.[1]
  const letter =
    code === undefined ? {} : { letter: String.fromCodePoint(Number.parseInt(code, 16)) }
  return { kind: 'character', test, ...letter }
}

/** As `literal` writes it. */
const CODE_POINT = /^\\u\{([\da-f]{1,6})\}$/i

function matcherOf(source: string, { anyCase }: Reading): number | RegExp | undefined {
  const single = anyCase ? null : CODE_POINT.exec(source)
  if (single !== null) return Number.parseInt(single[1]!, 16)
  const scripts = source.replace(/(\\[pP]\{)(\w{4,}\})/g, '$1Script=$2')
  for (const spelling of [source, scripts]) {
    try {
      return new RegExp(`^${spelling}$`, anyCase ? 'iu' : 'u')
    } catch {
      continue
    }
  }
  return undefined
}

function emit(part: Part, code: Instruction[]): void {
  if (code.length > MOST_INSTRUCTIONS) {
    throw new Refused('too much for one expression: its repetitions multiply', 0)
  }
  switch (part.kind) {
    case 'character':
      code.push({ op: 'character', test: part.test })
      break
    case 'assert':
      code.push({ op: 'assert', that: part.that })
      break
    case 'row':
      for (const each of part.of) emit(each, code)
      break
    case 'choice':
      emitChoice(part.of, code)
      break
    default:
      emitRepeat(part, code)
  }
}

function emitChoice(of: readonly Part[], code: Instruction[]): void {
  const ends: number[] = []
  of.forEach((each, at) => {
    const split = at < of.length - 1 ? code.push({ op: 'jump', to: 0 }) - 1 : undefined
    emit(each, code)
    if (split === undefined) return
    ends.push(code.push({ op: 'jump', to: 0 }) - 1)
    code[split] = { op: 'split', to: split + 1, or: code.length }
  })
  for (const end of ends) code[end] = { op: 'jump', to: code.length }
}

function emitRepeat(
  { of, least, most, lazy }: Extract<Part, { kind: 'repeat' }>,
  code: Instruction[],
): void {
  for (let count = 0; count < least; count++) emit(of, code)
  const splits: number[] = []
  if (most === Infinity) {
    const split = code.push({ op: 'jump', to: 0 }) - 1
    emit(of, code)
    code.push({ op: 'jump', to: split })
    splits.push(split)
  }
  const optional = most === Infinity ? 0 : most - least
  for (let count = 0; count < optional; count++) {
    splits.push(code.push({ op: 'jump', to: 0 }) - 1)
    emit(of, code)
  }
  for (const split of splits) {
    code[split] = lazy
      ? { op: 'split', to: code.length, or: split + 1 }
      : { op: 'split', to: split + 1, or: code.length }
  }
}

/** JavaScript's own engine looks for plain letters in a time that has a bound, and fast. */
function needsOf(part: Part, anyCase: boolean): Pick<Expression, 'needs'> {
  const ways = neededLetters(part).map((letters) => Array.from(letters, literal).join(''))
  return ways.length === 0 ? {} : { needs: new RegExp(ways.join('|'), anyCase ? 'iu' : 'u') }
}

function firstTests(code: readonly Instruction[]): readonly number[] {
  const seen = new Set<number>()
  const tests = new Set<number>()
  const open = [0]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    const instruction = code[at]!
    if (instruction.op === 'character') tests.add(instruction.test)
    else if (instruction.op === 'jump') open.push(instruction.to)
    else if (instruction.op === 'split') open.push(instruction.to, instruction.or)
    else if (instruction.op === 'assert') open.push(at + 1)
  }
  return [...tests]
}
