import { isMap, isScalar, parseDocument, stringify, type Document as YamlDocument } from 'yaml'
import type { Document, Story } from '../../model.ts'
import { probesOf } from '../story/shingles.ts'
import { TELLING_RECIPE, tellingOf } from '../story/telling.ts'
import { lazily } from '../text/lazily.ts'
import { readFingerprint, writeFingerprint } from './fingerprint.ts'

/**
 * One file of the seed corpus: Markdown under YAML front matter. The body tells the facts in
 * words that may be stored; the fingerprint stands for an original that may not.
 */
export interface SeedDocument {
  /** The file's name without `.md`. */
  readonly slug: string
  readonly title: string
  readonly outlet: string
  readonly published: Date
  readonly language?: string
  /** Seeds of one event are one story. */
  readonly event: string
  /** The name of the file the seed was made from. */
  readonly source?: string
  /** Shingles of the original's main text, sorted; empty without a fingerprint. */
  readonly original: readonly number[]
  /** Empty where only the fingerprint may be kept. */
  readonly body: string
}

export type ParsedSeed =
  | { readonly ok: true; readonly seed: SeedDocument }
  | { readonly ok: false; readonly line: number; readonly problem: string }

const SLUG = /^[\p{Ll}\p{Lm}\p{Lo}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lm}\p{Lo}\p{M}\p{N}]+)*$/u
const KEYS = ['title', 'outlet', 'published', 'language', 'event', 'source', 'fingerprint'] as const
type Key = (typeof KEYS)[number]

/** Read one seed file. A problem names the line of the file it stands on. */
export function parseSeed(fileName: string, text: string): ParsedSeed {
  const parts = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)([\s\S]*)/mu.exec(text)
  if (!parts) {
    return refuse(1, 'no front matter; a seed begins with a line "---", its keys, and "---"')
  }
  const [, head = '', body = ''] = parts
  const yaml = parseDocument(head, { uniqueKeys: true })
  const [error] = yaml.errors
  if (error) return refuse(lineAt(head, error.pos[0]), error.message.split('\n', 1)[0] ?? '')
  const read = readFrontMatter(yaml, head)
  if ('problem' in read) return { ok: false, ...read }
  return checkSeed(slugOf(fileName), read, body.trim())
}

/** The file's text for a seed; `parseSeed` reads it back the same. */
export function writeSeed(seed: SeedDocument): string {
  const head = stringify(
    {
      title: seed.title,
      outlet: seed.outlet,
      published: writeInstant(seed.published),
      ...(seed.language ? { language: seed.language } : {}),
      event: seed.event,
      ...(seed.source ? { source: seed.source } : {}),
    },
    { lineWidth: 0 },
  )
  const fingerprint = seed.original.length > 0 ? foldedFingerprint(seed.original) : ''
  return `---\n${head}${fingerprint}---\n${seed.body === '' ? '' : `\n${seed.body}\n`}`
}

/** The seeds as stories, one an event, ordered by time; ids derive from the files' names. */
export function seedStories(seeds: readonly SeedDocument[]): readonly Story[] {
  const events = new Map<string, SeedDocument[]>()
  for (const seed of seeds) {
    const told = events.get(seed.event)
    if (told) told.push(seed)
    else events.set(seed.event, [seed])
  }
  return [...events].map(([event, told]) => eventStory(event, told))
}

function eventStory(event: string, seeds: readonly SeedDocument[]): Story {
  const told = seeds.toSorted(
    (a, b) =>
      a.published.getTime() - b.published.getTime() ||
      (a.slug < b.slug ? -1 : Number(a.slug > b.slug)),
  )
  const id = `seed-${event}`
  const times = told.map(({ published }) => published.getTime())
  return {
    id,
    title: told[0]?.title ?? event,
    firstAt: new Date(Math.min(...times)),
    lastAt: new Date(Math.max(...times)),
    documents: told.map((seed) => seedAsDocument(seed, id)),
  }
}

/**
 * Its text is taken apart when first asked for: a start that finds all seeds in the store already
 * asks for none.
 */
