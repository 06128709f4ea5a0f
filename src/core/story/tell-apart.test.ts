import { expect, test } from 'vitest'
import { aSeedStory, aTelling } from '../../../test/support/builders.ts'
import { sharedWords, tellApart } from './tell-apart.ts'

/** Words of the kind of event, which both quakes have throughout. */
const KIND = 'earthquake magnitude aftershocks tremor rescuers rubble epicentre shaken'
const first = quakes('Qeshm Bandar Abbas Persian', 5)
const second = quakes('Van Ercis Anatolia Ankara', 5)

function quakes(where: string, many: number) {
  return Array.from({ length: many }, (_, at) =>
    aTelling(`${KIND} ${where} reporter${where[0]}${at}`),
  )
}

/** In the corpus many documents tell of quakes, few of these places. */
const weightOf = (term: string) => (KIND.includes(term.slice(0, 5)) ? 1 : 4)

test('two events of one kind are told apart by what is not common to both', () => {
  const inFirst = tellApart([...first, ...second], 5, weightOf)
  expect(inFirst).toEqual([...first.map(() => true), ...second.map(() => false)])
})

test('a telling that strayed into the other event goes to its own', () => {
  const [stray, ...others] = first
  const inFirst = tellApart([...others, stray!, ...second], 4, weightOf)
  expect(inFirst).toEqual([...first.map(() => true), ...second.map(() => false)])
})

test('tellings of one event are not', () => {
  expect(tellApart(quakes('Qeshm Bandar Abbas Persian', 10), 5, weightOf)).toBeUndefined()
})

test('of three tellings it is not known', () => {
  expect(tellApart([...first, ...second.slice(0, 3)], 5, weightOf)).toBeUndefined()
})

test('words that three documents of a story of four share are asked for', () => {
  const told = ['Quake in Van', 'Quake near Van', 'Quake felt', 'Rescuers dig']
  expect([...sharedWords([aSeedStory('van', told)])]).toEqual(['quake'])
  expect([...sharedWords([aSeedStory('van', told.slice(0, 3))])]).toEqual([])
})
