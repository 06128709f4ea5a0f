import type { Feed, FeedMemory } from '../../../model.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { when } from './when.ts'

/** Every feed: how it is, when it was and will be visited, and why then. */
export async function feedsPage({ world, configuration }: WebParts): Promise<string> {
  const memories = new Map(
    (await world.store.feedMemories()).map((memory) => [memory.feedId, memory]),
  )
  const rows = configuration.feeds.map((feed) => feedRow(feed, memories.get(feed.id)))
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

function feedRow(feed: Feed, memory: FeedMemory | undefined): Html {
  return html`<tr>
    <td>${outsideLink(feed.url, feed.name)}</td>
    <td>${health(memory)}</td>
    <td>${when(memory?.lastSuccessAt)}</td>
    <td>${when(memory?.nextVisitAt)}</td>
    <td class="small">${memory?.because ?? 'the service has not started on it'}</td>
  </tr>`
}

function health(memory: FeedMemory | undefined): Html {
  if (!memory) return html`<span class="soft">not visited yet</span>`
  const { failuresInARow: failures, goneSince } = memory
  if (goneSince) return html`<span class="bad">gone since ${when(goneSince)}</span>`
  if (failures === 0) return html`<span class="new">well</span>`
  const times = failures === 1 ? 'time' : 'times in a row'
  return html`<span class="bad">failed ${failures} ${times}</span>`
}
