import { expect, test } from 'vitest'
import type { PollReport } from '../../model.ts'
import { narrate } from './narrate.ts'

test('what came of a poll stands in one column, whatever script its outlet is named in', () => {
  const lines: string[] = []
  const narrator = narrate((line) => void lines.push(line), 'outbox')
  const report = { at: new Date('2025-07-11T06:00:00Z'), itemCount: 3, baseline: true }
  for (const name of ['Harbour Post', '한강일보', '朝の新聞'])
    narrator.polled({ ...report, feed: { name } } as PollReport)
  const columns = lines.map((line) => line.replace(/[가-힣぀-ヿ一-鿿]/g, 'xx').indexOf('3 items'))
  expect(new Set(columns).size).toBe(1)
})
