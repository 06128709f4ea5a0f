import * as z from 'zod'
import { counted, listed } from '../../../core/digest/wording.ts'
import { summaryOf } from '../../../core/why/why-in-words.ts'
import type { Fate, HostFeed, WatchesOfItem, Why, WhyItem } from '../../../core/why/why.ts'
import type { Delivery } from '../../../model.ts'
import { findWhy } from '../../why/why-desk.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { verdictChip } from './chips.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'

const askedSchema = z.object({ of: z.string().max(8192).default('').catch('') })

/** Why something was told or not: an article by its address or id, a digest, a story. */
export async function whyPage(parts: WebParts, query: unknown): Promise<string> {
  const { of } = askedSchema.parse(query)
  const time = pageTime(parts)
  const asked = of.trim()
  const answer = asked !== '' && (await findWhy(parts.world, parts.followed.current, asked))
  const content = html`${form(of)} ${answer ? answered(answer, time) : hint}
  ${answer && zoneNote(time)}`
  return layout('Why, or why not?', '/why', content)
}

function form(of: string): Html {
  return html`<form class="filters" action="/why" aria-label="What to explain">
    <label class="wide"
      >The address of an article, or the id of an item, a story or a digest
      <input name="of" value="${of}" required autocomplete="off" spellcheck="false"
    /></label>
    <button class="main">Explain</button>
  </form>`
}

const hint = html`<p class="soft">
  Says for anything whether it was read, which watch it answers or nearly does, what it is against
  what was known, and in which digest it went out, or why not.
</p>`

function answered(why: Why, time: PageTime): Html {
  switch (why.kind) {
    case 'items':
      return html`${why.items.map((item) => itemPart(item, time))}`
    case 'story':
      return html`<p>
        A story: <a href="/stories/${encodeURIComponent(why.id)}" dir="auto">${why.title}</a>, with
        the verdict on each telling and what of it went out.
      </p>`
    case 'digest':
      return html`<p>
        A digest for ${why.subscriber}, composed ${time.at(why.composedAt)}:
        <a href="/digests/${encodeURIComponent(why.id)}">what it told and held back</a>.
      </p>`
    case 'forgotten':
      return html`<p>
          <strong>It was read, and what it said is no longer kept.</strong> Items are kept for
          ${why.keptDays} days; the address is remembered, so that it never comes as news again.
        </p>
        <ul>
          ${why.seen.map(({ feed, at }) => html`<li>${feed}, ${time.at(at)}</li>`)}
        </ul>`
    default:
      return neverRead(why, time)
  }
}

