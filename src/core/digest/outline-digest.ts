/**
 * A digest as words in order, before layout: what the text and the HTML part both say.
 *
 * Everything that came from a feed is made a plain line here and bounded here, so the two layouts
 * differ in form only. What is cut is counted, never dropped in silence.
 */
import type {
  Correction,
  Digest,
  HeldBack,
  Letterhead,
  Rising,
  Subscriber,
  ToldStory,
  Wishes,
} from '../../model.ts'
import { PACE_HOURS } from '../../model.ts'
import { withoutVersionMark } from '../story/headline.ts'
import { hostOf, plainLine, safeLink } from './escape.ts'
import { feedsRead, outlineFeeds, type FeedLine } from './outline-feeds.ts'
import { fullTime, localTime } from './local-time.ts'
import { LONGEST, notesOf, outletNames, type Note } from './outline-notes.ts'
import type { MissedOutline } from './outline-missed.ts'
import { actionAddress, digestAddress, storyAddress } from './page-address.ts'
import { counted, HELD_BACK_LABELS, listed } from './wording.ts'

export interface Outline {
  readonly heading: string
  readonly period: string
  /** How much was read and how much held back, in a line. */
  readonly glance: string
  /** What could not be read, said before anything else; absent when all was read. */
  readonly warning?: string
  /** The headlines of the foremost, where there are more stories than a screen holds. */
  readonly foremost: readonly Pick<StoryOutline, 'headline' | 'link' | 'source'>[]
  /** Stories told by far more outlets than usual, a line each. */
  readonly rising: readonly string[]
  /** What was told before and reads otherwise now. */
  readonly corrections: readonly { readonly words: string; readonly link?: string }[]
  /** What earlier digests told that never arrived. */
  readonly missed?: readonly MissedOutline[]
  /** In order of rank; `watch` says under which heading each stands. */
  readonly stories: readonly StoryOutline[]
  readonly heldBack: {
    readonly summary: string
    readonly groups: readonly HeldBackGroup[]
  }
  readonly watches: readonly string[]
  readonly feeds: readonly FeedLine[]
  readonly closing: readonly string[]
  /** Where the digest stands on the page, where that can be reached. */
  readonly archive?: string
}

export interface StoryOutline {
  readonly kind: 'new' | 'update'
  readonly watch: string
  readonly headline: string
  readonly link?: string
  /** Outlet, host and time. */
  readonly source: string
  /** What the story was called before, where that is not the headline. */
  readonly known?: string
  readonly sentences: readonly SentenceOutline[]
  readonly moreSentences: number
  /** Words of the watch that answered, for marking them wherever they stand. */
  readonly marks: readonly string[]
  /** How the subscriber was told of it before: 'Fri 11 Jul, 21:10: Lavrov lands in Wonsan'. */
  readonly timeline: readonly string[]
  readonly notes: readonly Note[]
  /** What can be done about it on the page; empty where that cannot be reached. */
  readonly links: readonly { readonly label: string; readonly link: string }[]
}

export interface SentenceOutline {
  readonly text: string
  /** The new facts as they stand in the text. */
  readonly facts: readonly string[]
  /** The outlet, where it is not the story's lead. */
  readonly outlet?: string
  readonly link?: string
}

export interface HeldBackGroup {
  readonly label: string
  readonly items: readonly {
    readonly title: string
    readonly link?: string
    readonly outlets: string
    readonly because: string
  }[]
  readonly more: number
}

const MOST_SENTENCES = 8
const MOST_PARAGRAPH = 1800
const MOST_FACTS = 12
/** Beside the lead's link, the others are a courtesy: a long one goes unlinked. */
const LONGEST_SIDE_LINK = 400
const MOST_HELD_BACK_PER_GROUP = 5
const MOST_TIMELINE = 5
const MOST_CORRECTIONS = 10
const MOST_RISING = 5
/** So many stories are looked over without a list of them. */
const FEW_STORIES = 5
const MOST_FOREMOST = 12

