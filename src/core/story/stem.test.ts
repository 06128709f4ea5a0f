import { expect, test } from 'vitest'
import { stemOf } from './stem.ts'

test.each([
  ['soldier', 'soldiers'],
  ['visit', 'visited', 'visiting', 'visits'],
  ['country', 'countries'],
  ['deploy', 'deployed', 'deploying', 'deployment'],
  ['stop', 'stopped', 'stopping'],
  ['министр', 'министра', 'министром', 'министры'],
  ['лавров', 'лаврова', 'лавровым', 'лаврову'],
  ['вонсан', 'вонсана', 'вонсане'],
  ['라브로프', '라브로프가', '라브로프는', '라브로프와'],
])('forms of %s meet', (...forms) => {
  expect(new Set(forms.map(stemOf)).size).toBe(1)
})

test.each([
  ['iran', 'iraq'],
  ['business', 'busy'],
  ['корея', 'корабль'],
])('%s and %s do not', (one, other) => {
  expect(stemOf(one)).not.toBe(stemOf(other))
})
