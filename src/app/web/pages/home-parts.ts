import { nextDigestAt } from '../../../core/digest/digest-due.ts'
import { subjectOf } from '../../../core/digest/subject-of.ts'
import { counted } from '../../../core/digest/wording.ts'
import { chartKey, coverageChart } from '../coverage-chart.ts'
import { html, type Html } from '../html.ts'
import { readCoverage } from '../read-coverage.ts'
import type { WebParts } from '../web-parts.ts'
import { healthOfFeeds } from './feeds.ts'
import type { PageTime } from './page-time.ts'

const CHART_DAYS = 14
const CHART_WIDTH = 272
const MOST_CHARTS = 5
const LATEST_DIGESTS = 4
const DAY_MS = 86_400_000

/** What is new since this time yesterday, and whether all is well. */
export async function homeFacts(parts: WebParts, time: PageTime): Promise<Html> {
  const since = new Date(time.now.getTime() - DAY_MS)
  const { copy = 0, retelling = 0, known = 0, ...news } = await parts.world.store.placedSince(since)
  const feeds = await healthOfFeeds(parts)
  const ill = feeds.filter(({ health }) => health === 'failing' || health === 'gone').length
  const next = nextDigest(parts, time)
  return html`<dl class="facts">
    <div>
      <dt>New stories, 24 hours</dt>
      <dd>${(news.new ?? 0).toLocaleString('en')}</dd>
    </div>
    <div>
      <dt>Updates, 24 hours</dt>
      <dd>${(news.update ?? 0).toLocaleString('en')}</dd>
    </div>
    <div>
      <dt>Retold, not sent</dt>
      <dd>${(copy + retelling + known).toLocaleString('en')}</dd>
    </div>
    <div>
      <dt>Feeds</dt>
      <dd class="words">
        <a href="/feeds"
          >${
            ill === 0
              ? `all ${counted(feeds.length, 'feed')} answer`
              : html`<span class="bad">${ill} of ${feeds.length} fail</span>`
          }</a
        >
      </dd>
    </div>
    ${
      next &&
      html`<div>
        <dt>Next digest</dt>
        <dd class="words">${next}</dd>
      </div>`
    }
  </dl>`
}

function nextDigest({ followed }: WebParts, time: PageTime): Html | undefined {
  const slots = followed.current.subscribers
    .filter(({ schedule }) => schedule.gatherMs === undefined)
    .map((subscriber) => ({ name: subscriber.name, at: nextDigestAt(subscriber, time.now) }))
  const [first] = slots.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return first && html`${time.at(first.at)}, ${first.name}`
}

/** Coverage of the watches that most answered, and the latest digests. */
export async function homeAside(parts: WebParts, time: PageTime): Promise<Html> {
  const of = await readCoverage(parts, time, CHART_DAYS)
  const charts = parts.followed.current.watches
    .map(({ name }) => ({ name, days: of(name) }))
    .map((one) => ({ ...one, sum: one.days.reduce((all, day) => all + day.news + day.rest, 0) }))
    .toSorted((a, b) => b.sum - a.sum)
    .slice(0, MOST_CHARTS)
  const { rows: digests } = await parts.world.store.digestArchive({ limit: LATEST_DIGESTS })
  return html`<aside aria-label="At a glance">
    <h2>${counted(CHART_DAYS, 'day')} of coverage</h2>
    ${chartKey}
    ${charts.map(
      ({ name, days }) =>
        html`<h3 dir="auto">
            <a href="/?watch=${encodeURIComponent(name)}">${name}</a>
          </h3>
          ${coverageChart({ name, days, zone: time.zone, width: CHART_WIDTH })}`,
    )}
    ${parts.followed.current.watches.length > MOST_CHARTS && html`<p class="small"><a href="/watches">All watches</a></p>`}
    <h2>Latest digests</h2>
    ${
      digests.length === 0
        ? html`<p class="soft small">None yet.</p>`
        : html`<ul class="plain small">
            ${digests.map(
              ({ digest }) =>
                html`<li>
                  ${time.at(digest.composedAt)}<br /><a
                    href="/digests/${encodeURIComponent(digest.id)}"
                    dir="auto"
                    >${subjectOf(digest)}</a
                  >
                </li>`,
            )}
          </ul>`
    }
  </aside>`
}
