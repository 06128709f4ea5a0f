import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { normaliseItems } from '../core/feed/normalise-items.ts'
import { parseFeed } from '../core/feed/parse-feed.ts'
import { readDocument } from '../core/corpus/read-document.ts'
import type { Feed, Fetched, Item, Parsed } from '../model.ts'
import type { Fetcher } from '../ports.ts'
import { whyNot } from './named-file.ts'
import { messageOf } from './system-error.ts'

/** A file, an address or standard input (`-`), as the visit of a feed would have brought it. */
export interface Source {
  readonly name: string
  readonly fetched: Fetched
}

export interface SourceOptions {
  /** The address a file came from: relative links are made absolute by it. */
  readonly url?: string
  /** The Content-Type header it came with. */
  readonly contentType?: string
}

export const isAddress = (name: string) => /^https?:\/\//i.test(name)

/** Read one source. A file that is not there is a failed visit, like an outlet that is down. */
export async function readSource(
  name: string,
  options: SourceOptions,
  fetcher: Fetcher,
  now: Date,
): Promise<Source> {
  if (isAddress(name)) {
    return { name, fetched: await fetcher.fetchFeed(feedFor(name, name), undefined, now) }
  }
  const url = options.url ?? ''
  try {
    const bytes = name === '-' ? await buffer(process.stdin) : await readFile(name)
    const headers = options.contentType ? { 'content-type': options.contentType } : {}
    return { name, fetched: { kind: 'body', url, status: 200, headers, bytes } }
  } catch (error) {
    const because = whyNot(name, error) ?? messageOf(error)
    return { name, fetched: { kind: 'failed', url, because } }
  }
}

export interface SourceReading {
  readonly source: Source
  readonly parsed: Omit<Parsed, 'entries'>
  readonly items: readonly Item[]
}

/** Read a source as a feed: heading, items and everything that was wrong. */
export async function readAsFeed(source: Source, now: Date): Promise<SourceReading> {
  const { name, fetched } = source
  const read = await parseFeed(fetched)
  const problems = fetched.kind === 'failed' ? [fetched.because] : read.problems
  const parsed = { ...read, problems }
  return { source, parsed, items: normaliseItems(parsed, feedFor(name, read.feed.title), now) }
}

/** Read a source as a feed, or, where it is none, as one document (txt, md, html, json, eml). */
export async function readAnything(source: Source, now: Date): Promise<SourceReading> {
  const asFeed = await readAsFeed(source, now)
  const { name, fetched } = source
  if (asFeed.items.length > 0 || fetched.kind !== 'body') return asFeed
  const documents = readDocument(basename(name), fetched.bytes)
  const items = documents.map((document, at): Item => {
    const key = `${name}#${at}`
    return {
      id: key,
      feedId: 'file',
      key,
      title: document.title ?? name,
      url: document.url ?? '',
      outlet: document.outlet ?? basename(name),
      ...(document.published && { published: document.published }),
      authors: [],
      summary: '',
      text: document.text,
      categories: [],
      ...(document.language && { language: document.language }),
    }
  })
  const problems = documents.flatMap((document) => document.problems)
  return { source, parsed: { ...asFeed.parsed, problems }, items }
}

function feedFor(name: string, title: string | undefined): Feed {
  return { id: 'file', name: title ?? basename(name), url: isAddress(name) ? name : '', every: 0 }
}
