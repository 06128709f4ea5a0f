import type { CharacterTest, Expression, Instruction } from './compile-expression.ts'

/** A stretch of text, offsets in UTF-16 code units. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/**
 * The stretches of a text that an expression fits, in order, none overlapping; each the leftmost,
 * and of those the one that JavaScript would choose.
 *
 * All threads of the program go through the text side by side (Thompson 1968, Pike), so one
 * stretch costs at most text x program. Many may still cost a great deal together, and a text is
 * anybody's: after MOST_STEPS no more are looked for.
 */
export function findExpression(expression: Expression, text: string): readonly Stretch[] {
  const run: Run = { expression, text, steps: 0, marked: new Int32Array(expression.code.length) }
  const found: Stretch[] = []
  for (let from = 0; from < text.length;) {
    const next = findNext(run, from)
    if (next === undefined) break
    found.push(next)
    from = next.end
  }
  return found
}

/** A fraction of a second, many times what a long article takes. */
const MOST_STEPS = 2_000_000

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
  return (isWordPart(text, at - 1) !== isWordPart(text, at)) === (that === 'edge')
}

const WORD_PART = /^[\p{L}\p{M}\p{N}_]/u

function isWordPart(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false
  const low = /[\uDC00-\uDFFF]/.test(text[at]!) && at > 0
  return WORD_PART.test(text.slice(low ? at - 1 : at, at + 2))
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
