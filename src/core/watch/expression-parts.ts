/** A regular expression as it was read, before it becomes a program. */
export type Part =
  /** `letter`: the one character it stands for, as it is written. */
  | { readonly kind: 'character'; readonly test: number; readonly letter?: string }
  | { readonly kind: 'assert'; readonly that: Assertion }
  | { readonly kind: 'row' | 'choice'; readonly of: readonly Part[] }
  | {
      readonly kind: 'repeat'
      readonly of: Part
      readonly least: number
      readonly most: number
      readonly lazy: boolean
    }

export type Assertion = 'start' | 'end' | 'edge' | 'no edge'

/** Characters a match has at least. */
export function shortest(part: Part): number {
  switch (part.kind) {
    case 'character':
      return 1
    case 'assert':
      return 0
    case 'repeat':
      return part.least * shortest(part.of)
    case 'row':
      return part.of.reduce((sum, each) => sum + shortest(each), 0)
    default:
      return Math.min(...part.of.map(shortest))
  }
}

/** More to look for than this is no help. */
const MOST_NEEDED = 16

/** Letters side by side, one of which every match holds; none where nothing is certain. */
export function neededLetters(part: Part): readonly string[] {
  switch (part.kind) {
    case 'character':
      return part.letter === undefined ? [] : [part.letter]
    case 'assert':
      return []
    case 'repeat':
      return part.least > 0 ? neededLetters(part.of) : []
    case 'row':
      return best([runsOf(part.of), ...part.of.map(neededLetters)])
    default: {
      const ways = part.of.map(neededLetters)
      const all = [...new Set(ways.flat())]
      return ways.some((way) => way.length === 0) || all.length > MOST_NEEDED ? [] : all
    }
  }
}

/** The longest run of letters that follow one another in a row. */
function runsOf(of: readonly Part[]): readonly string[] {
  let longest = ''
  let run = ''
  for (const part of of) {
    if (part.kind === 'assert') continue
    run = part.kind === 'character' && part.letter !== undefined ? run + part.letter : ''
    if (run.length > longest.length) longest = run
  }
  return longest === '' ? [] : [longest]
}

/** Those whose shortest is the longest: they are met least. */
function best(choices: readonly (readonly string[])[]): readonly string[] {
  const length = (of: readonly string[]) =>
    of.length === 0 ? 0 : Math.min(...of.map((letters) => letters.length))
  return choices.reduce((most, next) => (length(next) > length(most) ? next : most), [])
}
