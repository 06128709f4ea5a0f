import { plainLine } from '../../core/digest/escape.ts'
import { wrapText } from '../../core/digest/wrap-text.ts'

/** What one look of the doctor found. */
export interface Finding {
  readonly about: string
  readonly state: 'well' | 'doubtful' | 'ill'
  readonly found: string
  /** What to do about it. */
  readonly next?: string
}

const MARKS = { well: '✓', doubtful: '!', ill: '✗' } as const
const WIDTH = 80
const LONGEST = 2000

/** A finding as lines of a terminal: what was found, and what to do about it. */
export function findingInWords({ about, state, found, next }: Finding): readonly string[] {
  return [
    ...terminalLine(`${MARKS[state]} `, `${about}: ${found}`),
    ...(next === undefined ? [] : terminalLine('  → ', next)),
  ]
}

/**
 * A line broken to 80 columns, whatever an outlet put into it: `first` before it, its rest beneath
 * its text or so far in.
 */
export function terminalLine(
  first: string,
  text: string,
  indent = first.length,
): readonly string[] {
  return wrapText(plainLine(text, LONGEST), {
    width: WIDTH,
    first,
    rest: ' '.repeat(indent),
  }).split('\n')
}

export function well(about: string, found: string): Finding {
  return { about, state: 'well', found }
}

export function doubtful(about: string, found: string, next: string): Finding {
  return { about, state: 'doubtful', found, next }
}

export function ill(about: string, found: string, next: string): Finding {
  return { about, state: 'ill', found, next }
}
