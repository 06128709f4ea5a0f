import { describe, expect, it } from 'vitest'
import type { Feed, FeedMemory, Fetched, Outline } from '../../model.ts'
import { rememberMissing } from './missing.ts'
import { rememberVisit } from './remember-visit.ts'

const start = new Date('2025-06-25T10:00:00Z')
const feed: Feed = { id: 'wire', name: 'Wire', url: 'https://wire.example/rss', every: 900_000 }
const none: Outline = { feed: {}, entryCount: 0, problems: [] }

type Answer = number | 'no answer' | 'a web page'

function answerOf(answer: Answer): { fetched: Fetched; parsed: Outline } {
  const found = { kind: 'body', url: feed.url, headers: {}, bytes: new Uint8Array() } as const
  const refused = { kind: 'failed', url: feed.url, because: '' } as const
  if (answer === 'no answer') return { fetched: refused, parsed: none }
  if (answer === 'a web page') {
    return { fetched: { ...found, status: 200 }, parsed: { ...none, problems: ['a web page'] } }
  }
  if (answer === 200) return { fetched: { ...found, status: 200 }, parsed: none }
  return { fetched: { ...refused, status: answer }, parsed: none }
}

/** What is remembered after these answers, each so many days after the start. */
function after(answers: readonly (readonly [days: number, answer: Answer])[]): FeedMemory {
  let memory: FeedMemory | undefined
  for (const [days, answer] of answers) {
    const at = new Date(start.getTime() + days * 86_400_000)
    memory = rememberVisit({ feed, memory, at, ...answerOf(answer) })
  }
  if (!memory) throw new Error('no visit')
  return memory
}

describe('a feed that is not there', () => {
  it.each<[string, [number, Answer][]]>([
    [
      '404 for two weeks',
      [
        [0, 404],
        [1, 404],
        [14, 404],
      ],
    ],
    [
      '404 for two weeks, sometimes no answer',
      [
        [0, 404],
        [5, 'no answer'],
        [14, 404],
      ],
    ],
    [
      '404 and 410 by turns for two weeks',
      [
        [0, 404],
        [7, 410],
        [14, 404],
      ],
    ],
    [
      '410 twice a day apart',
      [
        [0, 410],
        [1, 410],
      ],
    ],
    [
      '410 twice a day apart, after 404',
      [
        [0, 404],
        [2, 410],
        [3, 410],
      ],
    ],
    [
      '404 once more, once it is gone',
      [
        [0, 410],
        [1, 410],
        [8, 404],
      ],
    ],
  ])('is gone after %s', (_, answers) => {
    expect(after(answers).goneSince).toBeInstanceOf(Date)
    expect(after(answers).because).toContain('the feed is gone, not there since 2025-06-25')
  })

  it.each<[string, [number, Answer][]]>([
    [
      '404 for a moment less than two weeks',
      [
        [0, 404],
        [13.99, 404],
      ],
    ],
    [
      'a feed in between',
      [
        [0, 404],
        [7, 200],
        [14, 404],
      ],
    ],
    [
      'other trouble in between',
      [
        [0, 404],
        [7, 503],
        [14, 404],
      ],
    ],
    [
      'a web page in between',
      [
        [0, 404],
        [7, 'a web page'],
        [14, 404],
      ],
    ],
    [
      'no answer at all',
      [
        [0, 'no answer'],
        [14, 'no answer'],
      ],
    ],
    [
      '410 twice within a day',
      [
        [0, 410],
        [0.99, 410],
      ],
    ],
    [
      '410 twice with 404 between',
      [
        [0, 410],
        [1, 404],
        [1.5, 410],
      ],
    ],
    [
      'its return',
      [
        [0, 410],
        [1, 410],
        [8, 200],
      ],
    ],
  ])('is not gone after %s', (_, answers) => {
    expect(after(answers)).not.toHaveProperty('goneSince')
  })

  it('is looked for anew at the address the configuration names now', () => {
    const memory = after([
      [0, 410],
      [1, 410],
    ])
    const corrected = { ...feed, url: 'https://wire.example/corrected' }
    const at = new Date('2025-06-27T10:00:00Z')
    expect(rememberMissing({ feed: corrected, memory, at, ...answerOf('no answer') })).toEqual({})
    expect(rememberMissing({ feed: corrected, memory, at, ...answerOf(404) })).toEqual({
      missingSince: at,
    })
  })
})
