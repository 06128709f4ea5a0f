import { expect, test } from 'vitest'
import { materialChange } from './correct-tellings.ts'

test.each([
  [
    '12 soldiers killed in Kursk blast',
    '21 soldiers killed in Kursk blast',
    '“21 soldiers” where “12 soldiers” stood',
  ],
  ['Lavrov meets Choe Son Hui in Wonsan', 'Lavrov meets Kim Jong Un in Wonsan', 'Kim'],
  ['Pyongyang sends troops to Kursk', 'Pyongyang denies sending troops to Kursk', 'denies'],
  ['Пхеньян направил войска', 'Пхеньян не направил войска', 'не'],
  ['Kim will not meet Lavrov', 'Kim will meet Lavrov', 'no longer says “not”'],
])('“%s” is corrected by “%s”', (was, now, because) => {
  expect(materialChange(was, now)).toContain(because)
})

test.each([
  ['Lavrov lands in Wonsan', 'Lavrov lands in Wonsan for talks'],
  ['Lavrov lands in Wonsan', 'Russia’s Lavrov in Wonsan for talks with Kim'],
  ['12 soldiers killed in Kursk', 'Soldiers killed in Kursk blast'],
  ['LIVE: Lavrov lands in Wonsan', 'LIVE: Kim hosts dinner on a yacht, state media say'],
  ['Lavrov lands in Wonsan', 'LAVROV LANDS IN WONSAN'],
])('“%s” is only reworded by “%s”', (was, now) => {
  expect(materialChange(was, now)).toBeUndefined()
})
