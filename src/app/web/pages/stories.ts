import { counted } from '../../../core/digest/wording.ts'
import { originsInWords } from '../../../core/digest/outline-notes.ts'
import { storyOrigins, tellerOf } from '../../../core/story/origins.ts'
import { disagreements } from '../../../core/story/verdict-words.ts'
import type { PlacedItem, RecordedMove, Story } from '../../../model.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { when } from './when.ts'

const SHOWN = 60

/** Stories by latest development, with who tells them. */
export async function storiesPage({ world }: WebParts): Promise<string> {
  const stories = await world.store.stories(SHOWN)
  const list = html`<ol class="plain">
    ${stories.map(storyEntry)}
  </ol>`
  const empty = html`<p>
    Nothing yet. The first visit to each feed is its starting point; stories come with what is new
    after it. <a href="/feeds">How the feeds are doing</a>
  </p>`
  return layout('Stories', '/', stories.length > 0 ? list : empty)
}

function storyEntry({ id, title, lastAt, documents }: Story): Html {
  const outlets = [...new Set(documents.map(({ outlet }) => outlet))]
  return html`<li class="story">
    <h2><a href="/stories/${encodeURIComponent(id)}" dir="auto">${title}</a></h2>
    <p class="soft small">
      ${when(lastAt)} UTC · ${counted(documents.length, 'telling')} in
      ${counted(outlets.length, 'outlet')}:
      ${outlets.slice(0, 6).join(', ')}${outlets.length > 6 && ' …'}
    </p>
  </li>`
}

/** One story as it developed: every telling, its verdict and why. */
export async function storyPage({ world }: WebParts, id: string): Promise<string | undefined> {
  const story = await world.store.story(id)
  if (!story) return undefined
  const placed = await world.store.placementsOf(id)
  const moves = await world.store.movesOf(id)
  const seeds = story.documents.filter(({ origin }) => origin === 'seed')
  const content = html`${
      seeds.length > 0 &&
      html`<h2>Known from the seed corpus</h2>
        <ul>
          ${seeds.map(({ title, outlet }) => html`<li dir="auto">${title} <span class="soft">(${outlet})</span></li>`)}
        </ul>`
    }
    ${originsLine(story, placed)}
    <h2>As it came</h2>
    <ol class="plain">
      ${placed.map(telling)}
    </ol>
    ${
      moves.length > 0 &&
      html`<h2>Put right</h2>
        <ul>
          ${moves.map((move) => moved(move, id))}
        </ul>`
    }`
  return layout(story.title, '/', content)
}

function moved({ at, madeBy, to, documents, because }: RecordedMove, id: string): Html {
  const where =
    to === id
      ? 'came from another story'
      : html`went to <a href="/stories/${encodeURIComponent(to)}">another story</a>`
  return html`<li class="small" dir="auto">
    ${when(at)} UTC: ${counted(documents.length, 'telling')} ${where}, by ${madeBy}, because
    ${because}
  </li>`
}

/** Seeds by what they cite, items by what was made of them, which a copy has of its original. */
function originsLine({ documents }: Story, placed: readonly PlacedItem[]): Html | false {
  const seeds = documents.filter(({ origin }) => origin === 'seed').map(tellerOf)
  const tellers = placed.map(({ item: { outlet }, verdict: { origins: sources = [] } }) => ({
    outlet,
    sources,
  }))
  const all = [...seeds, ...tellers]
  return all.length > 0 && html`<p>${originsInWords(storyOrigins(all))}</p>`
}

function telling({ item, verdict, heldBack, placedAt, headlines = [] }: PlacedItem): Html {
  const { kind, newSentences, origins = [], contradictions = [], because } = verdict
  return html`<li class="story">
    <p>
      <span class="verdict ${kind}">${kind}</span>
      <span dir="auto">${outsideLink(item.url, item.title)}</span>
    </p>
    <p class="soft small">
      ${item.outlet} · published ${when(item.published)} · read ${when(placedAt)} UTC
    </p>
    ${
      headlines.length > 0 &&
      html`<p class="soft small" dir="auto">Headlines, first to last: ${headlines.join(' → ')}</p>`
    }
    ${item.fullText?.read === false && html`<p class="soft small">Only the feed’s teaser: ${item.fullText.because}</p>`}
    ${
      contradictions.length > 0 &&
      html`<p class="small" dir="auto">Outlets disagree: ${disagreements(contradictions)}</p>`
    }
    ${newSentences.map(({ text }) => html`<p dir="auto"><mark>${text}</mark></p>`)}
    <p class="small">
      ${origins.length > 0 && html`On the word of <span dir="auto">${origins.join(', ')}</span>. `}Because
      ${because}${heldBack !== undefined && html`; held back: ${heldBack}`}
    </p>
  </li>`
}
