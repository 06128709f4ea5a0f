import { expect, test } from 'vitest'
import type { Document } from '../../model.ts'
import { contradictionsOf } from './contradictions.ts'
import { tellingOf } from './telling.ts'

const at = (hour: number) => new Date(Date.UTC(2025, 6, 12, hour))

function told(outlet: string, text: string, hour: number): Document {
  const telling = tellingOf({ title: '', text, published: at(hour) })
  const named = { id: outlet, storyId: 's', origin: 'item' as const, title: '', url: '' }
  return { ...named, outlet, published: at(hour), telling }
}

function disagree(first: string, second: string, outlet = 'Ledger'): string[] {
  const earlier = told('Wire', first, 1)
  const { telling } = told(outlet, second, 4)
  const found = contradictionsOf({ outlet, at: at(4), facts: telling.facts }, [earlier])
  return found.map(({ sides }) =>
    sides.map((side) => `${side.written} (${side.outlet})`).join('; '),
  )
}

test('two numbers for one thing are said with both outlets', () => {
  expect(
    disagree(
      'North Korea sent 10,000 soldiers to fight Ukraine.',
      'North Korea has sent 12,000 troops to fight against Ukraine, it said.',
    ),
  ).toEqual(['12,000 troops (Ledger); 10,000 soldiers (Wire)'])
})

test.each([
  [
    'Russian',
    'КНДР отправила в Курскую область 10 тысяч солдат.',
    'В Курскую область КНДР отправила 12 тысяч военных.',
  ],
  [
    'Korean',
    '북한은 쿠르스크에 병력 1만 명을 보냈다.',
    '북한은 쿠르스크에 병사 1만 3천 명을 보냈다.',
  ],
  [
    'Japanese',
    '北朝鮮はクルスクに兵士1万人を派遣した。',
    '北朝鮮はクルスクに兵士1万5千人を派遣した。',
  ],
])('so in %s', (_, first, second) => {
  expect(disagree(first, second)).toHaveLength(1)
})

test.each([
  [
    'one amount in two forms',
    'It sent 10,000 soldiers to Kursk.',
    'It sent ten thousand troops to Kursk.',
  ],
  [
    'a bound that holds',
    'It sent more than 10,000 soldiers to Kursk.',
    'It sent 11,000 soldiers to Kursk.',
  ],
  ['what may be', 'It sent up to 12,000 soldiers to Kursk.', 'It sent 10,000 soldiers to Kursk.'],
  [
    'so many more',
    'It sent 10,000 soldiers to Kursk.',
    'It will send another 25,000 soldiers to Kursk.',
  ],
  ['other things', 'It sent 10,000 soldiers to Kursk.', 'It sent 6,000 builders to Kursk.'],
  [
    'other matters',
    'It sent 10,000 soldiers to Kursk.',
    'The new barracks in Minsk house 12,000 soldiers.',
  ],
  [
    'both named',
    'It sent 10,000 soldiers to Kursk.',
    'It sent 12,000 soldiers to Kursk.\nEarlier reports had 10,000 soldiers in Kursk.',
  ],
  [
    'a toll that grew',
    'The quake on Qeshm killed 10 people.',
    'The quake on Qeshm killed 14 people.',
  ],
])('no contradiction: %s', (_, first, second) => {
  expect(disagree(first, second)).toEqual([])
})

test('a toll told later and lower contradicts', () => {
  expect(
    disagree('The quake on Qeshm killed 14 people.', 'The quake on Qeshm killed 10 people.'),
  ).toHaveLength(1)
})

test('an outlet that corrects itself contradicts nobody', () => {
  const [first, second] = ['It sent 10,000 soldiers to Kursk.', 'It sent 12,000 soldiers to Kursk.']
  expect(disagree(first, second, 'Wire')).toEqual([])
})
