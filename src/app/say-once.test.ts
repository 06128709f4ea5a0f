import { expect, test } from 'vitest'
import { sayOnceAMinute } from './say-once.ts'

test('what is said again and again is said once a minute, with how often it was left out', () => {
  const lines: [string, object][] = []
  let at = 0
  const say = sayOnceAMinute(
    (...line) => void lines.push(line),
    () => at,
  )
  const tell = (because: string) => say('queue trouble', { because })
  for (at of [0, 1, 2]) tell('refused')
  tell('closed')
  for (at of [59_999, 60_000, 60_001]) tell('refused')
  at = 300_000
  tell('refused')
  expect(lines.map(([, detail]) => detail)).toEqual([
    { because: 'refused' },
    { because: 'closed' },
    { because: 'refused', timesMore: 3 },
    { because: 'refused' },
  ])
})
