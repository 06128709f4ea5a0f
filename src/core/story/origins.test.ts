import { expect, test } from 'vitest'
import { originsOf, storyOrigins } from './origins.ts'

const teller = (outlet: string, ...sources: string[]) => ({ outlet, sources })

test('who cites nobody tells it on its own word, and so does who names itself', () => {
  expect(originsOf(teller('Harbour Wire'), [])).toEqual(['Harbour Wire'])
  expect(originsOf(teller('Reuters World News', 'Reuters'), [])).toEqual(['Reuters'])
})

test('who cites Reuters, which cites KCNA, rests on KCNA', () => {
  const reuters = teller('Reuters', 'KCNA')
  expect(originsOf(teller('Harbour Wire', 'Reuters'), [reuters])).toEqual(['KCNA'])
  expect(originsOf(teller('Harbour Wire', 'Reuters'), [])).toEqual(['Reuters'])
})

test('of an agency that tells a story both from another and on its own, both are origins', () => {
  const tellings = [teller('Reuters', 'KCNA'), teller('Reuters')]
  expect(originsOf(teller('Harbour Wire', 'Reuters'), tellings)).toEqual(['Reuters', 'KCNA'])
})

test('two who cite each other rest on each other', () => {
  const tellings = [teller('Morning Post', 'Evening Post'), teller('Evening Post', 'Morning Post')]
  expect(originsOf(tellings[0]!, tellings)).toEqual(['Evening Post'])
})

test('one outlet under two spellings is one', () => {
  const times = teller('The Moscow Times', 'TASS')
  expect(originsOf(teller('Harbour Wire', 'Moscow Times'), [times])).toEqual(['TASS'])
})

test('twelve outlets that tell what one agency said have one origin', () => {
  const twelve = Array.from({ length: 11 }, (_, at) => teller(`Paper ${at}`, 'KCNA'))
  const story = storyOrigins([...twelve, teller('Reuters', 'KCNA')])
  expect(story).toEqual({ outlets: 12, independent: [], origins: ['KCNA'] })
})

test('a story shows who tells it on its own word', () => {
  const story = storyOrigins([teller('Harbour Wire'), teller('Daily', 'Yonhap'), teller('Yonhap')])
  expect(story.independent).toEqual(['Harbour Wire', 'Yonhap'])
  expect(story.origins).toEqual(['Harbour Wire', 'Yonhap'])
})

test('state media say no more than the agency beside them', () => {
  const story = storyOrigins([teller('A', 'North Korean state media'), teller('B', 'KCNA')])
  expect(story.origins).toEqual(['KCNA'])
})
