import { feedHealths, healthInWords, type FeedHealth } from '../../../core/feed/feed-health.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { when } from './when.ts'

/** Every feed: how it is, when it was and will be visited, and why then. */
export async function feedsPage(parts: WebParts): Promise<string> {
  const rows = (await healthOfFeeds(parts)).map(feedRow)
  return layout(
    'Feeds',
    '/feeds',
    html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Feed</th>
            <th>Health</th>
            <th>Last read</th>
            <th>Next visit (UTC)</th>
            <th>Because</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`,
  )
}

/** The same for machines: what `wirewatch feeds` asks a running service. */
export async function healthOfFeeds({ world, followed }: WebParts): Promise<readonly FeedHealth[]> {
  return feedHealths(followed.current.feeds, await world.store.feedMemories(), world.now())
}

const COLOURS = {
  well: 'new',
  quiet: 'soft',
  failing: 'bad',
  gone: 'bad',
  'not visited yet': 'soft',
} as const

function feedRow(feed: FeedHealth): Html {
  return html`<tr>
    <td>${outsideLink(feed.url, feed.name)}</td>
    <td><span class="${COLOURS[feed.health]}">${healthInWords(feed)}</span></td>
    <td>${when(feed.lastReadAt)}</td>
    <td>${when(feed.nextVisitAt)}</td>
    <td class="small">${feed.because}</td>
  </tr>`
}
