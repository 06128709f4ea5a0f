import { counted } from '../../../core/digest/wording.ts'
import type { JobName, JobOnRecord } from '../../../ports.ts'
import type { Configuration } from '../../configuration/configuration.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'

export interface JobsView {
  readonly token: string
  readonly said?: string
  readonly problem?: string
}

/** Of each kind so many are shown; the counts are of all. */
const SHOWN = 50

/** The queue: how much of what, what is in hand, what failed and why, what comes. */
export async function jobsPage(parts: WebParts, view: JobsView): Promise<string> {
  const { world, followed } = parts
  const time = pageTime(parts)
  const [counts, jobs] = await Promise.all([world.queue.counts(), world.queue.jobs(SHOWN)])
  const { said, problem, token } = view
  const part = (state: JobOnRecord['state'], title: string, at: string) => {
    const found = jobs.filter((job) => job.state === state)
    const given = { title, at, all: counts[state], configuration: followed.current, time }
    return tablePart(found, { ...given, ...(state === 'failed' && { token }) })
  }
  return layout(
    'Jobs',
    '/jobs',
    html`${said !== undefined && html`<p class="said" role="status">${said}</p>`}
      ${problem !== undefined && html`<p class="alert" role="alert">${problem}</p>`}
      <dl class="facts">
        ${Object.entries(counts).map(
          ([state, count]) =>
            html`<div>
              <dt>${WORDS[state] ?? state}</dt>
              <dd>${count}</dd>
            </div>`,
        )}
      </dl>
      ${part('failed', 'Given up', 'Since')} ${part('active', 'In hand', 'Since')}
      ${part('waiting', 'In line', 'Since')} ${part('delayed', 'Later', 'Due')}
      <p class="soft small">
        ${world.parts.queue}. A job is tried three times; one that is given up comes again with its
        timetable.
      </p>
      ${zoneNote(time)}`,
  )
}

const WORDS: Readonly<Record<string, string>> = {
  waiting: 'in line',
  active: 'in hand',
  delayed: 'later',
  failed: 'given up',
}

interface TableGiven {
  readonly title: string
  /** What the time of each says. */
  readonly at: string
  readonly all: number
  readonly configuration: Configuration
  readonly time: PageTime
  /** For those that may be tried again. */
  readonly token?: string
}

function tablePart(jobs: readonly JobOnRecord[], given: TableGiven): Html | false {
  const { title, at, all, configuration, time, token } = given
  if (jobs.length === 0) return false
  return html`<h2>${title}</h2>
    ${all > jobs.length && html`<p class="soft small">the first ${counted(jobs.length, 'job')} of ${all}</p>`}
    <div class="scroll">
      <table class="cards">
        <thead>
          <tr>
            <th>Job</th>
            <th>${at}</th>
            <th>Tries</th>
            <th>Last trouble</th>
            ${token !== undefined && html`<th><span class="unseen">What to do</span></th>`}
          </tr>
        </thead>
        <tbody>
          ${jobs.map((job) => {
            const words = jobInWords(job, configuration)
            return html`<tr>
              <th scope="row" dir="auto">${words}</th>
              <td data-label="${at}">${time.at(job.at)}</td>
              <td data-label="Tries">${job.attempts}</td>
              <td data-label="Last trouble" class="small">${job.because ?? ''}</td>
              ${token !== undefined && html`<td>${againPart(job, words, token)}</td>`}
            </tr>`
          })}
        </tbody>
      </table>
    </div>`
}

function againPart({ id }: JobOnRecord, words: string, token: string): Html {
  return html`<form method="post" action="/jobs">
    <input type="hidden" name="token" value="${token}" />
    <button name="again" value="${id}" aria-label="Try again: ${words}">Try again</button>
  </form>`
}

const NAMES: Readonly<Record<JobName, string>> = {
  'poll-feed': 'visit',
  'send-digest': 'digest of',
  'look-at-articles': 'articles read again',
  'look-back': 'look back with',
  'keep-subscriptions': 'hubs asked to tell of news',
  'keep-house': 'old items put away',
}

function jobInWords(
  { name, subject }: JobOnRecord,
  { feeds, subscribers }: Pick<Configuration, 'feeds' | 'subscribers'>,
): string {
  const named = name === 'poll-feed' ? feeds : name === 'send-digest' ? subscribers : []
  const known = named.find(({ id }) => id === subject)?.name
  return `${NAMES[name] ?? name} ${known ?? subject}`.trim()
}
