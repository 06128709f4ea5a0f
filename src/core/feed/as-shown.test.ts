import { expect, test } from 'vitest'
import type { Item } from '../../model.ts'
import { notFresh, setAgainstShown } from './as-shown.ts'

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

function changedItems(items: readonly Item[], shown = ''): readonly Item[] {
  return setAgainstShown(items, shown).changed
}

function shownOf(...items: readonly Item[]): string {
  return setAgainstShown(items).shown
}

test('what stands in a feed as at the last visit is passed over', () => {
  const shown = shownOf(first, second)
  expect(changedItems([third, second, first], shown)).toEqual([third])
})

test('another headline or summary makes an item one to ask about', () => {
  const shown = shownOf(first, second)
  const renamed = item('1', 'UPDATE 1-About 1')
  const retold = item('2', second.title, 'Told anew.')
  expect(changedItems([renamed, retold], shown)).toEqual([renamed, retold])
})

test('at the first visit, and after one that left no trace, everything is asked about', () => {
  expect(changedItems([first, second])).toEqual([first, second])
})

test('an item that left the feed and comes back is asked about', () => {
  const { shown } = setAgainstShown([second], shownOf(first, second))
  expect(changedItems([first, second], shown)).toEqual([first])
})

test('all of a news sitemap is passed over as well, of which nothing is matched again', () => {
  const many = Array.from({ length: 1000 }, (_, at) => item(String(at)))
  const next = item('next')
  expect(changedItems([next, ...many], shownOf(...many))).toEqual([next])
})

test('what is fresh cannot read otherwise on record', () => {
  expect(notFresh([first, second, third], [second])).toEqual([first, third])
})
