import { nearestName } from '../../core/text/nearest-name.ts'
import { LineCounter, parseDocument, visit, type Document } from 'yaml'
import type * as z from 'zod'
import type { Configuration } from './configuration.ts'
import { describeProblems, type Problem } from './problem.ts'
import { configurationSchema, keysAllowedAt, type WrittenConfiguration } from './schema.ts'
import { settle, type Report } from './settle.ts'
import { reportWrittenSecrets } from './written-secrets.ts'
import { offsetInside, offsetOf } from './yaml-place.ts'
import { replaceVariables } from './variables.ts'

export type ConfigurationReading =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Read a configuration's text. All problems are named at once, each with its place. A watch or a
 * name that is wrong is left out and told of in `broken`, as long as one watch is left.
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
  const reportAt = (offset: number, message: string, subject?: string) => {
    const { line, col } = lineCounter.linePos(offset)
    const place = { file, line: Math.max(line, 1), column: Math.max(col, 1) }
    problems.push({ ...place, message, ...(subject !== undefined && { subject }) })
  }
  const report: Report = (path, message, { subject, at } = {}) => {
    const inside = at === undefined ? undefined : offsetInside(text, document, path, at)
    reportAt(inside ?? offsetOf(document, path), message, subject)
  }

  for (const error of document.errors) {
    reportAt(error.pos[0], (error.message.split(' at line ')[0] ?? error.message).trim())
  }
  if (problems.length > 0) return { ok: false, problems }

  reportWrittenSecrets(document, report)
  takeFromEnvironment(document, environment, reportAt)
  const { parsed, leftOut } = parse(document, report)
  if (!parsed) return { ok: false, problems: inOrder(problems) }
  const settled = settle(parsed, leftOut, report)
  const broken = inOrder(problems)
  if (broken.some(({ subject }) => subject === undefined) || settled.watches.length === 0) {
    return { ok: false, problems: broken }
  }
  const configuration = {
    ...settled,
    broken: broken.map((problem) => ({
      ...watchOf(problem),
      described: describeProblems([problem], text),
    })),
  }
  return { ok: true, configuration }
}

function watchOf({ subject }: Problem): { watch?: string } {
  const name = /^watch "(.*)"$/s.exec(subject ?? '')?.[1]
  return name === undefined ? {} : { watch: name }
}

interface Parsed {
  readonly parsed?: WrittenConfiguration
  /** Which of the watches are wrong in form; others stand in for them. */
  readonly leftOut: ReadonlySet<number>
}

function parse(document: Document, report: Report): Parsed {
  const written: unknown = document.toJS() ?? {}
  const first = configurationSchema.safeParse(written)
  if (first.success) return { parsed: first.data, leftOut: new Set() }
  const leftOut = new Map<number, string>()
  for (const issue of first.error.issues) {
    const [section, at] = issue.path
    if (section !== 'watches' || typeof at !== 'number') reportIssue(issue, document, report)
    else {
      const name: unknown = document.getIn(['watches', at, 'name'])
      leftOut.set(at, typeof name === 'string' ? name : `number ${at + 1}`)
      const subject = `watch "${leftOut.get(at)}"`
      reportIssue(issue, document, (path, message) => report(path, message, { subject }))
    }
  }
  const standsIn = (watch: unknown, at: number) => {
    const name = leftOut.get(at)
    return name === undefined ? watch : { name, keywords: ['left out'] }
  }
  const { data } = configurationSchema.safeParse(withWatches(written, standsIn))
  return { ...(data && { parsed: data }), leftOut: new Set(leftOut.keys()) }
}

function withWatches(written: unknown, change: (watch: unknown, at: number) => unknown): unknown {
  if (typeof written !== 'object' || written === null || !('watches' in written)) return written
  const { watches } = written
  return { ...written, watches: Array.isArray(watches) ? watches.map(change) : watches }
}

function reportIssue(issue: z.core.$ZodIssue, document: Document, report: Report): void {
  if (issue.code !== 'unrecognized_keys') {
    const written = document.getIn(issue.path)
    const missing = issue.path.length > 0 && written === undefined
    const what = missing ? `${String(issue.path.at(-1))} is missing` : whatIsWrong(issue)
    report(missing ? issue.path.slice(0, -1) : issue.path, what)
    return
  }
  for (const key of issue.keys) {
    const known = keysAllowedAt(issue.path)
    const meant = nearestName(key, known)
    const hint = meant ? `do you mean "${meant}"?` : `expected one of ${known.join(', ')}`
    report([...issue.path, key], `unknown key "${key}"; ${hint}`)
  }
}

/** Where keys belong, a schema says no more than that it wants an object. */
function whatIsWrong(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type' || issue.expected !== 'object') return issue.message
  const known = keysAllowedAt(issue.path)
  if (known.length === 0) return issue.message
  return `write "key: value" here, with keys of ${known.join(', ')}`
}

function takeFromEnvironment(
  document: Document,
  environment: Readonly<Record<string, string | undefined>>,
  reportAt: (offset: number, message: string) => void,
): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return
      node.value = replaceVariables(node.value, (name, whole) => {
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
