import { expect, it } from 'vitest'
import { tellingOf } from './telling.ts'
import { askedTerms } from './weightiest-terms.ts'

const telling = tellingOf({
  title: 'Grunvald resigns over the Orsk dam',
  text:
    'Minister Grunvald resigned on Monday over the dam near Orsk, officials said. The dam had been ' +
    'checked for cracks by engineers, who warned the government of a large flood in the spring. ' +
    'People of the town were told to leave, and a court will look at the case against the company.',
})

function ask(documents: (term: string) => number) {
  const terms = Object.keys(telling.terms)
  const documentFrequency = Object.fromEntries(terms.map((term) => [term, documents(term)]))
  return askedTerms(telling, { documentCount: 1_000_000, documentFrequency })
}

it('reads the stories of a light term less far than those of a weighty one', () => {
  const asked = ask((term) => (/grunvald|orsk/.test(term) ? 300 : 100_000))
  const [weighty, light] = [/grunvald|orsk/, /court|town/].map((words) =>
    asked.filter(({ term }) => words.test(term)).map(({ most }) => most),
  )
  expect(weighty).toEqual([200, 200])
  expect(light?.length).toBeGreaterThan(0)
  expect(Math.max(...light!)).toBeLessThan(100)
})

it('reads the rarest terms first, and of all together no more than so many stories', () => {
  const asked = ask((term) => (term.startsWith('o') ? 250 : 2000))
  expect(asked[0]?.term).toMatch(/^o/)
  expect(asked.reduce((sum, { most }) => sum + most, 0)).toBeLessThanOrEqual(2400)
})
