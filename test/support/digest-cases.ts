/**
 * The digests whose whole messages are kept in test/digests. Placements go in, so that the
 * choosing and ordering are in the picture too.
 */
import { composeDigest } from '../../src/core/digest/compose-digest.ts'
import type {
  Contradiction,
  Digest,
  FeedRecord,
  Letterhead,
  PlacedItem,
  Subscriber,
  VerdictKind,
  Watch,
} from '../../src/model.ts'

export interface DigestCase {
  readonly name: string
  readonly subscriber: Subscriber
  readonly digest: Digest
}

export const LETTERHEAD: Letterhead = { from: 'Wirewatch <wirewatch@example.org>' }

export const DESK: Subscriber = {
  id: 'desk',
  name: 'Korea desk',
  to: ['desk@example.org'],
  schedule: { crons: ['30 7 * * *'], written: 'daily at 07:30' },
  zone: 'Asia/Seoul',
  evenWhenNothingIsNew: true,
}

export const WATCHES: readonly Watch[] = ['Lavrov', 'North Korea'].map((name) => ({
  name,
  written: name,
  query: { kind: 'phrase', written: name, words: name.toLowerCase().split(' ') },
}))

interface Told {
  readonly story: string
  readonly verdict: VerdictKind
  readonly outlet: string
  readonly title: string
  /** Words of watches as they stand in the title; a watch not found there is left out. */
  readonly storyTitle?: string
  readonly at?: string
  readonly url?: string
  /** Sentence -> its new facts. */
  readonly says?: Readonly<Record<string, readonly string[]>>
  readonly because?: string
  readonly origins?: readonly string[]
  readonly contradictions?: readonly Contradiction[]
  readonly heldBack?: string
  readonly watches?: readonly string[]
}

/** One placement; the sequence is its place in the list. */
export function place(told: Told, index: number): PlacedItem {
  const { story, verdict, outlet, title, at = '2025-07-12T12:10:00Z', says = {} } = told
  const slug = outlet.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'outlet'
  const text = Object.keys(says).join(' ')
  const item = {
    id: `${story}-${slug}-${index}`,
    feedId: slug,
    key: `${index}`,
    title,
    url: told.url ?? `https://www.${slug}.example/2025/07/${story}-${index}`,
    outlet,
    published: new Date(at),
    authors: [],
    summary: text.slice(0, 200),
    text,
    categories: [],
  }
  return {
    sequence: index + 101,
    placedAt: new Date(Date.parse(at) + 5 * 60_000),
    item,
    answers: answersOf(told.watches ?? WATCHES.map(({ name }) => name), title, text),
    verdict: {
      kind: verdict,
      storyId: story,
      storyTitle: told.storyTitle ?? title,
      similarity: 0.5,
      newSentences: Object.entries(says).map(([sentence, facts]) => ({
        text: sentence,
        facts: facts.map((written) => ({ key: written.toLowerCase(), written, kind: 'name' })),
      })),
      ...(told.origins && { origins: told.origins }),
      ...(told.contradictions && { contradictions: told.contradictions }),
      because: told.because ?? 'no story in the corpus shares enough with it',
    },
    ...(told.heldBack !== undefined && { heldBack: told.heldBack }),
  }
}

function answersOf(watches: readonly string[], title: string, text: string): PlacedItem['answers'] {
  return watches.flatMap((watch) => {
    const spans = (['title', 'text'] as const).flatMap((field) => {
      const start = { title, text }[field].indexOf(watch)
      return start < 0 ? [] : [{ field, start, end: start + watch.length, clause: watch }]
    })
    return spans.length === 0 ? [] : [{ watch, spans }]
  })
}

const FEEDS: readonly FeedRecord[] = [
  feed('BBC News, World', 24, 31),
  feed('Yonhap', 48, 112),
  {
    ...feed('KCNA Watch', 24, 0),
    failedPolls: 24,
    trouble: 'the server answered 503 Service Unavailable',
    lastSuccessAt: new Date('2025-07-11T21:40:00Z'),
  },
  feed('NHK World', 24, 18),
  { ...feed('TASS', 48, 96), failedPolls: 3 },
  feed('The Guardian', 24, 40),
  { ...feed('Ukrainska Pravda', 24, 77), failedPolls: 1, trouble: 'no answer within 20 s' },
]

function feed(name: string, polls: number, freshItems: number): FeedRecord {
  const lastSuccessAt = new Date('2025-07-12T22:20:00Z')
  return { feedId: name.toLowerCase(), name, polls, failedPolls: 0, freshItems, lastSuccessAt }
}

