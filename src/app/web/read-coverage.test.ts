import { expect, test } from 'vitest'
import type { CoverageDay } from '../../ports.ts'
import { timeIn } from './pages/page-time.ts'
import { readCoverage } from './read-coverage.ts'

/** A store in which one item of the watch came at each of these instants. */
function placedAt(...instants: string[]) {
  const asked: string[] = []
  const looks: Record<string, string> = {}
  const store = {
    lookedBack: async () => looks,
    async coverage(from: Date): Promise<readonly CoverageDay[]> {
      asked.push(from.toISOString())
      const days = instants.filter((at) => new Date(at) >= from).map((at) => at.slice(0, 10))
      return [...new Set(days)].map((day) => {
        const news = days.filter((one) => one === day).length
        return { watch: 'Visit', day, news, rest: 0, mails: 0 }
      })
    },
  }
  const newsAt = async (now: string) => {
    const daysOf = await readCoverage({ world: { store } }, timeIn('UTC', new Date(now)), 3)
    return daysOf('Visit').map(({ news }) => news)
  }
  return { instants, asked, looks, newsAt }
}

test('days that are over are counted once a day, today at every view', async () => {
  const { instants, asked, newsAt } = placedAt('2025-07-10T09:00:00Z', '2025-07-12T08:00:00Z')
  expect(await newsAt('2025-07-12T09:00:00Z')).toEqual([1, 0, 1])
  instants.push('2025-07-12T10:00:00Z')
  expect(await newsAt('2025-07-12T11:00:00Z')).toEqual([1, 0, 2])
  expect(await newsAt('2025-07-13T11:00:00Z')).toEqual([0, 2, 0])
  expect(asked.map((from) => from.slice(0, 10))).toEqual(['2025-07-09', '2025-07-12', '2025-07-10'])
})

test('what came to record just after midnight is not missing from yesterday all day', async () => {
  const { instants, newsAt } = placedAt('2025-07-11T09:00:00Z')
  expect(await newsAt('2025-07-12T00:01:00Z')).toEqual([0, 1, 0])
  instants.push('2025-07-11T23:59:59Z')
  expect(await newsAt('2025-07-12T12:00:00Z')).toEqual([0, 2, 0])
})

test('what a new watch found in the past is there as soon as it was looked for', async () => {
  const { instants, looks, newsAt } = placedAt('2025-07-12T08:00:00Z')
  expect(await newsAt('2025-07-12T09:00:00Z')).toEqual([0, 0, 1])
  instants.push('2025-07-11T09:00:00Z')
  looks['Visit'] = 'its query'
  expect(await newsAt('2025-07-12T09:01:00Z')).toEqual([0, 1, 1])
})
