import { expect, test } from 'vitest'
import { backtestAsText } from './show-backtest.ts'

test('days and times are those of the readers, and which zone that is is said', () => {
  const pace = { mails: 0, stories: 0, mailsPerWeek: 0, storiesPerWeek: 0, minutesPerWeek: 0 }
  const at = new Date('2025-07-11T22:55:00Z')
  const story = {
    kind: 'new' as const,
    headline: 'Lavrov lands',
    watch: 'Lavrov',
    lead: { outlet: 'Herald' },
    answered: ['Lavrov'],
  }
  const lost = [{ at, story, because: 'Lavrov is muted' }]
  const none = { gained: [], otherwise: [], waiting: [], same: 0 }
  const report = {
    changed: 'new.yaml',
    where: 'a store',
    facts: { items: 1, from: at, to: at, feedIds: new Set<string>() },
    differences: [{ id: 'desk', name: 'Desk', before: pace, after: pace, lost, ...none }],
    check: { sent: 0, alike: 0 },
    unread: [],
  }
  const text = backtestAsText(report as never, 5, 'Asia/Seoul', new Date('2025-07-14T00:00:00Z'))
  expect(text).toContain('from 2025-07-12 to 2025-07-12 (Asia/Seoul)')
  expect(text).toContain('  - Sat 12 Jul, 07:55  Lavrov lands\n')
})
