/**
 * Model data for tests, whole unless told otherwise: `anItem({ title: '...' })` is an item whose
 * title matters to the test and whose rest does not.
 */
import { probesOf, shinglesOf } from '../../src/core/story/shingles.ts'
import { wordsOf } from '../../src/core/text/words.ts'
import type {
  Digest,
  Document,
  Fact,
  Feed,
  FeedMemory,
  Item,
  Placement,
  PollReport,
  Story,
  Telling,
} from '../../src/model.ts'

/** The instant at which tests take place unless they say otherwise. */
export const NOON = new Date('2025-07-11T12:00:00Z')

export function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * 86_400_000)
}

export function minutesAfter(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000)
}

export function aFeed(given: Partial<Feed> = {}): Feed {
  return {
    id: 'herald',
    name: 'The Herald',
    url: 'https://herald.example/feed.xml',
    every: 900_000,
    ...given,
  }
}

export function aMemory(given: Partial<FeedMemory> = {}): FeedMemory {
  return {
    feedId: 'herald',
    url: 'https://herald.example/feed.xml',
    failuresInARow: 0,
    because: 'every 15 minutes',
    ...given,
  }
}

/** Its id and address follow from feed and key, as those of real items do. */
export function anItem(given: Partial<Item> = {}): Item {
  const feedId = given.feedId ?? 'herald'
  const key = given.key ?? 'lavrov-arrives'
  return {
    id: `${feedId}:${key}`,
    feedId,
    key,
    title: 'Lavrov arrives in Wonsan for talks',
    url: `https://${feedId}.example/${key.replace(/[^a-z0-9]+/gi, '-').slice(0, 40)}`,
    outlet: 'The Herald',
    authors: [],
    summary: 'The Russian foreign minister landed in Wonsan on Friday.',
    text: 'The Russian foreign minister landed in Wonsan on Friday for a three-day visit.',
    categories: [],
    ...given,
  }
}

/** A telling of a text with the project's own shingles; its terms are its folded words. */
export function aTelling(text: string, facts: readonly Fact[] = []): Telling {
  const terms: Record<string, number> = {}
  for (const { word } of wordsOf(text)) terms[word] = (terms[word] ?? 0) + 1
  const shingles = shinglesOf(text)
  return { recipe: 1, shingles, probes: probesOf(shingles), terms, facts }
}

export function aDocument(given: Partial<Document> = {}): Document {
  return {
    id: 'document-1',
    storyId: 'story-1',
    origin: 'item',
    title: 'Lavrov arrives in Wonsan for talks',
    outlet: 'The Herald',
    url: 'https://herald.example/lavrov-arrives',
    telling: aTelling('The Russian foreign minister landed in Wonsan on Friday.'),
    ...given,
  }
}

/** The item placed as the opening of a story, or into the story `given` names. */
export function aPlacement(
  item: Item,
  given: { storyId?: string; storyTitle?: string; telling?: Telling; heldBack?: string } = {},
): Placement {
  const { storyId = `story of ${item.id}`, storyTitle = item.title, heldBack } = given
  const { id, title, outlet, url, language, published } = item
  return {
    match: { item, answers: [{ watch: 'Lavrov', spans: [] }] },
    verdict: {
      kind: 'new',
      storyId,
      storyTitle,
      similarity: 0,
      newSentences: [],
      because: 'no story in the corpus is like it',
    },
    document: aDocument({
      id,
      storyId,
      title,
      outlet,
      url,
      ...(language !== undefined && { language }),
      ...(published !== undefined && { published }),
      telling: given.telling ?? aTelling(item.text),
    }),
    ...(heldBack !== undefined && { heldBack }),
  }
}

/** A poll that brought these placements' items, unless `fresh` says more. */
export function aReport(given: Partial<PollReport> = {}): PollReport {
  const placements = given.placements ?? []
  const fresh = given.fresh ?? placements.map(({ match }) => match.item)
  const feed = given.feed ?? aFeed()
  return {
    feed,
    at: NOON,
    outcome: fresh.length > 0 ? 'news' : 'nothing new',
    because: '',
    problems: [],
    itemCount: fresh.length,
    fresh,
    revised: [],
    placements,
    baseline: false,
    overflowed: false,
    memory: aMemory({ feedId: feed.id, url: feed.url }),
    ...given,
  }
}

/** A story of seeds, one for each text given. */
export function aSeedStory(
  id: string,
  texts: readonly string[],
  given: Partial<Story> = {},
): Story {
  const at = given.firstAt ?? new Date('2023-10-18T00:00:00Z')
  return {
    id,
    title: `Story ${id}`,
    firstAt: at,
    lastAt: at,
    documents: texts.map((text, index) =>
      aDocument({
        id: `${id}-${index + 1}`,
        storyId: id,
        origin: 'seed',
        title: text,
        published: at,
        telling: aTelling(text),
      }),
    ),
    ...given,
  }
}

export function aDigest(given: Partial<Digest> = {}): Digest {
  const id = given.id ?? 'desk-1'
  return {
    id,
    messageId: `<${id}@wirewatch.example>`,
    subscriberId: 'desk',
    composedAt: NOON,
    covers: { after: 0, upTo: 1, from: daysAfter(NOON, -1), to: NOON },
    stories: [],
    heldBack: [],
    feeds: [],
    watches: [{ name: 'Lavrov', answered: 1, told: 1 }],
    ...given,
  }
}
