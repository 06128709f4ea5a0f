import type {
  Document,
  MatchedTelling,
  NewSentence,
  Story,
  StoryMove,
  TellingParts,
  TellingSentence,
  Verdict,
} from '../../model.ts'
import { knownFacts, type KnownFacts } from './known-facts.ts'
import { isEdited, isNearCopy, nearestText, type Overlap } from './near-copy.ts'
import type { Candidate, Neighbours } from './neighbours.ts'
import {
  newHeadline,
  newSentences,
  openingSentences,
  untoldOpening,
  type Told,
} from './new-sentences.ts'
import { sameStory } from './same-story.ts'
import { scriptOf } from './script-of.ts'
import { daysOutside, inDays } from './spans-of-time.ts'
import { storyIdOf } from './story-id.ts'
import * as words from './verdict-words.ts'

/** What an item is, and why it is no news although nobody told it here yet. */
export interface Judgement {
  readonly verdict: Verdict
  readonly oldNews?: string
  readonly moves?: readonly StoryMove[]
}

/** Share of an item that stands in a seed, or round a seed, from which it is the seed again. */
const SEED_AGAIN = 0.8

/** The same address with at least this much of the same text is the same article. */
const SAME_ARTICLE = 0.5

/** A story untold for so many days that a telling of it is the past come back. */
const LONG_PAST_DAYS = 90

/**
 * What an item is against the corpus, tried in order: known, copy, same story (then update or
 * retelling, by its facts), new. What is like a story of other days and brings facts of its own
 * is the like happening again: a new story.
 */
export function judgeTelling(told: MatchedTelling, neighbours: Neighbours): Judgement {
  const pin = neighbours.pinOf(told.match.item.id)
  if (pin !== undefined) return judgePinned(told, pin, neighbours)
  const documents = neighbours.documents()
  const again = sameArticle(told, documents)
  if (again) return { verdict: knownVerdict(again, neighbours) }
  const overlap = nearestText(told.telling, documents)
  if (overlap && isNearCopy(told.telling, overlap)) return judgeCopy(told, overlap, neighbours)
  const alike = neighbours.alike(told.telling)
  const { candidate, past, moves } = sameStory(told, alike, neighbours)
  const judged = candidate && judgeRetelling(told, candidate, overlap)
  const isAgain = past && judged?.verdict.kind === 'update'
  const judgement = judged && !isAgain ? judged : { verdict: newStory(told, alike[0]) }
  return moves.length > 0 ? { ...judgement, moves } : judgement
}

/** What a person put in a story is judged in it, and opens it where it comes first. */
function judgePinned(told: MatchedTelling, storyId: string, neighbours: Neighbours): Judgement {
  const story = neighbours.stories().find(({ id }) => id === storyId)
  const [first] = story?.documents ?? []
  if (!story || !first) {
    const verdict = { ...newStory(told, undefined), storyId }
    return { verdict: { ...verdict, because: words.pinnedBecause(verdict.because) } }
  }
  const overlap = nearestText(told.telling, story.documents)
  const isCopy = overlap && isNearCopy(told.telling, overlap)
  const candidate = neighbours.compare(told.telling, story) ?? {
    story,
    fit: 0,
    likeness: 0,
    nearest: first,
    compared: [],
  }
  const judged = isCopy
    ? judgeCopy(told, overlap, neighbours)
    : judgeRetelling(told, candidate, overlap)
  const because = words.pinnedBecause(judged.verdict.because)
  return { ...judged, verdict: { ...judged.verdict, because } }
}

/** The document with this item's id or address. An address alone does not suffice: pages change. */
function sameArticle(
  { match: { item }, telling }: MatchedTelling,
  documents: readonly Document[],
): Overlap | undefined {
  const sameId = documents.find(({ id }) => id === item.id)
  if (sameId) return { document: sameId, within: 1, around: 1, original: false }
  if (!isArticleAddress(item.url)) return undefined
  const overlap = nearestText(
    telling,
    documents.filter(({ url }) => url === item.url),
  )
  return overlap && shareOf(overlap) >= SAME_ARTICLE ? overlap : undefined
}

