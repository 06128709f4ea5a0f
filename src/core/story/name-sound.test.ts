import { describe, expect, test } from 'vitest'
import { nameSound } from './name-sound.ts'

describe('a name sounds the same in every script', () => {
  test.each([
    ['Lavrov', 'Лавров', '라브로프', 'ラブロフ'],
    ['Zelensky', 'Зеленский', 'Зеленський', '젤렌스키', 'ゼレンスキー'],
    ['Trump', 'Трамп', '트럼프', 'トランプ'],
    ['Kim Jong Un', 'Ким Чен Ын', '김정은'],
    ['Belousov', 'Белоусов', '벨로우소프', 'ベロウソフ'],
    ['Rodríguez', 'Родригес', '로드리게스', 'ロドリゲス'],
    ['Vladivostok', 'Владивосток', '블라디보스토크'],
  ])('%s, %s, %s', (...names) => {
    expect(new Set(names.map(nameSound)).size).toBe(1)
  })
})

test('other names sound otherwise', () => {
  const names = ['Lavrov', 'Shoigu', 'Zelensky', 'Rubio', 'Iwaya', 'Kim Yo Jong', 'Medvedev']
  expect(new Set(names.map(nameSound)).size).toBe(names.length)
})
