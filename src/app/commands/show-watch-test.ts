import { counted } from '../../core/digest/wording.ts'
import { tooLongForExpression } from '../../core/watch/too-long.ts'
import { countedOver } from '../backtest/counted-over.ts'
import type { NearMiss, WatchTest } from '../backtest/test-watch.ts'
import type { PlacedItem } from '../../model.ts'
import { highlight } from './highlight.ts'

/** Columns of the longest bar, and days that have one. */
const WIDEST = 40
const MOST_DAYS = 31

export function watchTestAsJson({ samples, nearMisses, ...test }: WatchTest): string {
  return JSON.stringify({
    ...test,
    samples: samples.map(({ item, answers, verdict, placedAt }) => ({
      ...shown(item),
      readAt: placedAt,
      verdict: verdict.kind,
      spans: answers.flatMap(({ spans }) => spans),
    })),
    nearMisses: nearMisses.map(({ item, at, failed }) => ({ ...shown(item), readAt: at, failed })),
  })
}

function shown({ title, url, outlet, published }: PlacedItem['item']) {
  return { title, url, outlet, published }
}

/** For a terminal. */
export function watchTestAsText(test: WatchTest, where: string): string {
  const { watch, items, hits, givenUp, from, to, perDay, samples, nearMisses, expected } = test
  return [
    watch.written,
    `${counted(hits, 'hit')} from ${day(from)} to ${day(to)}, of ${counted(items, 'item')} read, out of ${where}`,
    ...(givenUp > 0 ? [tooLongForExpression(givenUp)] : []),
    ...(hits > 0 ? ['', 'Hits a day', ...bars(perDay)] : []),
    '',
    `This watch alone would bring, a week${countedOver(test)}`,
    ...expected.map(
      ({ name, schedule, mailsPerWeek, storiesPerWeek, minutesPerWeek }) =>
        `  ${name} (${schedule}): ${mailsPerWeek.toFixed(1)} mails, ${storiesPerWeek.toFixed(1)} stories, ` +
        `${minutesPerWeek.toFixed(1)} minutes of reading`,
    ),
    ...(samples.length > 0 ? ['', 'Hits, the latest first', ...samples.map(hitAsText)] : []),
    ...(nearMisses.length > 0 ? ['', 'Near misses', ...nearMisses.map(missAsText)] : []),
  ].join('\n')
}

function bars(perDay: WatchTest['perDay']): string[] {
  const days = perDay.slice(-MOST_DAYS)
  const most = Math.max(...days.map(({ hits }) => hits), 1)
  const earlier = perDay.slice(0, -MOST_DAYS).reduce((sum, { hits }) => sum + hits, 0)
  return [
    ...(earlier > 0 ? [`  ${'before'.padEnd(10)}  ${earlier}`] : []),
    ...days.map(({ day: name, hits }) => {
      const bar = '█'.repeat(Math.ceil((hits / most) * WIDEST))
      return `  ${name}  ${bar}${hits > 0 ? ` ${hits}` : ''}`.trimEnd()
    }),
  ]
}

function hitAsText({ item, answers, verdict, placedAt }: PlacedItem): string {
  const spans = answers.flatMap((answer) => answer.spans)
  const inText = spans.some(({ field }) => field === 'text')
  return [
    `  ${day(placedAt)}  ${highlight(item, 'title', spans)}  (${item.outlet}, ${verdict.kind})`,
    ...(inText ? [`              ${highlight(item, 'text', spans)}`] : []),
  ].join('\n')
}

function missAsText({ item, at, failed }: NearMiss): string {
  return [
    `  ${day(at)}  ${item.title}  (${item.outlet})`,
    ...failed.map(({ clause, because }) => `              ${clause}: ${because}`),
  ].join('\n')
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10)
}
