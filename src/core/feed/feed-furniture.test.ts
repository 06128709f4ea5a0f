import { expect, test } from 'vitest'
import type { Item } from '../../model.ts'
import { withoutFurniture } from './feed-furniture.ts'

const CHANNEL = '- Subscribe to our channel: https://harbour.example/s'

function itemOf(title: string, text: string): Item {
  const told = { title, text, summary: text, url: `https://harbour.example/${title}` }
  return { id: title, feedId: 'f', key: title, outlet: 'F', authors: [], categories: [], ...told }
}

test('the lines that stand under most of a feed’s items are cut from all of them', () => {
  const items = ['a', 'b', 'c', 'd'].map((title) => itemOf(title, `News of ${title}.\n${CHANNEL}`))
  const [first, ...others] = withoutFurniture([...items, itemOf('e', 'Nothing under it.')])
  expect(first).toMatchObject({ text: 'News of a.', summary: 'News of a.' })
  expect(others.at(-1)?.text).toBe('Nothing under it.')
})

test.each([
  ['three items share', ['a', 'b', 'c']],
  ['one article under one headline brings five times', ['a', 'a', 'a', 'a', 'a']],
])('a line that %s is theirs', (_, titles) => {
  const items = titles.map((title) => itemOf(title, `Lavrov landed in Wonsan.\nMore of ${title}.`))
  expect(withoutFurniture(items)).toEqual(items)
})

test('a line under four of a hundred items is theirs too', () => {
  const items = Array.from({ length: 100 }, (_, at) => itemOf(`${at}`, at < 4 ? CHANNEL : `T${at}`))
  expect(withoutFurniture(items)).toEqual(items)
})
