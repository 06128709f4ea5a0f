/**
 * How much came day by day, drawn where it stands: no script, no file. What is drawn is said in
 * words for those who do not see it, and stands in a table below.
 */
import { counted } from '../../core/digest/wording.ts'
import { html, type Html } from './html.ts'

export interface DayCount {
  /** '2025-07-12' */
  readonly day: string
  readonly news: number
  readonly rest: number
  readonly mails: number
}

export interface Chart {
  readonly name: string
  /** Every day in order, those without anything too. */
  readonly days: readonly DayCount[]
  readonly zone: string
  /** In the units of its own picture, which are pixels where there is room. */
  readonly width: number
}

const TOP = 14
const HEIGHT = 64
const LEFT = 24
/** Below the axis: the mails, then the days' names. */
const MAILS = 8
const BOTTOM = 26

export function coverageChart({ name, days, zone, width }: Chart): Html {
  const sum = totals(days)
  const id = `chart-${Buffer.from(name).toString('hex')}`
  if (sum.news + sum.rest + sum.mails === 0) {
    return html`<p class="soft small">Nothing answered it in ${counted(days.length, 'day')}.</p>`
  }
  const most = Math.max(...days.map(({ news, rest }) => news + rest), 1)
  const top = niceTop(most)
  const step = (width - LEFT) / days.length
  const bars = days.map((day, at) => barOf(day, LEFT + at * step, step, top))
  return html`<figure class="chart">
    <svg
      viewBox="0 0 ${width} ${TOP + HEIGHT + BOTTOM}"
      role="img"
      aria-labelledby="${id} ${id}-said"
    >
      <title id="${id}">${name}: items a day</title>
      <desc id="${id}-said">${inWords(days, sum)}</desc>
      ${axis(width, top)} ${bars} ${dayNames(days, step)}
    </svg>
    <details class="small">
      <summary>As a table</summary>
      ${tableOf(name, days, zone)}
    </details>
  </figure>`
}

/** What the colours mean, once for all charts of a page. */
export const chartKey = html`<p class="soft small">
  <span class="key news"></span>new and updates &nbsp; <span class="key"></span>copies and
  retellings &nbsp; <span class="key mail"></span>digest sent
</p>`

function axis(width: number, top: number): Html {
  const base = TOP + HEIGHT
  return html`<line class="axis" x1="${LEFT}" x2="${width}" y1="${base + 0.5}" y2="${base + 0.5}" />
    <line class="axis" x1="${LEFT}" x2="${width}" y1="${TOP + 0.5}" y2="${TOP + 0.5}" />
    <text x="${LEFT - 4}" y="${TOP + 4}" text-anchor="end">${top.toLocaleString('en')}</text>
    <text x="${LEFT - 4}" y="${base + 3}" text-anchor="end">0</text>`
}

function barOf({ news, rest, mails }: DayCount, left: number, step: number, top: number): Html {
  const scale = HEIGHT / top
  const base = TOP + HEIGHT
  const x = (left + step * 0.1).toFixed(1)
  const width = (step * 0.8).toFixed(1)
  return html`${news > 0 && rect('news', x, base - news * scale, width, news * scale)}
  ${rest > 0 && rect('rest', x, base - (news + rest) * scale, width, rest * scale)}
  ${
    mails > 0 &&
    html`<circle class="mail" cx="${(left + step / 2).toFixed(1)}" cy="${base + MAILS}" r="2.2" />`
  }`
}

function rect(kind: string, x: string, y: number, width: string, height: number): Html {
  return html`<rect
    class="${kind}"
    x="${x}"
    y="${y.toFixed(1)}"
    width="${width}"
    height="${height.toFixed(1)}"
  />`
}

/** The first day, the last, and the one in the middle. */
function dayNames(days: readonly DayCount[], step: number): Html {
  const last = days.length - 1
  const y = TOP + HEIGHT + BOTTOM - 3
  const names = [
    [0, 'start'],
    [Math.floor(last / 2), 'middle'],
    [last, 'end'],
  ] as const
  const shown = names.map(([at, anchor]) => {
    const x = LEFT + (at + { start: 0, middle: 0.5, end: 1 }[anchor]) * step
    return html`<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}">
      ${shortDay(days[at]?.day ?? '')}
    </text>`
  })
  return html`${shown}`
}

/** '12 Jul'; the day is the zone's already, so it is read as it stands. */
function shortDay(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return `${date} ${MONTHS[(month ?? 1) - 1]}`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** The next round number at or above. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  const rounds = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((one) => one * power)
  return rounds.find((one) => one >= most && Number.isInteger(one)) ?? most
}

function totals(days: readonly DayCount[]): Omit<DayCount, 'day'> {
  return days.reduce(
    (sum, { news, rest, mails }) => ({
      news: sum.news + news,
      rest: sum.rest + rest,
      mails: sum.mails + mails,
    }),
    { news: 0, rest: 0, mails: 0 },
  )
}

function inWords(days: readonly DayCount[], { news, rest, mails }: Omit<DayCount, 'day'>): string {
  const busiest = days.toSorted((a, b) => b.news + b.rest - a.news - a.rest)[0]
  const at = busiest ? ` Most came on ${busiest.day}: ${busiest.news + busiest.rest}.` : ''
  return (
    `${counted(news, 'item')} new or an update, ${counted(rest, 'copy or retelling', 'copies and retellings')} ` +
    `and ${counted(mails, 'digest')} in ${counted(days.length, 'day')}.${at}`
  )
}

function tableOf(name: string, days: readonly DayCount[], zone: string): Html {
  const rows = days
    .filter(({ news, rest, mails }) => news + rest + mails > 0)
    .toReversed()
    .map(
      ({ day, news, rest, mails }) =>
        html`<tr>
          <th scope="row">${day}</th>
          <td class="number">${news}</td>
          <td class="number">${rest}</td>
          <td class="number">${mails}</td>
        </tr>`,
    )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}, by day">
    <table>
      <caption>
        Days of ${zone} on which anything came
      </caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" class="number">New</th>
          <th scope="col" class="number">Retold</th>
          <th scope="col" class="number">Digests</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}
