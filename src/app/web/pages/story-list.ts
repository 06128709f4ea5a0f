import * as z from 'zod'
import { originsInWords } from '../../../core/digest/outline-notes.ts'
import { counted, listed } from '../../../core/digest/wording.ts'
import { storyOrigins } from '../../../core/story/origins.ts'
import type { Place, StoriesAsked, StoryLine } from '../../../ports.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { clipped, languageName, verdictChip } from './chips.ts'
import { homeAside, homeFacts } from './home-parts.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'
import { optionsOf, WITHIN_DAYS } from './filter-form.ts'

const SHOWN = 25
const DAY_MS = 86_400_000

const STATES = [
  ['', 'any state'],
  ['new', 'opened'],
  ['update', 'taken further'],
  ['disputed', 'outlets disagree'],
] as const

/** What the address asks for; what it says wrongly is as if it were not there. */
const askedSchema = z.object({
  watch: z.string().min(1).optional().catch(undefined),
  state: z.enum(['new', 'update', 'disputed']).optional().catch(undefined),
  days: z.coerce.number().int().min(1).max(366).optional().catch(undefined),
  before: z
    .string()
    .regex(/^\d{4}-[^,]+Z,\d+$/)
    .optional()
    .catch(undefined),
})

type Asked = z.infer<typeof askedSchema>

/** Stories as they develop, by latest telling; above them what is new today. */
export async function storiesPage(parts: WebParts, query: unknown): Promise<string> {
  const asked = askedSchema.parse(query)
  const time = pageTime(parts)
  const { rows, next } = await parts.world.store.storyLines(wanted(asked, time))
  const isFront = Object.values(asked).every((one) => one === undefined)
  const list = html`${filters(parts, asked)}
  ${isFront && rows.every(({ news }) => !news) && NOTHING_YET}
  ${rows.length > 0 ? storyDays(rows, time) : nothing(isFront, next)} ${pager(asked, next)}
  ${zoneNote(time)}`
  const content = isFront
    ? html`${await homeFacts(parts, time)}
        <div class="with-aside">
          <div>${list}</div>
          ${await homeAside(parts, time)}
        </div>`
    : list
  return layout('Stories', '/', content)
}

function wanted({ watch, state, days, before }: Asked, { now }: PageTime): StoriesAsked {
  const [at = '', number = ''] = before?.split(',') ?? []
  const place: Place | undefined = before ? { at: new Date(at), number: Number(number) } : undefined
  return {
    limit: SHOWN,
    ...(watch !== undefined && { watch }),
    ...(state && { state }),
    ...(days !== undefined && { from: new Date(now.getTime() - days * DAY_MS) }),
    ...(place && !Number.isNaN(place.at.getTime()) && { before: place }),
  }
}

function filters({ followed }: WebParts, { watch = '', state, days }: Asked): Html {
  const watches = followed.current.watches.map(({ name }) => [name, name] as const)
  return html`<form class="filters" action="/" aria-label="Which stories">
    <label
      >Watch
      <select name="watch">
        ${optionsOf([['', 'every watch'], ...watches], watch)}
      </select></label
    >
    <label
      >State
      <select name="state">
        ${optionsOf(STATES, state ?? '')}
      </select></label
    >
    <label
      >In the last
      <select name="days">
        ${optionsOf(WITHIN_DAYS, days === undefined ? '' : String(days))}
      </select></label
    >
    <button>Show</button>
  </form>`
}

function nothing(isFront: boolean, next: Place | undefined): Html {
  if (next) return html`<p>No such story among the thousands looked through; older ones may be.</p>`
  return isFront ? html`` : html`<p>No such story. <a href="/">All stories</a></p>`
}

const NOTHING_YET = html`<p>
  Nothing new yet. What stands in a feed at its first visit is its starting point, known and not
  told; digests come with what is new after it. <a href="/feeds">How the feeds are doing</a>
</p>`

function storyDays(lines: readonly StoryLine[], time: PageTime): Html {
  const days = new Map<string, StoryLine[]>()
  for (const line of lines) {
    const day = time.day(line.lastAt)
    days.set(day, [...(days.get(day) ?? []), line])
  }
  return html`${[...days].map(
    ([day, stories]) =>
      html`<section>
        <h2 class="day">${day}</h2>
        <ol class="plain">
          ${stories.map((line) => storyEntry(line, time))}
        </ol>
      </section>`,
  )}`
}

const LONGEST_SENTENCE = 280

export function storyEntry(line: StoryLine, time: PageTime): Html {
  const { id, title, news, watches, lastAt } = line
  const isToldSince = news && time.day(news.at) !== time.day(lastAt)
  return html`<li class="story">
    <h3><a href="/stories/${encodeURIComponent(id)}" dir="auto">${title}</a></h3>
    <p class="small">
      ${news && html`${verdictChip(news.kind)} ${time.at(news.at)} `}${
        watches.length > 0 && html`<span class="soft" dir="auto">${watches.join(', ')}</span>`
      }${isToldSince && html` <span class="soft">· last published ${time.at(lastAt)}</span>`}
    </p>
    ${
      news?.kind === 'update' &&
      news.title !== title &&
      html`<p dir="auto">
        <strong>${news.title}</strong> <span class="soft">${news.outlet}</span>
      </p>`
    }
    ${news?.sentence !== undefined && html`<p dir="auto">${clipped(news.sentence, LONGEST_SENTENCE)}</p>`}
    <p class="soft small">${standingOf(line)}</p>
  </li>`
}

/** '3 outlets, 1 independent report, 1 origin: KCNA · 2 updates, 5 retold · also in Korean'. */
function standingOf({ kinds, tellers, seeds, languages, disputed }: StoryLine): Html {
  const { copy = 0, retelling = 0, update = 0, known = 0 } = kinds
  const retold = copy + retelling + known
  const counts = [
    ...(update > 0 ? [counted(update, 'update')] : []),
    ...(retold > 0 ? [`${retold.toLocaleString('en')} retold`] : []),
    ...(seeds > 0 ? ['known from the seeds'] : []),
  ]
  const names = [...new Set(languages.map(languageName))]
  const others = names.length > 1 ? `in ${listed(names)}` : ''
  const parts = [
    ...(tellers.length > 0 ? [originsInWords(storyOrigins(tellers))] : []),
    ...(counts.length > 0 ? [counts.join(', ')] : []),
    ...(others === '' ? [] : [others]),
  ]
  return html`<span dir="auto">${parts.join(' · ')}</span>${
      disputed && html` · <span class="bad">outlets disagree</span>`
    }`
}

function pager(asked: Asked, next: Place | undefined): Html {
  if (!next && asked.before === undefined) return html``
  const { before: _, ...same } = asked
  const older = next && addressOf({ ...same, before: `${next.at.toISOString()},${next.number}` })
  return html`<nav class="pages" aria-label="Pages">
    ${asked.before !== undefined && html`<a class="button" href="${addressOf(same)}">Latest</a>`}
    ${older && html`<a class="button" href="${older}" rel="next">Older stories</a>`}
  </nav>`
}

function addressOf(asked: Asked): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  )
  return given.length === 0 ? '/' : `/?${new URLSearchParams(given).toString()}`
}
