import { expect, test } from 'vitest'
import type { Document } from '../../model.ts'
import { isSameForm } from './same-form.ts'
import { tellingOf } from './telling.ts'

function market(
  who: string,
  at: string,
  change: string,
  weighed: string,
  analysts: string,
): string {
  return (
    `Shares of ${who} closed at ${at} on Monday, a change of ${change} percent from the previous ` +
    `session, as investors weighed the outlook for ${weighed}. Analysts at ${analysts} said the ` +
    'move reflected broader concerns about demand.'
  )
}

const column = 'Morning briefing: what you need to know today'
const bridge =
  'Sofia Marin opened a bridge in Varna. The 3 lanes cost Borislav Petrov 40 million euros.'
const floods =
  'Rain flooded Osaka overnight. Kenji Tanaka moved 900 people, and Hana Mori closed 12 schools.'

const roof =
  'Builders mended the roof of a school that had leaked since the spring, and pupils moved back to ' +
  'their familiar classrooms before winter holidays began.'
const rain =
  'Heavy rain closed roads along the coast overnight while ferry crossings stopped and farmers drove ' +
  'cattle to higher meadows.'
const showers =
  'Roads along the coast were closed by heavy rain, ferry crossings did not run, and cattle were ' +
  'brought to higher ground by farmers.'

test.each([
  [
    'two companies in one market report',
    ['Nordwerk closes higher', market('Nordwerk', '61.40', '2.15', 'Belgrano', 'Kestrel')],
    ['Tarvos closes higher', market('Tarvos', '18.95', '0.73', 'Osmunda', 'Halloran')],
    true,
  ],
  [
    'one report with another word in it',
    ['Nordwerk closes higher', market('Nordwerk', '61.40', '2.15', 'Belgrano', 'Kestrel')],
    [
      'Nordwerk up',
      market('Nordwerk', '61.40', '2.15', 'Belgrano', 'Kestrel').replace('move', 'rise'),
    ],
    false,
  ],
  ['a column of two days', [column, bridge], [column, floods], true],
  ['a column of two days that names hardly anybody', [column, roof], [column, rain], true],
  ['one event told twice under a headline of any', [column, rain], [column, showers], false],
  ['a column told twice', [column, bridge], [column, bridge], false],
  [
    'a headline that names the event over two texts',
    ['Sofia Marin opens bridge in Varna', bridge],
    ['Sofia Marin opens bridge in Varna', floods],
    false,
  ],
  ['two events in no form', ['Bridge opens', bridge], ['Rain in Osaka', floods], false],
] as const)('%s: fill one form with two events: %s', (_, [title, text], [other, told], same) => {
  const document: Document = {
    id: 'd',
    storyId: 's',
    origin: 'item',
    title: other,
    outlet: '',
    url: '',
    telling: tellingOf({ title: other, text: told }),
  }
  expect(isSameForm(title, tellingOf({ title, text }), document)).toBe(same)
})
