import { UNSPACED_CLASS } from '../text/letters.ts'
import type { CharacterTest, Expression, Instruction } from './compile-expression.ts'

/** A stretch of text, offsets in UTF-16 code units. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** What an expression fits in a text. */
export interface Found {
  readonly stretches: readonly Stretch[]
  /** Offset up to which the text was read, where that took so long that the rest was not. */
  readonly givenUpAt?: number
}

/**
 * The stretches of a text that an expression fits, in order, none overlapping; each the leftmost,
 * and of those the one that JavaScript would choose.
 *
 * All threads of the program go through the text side by side (Thompson 1968, Pike), so one
 * stretch costs at most text x program. Many may still cost a great deal together, and a text is
 * anybody's: after MOST_STEPS no more are looked for.
 */
export function findExpression(expression: Expression, text: string): Found {
  const stretches: Stretch[] = []
  if (expression.needs?.test(text) === false) return { stretches }
  const run: Run = { expression, text, steps: 0, marked: new Int32Array(expression.code.length) }
  for (let from = 0; from < text.length;) {
    const next = findNext(run, from)
    if (next === undefined)
      return run.steps < MOST_STEPS ? { stretches } : { stretches, givenUpAt: from }
    stretches.push(next)
    from = next.end
  }
  return { stretches }
}

/** A fraction of a second, many times what a long article takes. */
export const MOST_STEPS = 2_000_000

interface Run {
  readonly expression: Expression
  readonly text: string
  steps: number
  /** By instruction: the step list it was last put on, so that it is there once. */
  readonly marked: Int32Array
  mark?: number
}

/** Threads in order of preference. */
interface Threads {
  readonly at: number[]
  readonly starts: number[]
}

function findNext(run: Run, from: number): Stretch | undefined {
  const { text, expression } = run
  let threads: Threads = { at: [], starts: [] }
  let found: Stretch | undefined
  newMark(run)
  for (let at = from; run.steps < MOST_STEPS;) {
    if (threads.at.length === 0) {
      if (found !== undefined) return found
      at = nextFirst(run, at)
      if (at >= text.length) return undefined
      newMark(run)
    }
    if (found === undefined) addThread(run, threads, 0, at, at)
    const code = text.codePointAt(at)
    const after = at + (code !== undefined && code > 0xffff ? 2 : 1)
    const next: Threads = { at: [], starts: [] }
    newMark(run)
    for (let thread = 0; thread < threads.at.length; thread++) {
      const instruction = expression.code[threads.at[thread]!]!
      const start = threads.starts[thread]!
      if (instruction.op === 'match') {
        found = { start, end: at }
        break
      }
      if (instruction.op !== 'character' || code === undefined) continue
      if (accepts(expression.tests[instruction.test]!, code)) {
        addThread(run, next, threads.at[thread]! + 1, start, after)
      }
    }
    if (code === undefined) return found
    threads = next
    at = after
  }
  return undefined
}

function newMark(run: Run): void {
  run.mark = (run.mark ?? 0) + 1
}

/** The next place whose character a match may begin with. */
function nextFirst(run: Run, from: number): number {
  const { text, expression } = run
  const tests = expression.first.map((test) => expression.tests[test]!)
  let at = from
  for (; at < text.length; run.steps++) {
    const code = text.codePointAt(at)!
    if (tests.some((test) => accepts(test, code))) break
    at += code > 0xffff ? 2 : 1
  }
  return at
}

/** Follow everything that takes no character, the preferred way first. */
function addThread(run: Run, threads: Threads, first: number, start: number, at: number): void {
  const open = [first]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    run.steps++
    if (run.marked[next] === run.mark) continue
    run.marked[next] = run.mark!
    const instruction = run.expression.code[next]!
    if (instruction.op === 'jump') open.push(instruction.to)
    else if (instruction.op === 'split') open.push(instruction.or, instruction.to)
    else if (instruction.op === 'assert') {
      if (isTrue(instruction.that, run.text, at)) open.push(next + 1)
    } else {
      threads.at.push(next)
      threads.starts.push(start)
    }
  }
}

function isTrue(
  that: Extract<Instruction, { op: 'assert' }>['that'],
  text: string,
  at: number,
): boolean {
  if (that === 'start') return at === 0
  if (that === 'end') return at === text.length
  return isEdge(text, at) === (that === 'edge')
}

/**
 * Whether a word begins or ends at a place, as the words of a watch do: also where Hangul or a
 * script without spaces meets another, so that KCNA stands alone in KCNA는 and NHK in NHK報道.
 */
function isEdge(text: string, at: number): boolean {
  const [before, after] = [characterBefore(text, at), characterAt(text, at)]
  const [left, right] = [isWordPart(before), isWordPart(after)]
  if (left !== right) return true
  // A mark belongs to the letter before it, whatever its script.
  if (!left || MARK.test(after)) return false
  return kindOfScript(baseOf(text, at)) !== kindOfScript(after)
}

const WORD_PART = /^[\p{L}\p{M}\p{N}_]/u
const MARK = /^\p{M}/u
const HANGUL = /^\p{Script=Hangul}/u
const UNSPACED = new RegExp(`^[${UNSPACED_CLASS}]`, 'u')
/** Marks looked back over for the letter they stand on. */
const MOST_MARKS = 4

function isWordPart(character: string): boolean {
  return WORD_PART.test(character)
}

function kindOfScript(character: string): 'hangul' | 'unspaced' | 'other' {
  if (HANGUL.test(character)) return 'hangul'
  return UNSPACED.test(character) ? 'unspaced' : 'other'
}

/** The character that ends at a place, or the one its marks stand on. */
function baseOf(text: string, at: number): string {
  let character = characterBefore(text, at)
  let start = at - character.length
  for (let marks = 0; marks < MOST_MARKS && MARK.test(character); marks++) {
    const before = characterBefore(text, start)
    if (before === '' || UNSPACED.test(character)) break
    character = before
    start -= before.length
  }
  return character
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function characterBefore(text: string, at: number): string {
  const isPair =
    /[\uDC00-\uDFFF]/.test(text.charAt(at - 1)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 2))
  return text.slice(at - (isPair ? 2 : 1), at)
}

function accepts({ accepts: test, known }: CharacterTest, code: number): boolean {
  if (typeof test === 'number') return test === code
  let answer = known.get(code)
  if (answer === undefined) {
    answer = test.test(String.fromCodePoint(code))
    known.set(code, answer)
  }
  return answer
}
