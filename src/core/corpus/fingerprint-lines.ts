import type { Document, Story } from '../../model.ts'
import { probesOf } from '../story/shingles.ts'
import { tellingOf } from '../story/telling.ts'
import { readFingerprint, writeFingerprint } from './fingerprint.ts'

/**
 * The corpus as lines of JSON, to be taken elsewhere: what each document is recognised by, and
 * none of its text but the headline. The first line says the version.
 */
const VERSION = 1

/** One document of an exported corpus. */
export interface FingerprintLine {
  readonly id: string
  readonly story: string
  readonly storyTitle: string
  readonly title: string
  readonly outlet: string
  readonly url: string
  readonly language?: string
  /** ISO 8601. */
  readonly told: string
  /** Shingles of the main text. */
  readonly fingerprint: string
}

export type ReadLine =
  | { readonly ok: true; readonly line: FingerprintLine }
  | { readonly ok: false; readonly problem: string }

export const FIRST_LINE = JSON.stringify({ wirewatch: 'corpus', version: VERSION })

/** A document's line. Of a seed whose original is not kept, the original is what is recognised. */
export function fingerprintLine(document: Document, storyTitle: string, toldAt: Date): string {
  const { id, storyId: story, title, outlet, url, language, telling, original } = document
  const fingerprint = writeFingerprint((original ?? telling).shingles)
  const told = toldAt.toISOString()
  const line = { id, story, storyTitle, title, outlet, url, language, told, fingerprint }
  return JSON.stringify(line satisfies { [K in keyof FingerprintLine]: unknown })
}

/** What is wrong with a file's first line, in words; undefined when it can be read. */
export function firstLineProblem(line: string): string | undefined {
  const head = parse(line)
  if (head?.['wirewatch'] !== 'corpus')
    return 'no exported corpus; expected the first line to say so'
  if (head['version'] === VERSION) return undefined
  return `version ${String(head['version'])} of the format; this wirewatch reads ${VERSION}`
}

/** Read one line back; a problem says what was expected. */
export function readFingerprintLine(text: string): ReadLine {
  const line = parse(text)
  if (!line) return { ok: false, problem: 'no line of JSON' }
  const told = line['told']
  for (const key of ['id', 'story', 'title', 'told', 'fingerprint']) {
    if (typeof line[key] !== 'string' || line[key] === '') {
      return { ok: false, problem: `"${key}" is missing` }
    }
  }
  if (typeof told !== 'string' || Number.isNaN(Date.parse(told))) {
    return { ok: false, problem: `told is "${String(told)}"; expected 2025-07-12T07:53:00Z` }
  }
  const shingles = readFingerprint(String(line['fingerprint']))
  if (typeof shingles === 'string') return { ok: false, problem: shingles }
  const filled = { outlet: '', url: '', storyTitle: line['title'], ...line }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what matters was looked at
  return { ok: true, line: filled as unknown as FingerprintLine }
}

/** The stories of exported lines, known before the service began. */
export function storiesOfLines(lines: readonly FingerprintLine[]): readonly Story[] {
  const byStory = new Map<string, FingerprintLine[]>()
  for (const line of lines) byStory.set(line.story, [...(byStory.get(line.story) ?? []), line])
  return [...byStory].map(([id, told]) => {
    const times = told.map((line) => Date.parse(line.told))
    return {
      id,
      title: told[0]?.storyTitle ?? id,
      firstAt: new Date(Math.min(...times)),
      lastAt: new Date(Math.max(...times)),
      documents: told.map(documentOfLine),
    }
  })
}

function documentOfLine(line: FingerprintLine): Document {
  const { id, story: storyId, title, outlet, url, language } = line
  const published = new Date(line.told)
  const shingles = readFingerprint(line.fingerprint)
  const original = typeof shingles === 'string' ? [] : shingles
  return {
    id,
    storyId,
    origin: 'seed',
    title,
    outlet,
    url,
    ...(language === undefined ? {} : { language }),
    published,
    telling: tellingOf({ title, text: '', published }),
    original: { shingles: original, probes: probesOf(original) },
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object has properties
    return typeof value === 'object' && value ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
