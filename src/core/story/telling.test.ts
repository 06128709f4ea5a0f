import { expect, test } from 'vitest'
import { tellingOf } from './telling.ts'

const LEAD = 'A strong earthquake shook the island of Qeshm in the Gulf on Sunday, officials said.'

function termsUnder(title: string, ...lines: readonly string[]): string[] {
  return Object.keys(tellingOf({ title, text: [...lines, LEAD].join('\n') }).terms)
}

test('a line over the text that sums it up is told with it', () => {
  expect(termsUnder('Quake hits Iran', 'Toll rises to ten in Minab')).toContain('minab')
})

test('the headline again over the text is not told twice, with the name of the outlet or without', () => {
  const headline = 'Quake hits Iran and rattles Dubai'
  const once = tellingOf({ title: headline, text: LEAD })
  expect(tellingOf({ title: headline, text: `${headline}\n${LEAD}` })).toEqual(once)
  expect(tellingOf({ title: `${headline} - Gulf Post`, text: `${headline}\n${LEAD}` })).toEqual(
    tellingOf({ title: `${headline} - Gulf Post`, text: LEAD }),
  )
})

test('a byline or a menu over the text is not told', () => {
  const terms = termsUnder('Quake hits Iran', 'Home', 'By Jerry Ortiz, staff writer')
  expect(terms).not.toContain('ortiz')
})
