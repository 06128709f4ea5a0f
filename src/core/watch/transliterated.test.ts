import { expect, test } from 'vitest'
import { transliterated } from './transliterated.ts'

test.each([
  ['Лавров', ['Lavrov']],
  ['Зеленский', ['Zelensky', 'Zelenskiy', 'Zelenskyy']],
  ['Мария Захарова', ['Mariya Zakharova']],
  ['Хрущев', ['Khrushchev']],
  ['Lavrov', ['Лавров']],
  ['Zakharova', ['Захарова']],
  ['Zelensky', ['Зеленский']],
  ['Peskov', ['Песков']],
  ['missile', []],
  ['Berlin', []],
  ['санкции', []],
  ['라브로프', []],
])('%s is also written %j', (written, others) => {
  expect(transliterated(written)).toEqual(others)
})
