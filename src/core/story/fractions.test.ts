import { expect, test } from 'vitest'
import { fractionsIn } from './fractions.ts'

test.each([
  ['The level fell by a third.', ['n:33%']],
  ['Half of those driven out may return.', ['n:50%']],
  ['Two-thirds of the crop is lost.', ['n:67%']],
  ['Вернулась половина жителей.', ['n:50%']],
  ['Ціни зросли на чверть.', ['n:25%']],
  ['주민 절반이 돌아왔다.', ['n:50%']],
  ['住民の半数が戻った。', ['n:50%']],
  ['三分之一的居民已返回。', ['n:33%']],
  ['They talked for half an hour in the first half of the day.', []],
  ['Это было в половине дня.', []],
])('the part of a whole in "%s" goes by its percentage', (sentence, expected) => {
  expect(fractionsIn(sentence).map(({ key }) => key)).toEqual(expected)
})
