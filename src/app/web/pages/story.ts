import { originsInWords } from '../../../core/digest/outline-notes.ts'
import { counted, listed } from '../../../core/digest/wording.ts'
import { storyOrigins } from '../../../core/story/origins.ts'
import { disagreements } from '../../../core/story/verdict-words.ts'
import type { PlacedItem, RecordedMove, Story } from '../../../model.ts'
import type { StoryLine } from '../../../ports.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { languageName } from './chips.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'
import { sentTable, toldIn } from './story-sent.ts'
import { timelineOf } from './story-timeline.ts'

const SHOWN = 150
const MOST_DIGESTS = 60

/** One story as it developed: what was new when, on whose word, and what of it went out. */
export async function storyPage(
  parts: WebParts,
  id: string,
  after = 0,
  said = '',
): Promise<string | undefined> {
  const { store } = parts.world
  const story = await store.story(id)
  const line = await store.storyLine(id)
  if (!story || !line) return undefined
  const time = pageTime(parts)
  const placed = await store.timeline(id, { after, limit: SHOWN + 1 })
  const digests = await store.digestsAbout(id, MOST_DIGESTS)
  const shown = placed.slice(0, SHOWN)
  const content = html`${said !== '' && html`<p class="said" role="status">${said}</p>`}
    ${factsOf(line, time)} ${disagreementsOf(shown)} ${seedsOf(story)}
    <h2>As it developed</h2>
    ${timelineOf(shown, time, toldIn(parts, digests, time))}
    ${placed.length > SHOWN && laterTellings(id, shown)} ${languagesOf(shown)} ${outletsOf(line)}
    ${sentTable(parts, digests, { id, placed: shown, time })}
    ${movesOf(await store.movesOf(id), id, time)}
    <p>
      <a href="/stories/${encodeURIComponent(id)}/put-right"
        >Not one story, or one with another? Put it right</a
      >
    </p>
    ${zoneNote(time)}`
  return layout(story.title, '/', content)
}

function factsOf(line: StoryLine, time: PageTime): Html {
  const { firstAt, lastAt, kinds, news } = line
  const items = Object.values(kinds).reduce((all, count) => all + count, 0)
  const origins = storyOrigins(line.tellers)
  return html`<p dir="auto">
      ${origins.outlets > 0 && html`<strong>${originsInWords(origins)}</strong>`}
    </p>
    <dl class="facts">
      <div>
        <dt>First published</dt>
        <dd class="words">${time.at(firstAt)}</dd>
      </div>
      <div>
        <dt>Last published</dt>
        <dd class="words">${time.at(lastAt)}</dd>
      </div>
      ${
        news &&
        html`<div>
          <dt>Last news read</dt>
          <dd class="words">${time.at(news.at)}</dd>
        </div>`
      }
      <div>
        <dt>Tellings</dt>
        <dd class="words">${tellingsInWords(items, kinds.new ?? 0, kinds.update ?? 0)}</dd>
      </div>
    </dl>`
}

function tellingsInWords(items: number, opened: number, updates: number): string {
  const retold = items - opened - updates
  const parts = [
    ...(opened > 0 ? [`${opened.toLocaleString('en')} new`] : []),
    ...(updates > 0 ? [counted(updates, 'update')] : []),
    ...(retold > 0 ? [`${retold.toLocaleString('en')} retold`] : []),
  ]
  return `${items.toLocaleString('en')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
}

function disagreementsOf(placed: readonly PlacedItem[]): Html | false {
  const words = disagreements(placed.flatMap(({ verdict }) => verdict.contradictions ?? []))
  return (
    words !== '' &&
    html`<p class="alert" dir="auto"><strong>Outlets disagree:</strong> ${words}</p>`
  )
}

function seedsOf({ documents }: Story): Html | false {
  const seeds = documents.filter(({ origin }) => origin === 'seed')
  return (
    seeds.length > 0 &&
    html`<h2>Known before the service began</h2>
      <ul>
        ${seeds.map(({ title, outlet }) => html`<li dir="auto">${title} <span class="soft">${outlet}</span></li>`)}
      </ul>`
  )
}

function laterTellings(id: string, shown: readonly PlacedItem[]): Html {
  return html`<p class="pages">
    <a
      class="button"
      rel="next"
      href="/stories/${encodeURIComponent(id)}?after=${shown.at(-1)?.sequence ?? 0}"
      >Later tellings</a
    >
  </p>`
}

/** Of each other language the first headline. */
function languagesOf(placed: readonly PlacedItem[]): Html | false {
  const first = new Map<string, PlacedItem>()
  for (const one of placed) {
    const tag = one.item.language?.split('-')[0]
    if (tag !== undefined && !first.has(tag)) first.set(tag, one)
  }
  const [, ...others] = first
  return (
    others.length > 0 &&
    html`<h2>Also in ${listed(others.map(([tag]) => languageName(tag)))}</h2>
      <ul>
        ${others.map(
          ([tag, { item }]) =>
            html`<li>
              <span dir="auto" lang="${tag}">${outsideLink(item.url, item.title)}</span>
              <span class="soft small">${item.outlet}</span>
            </li>`,
        )}
      </ul>`
  )
}

function outletsOf({ tellers }: StoryLine): Html | false {
  const outlets = new Map<string, { tellings: number; sources: Set<string> }>()
  for (const { outlet, sources } of tellers) {
    const known = outlets.get(outlet) ?? { tellings: 0, sources: new Set() }
    known.tellings++
    for (const source of sources) known.sources.add(source)
    outlets.set(outlet, known)
  }
  if (outlets.size < 2) return false
  return html`<details>
    <summary>${counted(outlets.size, 'outlet')}, and on whose word each tells it</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Outlet</th>
          <th scope="col">On the word of</th>
          <th scope="col" class="number">Tellings</th>
        </tr>
      </thead>
      <tbody>
        ${[...outlets].map(
          ([outlet, { tellings, sources }]) =>
            html`<tr>
              <th scope="row" dir="auto">${outlet}</th>
              <td dir="auto">${wordOf(outlet, [...sources])}</td>
              <td class="number">${tellings}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`
}

function wordOf(outlet: string, sources: readonly string[]): string {
  return sources.length === 0 || (sources.length === 1 && sources[0] === outlet)
    ? 'its own'
    : listed(sources)
}

function movesOf(moves: readonly RecordedMove[], id: string, time: PageTime): Html | false {
  return (
    moves.length > 0 &&
    html`<h2>Put right</h2>
      <details>
        <summary>
          Tellings moved ${counted(moves.length, 'time')}, the last ${time.at(moves.at(-1)?.at)}
        </summary>
        <ul>
          ${moves.map((move) => moved(move, id, time))}
        </ul>
      </details>`
  )
}

function moved({ at, madeBy, to, documents, because }: RecordedMove, id: string, time: PageTime) {
  const where =
    to === id
      ? 'came from another story'
      : html`went to <a href="/stories/${encodeURIComponent(to)}">another story</a>`
  return html`<li class="small" dir="auto">
    ${time.at(at)}: ${counted(documents.length, 'telling')} ${where}, by ${madeBy}, because
    ${because}
  </li>`
}
