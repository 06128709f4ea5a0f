import { expect, test } from 'vitest'
import { place } from '../../../test/support/digest-cases.ts'
import type { PlacedItem, VerdictKind } from '../../model.ts'
import { setMutedAside } from './set-muted-aside.ts'
import { tellStory } from './tell-story.ts'

/** One story by the watches each item answers; those in parentheses were muted when it came. */
function story(...came: readonly (readonly [VerdictKind, ...string[]])[]): PlacedItem[] {
  return came.map(([verdict, ...names], index) => ({
    ...place({ story: 'visit', verdict, outlet: 'TASS', title: 'Lavrov in Wonsan' }, index),
    answers: names.map((written) => {
      const watch = written.replace(/[()]/g, '')
      return { watch, spans: [], ...(watch !== written && { muted: true as const }) }
    }),
  }))
}

test.each([
  ['came while its watch was muted', story(['new', '(A)']), false],
  ['came before the mute', story(['new', 'A'], ['copy', '(A)']), true],
  ['came then and is copied after it', story(['new', '(A)'], ['copy', 'A']), false],
  ['came then and moved on after it', story(['new', '(A)'], ['update', 'A']), true],
  ['came then and answers another watch', story(['new', '(A)', 'B']), true],
  ['came then and is copied for another watch', story(['new', '(A)'], ['copy', 'B']), true],
  ['was opened for nobody here and is copied', story(['new'], ['copy', 'A']), true],
])('a story that %s is told or not: %#', (_, placed, isTold) => {
  expect(tellStory(setMutedAside(placed), ['A', 'B']) !== undefined).toBe(isTold)
})

test('what moves a story on after the mute is an update of what was known', () => {
  const told = tellStory(setMutedAside(story(['new', '(A)'], ['update', 'A'])), ['A'])
  expect(told).toMatchObject({ kind: 'update' })
})

test('a story of which nothing was muted is left as it is', () => {
  const placed = story(['new', 'A'], ['copy', 'A'])
  expect(setMutedAside(placed)).toBe(placed)
})
