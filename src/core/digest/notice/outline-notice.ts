/**
 * A digest short enough for a chat: headlines with what is new, and where the whole of it stands.
 * Every text is a plain line already; each kind of channel escapes it in its own way.
 */
import type { Digest, Letterhead, Notice, Subscriber } from '../../../model.ts'
import { plainLine } from '../escape.ts'
import { outlineDigest } from '../outline-digest.ts'
import { digestAddress } from '../page-address.ts'
import { subjectOf } from '../subject-of.ts'
import { joinSentences } from '../wording.ts'

export interface NoticeOutline {
  readonly subject: string
  readonly stories: readonly NoticeStory[]
  /** Rising stories, corrections, feeds that could not be read: a line each. */
  readonly lines: readonly string[]
  /** Where the digest stands on the page, where that can be reached. */
  readonly archive?: string
}

export interface NoticeStory {
  readonly kind: 'new' | 'update'
  readonly headline: string
  readonly link?: string
  readonly source: string
  readonly told: string
}

const LONGEST_TOLD = 600

export function outlineNotice(
  digest: Digest,
  subscriber: Subscriber,
  letterhead: Letterhead,
): NoticeOutline {
  const outline = outlineDigest(digest, subscriber, letterhead)
  const archive = letterhead.page && digestAddress(letterhead.page, digest)
  return {
    subject: subjectOf(digest),
    stories: outline.stories.map(({ kind, headline, link, source, sentences }) => ({
      kind,
      headline,
      ...(link !== undefined && { link }),
      source,
      told: plainLine(joinSentences(sentences.map(({ text }) => text)), LONGEST_TOLD),
    })),
    lines: [
      ...outline.rising,
      ...outline.corrections.map(({ words }) => words),
      ...(outline.warning === undefined ? [] : [outline.warning]),
    ],
    ...(archive !== undefined && { archive }),
  }
}

/** As many as fit into `most` of whatever `size` measures, and how many were left out. */
export function fitting<T>(
  things: readonly T[],
  most: number,
  size: (thing: T) => number,
): { readonly kept: readonly T[]; readonly left: number } {
  let room = most
  const end = things.findIndex((thing) => (room -= size(thing)) < 0)
  const kept = end < 0 ? things : things.slice(0, end)
  return { kept, left: things.length - kept.length }
}

/** 'and 14 more', or nothing. */
export function moreLine(left: number): string[] {
  return left === 0 ? [] : [`… and ${left.toLocaleString('en')} more`]
}

export function jsonNotice(
  url: string,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Notice {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  }
}
