/**
 * A digest as words in order, before layout: what the text and the HTML part both say.
 *
 * Everything that came from a feed is made a plain line here and bounded here, so the two layouts
 * differ in form only. What is cut is counted, never dropped in silence.
 */
import type { Digest, HeldBack, Subscriber, ToldStory } from '../../model.ts'
import { hostOf, plainLine, safeLink } from './escape.ts'
import { feedsRead, outlineFeeds, type FeedLine } from './outline-feeds.ts'
import { fullTime, localTime } from './local-time.ts'
import { LONGEST, notesOf, outletNames, type Note } from './outline-notes.ts'
import { counted, HELD_BACK_LABELS, listed } from './wording.ts'

export interface Outline {
  readonly heading: string
  readonly period: string
  /** How much was read and how much held back, in a line. */
  readonly glance: string
  /** What could not be read, said before anything else; absent when all was read. */
  readonly warning?: string
  /** In order of rank; `watch` says under which heading each stands. */
  readonly stories: readonly StoryOutline[]
  readonly heldBack: {
    readonly summary: string
    readonly groups: readonly HeldBackGroup[]
  }
  readonly watches: readonly string[]
  readonly feeds: readonly FeedLine[]
  readonly closing: readonly string[]
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
  readonly notes: readonly Note[]
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

const ORDER =
  'Stories stand in this order: new before updates, then those told by more outlets in their own ' +
  'words, then the latest.'

/** Says the digest in the subscriber's zone. */
export function outlineDigest(digest: Digest, subscriber: Subscriber): Outline {
  const { stories, covers, composedAt } = digest
  const { zone } = subscriber
  const feeds = outlineFeeds(digest.feeds, zone, composedAt)
  const warning = warningOf(feeds)
  return {
    heading: headingOf(stories),
    period: `${localTime(covers.from, zone, composedAt)} to ${fullTime(covers.to, zone)}`,
    glance: `${feedsRead(digest.feeds)}, ${counted(digest.heldBack.length, 'item')} held back`,
    ...(warning !== undefined && { warning }),
    stories: stories.map((story) => outlineStory(story, zone, composedAt)),
    heldBack: outlineHeldBack(digest.heldBack),
    watches: digest.watches.map(watchLine),
    feeds,
    closing: [
      ...(stories.length > 1 ? [ORDER] : []),
      `Sent to ${plainLine(subscriber.name, LONGEST.name)} (${subscriber.schedule.written}). ` +
        `Digest ${digest.id}.`,
    ],
  }
}

function headingOf(stories: readonly ToldStory[]): string {
  const fresh = stories.filter(({ kind }) => kind === 'new').length
  const updates = stories.length - fresh
  if (stories.length === 0) return 'Nothing new'
  return listed([
    ...(fresh > 0 ? [counted(fresh, 'new story', 'new stories')] : []),
    ...(updates > 0 ? [counted(updates, 'update')] : []),
  ])
}

function warningOf(feeds: readonly FeedLine[]): string | undefined {
  const failed = feeds.filter(({ state }) => state === 'failed').map(({ name }) => name)
  if (failed.length === 0) return undefined
  return `${counted(failed.length, 'feed')} could not be read: ${listed(failed, 3)}.`
}

function outlineStory(story: ToldStory, zone: string, now: Date): StoryOutline {
  const { lead } = story
  const link = safeLink(lead.url)
  const known = plainLine(story.storyTitle, LONGEST.title)
  const headline = plainLine(story.headline, LONGEST.title) || 'Untitled'
  const source = [
    plainLine(lead.outlet, LONGEST.name),
    ...(link === undefined ? [] : [hostOf(link)]),
    ...(lead.published ? [localTime(lead.published, zone, now)] : []),
  ]
  const sentences = paragraphOf(story)
  const isSameTitle = [headline, plainLine(lead.title, LONGEST.title), ''].includes(known)
  return {
    kind: story.kind,
    watch: plainLine(story.watch, LONGEST.name),
    headline,
    ...(link !== undefined && { link }),
    source: source.join(' · '),
    ...(!isSameTitle && { known }),
    sentences,
    moreSentences: story.sentences.length - sentences.length,
    notes: notesOf(story),
  }
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
