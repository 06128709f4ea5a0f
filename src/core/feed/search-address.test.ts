import { describe, expect, test } from 'vitest'
import { searchAddress, searchWords } from './search-address.ts'

const lavrov = [
  ['Lavrov', 'Лавров'],
  ['North Korea', '북한'],
]

function asked(...[template, groups, wish]: Parameters<typeof searchAddress>) {
  return Object.fromEntries(new URL(searchAddress(template, groups, wish)).searchParams)
}

test('one group needs no brackets, several do', () => {
  expect(searchWords([['Lavrov', 'North Korea']])).toBe('Lavrov OR "North Korea"')
  expect(searchWords(lavrov)).toBe('(Lavrov OR Лавров) ("North Korea" OR 북한)')
})

describe('the edition asked for', () => {
  test.each([
    [{}, { hl: 'en-US', gl: 'US', ceid: 'US:en' }],
    [{ language: 'ko' }, { hl: 'ko', gl: 'KR', ceid: 'KR:ko' }],
    [{ region: 'JP' }, { hl: 'ja', gl: 'JP', ceid: 'JP:ja' }],
    [
      { language: 'en', region: 'GB' },
      { hl: 'en-GB', gl: 'GB', ceid: 'GB:en' },
    ],
    [
      { language: 'ru', region: 'UA' },
      { hl: 'ru', gl: 'UA', ceid: 'UA:ru' },
    ],
    [{ language: 'zh' }, { hl: 'zh-CN', gl: 'CN', ceid: 'CN:zh-Hans' }],
    [
      { language: 'zh', region: 'TW' },
      { hl: 'zh-TW', gl: 'TW', ceid: 'TW:zh-Hant' },
    ],
  ])('of Google News by %j', (wish, parameters) => {
    expect(asked('google-news', [['Lavrov']], wish)).toEqual({ q: 'Lavrov', ...parameters })
  })

  test('of Bing News, newest first', () => {
    expect(asked('bing-news', lavrov, { language: 'ru' })).toEqual({
      q: '(Lavrov OR Лавров) ("North Korea" OR 북한)',
      format: 'rss',
      setlang: 'ru',
      cc: 'RU',
      mkt: 'ru-RU',
      qft: 'sortbydate="1"',
    })
  })

  test('of GDELT by outlet, in English, since it searches translations', () => {
    const { query, format, mode } = asked('gdelt', lavrov, { language: 'ko-KR', region: 'KR' })
    expect({ format, mode }).toEqual({ format: 'rss', mode: 'artlist' })
    expect(query).toBe('Lavrov "North Korea" sourcelang:korean sourcecountry:southkorea')
    expect(asked('gdelt', [['a b', 'c']])['query']).toBe('("a b" OR c)')
    expect(asked('gdelt', [['북한', '朝鮮']])['query']).toBe('(북한 OR 朝鮮)')
  })
})

test('a keyword cannot add parameters of its own', () => {
  const address = searchAddress('google-news', [['a&gl=XX#b']], {})
  expect(new URL(address).searchParams.getAll('gl')).toEqual(['US'])
})
