import { describe, expect, test } from 'vitest'
import type { Pace } from '../../model.ts'
import { risingStories } from './rising-stories.ts'

const now = (storyId: string, outlets: number): Pace => pace(storyId, outlets, 0)

function pace(storyId: string, outlets: number, stretchesAgo: number): Pace {
  return { storyId, title: `Story ${storyId}`, outlets, stretchesAgo }
}

/** Twenty stretches of time before, of which one saw a wave. */
function past(usual: number, wave = usual): Pace[] {
  return Array.from({ length: 20 }, (_, at) => pace('old', at === 7 ? wave : usual, at + 1))
}

describe('a story rises', () => {
  test.each([
    ['not with four outlets, be it unheard of', past(1), 4, false],
    ['with five where one is usual', past(1), 5, true],
    ['not with five where two are usual', past(2), 5, false],
    ['with six where two are usual', past(2), 6, true],
    ['not with eleven where four are usual', past(4), 11, false],
    ['with twelve where four are usual', past(4), 12, true],
    ['whatever one wave of the past was', past(1, 40), 5, true],
    ['without any past by the fewest alone', [], 5, true],
  ])('%s', (_, before, outlets, rises) => {
    expect(risingStories([...before, now('visit', outlets)])).toHaveLength(rises ? 1 : 0)
  })

  test('the fastest first, each with what is usual', () => {
    const rising = risingStories([...past(2), now('a', 7), now('b', 14), now('quiet', 2)])
    expect(rising).toEqual([
      { storyId: 'b', title: 'Story b', outlets: 14, usual: 2 },
      { storyId: 'a', title: 'Story a', outlets: 7, usual: 2 },
    ])
  })
})
