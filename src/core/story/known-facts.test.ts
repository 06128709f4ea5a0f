import { expect, test } from 'vitest'
import { sentenceFacts } from './facts.ts'
import { isUnseen, knownFacts } from './known-facts.ts'
import { tellingOf } from './telling.ts'

const published = new Date('2025-10-06T09:00:00Z')

/** The facts of a text that one told before had not. */
function unseen(told: string, text: string): string[] {
  const known = knownFacts(
    [{ telling: tellingOf({ title: 'Dam leaks', text: told, published }) }],
    undefined,
  )
  const { sentences } = sentenceFacts('Dam leaks', text, published)
  return sentences
    .flatMap(({ facts }) => facts)
    .filter((fact) => isUnseen(fact, known))
    .map(({ key }) => key)
}

test.each([
  ['About 4,200 people left.', 'More than four thousand people left.', []],
  ['About 4,200 people left.', 'Some 4,100 people left.', []],
  ['About 4,200 people left.', 'Exactly 4,000 people left.', ['n:4000']],
  ['Floods killed 970 people.', 'Floods killed more than 1,000 people.', ['n:1000']],
  ['Floods killed 4,200 people.', 'Floods killed more than 2,000 people.', ['n:2000']],
  ['Repairs end by Friday.', 'Repairs end on 10 October.', []],
  ['17 рабочих попали в больницы.', 'Семнадцать рабочих госпитализированы.', []],
  ['17 рабочих отравились.', 'Семнадцать рабочих госпитализированы.', ['deed:hospital']],
])('after "%s", new in "%s": %j', (told, text, expected) => {
  expect(unseen(told, text)).toEqual(expected)
})
