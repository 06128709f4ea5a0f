import { parse as parseYaml } from 'yaml'
import { decodeDocument } from './decode-document.ts'
import { htmlMainText, mainText } from '../text/main-text.ts'
import { charsetOfPage } from '../text/page-charset.ts'
import { readMail } from './read-mail.ts'

/** What a user's own file tells, ready to become a seed or to be judged. */
export interface UserDocument {
  readonly title: string
  /** The main text, one paragraph a line. */
  readonly text: string
  readonly outlet?: string
  readonly published?: Date
  readonly language?: string
  readonly url?: string
  /** What could not be read, in words; empty when all was well. */
  readonly problems: readonly string[]
  /** What was cut from the page and why, in words. */
  readonly cut: readonly string[]
}

/** Documents read of one file, at most. */
const DOCUMENT_LIMIT = 10_000

/**
 * The documents in a file: one for txt, md (with or without front matter), html and eml, one or
 * more for json (an object or an array of them) and jsonl. The kind is told by the name, else by
 * the first characters. Site furniture is cut. Never throws.
 */
export function readDocument(name: string, given: Uint8Array | string): readonly UserDocument[] {
  const base = name.split(/[/\\]/u).at(-1) ?? name
  const extension = /\.([a-z]{2,8})$/iu.exec(base)?.[1]?.toLowerCase()
  if (extension === 'eml') return [readMailDocument(base, given)]
  const { text, problem } =
    typeof given === 'string' ? { text: given } : decodeDocument(given, charsetOfPage(given))
  const plain = text.replace(/^\uFEFF/u, '')
  const read = readText(kindOf(extension, plain), base, plain)
  if (!problem) return read
  return read.map((document) => ({ ...document, problems: [problem, ...document.problems] }))
}

type Kind = 'plain' | 'markdown' | 'html' | 'json' | 'jsonl'

function kindOf(extension: string | undefined, text: string): Kind {
  const start = text.slice(0, 1000).trimStart()
  if (extension === 'jsonl' || extension === 'ndjson') return 'jsonl'
  if (extension === 'json') return 'json'
  if (extension === 'md' || extension === 'markdown') return 'markdown'
  if (extension === 'htm' || extension === 'html' || extension === 'xhtml') return 'html'
  if (/^(?:<!doctype html|<html|<head|<body|<article|<!--)/iu.test(start)) return 'html'
  if (extension === 'txt') return 'plain'
  return /^\{\s*"|^\[\s*\{/u.test(start) ? 'json' : 'plain'
}

function readText(kind: Kind, base: string, text: string): readonly UserDocument[] {
  if (kind === 'json') return readJson(base, text)
  if (kind === 'jsonl') return readJsonLines(base, text)
  if (kind === 'markdown') return [readMarkdown(base, text)]
  const main = kind === 'html' ? htmlMainText(text) : mainText(text)
  return [fromFields(base, {}, main)]
}

/** What a document says of itself, under whichever of the usual names. */
type Fields = Readonly<Record<string, unknown>>

const NAMES = {
  title: ['title', 'headline', 'name', 'subject'],
  text: ['text', 'body', 'content', 'articleBody', 'maintext', 'content_text', 'content_html'],
  summary: ['summary', 'description', 'abstract', 'lead'],
  outlet: ['outlet', 'source', 'publisher', 'site', 'site_name', 'sitename', 'newspaper'],
  published: ['published', 'date', 'datePublished', 'date_publish', 'date_published'].concat([
    'published_at',
    'publishedAt',
    'pubDate',
    'created',
    'timestamp',
  ]),
  language: ['language', 'lang', 'inLanguage'],
  url: ['url', 'link', 'href', 'permalink'],
} as const

function fromFields(
  base: string,
  fields: Fields,
  main: ReturnType<typeof mainText> & { outlet?: string; published?: string; language?: string },
): UserDocument {
  const title = field(fields, 'title') ?? main.title
  const outlet = field(fields, 'outlet') ?? main.outlet
  const written = field(fields, 'published') ?? main.published
  const published = written === undefined ? undefined : readDate(written)
  const language = readLanguage(field(fields, 'language') ?? main.language)
  const url = field(fields, 'url')
  const problems = [
    ...(main.text === '' ? ['no text was found'] : []),
    ...(written !== undefined && !published
      ? [`published is "${written}", which is no date I can read; expected 2025-07-12T07:53:00Z`]
      : []),
  ]
  return {
    title: title ?? base.replace(/\.[a-z]{2,8}$/iu, ''),
    text: main.text,
    ...(outlet ? { outlet } : {}),
    ...(published ? { published } : {}),
    ...(language ? { language } : {}),
    ...(url && /^https?:\/\//iu.test(url) ? { url } : {}),
    problems,
    cut: main.cut,
  }
}

/** Text of the first name that has any; an object stands for its name ({"name": "Daily"}). */
function field(fields: Fields, wanted: keyof typeof NAMES): string | undefined {
  for (const name of NAMES[wanted]) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    const inner = isFields(value) ? (value['name'] ?? value['title']) : value
    const text = typeof inner === 'number' ? String(inner) : inner
    if (typeof text === 'string' && text.trim() !== '') return text.trim()
  }
  return undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readMarkdown(base: string, text: string): UserDocument {
  const parts = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)([\s\S]*)/mu.exec(text)
  const head = text.startsWith('---') && parts ? readYaml(parts[1] ?? '') : { fields: {} }
  const body = (text.startsWith('---') && parts ? parts[2] : text) ?? ''
  const heading = /^# {1,9}(\S.*)$/mu.exec(body)
  const fields = heading ? { title: heading[1], ...head.fields } : head.fields
  const unheaded = heading ? body.replace(heading[0], '') : body
  const document = fromFields(base, fields, mainText(plainMarkdown(unheaded)))
  return head.problem ? { ...document, problems: [head.problem, ...document.problems] } : document
}

function readYaml(text: string): { fields: Fields; problem?: string } {
  try {
    const fields: unknown = parseYaml(text, { maxAliasCount: 0 })
    return { fields: isFields(fields) ? fields : {} }
  } catch (error) {
    const because = error instanceof Error ? error.message.split('\n', 1)[0] : String(error)
    return { fields: {}, problem: `the front matter is not YAML: ${because}` }
  }
}

/** Links become their words, images and marks of emphasis go; bullets stay as they are. */
function plainMarkdown(text: string): string {
  return text
    .replace(/!\[[^\]]{0,500}\]\([^)\s]{0,2000}\)/gu, '')
    .replace(/\[([^\]]{1,500})\]\([^)\s]{0,2000}\)/gu, '$1')
    .replace(/^#{1,6} +/gmu, '')
    .replace(/^> ?/gmu, '')
    .replace(/(\*\*|__)(?=\S)(.{1,500}?)\1/gu, '$2')
}