function seedAsDocument(seed: SeedDocument, storyId: string): Document {
  const { title, outlet, published, language, original, body } = seed
  const telling = lazily(() =>
    tellingOf({ title, text: body, published, ...(language ? { language } : {}) }),
  )
  return {
    id: `seed-${seed.slug}`,
    storyId,
    origin: 'seed',
    title,
    outlet,
    url: '',
    ...(language ? { language } : {}),
    published,
    content: `${TELLING_RECIPE}\n${body}`,
    get telling() {
      return telling()
    },
    ...(original.length > 0
      ? { original: { shingles: original, probes: probesOf(original) } }
      : {}),
  }
}

type FrontMatter = ReadonlyMap<Key, { readonly value: string; readonly line: number }>
type Trouble = { readonly line: number; readonly problem: string }

function readFrontMatter(yaml: YamlDocument, head: string): FrontMatter | Trouble {
  const read = new Map<Key, { value: string; line: number }>()
  if (!isMap(yaml.contents)) {
    return { line: 2, problem: 'the front matter holds no keys; expected title, outlet and so on' }
  }
  for (const { key, value } of yaml.contents.items) {
    const name = isScalar(key) ? String(key.value) : ''
    const line = lineAt(head, isScalar(key) ? (key.range?.[0] ?? 0) : 0)
    const known = KEYS.find((each) => each === name)
    if (!known) {
      return { line, problem: `unknown key "${name}"; a seed has ${KEYS.join(', ')}` }
    }
    const plain = isScalar(value) ? value.value : undefined
    const written = typeof plain === 'string' || typeof plain === 'number' ? `${plain}`.trim() : ''
    if (written === '') return { line, problem: `"${name}" is empty; expected text` }
    read.set(known, { value: written, line })
  }
  return read
}

function checkSeed(slug: string, head: FrontMatter, body: string): ParsedSeed {
  for (const key of ['title', 'outlet', 'published', 'event'] as const) {
    if (!head.has(key)) return refuse(1, `"${key}" is missing from the front matter`)
  }
  const lineOf = (key: Key): number => head.get(key)?.line ?? 1
  const published = readInstant(head.get('published')?.value ?? '')
  if (!published) {
    return refuse(
      lineOf('published'),
      `published is "${head.get('published')?.value}"; expected 2025-07-12 or 2025-07-12T07:53:00Z`,
    )
  }
  const event = head.get('event')?.value ?? ''
  if (!SLUG.test(event)) {
    return refuse(
      lineOf('event'),
      `event is "${event}"; expected a slug such as spring-floods-2025`,
    )
  }
  const original = readFingerprint(head.get('fingerprint')?.value ?? '')
  if (typeof original === 'string') return refuse(lineOf('fingerprint'), original)
  if (body === '' && original.length === 0) {
    return refuse(1, 'neither a body nor a fingerprint; nothing could be recognised by this seed')
  }
  const language = head.get('language')?.value
  const source = head.get('source')?.value
  const seed: SeedDocument = {
    slug,
    title: head.get('title')?.value ?? '',
    outlet: head.get('outlet')?.value ?? '',
    published,
    ...(language ? { language } : {}),
    event,
    ...(source ? { source } : {}),
    original,
    body,
  }
  return { ok: true, seed }
}

function refuse(line: number, problem: string): ParsedSeed {
  return { ok: false, line, problem }
}

/** Line in the file of an offset in the front matter, which begins on the second. */
function lineAt(head: string, offset: number): number {
  return head.slice(0, offset).split('\n').length + 1
}

function slugOf(fileName: string): string {
  return (fileName.split(/[/\\]/u).at(-1) ?? fileName).replace(/\.md$/iu, '')
}

/** A day stands for its beginning in UTC. */
function readInstant(written: string): Date | undefined {
  const shape =
    /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/u
  const day = shape.exec(written)?.[1]
  if (!day) return undefined
  const midnight = new Date(`${day}T00:00:00Z`)
  // 31 February parses as March in some engines and not at all in others.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined
  const instant = new Date(written.replace(' ', 'T'))
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

function writeInstant(instant: Date): string {
  const written = instant.toISOString()
  if (written.endsWith('T00:00:00.000Z')) return written.slice(0, 10)
  return written.replace('.000Z', 'Z')
}

function foldedFingerprint(original: readonly number[]): string {
  const lines = writeFingerprint(original).match(/.{1,76}/gu) ?? []
  return `fingerprint: |\n${lines.map((line) => `  ${line}\n`).join('')}`
}