const ORDER = 'Stories stand in the order of their points, the latest first of equals.'

/** Says the digest in the subscriber's zone. */
export function outlineDigest(
  digest: Digest,
  subscriber: Subscriber,
  letterhead: Letterhead,
): Outline {
  const { stories, covers, composedAt, rising = [], corrections = [] } = digest
  const { page } = letterhead
  const { zone } = subscriber
  const feeds = outlineFeeds(digest.feeds, zone, composedAt)
  const warning = warningOf(feeds)
  return {
    heading: headingOf(digest),
    period: `${localTime(covers.from, zone, composedAt)} to ${fullTime(covers.to, zone)}`,
    glance: `${feedsRead(digest.feeds)}, ${counted(digest.heldBack.length, 'item')} held back`,
    ...(warning !== undefined && { warning }),
    foremost: stories.length > FEW_STORIES ? stories.slice(0, MOST_FOREMOST).map(inShort) : [],
    rising: rising.slice(0, MOST_RISING).map(risingLine),
    corrections: corrections
      .slice(0, MOST_CORRECTIONS)
      .map((one) => outlineCorrection(one, zone, composedAt)),
    stories: stories.map((story) => ({
      ...outlineStory(story, zone, composedAt),
      links: linksOf(story, subscriber, page),
    })),
    heldBack: outlineHeldBack(digest.heldBack),
    watches: digest.watches.map(watchLine),
    feeds,
    closing: [
      ...(stories.length > 1 ? [ORDER] : []),
      ...(digest.wishes ? wishLines(digest.wishes) : []),
      `Sent to ${plainLine(subscriber.name, LONGEST.name)} (${subscriber.schedule.written}). ` +
        `Digest ${digest.id}.`,
    ],
    ...(page && { archive: digestAddress(page, digest) }),
  }
}

function headingOf({ stories, rising = [], corrections = [] }: Digest): string {
  const fresh = stories.filter(({ kind }) => kind === 'new').length
  const updates = stories.length - fresh
  const gone = corrections.filter(({ vanished }) => vanished).length
  const parts = [
    ...(fresh > 0 ? [counted(fresh, 'new story', 'new stories')] : []),
    ...(updates > 0 ? [counted(updates, 'update')] : []),
    ...(rising.length > 0 ? [`${counted(rising.length, 'story', 'stories')} rising`] : []),
    ...(corrections.length > gone ? [counted(corrections.length - gone, 'correction')] : []),
    ...(gone > 0 ? [counted(gone, 'article gone', 'articles gone')] : []),
  ]
  return parts.length === 0 ? 'Nothing new' : listed(parts)
}

function risingLine({ title, outlets, usual }: Rising): string {
  const story = plainLine(title, LONGEST.title) || 'Untitled'
  return `${story}: ${counted(outlets, 'outlet')} in ${PACE_HOURS} hours, where ${usual} is usual`
}

function outlineCorrection(
  { told, outlet, url, headline, because, vanished, text }: Correction,
  zone: string,
  now: Date,
): Outline['corrections'][number] {
  const name = plainLine(outlet, LONGEST.name)
  const before = `told ${localTime(told.at, zone, now)}`
  const why = plainLine(because, LONGEST.because)
  if (vanished) {
    const words = `${name} no longer shows “${plainLine(headline, LONGEST.title)}”; ${before} (${why})`
    return { words }
  }
  const link = safeLink(url, LONGEST_SIDE_LINK)
  const words =
    text && headline === told.headline
      ? `${name} changed “${plainLine(headline, LONGEST.title)}”, ${before}: ` +
        `${sentenceChange(text)} (${why})`
      : `${name} now writes “${plainLine(headline, LONGEST.title)}”; ` +
        `${before} as “${plainLine(told.headline, LONGEST.title)}” (${why})` +
        (text ? `; and in its text ${sentenceChange(text)}` : '')
  return { words, ...(link !== undefined && { link }) }
}

