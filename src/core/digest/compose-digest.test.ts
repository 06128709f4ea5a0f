import { describe, expect, test } from 'vitest'
import { DESK, place, WATCHES } from '../../../test/support/digest-cases.ts'
import type { Digest, PlacedItem, Subscriber } from '../../model.ts'
import { composeDigest } from './compose-digest.ts'

type Told = Parameters<typeof place>[0]

const LAVROV: Told = { story: 'visit', verdict: 'new', outlet: 'TASS', title: 'Lavrov in Wonsan' }

function compose(told: readonly Told[], subscriber: Partial<Subscriber> = {}): Digest | undefined {
  return composePlaced(told.map(place), subscriber)
}

function composePlaced(
  placed: readonly PlacedItem[],
  subscriber: Partial<Subscriber> = {},
  last?: { upTo: number; composedAt: Date },
): Digest | undefined {
  return composeDigest({
    subscriber: { ...DESK, evenWhenNothingIsNew: false, ...subscriber },
    watches: WATCHES,
    last,
    placed,
    feeds: [],
    now: new Date('2025-07-12T22:30:00.123Z'),
  })
}

describe('a story is told', () => {
  test('once, with its copies and retellings counted under it', () => {
    const digest = compose([
      LAVROV,
      { ...LAVROV, verdict: 'copy', outlet: 'Herald' },
      { ...LAVROV, verdict: 'retelling', outlet: 'BBC' },
      { ...LAVROV, verdict: 'retelling', outlet: 'BBC' },
      { ...LAVROV, verdict: 'copy', outlet: 'TASS' },
    ])
    expect(digest?.stories).toHaveLength(1)
    expect(digest?.stories[0]).toMatchObject({
      kind: 'new',
      headline: 'Lavrov in Wonsan',
      alsoIn: ['Herald', 'BBC'],
      copies: 2,
      retellings: 2,
      updates: 0,
    })
    expect(digest?.heldBack).toEqual([])
  })

  test.each(['known', 'copy', 'retelling'] as const)('but not for a %s alone', (verdict) => {
    const told = [{ ...LAVROV, verdict, because: 'told on Friday' }]
    expect(compose(told)).toBeUndefined()
    expect(compose(told, { evenWhenNothingIsNew: true })).toMatchObject({
      stories: [],
      heldBack: [{ verdict, because: 'told on Friday', watch: 'Lavrov' }],
    })
  })

  test('but not from a feed’s starting point, which is held back with its own reason', () => {
    const digest = compose([{ ...LAVROV, heldBack: 'the starting point' }], {
      evenWhenNothingIsNew: true,
    })
    expect(digest?.stories).toEqual([])
    expect(digest?.heldBack).toMatchObject([{ verdict: 'new', because: 'the starting point' }])
  })

  test('as an update when it began in an earlier digest, by the item that brings most', () => {
    const digest = compose([
      { ...LAVROV, verdict: 'update', outlet: 'A', title: 'Lavrov talks', says: { 'One.': ['x'] } },
      {
        ...LAVROV,
        verdict: 'update',
        outlet: 'B',
        title: 'Lavrov meets Kim',
        says: { 'Two.': ['y', 'z'] },
        storyTitle: 'Lavrov arrives',
      },
      {
        ...LAVROV,
        verdict: 'update',
        outlet: 'C',
        title: 'Lavrov leaves',
        says: { 'Three.': ['w'], one: [] },
      },
    ])
    expect(digest?.stories).toMatchObject([
      { kind: 'update', headline: 'Lavrov meets Kim', storyTitle: 'Lavrov arrives', updates: 3 },
    ])
    expect(digest?.stories[0]?.otherHeadlines).toEqual([
      { headline: 'Lavrov talks', outlet: 'A' },
      { headline: 'Lavrov leaves', outlet: 'C' },
    ])
    expect(digest?.stories[0]?.sentences.map(({ text, outlet }) => `${outlet}: ${text}`)).toEqual([
      'A: One.',
      'B: Two.',
      'C: Three.',
    ])
  })

  test('as new, under the headline of where it is now, when it moved on the same day', () => {
    const digest = compose([
      { ...LAVROV, because: 'nothing like it' },
      {
        ...LAVROV,
        verdict: 'update',
        title: 'Lavrov meets Kim',
        says: { 'Two.': ['y'] },
        because: 'one new fact',
      },
    ])
    expect(digest?.stories).toMatchObject([
      { kind: 'new', headline: 'Lavrov meets Kim', because: 'nothing like it' },
    ])
  })

  test('to a reader whose watch only a later telling of it answers', () => {
    const opening: Told = {
      ...LAVROV,
      title: 'Minister in North Korea',
      says: { 'He came.': ['He'] },
    }
    const digest = compose([opening, { ...LAVROV, verdict: 'retelling', outlet: 'BBC' }], {
      watches: ['Lavrov'],
    })
    expect(digest?.stories).toMatchObject([
      {
        headline: 'Lavrov in Wonsan',
        lead: { outlet: 'BBC' },
        sentences: [{ text: 'He came.', outlet: 'TASS' }],
      },
    ])
  })

  test('not to a reader none of whose watches it answers', () => {
    expect(
      compose([LAVROV], { watches: ['North Korea'], evenWhenNothingIsNew: true }),
    ).toMatchObject({
      stories: [],
      heldBack: [],
      watches: [{ name: 'North Korea', answered: 0, told: 0 }],
    })
  })

  test('under the watch it answers best: a headline weighs more than a text', () => {
    const title = 'North Korea receives a minister'
    const [story] = compose([{ ...LAVROV, title, says: { 'Lavrov came.': [] } }])?.stories ?? []
    expect(story).toMatchObject({ watch: 'North Korea', answered: ['North Korea'] })
  })

  test('without the outlet’s name behind the headline, and without saying the headline twice', () => {
    const title = 'Lavrov in Wonsan - TASS'
    const [story] =
      compose([{ ...LAVROV, title, says: { 'Lavrov in Wonsan.': [], 'More.': [] } }])?.stories ?? []
    expect(story?.headline).toBe('Lavrov in Wonsan')
    expect(story?.sentences.map(({ text }) => text)).toEqual(['More.'])
  })
})

