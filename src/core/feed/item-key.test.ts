import { describe, expect, test } from 'vitest'
import { itemKey, shortHash } from './item-key.ts'
import { canonicalUrl } from './link.ts'

/*
 * Literal values on purpose. Whoever changes one changes what counts as the same item: every item
 * of every feed would be new once, and every reader would be told everything again.
 */
describe('what makes an item the same item', () => {
  const plain = { title: 'Talks end', text: 'They ended.' }
  const published = new Date('2025-07-13T10:00:00Z')

  test('its guid, byte for byte but for blanks around it', () => {
    const url = 'https://o.example/a'
    expect(itemKey({ ...plain, id: ' tag:o.example,2025:A?utm_source=x ', url })).toBe(
      'tag:o.example,2025:A?utm_source=x',
    )
  })

  test('without a guid its address without tracking', () => {
    expect(
      itemKey({ ...plain, url: canonicalUrl('https://o.example/a?id=4&utm_source=rss') }),
    ).toBe('https://o.example/a?id=4')
  })

  test('without both what it says: headline and time, else headline and text', () => {
    expect(itemKey({ ...plain, published })).toBe('said:eaf9672746b0f99b')
    expect(itemKey(plain)).toBe('said:e92b98c7ac827c48')
  })

  test('the revision the BBC counts behind a guid is no part of it', () => {
    const id = 'https://www.bbc.com/news/articles/c0example'
    expect(itemKey({ ...plain, id: `${id}#2` })).toBe(id)
    expect(itemKey({ ...plain, id: 'https://o.example/live#2' })).toBe('https://o.example/live#2')
  })

  test('an item id is the same on every machine', () => {
    expect(shortHash('bbc-world', 'https://o.example/a')).toBe('91ec789425cdddce')
    expect(shortHash('ab', 'c')).not.toBe(shortHash('a', 'bc'))
  })
})