const KNOWN_BECAUSE = 'a seed document tells it: nothing in it is new'

const VISIT: readonly Told[] = [
  {
    story: 'kim-meets-lavrov',
    verdict: 'new',
    outlet: 'TASS',
    title: 'Lavrov meets Kim Jong Un in Wonsan',
    at: '2025-07-12T09:40:00Z',
    origins: ['TASS'],
    says: {
      'Kim Jong Un received Sergey Lavrov in the coastal city of Wonsan on Saturday.': ['Wonsan'],
      'The minister handed over a greeting from President Putin and said contacts at the highest level would go on.':
        ['Putin'],
    },
  },
  {
    story: 'kim-meets-lavrov',
    verdict: 'update',
    outlet: 'Yonhap',
    title: 'Kim offers Russia unconditional support, tells Lavrov alliance has no limits',
    at: '2025-07-12T21:30:00Z',
    origins: ['KCNA'],
    storyTitle: 'Lavrov meets Kim Jong Un in Wonsan',
    says: {
      'North Korea’s leader told Lavrov his country would back Russia unconditionally in Ukraine.':
        ['unconditionally', 'Ukraine'],
      'The two sides agreed on exchanges for 2026 to 2028.': ['2026 to 2028'],
    },
    because: '4 facts that no earlier telling had: unconditionally, Ukraine, 2026 to 2028',
  },
  {
    story: 'kim-meets-lavrov',
    verdict: 'copy',
    outlet: 'Daily Herald',
    title: 'Lavrov meets Kim Jong Un in Wonsan',
    because: '97% of its words stand in TASS',
    origins: ['TASS'],
  },
  {
    story: 'kim-meets-lavrov',
    verdict: 'retelling',
    outlet: 'BBC News',
    title: 'North Korea hosts Lavrov by the sea',
    origins: ['KCNA'],
    because: 'same event, no new facts',
  },
  {
    story: 'kim-meets-lavrov',
    verdict: 'retelling',
    outlet: 'The Guardian',
    title: 'Lavrov in North Korea for talks',
    origins: ['KCNA', 'Yonhap'],
    contradictions: [
      {
        thing: 'troops',
        sides: [
          { written: '12,000 soldiers', outlet: 'The Guardian' },
          { written: '10,000 troops', outlet: 'Yonhap' },
        ],
      },
    ],
    because: 'same event, no new facts',
  },
  {
    story: 'kim-meets-lavrov',
    verdict: 'retelling',
    outlet: 'NHK World',
    title: 'ラブロフ外相、元山で金総書記と会談 Lavrov',
    origins: ['KCNA'],
    because: 'same event, no new facts',
  },
  {
    story: 'flights',
    verdict: 'new',
    outlet: 'NHK World',
    title: 'モスクワと平壌を結ぶ直行便、今月末に就航へ',
    at: '2025-07-12T15:05:00Z',
    says: {
      'ロシア運輸省は、モスクワと平壌を結ぶ直行便が７月27日に就航すると明らかにした。': ['27日'],
      '所要時間は約８時間で、当面は月１往復の予定だという。North Korea': ['８時間'],
    },
  },
  {
    story: 'troops',
    verdict: 'update',
    outlet: 'Ukrainska Pravda',
    title: 'Seoul: North Korea may send more soldiers by August',
    at: '2025-07-12T06:00:00Z',
    storyTitle: 'North Korea sends sappers to Kursk',
    says: {
      'The intelligence service in Seoul expects another deployment in July or August.': [
        'July or August',
      ],
      'About 6,000 sappers and builders are already promised to the Kursk region.': ['6,000'],
    },
    because: '2 facts that no earlier telling had: July or August, 6,000',
  },
  {
    story: 'troops',
    verdict: 'copy',
    outlet: 'Kyiv Ledger',
    title: 'Seoul: North Korea may send more soldiers by August',
    because: '99% of its words stand in Ukrainska Pravda',
  },
  {
    story: 'arabic',
    verdict: 'update',
    outlet: 'الجزيرة',
    title: 'لافروف يغادر كوريا الشمالية متجها إلى الصين',
    at: '2025-07-12T18:00:00Z',
    url: 'https://www.aljazeera.example/news/2025/7/12/lavrov',
    storyTitle: 'Lavrov’s journey to Asia',
    says: {
      'غادر وزير الخارجية الروسي مطار ونسان متجها إلى بكين لحضور اجتماع منظمة شنغهاي للتعاون. Lavrov':
        ['بكين'],
    },
    because: '1 fact that no earlier telling had: بكين',
  },
  {
    story: 'visit-2023',
    verdict: 'known',
    outlet: 'Old Mirror',
    title: 'Lavrov arrives in North Korea',
    at: '2023-10-18T09:00:00Z',
    because: KNOWN_BECAUSE,
  },
  {
    story: 'arrival',
    verdict: 'copy',
    outlet: 'Daily8',
    title: 'Russian minister Lavrov lands in Wonsan, KCNA says',
    because: '96% of it stands in the seed “Russian foreign minister arrives in North Korea”',
  },
  {
    story: 'arrival',
    verdict: 'copy',
    outlet: 'Gulf Mirror',
    title: 'Russian minister Lavrov lands in Wonsan, KCNA says',
    because: '96% of it stands in the seed “Russian foreign minister arrives in North Korea”',
  },
  {
    story: 'arrival',
    verdict: 'retelling',
    outlet: 'BBC News',
    title: 'Lavrov arrives in North Korea',
    because: 'same event as the seed of 12 July, no new facts',
  },
  {
    story: 'baseline',
    verdict: 'new',
    outlet: 'Asia Letter',
    title: 'North Korea opens beach resort',
    at: '2025-07-01T09:00:00Z',
    heldBack: 'published before the feed was first read: the starting point, not news',
  },
]

