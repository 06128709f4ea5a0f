import { counted, listed } from '../../../core/digest/wording.ts'
import { disagreements } from '../../../core/story/verdict-words.ts'
import type { PlacedItem } from '../../../model.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { verdictChip } from './chips.ts'
import type { PageTime } from './page-time.ts'
import type { ToldIn } from './story-sent.ts'

/** What brought something new stands open; what retold it between is one line to open. */
export function timelineOf(placed: readonly PlacedItem[], time: PageTime, toldIn: ToldIn): Html {
  const stretches: PlacedItem[][] = []
  for (const one of placed) {
    const last = stretches.at(-1)
    if (isNews(one) || !last || isNews(last[0]!)) stretches.push([one])
    else last.push(one)
  }
  return html`<ol class="timeline">
    ${stretches.map((stretch) =>
      isNews(stretch[0]!)
        ? newsEntry(stretch[0]!, time, toldIn)
        : retoldEntry(stretch, time, toldIn),
    )}
  </ol>`
}

function isNews({ verdict, heldBack }: PlacedItem): boolean {
  return heldBack === undefined && (verdict.kind === 'new' || verdict.kind === 'update')
}

function newsEntry(one: PlacedItem, time: PageTime, toldIn: ToldIn): Html {
  const sentences = one.verdict.newSentences
  return html`<li class="news">
    ${telling(one, time)}
    ${
      sentences.length > 0 &&
      html`<blockquote aria-label="What was new">
        ${sentences.map(({ text }) => html`<p dir="auto">${text}</p>`)}
      </blockquote>`
    }
    ${becauseOf(one, toldIn)}
  </li>`
}

function retoldEntry(stretch: readonly PlacedItem[], time: PageTime, toldIn: ToldIn): Html {
  const outlets = [...new Set(stretch.map(({ item }) => item.outlet))]
  return html`<li>
    <details>
      <summary>
        ${counted(stretch.length, 'telling')} with nothing new to send:
        <span dir="auto">${listed(outlets, 5)}</span>
      </summary>
      <ol class="plain">
        ${stretch.map(
          (one) => html`<li class="story">${telling(one, time)} ${becauseOf(one, toldIn)}</li>`,
        )}
      </ol>
    </details>
  </li>`
}

function telling({ item, verdict, placedAt, headlines = [] }: PlacedItem, time: PageTime) {
  return html`<h3 dir="auto">${outsideLink(item.url, item.title)}</h3>
    <p class="small">
      ${verdictChip(verdict.kind)} <span dir="auto">${item.outlet}</span>
      <span class="soft">· published ${time.at(item.published)} · read ${time.at(placedAt)}</span>
    </p>
    ${
      headlines.length > 0 &&
      html`<p class="soft small" dir="auto">Headlines, first to last: ${headlines.join(' → ')}</p>`
    }
    ${
      item.fullText?.read === false &&
      html`<p class="soft small">Only the feed’s teaser: ${item.fullText.because}</p>`
    }`
}

function becauseOf({ item, verdict, heldBack }: PlacedItem, toldIn: ToldIn): Html {
  const { origins = [], contradictions = [], because } = verdict
  return html`${
      contradictions.length > 0 &&
      html`<p class="small bad" dir="auto">Outlets disagree: ${disagreements(contradictions)}</p>`
    }
    <p class="soft small" dir="auto">
      ${origins.length > 0 && html`On the word of ${listed(origins)}. `}Because
      ${because}${heldBack !== undefined && html`; held back: ${heldBack}`}. ${toldIn(item.id)}
      <a href="/why?of=${encodeURIComponent(item.id)}" aria-label="Why: ${item.title}">Why</a>
    </p>`
}