/** Entries without an address of their own carry the outlet's front page. */
function isArticleAddress(url: string): boolean {
  return /^https?:\/\/[^/]+\/[^?#]*[^/?#]/.test(url) || /^https?:\/\/[^/]+\/?\?./.test(url)
}

function knownVerdict(overlap: Overlap, neighbours: Neighbours): Verdict {
  const story = storyOf(overlap.document, neighbours)
  return {
    kind: 'known',
    ...placeIn(story, overlap.document),
    similarity: figure(shareOf(overlap)),
    newSentences: [],
    because: words.knownBecause(overlap),
  }
}

/** A near-copy is known when its document is a seed; but with a sentence added it is an update. */
function judgeCopy(told: MatchedTelling, overlap: Overlap, neighbours: Neighbours): Judgement {
  const story = storyOf(overlap.document, neighbours)
  const copied = overlap.original ? overlap.document.original : overlap.document.telling
  const known = knownBefore(told, story)
  const added = newSentences(sentencesOf(told.parts), known, {
    ...toldBy(told),
    ...(copied ? { copied: copied.shingles } : {}),
  })
  if (added.length > 0) return updateOf(told, story, overlap.document, overlap.within, added)
  const isSeed = overlap.document.origin === 'seed' && shareOf(overlap) >= SEED_AGAIN
  return isSeed ? { verdict: knownVerdict(overlap, neighbours) } : copyOf(told, story, overlap)
}

function copyOf(told: MatchedTelling, story: Story, overlap: Overlap): Judgement {
  const verdict: Verdict = {
    kind: 'copy',
    ...placeIn(story, overlap.document),
    similarity: figure(shareOf(overlap)),
    newSentences: [],
    because: words.copyBecause(overlap),
  }
  return { verdict, ...oldNews(told, story) }
}

function judgeRetelling(
  told: MatchedTelling,
  { story, nearest, likeness, across }: Candidate,
  overlap: Overlap | undefined,
): Judgement {
  const { parts } = told
  const known = knownBefore(told, story)
  const inText = newSentences(sentencesOf(parts), known, toldBy(told))
  // A headline may say more than the teaser under it.
  const byFacts = inText.length > 0 ? inText : newHeadline(parts.headline, known, toldBy(told))
  const opening = untoldOpening(parts, known, likeness)
  const isAdded = opening && byFacts.every(({ text }) => text !== opening.text)
  const added = isAdded ? [opening, ...byFacts] : byFacts
  if (added.length > 0) return updateOf(told, story, nearest, likeness, added, across)
  if (overlap?.document.storyId === story.id && isEdited(told.telling, overlap)) {
    return copyOf(told, story, overlap)
  }
  const verdict: Verdict = {
    kind: 'retelling',
    ...placeIn(story, nearest),
    similarity: figure(likeness),
    newSentences: [],
    because: words.retellingBecause(nearest, across),
  }
  return { verdict, ...oldNews(told, story) }
}

function updateOf(
  told: MatchedTelling,
  story: Story,
  partner: Document,
  similarity: number,
  added: readonly NewSentence[],
  across?: readonly string[],
): Judgement {
  const verdict: Verdict = {
    kind: 'update',
    ...placeIn(story, partner),
    similarity: figure(similarity),
    newSentences: added,
    because: words.updateBecause(story, added) + words.acrossBecause(across),
  }
  return { verdict, ...oldNews(told, story) }
}

function newStory(told: MatchedTelling, nearest: Candidate | undefined): Verdict {
  const { item } = told.match
  return {
    kind: 'new',
    storyId: storyIdOf(item.id),
    storyTitle: item.title,
    ...(nearest ? { partner: partnerOf(nearest.nearest) } : {}),
    similarity: figure(nearest?.likeness ?? 0),
    newSentences: openingSentences(sentencesOf(told.parts)),
    because: words.newBecause(told, nearest),
  }
}

function knownBefore({ telling }: MatchedTelling, { documents }: Story): KnownFacts {
  return knownFacts(documents, scriptOf(telling))
}

function toldBy({ at, match }: MatchedTelling): Told {
  return { at, outlet: match.item.outlet }
}

/** The item's sentences; where a feed gives the headline alone, that is the sentence. */
function sentencesOf({ headline, sentences }: TellingParts): readonly TellingSentence[] {
  return sentences.length > 0 ? sentences : [headline]
}

function oldNews({ at }: MatchedTelling, story: Story): { readonly oldNews?: string } {
  const days = daysOutside(at, story.firstAt, story.lastAt)
  if (days <= LONG_PAST_DAYS) return {}
  const day = story.lastAt.toISOString().slice(0, 10)
  return { oldNews: `old news come back: last told on ${day}, ${inDays(days)} away` }
}

function storyOf(document: Document, neighbours: Neighbours): Story {
  const story = neighbours.stories().find(({ id }) => id === document.storyId)
  if (!story) throw new Error(`document ${document.id} stands in no story of its neighbourhood`)
  return story
}

function placeIn(
  story: Story,
  document: Document,
): Pick<Verdict, 'storyId' | 'storyTitle' | 'partner'> {
  return { storyId: story.id, storyTitle: story.title, partner: partnerOf(document) }
}

function partnerOf({ id, title, outlet, origin }: Document): NonNullable<Verdict['partner']> {
  return { documentId: id, title, outlet, origin }
}

function shareOf({ within, around }: Overlap): number {
  return Math.max(within, around)
}

function figure(share: number): number {
  return Math.round(Math.min(1, share) * 1000) / 1000
}
