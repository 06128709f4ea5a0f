import { expect, test } from 'vitest'
import type { Document, Story, Telling } from '../../model.ts'
import { regroup } from './regroup.ts'

/** A telling of which nothing is known but the event it tells. */
function telling(event: string): Telling {
  return { recipe: 0, shingles: [], probes: [], terms: { [event]: 1 }, facts: [] }
}

/** Two tellings of one event are nearly four times as alike as two of two. */
function likeness(a: Telling, b: Telling): number {
  return Object.keys(a.terms)[0] === Object.keys(b.terms)[0] ? 0.3 : 0.08
}

function story(
  id: string,
  events: string,
  origin: Document['origin'] = 'item',
  day = '2025-07-12',
) {
  const at = new Date(day)
  const documents = Array.from(events, (event, number): Document => {
    const title = `${event} is told`
    const place = { id: `${id}${number}`, storyId: id, title, outlet: 'Wire', url: '' }
    return { ...place, origin, published: at, telling: telling(event) }
  })
  return { id, title: `story ${id}`, firstAt: at, lastAt: at, documents }
}

function look(event: string, ...stories: readonly Story[]) {
  const candidates = stories.map((one) => ({
    story: one,
    fit: 1,
    likeness: 0.3,
    nearest: one.documents[0]!,
    compared: one.documents,
  }))
  const told = { telling: telling(event), published: new Date('2025-07-12') }
  return regroup(told, candidates, { likeness, tellApart: () => undefined })
}

test('a telling of the event joins its story, and nothing moves', () => {
  expect(look('a', story('x', 'aaa'), story('y', 'bbb'))).toEqual({ storyId: 'x', moves: [] })
})

test('a telling of another quake than the one told opens a story', () => {
  expect(look('b', story('x', 'aaaa'))).toEqual({ moves: [] })
})

test('a story that proves to be two events is parted, with the reason on record', () => {
  const { storyId, moves } = look('b', story('x', 'aaabb'))
  expect(moves).toHaveLength(1)
  expect(moves[0]).toMatchObject({ from: 'x', to: storyId, documents: ['x3', 'x4'] })
  expect(moves[0]!.because).toContain('closer to each other')
})

test('a story keeps its id and headline with the telling that opened it, however few stay with it', () => {
  const given = story('s10', 'bbbaa')
  const documents = given.documents.map((one, at) => ({ ...one, id: `1${(at + 2) % 5}` }))
  const { storyId, moves } = look('a', { ...given, documents })
  expect(documents[3]).toMatchObject({ id: '10', title: 'a is told' })
  expect(storyId).toBe('s10')
  expect(moves).toMatchObject([{ from: 's10', to: 's12', documents: ['12', '13', '14'] }])
})

test('two stories that prove to be one event are joined, and the larger keeps its name', () => {
  const { storyId, moves } = look('a', story('x', 'aa'), story('y', 'aaa'))
  expect(storyId).toBe('y')
  expect(moves).toMatchObject([{ from: 'x', to: 'y' }])
  expect(moves[0]).not.toHaveProperty('documents')
})

test('seeds of one story never part, whatever they tell', () => {
  expect(look('b', story('x', 'aabb', 'seed')).moves).toEqual([])
})

test('tellings a month apart are of two events, however alike', () => {
  expect(look('a', story('x', 'aaa', 'item', '2025-06-10'))).toEqual({ moves: [] })
})