describe('stories stand in an order one can check', () => {
  const story = (name: string, more: Partial<Told> = {}): Told => ({
    ...LAVROV,
    story: name,
    title: `Lavrov ${name}`,
    ...more,
  })
  test.each([
    ['new before updates', [story('b', { verdict: 'update' }), story('a')], ['a', 'b']],
    [
      'then by outlets in their own words, copies not counted',
      [
        story('copied'),
        story('copied', { verdict: 'copy', outlet: 'X' }),
        story('copied', { verdict: 'copy', outlet: 'Y' }),
        story('retold'),
        story('retold', { verdict: 'retelling', outlet: 'Z' }),
      ],
      ['retold', 'copied'],
    ],
    [
      'then the latest first',
      [story('old', { at: '2025-07-12T01:00:00Z' }), story('late', { at: '2025-07-12T02:00:00Z' })],
      ['late', 'old'],
    ],
    ['and by name where all else is equal', [story('b'), story('a')], ['a', 'b']],
  ])('%s', (_, told, order) => {
    expect(compose(told)?.stories.map(({ storyId }) => storyId)).toEqual(order)
  })

  test('a date in the future gains nothing', () => {
    const placed = [
      place(story('honest', { at: '2025-07-12T12:00:00Z' }), 0),
      place(story('vain'), 1),
    ]
    const [honest, vain] = placed as [PlacedItem, PlacedItem]
    const future = {
      ...vain,
      placedAt: new Date('2025-07-12T11:00:00Z'),
      item: { ...vain.item, published: new Date('2099-01-01') },
    }
    expect(composePlaced([honest, future])?.stories.map(({ storyId }) => storyId)).toEqual([
      'honest',
      'vain',
    ])
  })
})

describe('a digest says what it covers', () => {
  test('from the first placement when it is the first digest', () => {
    expect(compose([LAVROV])).toMatchObject({
      id: 'desk-20250712T223000Z',
      messageId: '<desk-20250712T223000Z@wirewatch.local>',
      covers: { after: 0, upTo: 101, from: new Date('2025-07-12T12:15:00Z') },
    })
  })

  test('from the last digest otherwise, up to the last placement whoever it was for', () => {
    const last = { upTo: 100, composedAt: new Date('2025-07-11T22:30:00Z') }
    const placed = [
      place(LAVROV, 0),
      place({ ...LAVROV, story: 'other', title: 'Nothing of ours' }, 7),
    ]
    expect(composePlaced(placed, {}, last)?.covers).toMatchObject({
      after: 100,
      upTo: 108,
      from: last.composedAt,
    })
  })

  test('with every item that answered either told, counted under a story, or held back', () => {
    const told: Told[] = (['new', 'copy', 'known', 'retelling', 'update'] as const).flatMap(
      (verdict, index) =>
        [0, 1, 2].map((story) => ({
          ...LAVROV,
          verdict,
          story: `s${(story + index) % 4}`,
          ...(index === 3 && { heldBack: 'old' }),
        })),
    )
    const digest = compose(told, { evenWhenNothingIsNew: true })
    const counted = (digest?.stories ?? []).map(
      ({ kind, copies, retellings, updates }) =>
        (kind === 'new' ? 1 : 0) + copies + retellings + updates,
    )
    const sum = counted.reduce((total, count) => total + count, 0) + (digest?.heldBack.length ?? 0)
    expect(sum).toBe(told.length)
    expect(digest?.watches).toContainEqual({
      name: 'Lavrov',
      answered: told.length,
      told: digest?.stories.length,
    })
  })
})
