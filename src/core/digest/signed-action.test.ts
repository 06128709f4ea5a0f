import { expect, test } from 'vitest'
import { isSigned, signAction } from './signed-action.ts'

const action = { subscriberId: 'desk', subject: 'story-1', watch: 'Lavrov' }
const signature = signAction('key', 'mute', action)

test('a link is good for what it was signed for', () => {
  expect(isSigned('key', 'mute', action, signature)).toBe(true)
})

test.each([
  ['another act', isSigned('key', 'more', action, signature)],
  ['another subscriber', isSigned('key', 'mute', { ...action, subscriberId: 'd' }, signature)],
  ['another story', isSigned('key', 'mute', { ...action, subject: 'story-2' }, signature)],
  ['another watch', isSigned('key', 'mute', { ...action, watch: 'Kim' }, signature)],
  ['another key', isSigned('other', 'mute', action, signature)],
  ['no key', isSigned('', 'mute', action, signAction('', 'mute', action))],
  ['half a signature', isSigned('key', 'mute', action, signature.slice(0, 11))],
  ['none', isSigned('key', 'mute', action, '')],
])('and not for %s', (_, isGood) => {
  expect(isGood).toBe(false)
})

test('parts cannot slide from one field into the next', () => {
  const slid = { subscriberId: 'desk', subject: 'story-1","Lavrov' }
  expect(isSigned('key', 'mute', slid, signature)).toBe(false)
})
