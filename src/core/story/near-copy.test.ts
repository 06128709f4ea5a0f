import { expect, test } from 'vitest'
import type { Document } from '../../model.ts'
import { isNearCopy, nearestText } from './near-copy.ts'
import { tellingOf } from './telling.ts'

const sentences = Array.from({ length: 40 }, (_, at) => {
  const who = ['Lavrov', 'Choe', 'Marin', 'Tanaka'][at % 4]
  return `On day ${at + 2} minister ${who} spoke of road ${at * 7 + 3}, of harbour works and of the mill at Ost${at}.`
})
const rain = sentences
  .map((_, at) => `Rain fell ${at} hours on quarter ${at + 50} of Osaka.`)
  .join(' ')
const article = sentences.join(' ')

function document(text: string, given: Partial<Document> = {}): Document {
  const telling = tellingOf({ title: 'T', text })
  return {
    id: 'd',
    storyId: 's',
    origin: 'item',
    title: 'T',
    outlet: '',
    url: '',
    telling,
    ...given,
  }
}

test.each([
  ['a teaser of forty words of an article of six hundred', sentences.slice(0, 2).join(' '), true],
  ['a wire story without its last third', sentences.slice(0, 27).join(' '), true],
  [
    'a teaser cut in a word of its own',
    `${article.slice(0, 220)} … Read more at The Herald.`,
    true,
  ],
  ['the text in capitals and other quotes', article.toUpperCase().replaceAll(',', ' “,”'), true],
  ['one sentence of it in another article', `${sentences[3]} ${rain}`, false],
])('%s is a near-copy: %s', (_, text, isCopy) => {
  const telling = tellingOf({ title: 'T', text })
  const overlap = nearestText(telling, [document(article)])
  expect(Boolean(overlap && isNearCopy(telling, overlap))).toBe(isCopy)
})

const day = (number: number) => new Date(`2025-07-${number}T00:00:00Z`)

test.each([
  ['the one told first', {}, 'early'],
  ['the outlet that is cited', { cited: 'Yonhap reported this on Friday.' }, 'late'],
])('of copies that are alike the original is %s', (_, { cited = '' }: { cited?: string }, id) => {
  const telling = tellingOf({ title: 'T', text: `${cited} ${article}` })
  const found = nearestText(telling, [
    document(article, { id: 'late', published: day(12), outlet: 'Yonhap' }),
    document(`${article} So it was.`, { id: 'early', published: day(11), outlet: 'Courier' }),
    document(article, { id: 'undated', outlet: 'Post' }),
  ])
  expect(found?.document.id).toBe(id)
})
