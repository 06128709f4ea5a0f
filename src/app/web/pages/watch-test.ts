import { counted } from '../../../core/digest/wording.ts'
import { tooLongForExpression } from '../../../core/watch/too-long.ts'
import type { PlacedItem } from '../../../model.ts'
import { countedOver } from '../../backtest/counted-over.ts'
import type { NearMiss, WatchTest } from '../../backtest/test-watch.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { marked } from '../marked.ts'
import { sparkline } from '../sparkline.ts'
import type { PageTime } from './page-time.ts'

/** What a watch would have found and brought, before it is saved. */
export function watchTestPart(test: WatchTest, time: PageTime): Html {
  const { watch, hits, givenUp, items, from, to, perDay, samples, nearMisses, expected } = test
  const heading = html`<h2 id="tried">On what was read</h2>
    <p dir="auto">${watch.written}</p>`
  if (items === 0) {
    return html`<section aria-labelledby="tried">
      ${heading}
      <p>Nothing was read so far that it could be tried on. Nothing is saved yet.</p>
    </section>`
  }
  return html`<section aria-labelledby="tried">
    ${heading}
    <p>
      <strong>${counted(hits, 'hit')}</strong> from ${time.at(from)} to ${time.at(to)}, of
      ${counted(items, 'item')} read. Nothing is saved yet.
    </p>
    ${givenUp > 0 && html`<p>${tooLongForExpression(givenUp)}</p>`}
    ${
      hits > 0 &&
      sparkline(
        perDay.map(({ hits: count }) => count),
        `${counted(hits, 'hit')} by day`,
      )
    }
    <p>This watch alone would bring, a week${countedOver(test)}:</p>
    <ul>
      ${expected.map(
        ({ name, schedule, mailsPerWeek, storiesPerWeek, minutesPerWeek }) =>
          html`<li>
            ${name} (${schedule}): ${mailsPerWeek.toFixed(1)} mails, ${storiesPerWeek.toFixed(1)}
            stories, ${minutesPerWeek.toFixed(1)} minutes of reading
          </li>`,
      )}
    </ul>
    ${
      samples.length > 0 &&
      html`<h3>Hits, the latest first</h3>
        <ul class="plain">
          ${samples.map((one) => hit(one, time))}
        </ul>`
    }
    ${
      nearMisses.length > 0 &&
      html`<h3>Near misses</h3>
        <ul class="plain">
          ${nearMisses.map((one) => miss(one, time))}
        </ul>`
    }
  </section>`
}

function hit({ item, answers, verdict, placedAt }: PlacedItem, time: PageTime): Html {
  const spans = answers.flatMap((answer) => answer.spans)
  return html`<li class="story">
    <p dir="auto">${marked(item, 'title', spans)}</p>
    <p class="soft small">
      ${outsideLink(item.url, item.outlet)} · ${time.at(placedAt)} · ${verdict.kind}
    </p>
    ${spans.some(({ field }) => field === 'text') && html`<p class="small" dir="auto">${marked(item, 'text', spans)}</p>`}
  </li>`
}

function miss({ item, at, failed }: NearMiss, time: PageTime): Html {
  return html`<li class="story">
    <p dir="auto">${item.title}</p>
    <p class="soft small">${outsideLink(item.url, item.outlet)} · ${time.at(at)}</p>
    ${failed.map(({ clause, because }) => html`<p class="small"><code dir="auto">${clause}</code>: ${because}</p>`)}
  </li>`
}