function sentenceChange({ was, now }: NonNullable<Correction['text']>): string {
  const before = was === undefined ? '' : `, before “${plainLine(was, LONGEST.sentence)}”`
  return `now “${plainLine(now, LONGEST.sentence)}”${before}`
}

/** Their own wishes where the subscriber sees them: nothing is held back in silence. */
function wishLines({ mutedStories, factsWanted }: Wishes): string[] {
  const muted =
    mutedStories.length === 0
      ? []
      : [`You muted ${counted(mutedStories.length, 'story', 'stories')}.`]
  const facts = Object.entries(factsWanted).map(
    ([watch, count]) =>
      `By your “not new”, an update of ${plainLine(watch, LONGEST.name)} needs ` +
      `${counted(count, 'new fact')} to be told.`,
  )
  return [...muted, ...facts]
}

function linksOf(
  { storyId, watch, kind }: ToldStory,
  { id: subscriberId }: Subscriber,
  page: Letterhead['page'],
): StoryOutline['links'] {
  if (!page) return []
  const action = { subscriberId, subject: storyId, watch }
  return [
    { label: 'Every telling, and why', link: storyAddress(page, storyId) },
    { label: 'Mute this story', link: actionAddress(page, 'mute', action) },
    ...(kind === 'update'
      ? [{ label: 'Not new', link: actionAddress(page, 'not-new', action) }]
      : []),
    { label: 'More like this', link: actionAddress(page, 'more', action) },
  ]
}

function warningOf(feeds: readonly FeedLine[]): string | undefined {
  const failed = feeds.filter(({ state }) => state === 'failed').map(({ name }) => name)
  if (failed.length === 0) return undefined
  return `${counted(failed.length, 'feed')} could not be read: ${listed(failed, 3)}.`
}

function inShort({ kind, headline, lead }: ToldStory): Outline['foremost'][number] {
  const link = safeLink(lead.url, LONGEST_SIDE_LINK)
  return {
    headline: headlineOf(headline),
    ...(link !== undefined && { link }),
    source: `${kind} · ${plainLine(lead.outlet, LONGEST.name)}`,
  }
}

function headlineOf(headline: string): string {
  return plainLine(headline, LONGEST.title) || 'Untitled'
}

export function outlineStory(
  story: ToldStory,
  zone: string,
  now: Date,
): Omit<StoryOutline, 'links'> {
  const { lead } = story
  const link = safeLink(lead.url)
  const known = plainLine(story.storyTitle, LONGEST.title)
  const headline = headlineOf(story.headline)
  const source = [
    plainLine(lead.outlet, LONGEST.name),
    ...(link === undefined ? [] : [hostOf(link)]),
    ...(lead.published ? [localTime(lead.published, zone, now)] : []),
  ]
  const sentences = paragraphOf(story)
  const timeline = timelineOf(story, zone, now)
  const isSameTitle = [headline, plainLine(lead.title, LONGEST.title), ''].includes(known)
  return {
    kind: story.kind,
    watch: plainLine(story.watch, LONGEST.name),
    headline,
    ...(link !== undefined && { link }),
    source: source.join(' · '),
    ...(!isSameTitle && timeline.length === 0 && { known }),
    sentences,
    moreSentences: story.sentences.length - sentences.length,
    marks: story.answered.map((word) => plainLine(word, LONGEST.name)),
    timeline,
    notes: notesOf(story),
  }
}

/**
 * As this subscriber was told it, the latest few, and under which story where it was moved since;
 * the same headline again says nothing.
 */
function timelineOf({ earlier = [] }: ToldStory, zone: string, now: Date): string[] {
  const shown = earlier.map((one) => ({ ...one, headline: withoutVersionMark(one.headline) }))
  const told = shown.filter(({ headline }, index) => headline !== shown[index - 1]?.headline)
  return told.slice(-MOST_TIMELINE).map(({ at, headline, under }) => {
    const line = `${localTime(at, zone, now)}: ${plainLine(headline, LONGEST.title)}`
    return under === undefined ? line : `${line} (then under '${plainLine(under, LONGEST.title)}')`
  })
}

