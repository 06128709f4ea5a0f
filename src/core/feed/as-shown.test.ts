import { expect, test } from 'vitest'
import type { Item } from '../../model.ts'
import { changedItems, notFresh, rememberShown } from './as-shown.ts'

const item = (key: string, title = `About ${key}`, summary = ''): Item => ({
  id: `wire-${key}`,
  feedId: 'wire',
  key,
  title,
  url: '',
  outlet: 'Wire',
  authors: [],
  summary,
  text: summary,
  categories: [],
})
const [first, second, third] = [item('1'), item('2'), item('3')]

test('what stands in a feed as at the last visit is passed over', () => {
  const memory = rememberShown([first, second], undefined)
  expect(changedItems([third, second, first], memory)).toEqual([third])
})

test('another headline or summary makes an item one to ask about', () => {
  const memory = rememberShown([first, second], undefined)
  const renamed = item('1', 'UPDATE 1-About 1')
  const retold = item('2', second.title, 'Told anew.')
  expect(changedItems([renamed, retold], memory)).toEqual([renamed, retold])
})

test('at the first visit, and after one that left no trace, everything is asked about', () => {
  expect(changedItems([first, second], undefined)).toEqual([first, second])
  expect(changedItems([first], {})).toEqual([first])
})

test('a visit that brought no items forgets nothing', () => {
  const memory = rememberShown([first], undefined)
  expect(rememberShown([], memory)).toEqual(memory)
  expect(rememberShown([], undefined)).toEqual({})
})

test('an item that left the feed and comes back is asked about', () => {
  const before = rememberShown([first, second], undefined)
  const after = rememberShown([second], before)
  expect(changedItems([first, second], after)).toEqual([first])
})

test('of a feed of thousands the rest is asked about each time', () => {
  const many = Array.from({ length: 300 }, (_, at) => item(String(at)))
  expect(changedItems(many, rememberShown(many, undefined))).toEqual(many.slice(200))
})

test('what is fresh cannot read otherwise on record', () => {
  expect(notFresh([first, second, third], [second])).toEqual([first, third])
})
