import { describe, expect, test } from 'vitest'
import { aDocument, NOON } from '../../../test/support/builders.ts'
import type { Story } from '../../model.ts'
import { movesByHand, type MoveWish } from './move-by-hand.ts'

const because = 'one visit'
const stories = new Map(
  [aStory('visit', ['arrival', 'talks', 'quake']), aStory('meeting', ['handshake'])].map(
    (story) => [story.id, story] as const,
  ),
)

test('stories that a person merges go under the one named first, each once', () => {
  const wish = { merge: ['meeting', 'meeting', 'visit'], into: 'visit', because }
  expect(movesByHand(wish, stories)).toEqual({
    ok: true,
    moves: [{ from: 'meeting', to: 'visit', title: 'Story visit', because }],
  })
})

test('documents split off get a story under the headline of the first of them', () => {
  const wish = { split: 'visit', documents: ['quake', 'arrival'], because }
  expect(movesByHand(wish, stories)).toEqual({
    ok: true,
    moves: [
      {
        from: 'visit',
        to: 'visit-arrival',
        title: 'Told arrival',
        documents: ['arrival', 'quake'],
        because,
      },
    ],
  })
})

describe('a wish that cannot be done says what to look at:', () => {
  test.each<[MoveWish, string]>([
    [{ merge: ['none'], into: 'visit', because }, 'no story none; see wirewatch stories list'],
    [{ merge: ['visit'], into: 'visit', because }, 'one cannot join itself'],
    [{ split: 'visit', documents: ['handshake'], because }, 'see wirewatch stories show visit'],
    [{ split: 'meeting', documents: ['handshake'], because }, 'leave it at least one'],
    [{ split: 'visit', documents: [], because }, 'name the documents that leave'],
  ])('%j', (wish, problem) => {
    expect(movesByHand(wish, stories)).toEqual({
      ok: false,
      problem: expect.stringContaining(problem),
    })
  })
})

function aStory(id: string, documents: readonly string[]): Story {
  return {
    id,
    title: `Story ${id}`,
    firstAt: NOON,
    lastAt: NOON,
    documents: documents.map((name) => aDocument({ id: name, storyId: id, title: `Told ${name}` })),
  }
}
