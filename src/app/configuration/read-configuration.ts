import { LineCounter, parseDocument, visit, type Document } from 'yaml'
import type { z } from 'zod'
import type { Configuration } from './configuration.ts'
import { nearest, type Problem } from './problem.ts'
import { configurationSchema, keysAllowedAt } from './schema.ts'
import { settle, type Report } from './settle.ts'
import { offsetOf } from './yaml-place.ts'

export type ConfigurationReading =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Read a configuration's text. All problems are named at once, each with its place.
 * `${NAME}` in a value is taken from `environment`.
 */
export function readConfiguration(
  text: string,
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigurationReading {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const problems: Problem[] = []
  const reportAt = (offset: number, message: string) => {
    const { line, col } = lineCounter.linePos(offset)
    problems.push({ file, line: Math.max(line, 1), column: Math.max(col, 1), message })
  }
  const report: Report = (path, message) => reportAt(offsetOf(document, path), message)

  for (const error of document.errors) {
    reportAt(error.pos[0], (error.message.split(' at line ')[0] ?? error.message).trim())
  }
  if (problems.length > 0) return { ok: false, problems }

  takeFromEnvironment(document, environment, reportAt)
  const parsed = configurationSchema.safeParse(document.toJS() ?? {})
  if (!parsed.success) {
    for (const issue of parsed.error.issues) reportIssue(issue, document, report)
    return { ok: false, problems: inOrder(problems) }
  }
  const configuration = settle(parsed.data, report)
  return problems.length > 0
    ? { ok: false, problems: inOrder(problems) }
    : { ok: true, configuration }
}

function reportIssue(issue: z.core.$ZodIssue, document: Document, report: Report): void {
  if (issue.code !== 'unrecognized_keys') {
    const written = document.getIn(issue.path)
    const missing = issue.path.length > 0 && written === undefined
    const what = missing ? `${String(issue.path.at(-1))} is missing` : issue.message
    report(missing ? issue.path.slice(0, -1) : issue.path, what)
    return
  }
  for (const key of issue.keys) {
    const known = keysAllowedAt(issue.path)
    const meant = nearest(key, known)
    const hint = meant ? `do you mean "${meant}"?` : `expected one of ${known.join(', ')}`
    report([...issue.path, key], `unknown key "${key}"; ${hint}`)
  }
}

function takeFromEnvironment(
  document: Document,
  environment: Readonly<Record<string, string | undefined>>,
  reportAt: (offset: number, message: string) => void,
): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return
      node.value = node.value.replace(/\$\{([A-Z0-9_]+)\}/g, (whole, name: string) => {
        const value = environment[name]
        if (value === undefined) {
          reportAt(node.range?.[0] ?? 0, `${whole} is not set in the environment`)
        }
        return value ?? whole
      })
    },
  })
}

const inOrder = (problems: readonly Problem[]) =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