/** Whole sentences up to a paragraph's length, the first in any case. */
function paragraphOf(story: ToldStory): SentenceOutline[] {
  const paragraph: SentenceOutline[] = []
  let length = 0
  for (const sentence of story.sentences.slice(0, MOST_SENTENCES)) {
    const outlined = outlineSentence(sentence, story)
    length += outlined.text.length
    if (length > MOST_PARAGRAPH) break
    paragraph.push(outlined)
  }
  return paragraph.map((sentence, index) => sayOnce(sentence, paragraph[index + 1]))
}

/** Of sentences in a row from one outlet only the last names it. */
function sayOnce(sentence: SentenceOutline, next: SentenceOutline | undefined): SentenceOutline {
  const { text, facts } = sentence
  return next && next.outlet === sentence.outlet ? { text, facts } : sentence
}

function outlineSentence(
  { text, outlet, url, facts }: ToldStory['sentences'][number],
  { lead }: ToldStory,
): SentenceOutline {
  const link = safeLink(url, LONGEST_SIDE_LINK)
  return {
    text: plainLine(text, LONGEST.sentence),
    facts: facts
      .slice(0, MOST_FACTS)
      .map((fact) => plainLine(fact, LONGEST.name))
      .filter((fact) => fact !== ''),
    ...(outlet !== lead.outlet && { outlet: plainLine(outlet, LONGEST.name) }),
    ...(outlet !== lead.outlet && link !== undefined && { link }),
  }
}

function outlineHeldBack(heldBack: readonly HeldBack[]): Outline['heldBack'] {
  const groups = HELD_BACK_LABELS.flatMap(([kind, label]) => {
    const items = heldBack.filter(({ verdict }) => verdict === kind)
    return items.length === 0 ? [] : [heldBackGroup(label, items)]
  })
  if (heldBack.length === 0) return { summary: 'Nothing was held back.', groups }
  const summary = `${counted(heldBack.length, 'item')} answered a watch and ${
    heldBack.length === 1 ? 'was' : 'were'
  } not told.`
  return { summary, groups }
}

/** Items with one title and one reason are one line: copies carry the same headline through many outlets. */
function heldBackGroup(label: string, items: readonly HeldBack[]): HeldBackGroup {
  const lines = new Map<string, { first: HeldBack; outlets: Set<string> }>()
  for (const item of items) {
    const shown = [item.title.slice(0, LONGEST.title), item.because.slice(0, LONGEST.because)]
    const key = JSON.stringify(shown)
    const line = lines.get(key) ?? { first: item, outlets: new Set<string>() }
    line.outlets.add(item.outlet)
    lines.set(key, line)
  }
  const kept = [...lines.values()].slice(0, MOST_HELD_BACK_PER_GROUP)
  return {
    label: `${label} (${items.length.toLocaleString('en')})`,
    items: kept.map(({ first, outlets }) => {
      const link = safeLink(first.url, LONGEST_SIDE_LINK)
      return {
        title: plainLine(first.title, LONGEST.title) || 'Untitled',
        ...(link !== undefined && { link }),
        outlets: outletNames([...outlets]),
        because: plainLine(first.because, LONGEST.because),
      }
    }),
    more: Math.max(0, lines.size - MOST_HELD_BACK_PER_GROUP),
  }
}

function watchLine({ name, answered, told }: Digest['watches'][number]): string {
  const watch = plainLine(name, LONGEST.name)
  if (answered === 0) return `${watch}: no item answered.`
  const outcome = told === 0 ? 'no story told' : `${counted(told, 'story', 'stories')} told`
  return `${watch}: ${counted(answered, 'item')} answered, ${outcome}.`
}