function itemPart(why: WhyItem, time: PageTime): Html {
  const { item, readAt, feed, baseline, verdict, heldBack, fates } = why
  return html`<article>
    <h2 dir="auto">${outsideLink(item.url, item.title)}</h2>
    <p class="soft small">
      <span dir="auto">${item.outlet}</span> · published ${time.at(item.published)} · read
      ${time.at(readAt)} in <span dir="auto">${feed}</span>${
        baseline && ', at its first visit: the feed’s starting point'
      }
    </p>
    <p><strong>${capital(summaryOf(why))}.</strong></p>
    ${watchesPart(why.watches)} ${verdict && verdictPart(verdict)}
    ${heldBack !== undefined && html`<p>Held back from every digest: ${heldBack}.</p>`}
    ${fates.length > 0 && fatesTable(fates, time)}
    <p class="soft small">Item <code>${item.id}</code></p>
  </article>`
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

function watchesPart({ answered: asks, nearly, answeringNow, others }: WatchesOfItem): Html {
  return html`<h3>Which watch asked</h3>
    <ul>
      ${asks.map(
        ({ watch, words, muted }) =>
          html`<li dir="auto">
            <strong>${watch}</strong>${muted && ' (muted then)'}:
            ${words.length > 0 ? html`<mark>${listed(words)}</mark>` : 'by what is known of it'}
          </li>`,
      )}
      ${answeringNow.map(
        (watch) =>
          html`<li dir="auto">
            <strong>${watch}</strong> would now, and did not ask so when it was read
          </li>`,
      )}
      ${nearly.map(
        ({ watch, failed }) =>
          html`<li dir="auto">
            <strong>${watch}</strong> nearly:
            <ul>
              ${failed.map(({ clause, because }) => html`<li><code>${clause}</code>: ${because}</li>`)}
            </ul>
          </li>`,
      )}
      ${
        others > 0 &&
        html`<li class="soft">
          ${counted(others, 'other watch', 'other watches')}: nothing of it
        </li>`
      }
    </ul>`
}

function verdictPart(verdict: NonNullable<WhyItem['verdict']>): Html {
  const { kind, because, partner, similarity, storyId, storyTitle, newSentences } = verdict
  return html`<h3>What it is against what was known</h3>
    <p dir="auto">${verdictChip(kind)} ${because}.</p>
    <p class="small" dir="auto">
      Story: <a href="/stories/${encodeURIComponent(storyId)}">${storyTitle}</a>
    </p>
    ${
      partner &&
      html`<p class="soft small" dir="auto">
        Most like “${partner.title}” (${partner.outlet}${partner.origin === 'seed' && ', a seed'}),
        likeness ${similarity.toFixed(2)}
      </p>`
    }
    ${
      newSentences.length > 0 &&
      html`<blockquote aria-label="What was new">
        ${newSentences.map(({ text }) => html`<p dir="auto">${text}</p>`)}
      </blockquote>`
    }`
}

function fatesTable(fates: readonly Fate[], time: PageTime): Html {
  return html`<h3>Who was told</h3>
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">It was</th>
          <th scope="col">Because</th>
          <th scope="col">Digest</th>
        </tr>
      </thead>
      <tbody>
        ${fates.map(
          ({ subscriber, what, because, digest, until }) =>
            html`<tr>
              <th scope="row">${subscriber}</th>
              <td class="${what === 'told' && 'new'}">${what}</td>
              <td dir="auto">${because}${until && html`, until ${time.at(until)}`}</td>
              <td>
                ${
                  digest &&
                  html`<a href="/digests/${encodeURIComponent(digest.id)}"
                      >${time.at(digest.composedAt)}</a
                    >
                    ${reached(digest.deliveries)}`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

function reached(deliveries: readonly Delivery[]): Html {
  if (deliveries.length === 0) return html`<span class="bad small">not posted yet</span>`
  const tally = new Map<string, number>()
  for (const { outcome } of deliveries) tally.set(outcome, (tally.get(outcome) ?? 0) + 1)
  const words = [...tally].map(([outcome, count]) => `${outcome} by ${count}`)
  return html`<span class="soft small">${listed(words)}</span>`
}

function neverRead(why: Extract<Why, { kind: 'never read' }>, time: PageTime): Html {
  const { asked, address, host, feeds, keptDays } = why
  if (address === undefined || host === undefined) {
    return html`<p><strong>Nothing on record goes by “${asked}”.</strong></p>
      <p>
        Ask by an article’s address, or by the id of an item, a story or a digest. Items are kept
        for ${keptDays} days. <a href="/search?q=${encodeURIComponent(asked)}">Search for it</a>
      </p>`
  }
  return html`<p><strong>This address was never read.</strong></p>
    ${
      feeds.length === 0
        ? html`<p>
            No feed of the configuration carries ${host}. Add one:
            <code>wirewatch feeds add https://${host}/</code>
          </p>`
        : html`<p>
              No feed gave it; these carry ${host}. A feed shows its latest items only, and often
              not all its outlet publishes.
            </p>
            <ul>
              ${feeds.map((feed) => hostFeed(feed, time))}
            </ul>`
    }`
}

function hostFeed(feed: HostFeed, time: PageTime): Html {
  const { name, url, health, because, lastReadAt, overflowedAt, items } = feed
  return html`<li>
    <span dir="auto">${outsideLink(url, name)}</span>:
    ${health}${health !== 'well' && ` (${because})`}, last read ${time.at(lastReadAt)},
    ${counted(items, 'item')} of it
    lately${
      overflowedAt &&
      html`; <span class="bad">items may have come and gone before ${time.at(overflowedAt)}</span>`
    }
  </li>`
}