const HOSTILE: readonly Told[] = [
  {
    story: 'hostile',
    verdict: 'new',
    outlet: 'Evil & Sons</td></table><img src=x onerror=alert(1)>',
    title:
      'Lavrov </title><script>alert("x")</script>\r\nBcc: all@example.org\u202Egnp.exe\u0000 &amp; more',
    url: 'javascript:alert(1)',
    says: {
      'Lavrov said <b onmouseover="steal()">so</b> & “<!--[if mso]>” left --><style>*{display:none}</style>.':
        ['<b onmouseover', '&'],
      'A second sentence.\r\n\r\n--_NmP-boundary\r\nContent-Type: text/html': [],
    },
    because: 'because\u2066 <i>hidden</i>\u200B things',
  },
  {
    story: 'homograph',
    verdict: 'new',
    outlet: 'ВВС',
    title: 'Lavrov at the look-alike',
    url: 'https://www.bbс.com/news?q="><script>',
    says: { 'Lavrov was quoted on a page whose address only looks like another.': [] },
  },
  {
    story: 'userinfo',
    verdict: 'new',
    outlet: 'Trick',
    title: 'Lavrov behind a user name',
    url: 'https://www.bbc.co.uk@evil.example/',
    says: {},
  },
]

function compose(subscriber: Subscriber, told: readonly Told[], feeds = FEEDS): Digest {
  const digest = composeDigest({
    subscriber,
    watches: WATCHES,
    last: { upTo: 100, composedAt: new Date('2025-07-11T22:30:00Z') },
    placed: told.map(place),
    feeds,
    now: new Date('2025-07-12T22:30:00Z'),
  })
  if (!digest) throw new Error('the case is meant to have a digest')
  return digest
}

function manyStories(count: number): Told[] {
  return Array.from({ length: count }, (_, index) => ({
    story: `story-${index}`,
    verdict: index % 3 === 0 ? 'update' : 'new',
    outlet: `Outlet ${index % 17}`,
    title: `North Korea story number ${index} with a headline of ordinary length`,
    storyTitle: `North Korea story ${index} as it began`,
    at: new Date(Date.parse('2025-07-12T00:00:00Z') + index * 60_000).toISOString(),
    says: {
      [`North Korea did thing ${index}, which takes a sentence of some twenty words to tell well enough for a reader in a hurry.`]:
        [],
      [`Officials gave ${index * 7} as the figure & said "no more" about the plan for the coming year.`]:
        [`${index * 7}`],
    },
  }))
}

export const CASES: readonly DigestCase[] = [
  { name: 'visit', subscriber: DESK, digest: compose(DESK, VISIT) },
  {
    name: 'nothing-new',
    subscriber: DESK,
    digest: compose(
      DESK,
      VISIT.filter(({ story }) => ['arrival', 'visit-2023'].includes(story)),
      FEEDS.filter(({ failedPolls }) => failedPolls === 0),
    ),
  },
  { name: 'hostile', subscriber: DESK, digest: compose(DESK, HOSTILE) },
  { name: 'hundred-stories', subscriber: DESK, digest: compose(DESK, manyStories(100)) },
]