function readJson(base: string, text: string): readonly UserDocument[] {
  try {
    const value: unknown = JSON.parse(text)
    const wrapped = isFields(value) ? (value['items'] ?? value['articles'] ?? value) : value
    const entries: readonly unknown[] = Array.isArray(wrapped) ? wrapped : [wrapped]
    return entries.slice(0, DOCUMENT_LIMIT).map((entry, at) => fromJson(base, entry, at + 1))
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error)
    return [unreadable(base, `not JSON: ${because}`)]
  }
}

function readJsonLines(base: string, text: string): readonly UserDocument[] {
  const lines = text.split('\n').slice(0, DOCUMENT_LIMIT)
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return []
    return readJson(base, line).map((document) => ({
      ...document,
      problems: document.problems.map((problem) => `line ${at + 1}: ${problem}`),
    }))
  })
}

function fromJson(base: string, entry: unknown, at: number): UserDocument {
  if (!isFields(entry)) return unreadable(base, `entry ${at} is no object with title and text`)
  const written = field(entry, 'text') ?? field(entry, 'summary') ?? ''
  const isHtml = /<(?:p|div|br|article|span|a|h[1-6])[\s/>]/iu.test(written.slice(0, 5000))
  const main = isHtml ? htmlMainText(written) : mainText(written)
  return fromFields(base, entry, main)
}

function unreadable(base: string, problem: string): UserDocument {
  return { title: base, text: '', problems: [problem], cut: [] }
}

function readMailDocument(base: string, given: Uint8Array | string): UserDocument {
  const mail = readMail(typeof given === 'string' ? Buffer.from(given, 'utf8') : given)
  const main = mail.kind === 'html' ? htmlMainText(mail.text) : mainText(mail.text)
  const fields = { title: mail.subject, outlet: mail.from, published: mail.date }
  const document = fromFields(base, fields, main)
  return { ...document, problems: [...mail.problems, ...document.problems] }
}

/** ISO 8601 (without a zone: UTC), or the form of mail headers and HTTP, which names its zone. */
function readDate(written: string): Date | undefined {
  const iso =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/u
  const mail =
    /^(?:[A-Z][a-z]{2}, *)?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UTC)/u
  const parts = iso.exec(written)
  const zone = (parts?.[3] ?? 'Z').replace(/(\d{2})(\d{2})$/u, '$1:$2')
  const exact = parts ? `${parts[1]}T${parts[2] ?? '00:00'}${zone}` : mail.exec(written)?.[0]
  const date = exact === undefined ? undefined : new Date(exact)
  return date && !Number.isNaN(date.getTime()) ? date : undefined
}

function readLanguage(written: string | undefined): string | undefined {
  const tag = written?.replace(/_/gu, '-')
  return tag && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/iu.test(tag) ? tag : undefined
}
