/** Something wrong in a file a person wrote, with the place and the line itself. */
export interface Problem {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly message: string
  /** What alone is wrong, as `watch "dprk"`; the rest of the configuration stands without it. */
  readonly subject?: string
}

/** Every problem with its line and a caret under the place, ready for a terminal. */
export function describeProblems(problems: readonly Problem[], text: string): string {
  const lines = text.split('\n')
  return problems
    .map(({ file, line, column, message, subject }) => {
      const margin = `${line} | `
      const shown = (lines[line - 1] ?? '').trimEnd()
      const caret = `${' '.repeat(margin.length + column - 1)}^`
      const place = subject ? `${subject} at ${file}:${line}` : `${file}:${line}:${column}`
      return `${place}: ${message}\n  ${margin}${shown}\n  ${caret}`
    })
    .join('\n')
}
