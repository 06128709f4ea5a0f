import { expect, test } from 'vitest'
import type { Story } from '../../model.ts'
import { memoryCorpus } from './memory-corpus.ts'
import { tellingOf } from './telling.ts'

const told = new Date('2025-07-01T00:00:00Z')

function story(id: string, text: string, at = told): Story {
  const telling = tellingOf({ title: '', text })
  const document = {
    id,
    storyId: id,
    origin: 'seed',
    title: id,
    outlet: '',
    url: '',
    telling,
  } as const
  return { id, title: id, firstAt: at, lastAt: at, documents: [document] }
}

function near(corpus: ReturnType<typeof memoryCorpus>, text: string, at: string): string[] {
  const telling = tellingOf({ title: '', text })
  return corpus.near([{ telling, at: new Date(at) }]).stories.map(({ id }) => id)
}

const glass = 'A fire destroyed the old glass works of Sheffield on Saturday night.'
const words = 'Sheffield mourns its glass works after the fire.'

test.each([
  ['on the last day of the window', '2025-07-15T00:00:00Z', ['glass']],
  ['a day later', '2025-07-16T00:00:00Z', []],
  ['on the first day before', '2025-06-17T00:00:00Z', ['glass']],
  ['a day earlier', '2025-06-16T00:00:00Z', []],
])('a story in other words is found %s', (_, at, found) => {
  expect(near(memoryCorpus([story('glass', glass)]), words, at)).toEqual(found)
})

test('the same words are found however long ago they were told', () => {
  expect(near(memoryCorpus([story('glass', glass)]), glass, '2031-01-01T00:00:00Z')).toEqual([
    'glass',
  ])
})

test('of many stories the nearest dozen is found', () => {
  const many = Array.from({ length: 30 }, (_, at) => story(`s${at}`, `Sheffield saw event${at}.`))
  const corpus = memoryCorpus([...many, story('glass', glass)])
  const found = near(corpus, words, '2025-07-02T00:00:00Z')
  expect(found).toHaveLength(12)
  expect(found).toContain('glass')
})

test('an event is found again after hundreds of stories on each who had a part in it', () => {
  const event = story('event', 'Ivanova met Okafor and Lindqvist in Tbilisi.')
  const later = ['Ivanova', 'Okafor', 'Lindqvist', 'Tbilisi'].flatMap((name) =>
    Array.from({ length: 100 }, (_, at) => story(`${name} ${at}`, `${name} has event${at}x now.`)),
  )
  const corpus = memoryCorpus([event, ...later])
  const again = 'In Tbilisi, Lindqvist and Okafor sat down with Ivanova.'
  expect(near(corpus, again, '2025-07-02T00:00:00Z')).toContain('event')
})

test('words are counted over all documents, and only those asked for are answered', () => {
  const corpus = memoryCorpus([story('one', glass), story('two', 'Sheffield votes.')])
  const telling = tellingOf({ title: '', text: 'Sheffield sings.' })
  const { documentCount, documentFrequency } = corpus.near([{ telling, at: told }])
  expect(documentCount).toBe(2)
  expect(documentFrequency).toEqual({ sheffield: 2 })
})
