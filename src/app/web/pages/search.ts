import * as z from 'zod'
import { counted } from '../../../core/digest/wording.ts'
import { searchItems, type Found, type SearchPage } from '../../search/search-items.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { marked } from '../marked.ts'
import type { WebParts } from '../web-parts.ts'
import { verdictChip } from './chips.ts'
import { optionsOf, WITHIN_DAYS } from './filter-form.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'

const SHOWN = 20
const DAY_MS = 86_400_000

const VERDICTS = [
  ['', 'whatever its verdict'],
  ['new', 'new'],
  ['update', 'update'],
  ['retelling', 'retelling'],
  ['copy', 'copy'],
  ['known', 'known'],
  ['none', 'answered no watch'],
] as const

const text = (longest: number) => z.string().max(longest).default('').catch('')
/** What the address asks for; what it says wrongly is as if it were not there. */
const askedSchema = z.object({
  q: text(20_000),
  watch: text(200),
  outlet: text(200),
  verdict: z
    .enum(['new', 'update', 'retelling', 'copy', 'known', 'none'])
    .optional()
    .catch(undefined),
  days: z.coerce.number().int().min(1).max(366).optional().catch(undefined),
  before: z.coerce.number().int().min(1).optional().catch(undefined),
})

type Asked = z.infer<typeof askedSchema>

/** Search in everything read, in the language watches are written in. */
export async function searchPage(parts: WebParts, query: unknown): Promise<string> {
  const asked = askedSchema.parse(query)
  const time = pageTime(parts)
  const isAsked = Object.values(asked).some((one) => one !== undefined && one !== '')
  const result = isAsked ? await look(parts, asked, time) : help(parts)
  return layout('Search', '/search', html`${form(parts, asked)} ${result}`)
}

async function look(parts: WebParts, asked: Asked, time: PageTime): Promise<Html> {
  const { q, watch, outlet, verdict, days, before } = asked
  const search = {
    query: q,
    ...(watch !== '' && { watch }),
    ...(outlet.trim() !== '' && { outlet: outlet.trim() }),
    ...(verdict && { verdict }),
    ...(days !== undefined && { from: new Date(time.now.getTime() - days * DAY_MS) }),
    ...(before !== undefined && { before }),
  }
  const { vocabulary } = parts.followed.current
  const result = await searchItems(parts.world.store, search, vocabulary, SHOWN)
  if (result.ok) return found(result, asked, time)
  return html`<div class="alert" id="problem" role="alert">
    <pre tabindex="0">${pointedAt(q.replaceAll('\n', ' '), result.at)}</pre>
    <p><strong>${result.problem}</strong></p>
    <p>How to ask is <a href="/search">told by example</a>; it is what watches are written in.</p>
  </div>`
}

/** The place marked, and a caret under it; wide characters take two columns. */
function pointedAt(query: string, at: number): Html {
  const columns = query.slice(0, at).replace(WIDE, '  ').length
  const caret = `\n${' '.repeat(columns)}^`
  return html`${query.slice(0, at)}<mark>${query.slice(at, at + 1)}</mark>${query.slice(at + 1)}${caret}`
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

function found(result: SearchPage, asked: Asked, time: PageTime): Html {
  const { hits, warnings } = result
  return html`${warnings.map((warning) => html`<p class="alert small">${warning}</p>`)}
    <p role="status">${inWords(result, asked, time)}</p>
    <ol class="plain">
      ${hits.map((hit) => entry(hit, time))}
    </ol>
    ${pager(result, asked)} ${zoneNote(time)}`
}

/** How much was found, and how far that reaches: a bound that ended the search is said. */
function inWords({ hits, next, back }: SearchPage, { before }: Asked, time: PageTime): Html {
  const more = before === undefined ? '' : ' more'
  const count = html`<strong>${counted(hits.length, 'item')}${more}</strong>, the latest read first`
  if (back) {
    return html`${count}. Looked back to ${time.at(back)}, as far as one page reads; there may be
    older ones.`
  }
  if (next !== undefined) return html`${count}; there are older ones.`
  return hits.length === 0
    ? html`<strong>Nothing${more}</strong> among what is kept.`
    : html`${count}; that is all of what is kept.`
}

function entry({ item, readAt, placed, spans }: Found, time: PageTime): Html {
  const { id, url, outlet, language, published } = item
  return html`<li class="story">
    <h2 dir="auto" ${language !== undefined && html`lang="${language}"`}>
      ${placed ? html`<a href="/stories/${encodeURIComponent(placed.storyId)}">${marked(item, 'title', spans)}</a>` : marked(item, 'title', spans)}
    </h2>
    <p dir="auto" class="small" ${language !== undefined && html`lang="${language}"`}>
      ${item.text !== '' && marked(item, 'text', spans)}
    </p>
    <p class="soft small">
      ${placed ? verdictChip(placed.verdict.kind) : verdictChip('none', 'no watch')}
      <span dir="auto">${outsideLink(url, outlet)}</span>
      ${published ? html`· published ${time.at(published)}` : html`· read ${time.at(readAt)}`}
      ${placed && html`· <span dir="auto">${placed.watches.join(', ')}</span>`} ·
      <a href="/why?of=${encodeURIComponent(id)}" aria-label="Why: ${item.title}">Why</a>
    </p>
  </li>`
}

function pager({ next }: SearchPage, asked: Asked): Html | false {
  if (next === undefined && asked.before === undefined) return false
  const { before: _, ...same } = asked
  return html`<nav class="pages" aria-label="Pages">
    ${asked.before !== undefined && html`<a class="button" href="${addressOf(same)}">Latest</a>`}
    ${next !== undefined && html`<a class="button" rel="next" href="${addressOf({ ...same, before: next })}">Search further back</a>`}
  </nav>`
}

function addressOf(asked: Partial<Asked>): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]],
  )
  return `/search?${new URLSearchParams(given).toString()}`
}

function form({ followed }: WebParts, { q, watch, outlet, verdict, days }: Asked): Html {
  const { watches, feeds } = followed.current
  const names = watches.map(({ name }) => [name, name] as const)
  return html`<form class="filters" role="search" action="/search">
    <label class="wide"
      >Words, or a query
      <input type="search" name="q" value="${q}" dir="auto" spellcheck="false" autocomplete="off"
    /></label>
    <label
      >Watch
      <select name="watch">
        ${optionsOf([['', 'any or none'], ...names], watch)}
      </select></label
    >
    <label
      >Verdict
      <select name="verdict">
        ${optionsOf(VERDICTS, verdict ?? '')}
      </select></label
    >
    <label
      >Outlet
      <input name="outlet" value="${outlet}" list="outlets" dir="auto" size="14" />
      <datalist id="outlets">
        ${[...new Set(feeds.map(({ name }) => name))].map((name) => html`<option value="${name}"></option>`)}
      </datalist></label
    >
    <label
      >Read in the last
      <select name="days">
        ${optionsOf(WITHIN_DAYS, days === undefined ? '' : String(days))}
      </select></label
    >
    <button class="main">Search</button>
  </form>`
}

const EXAMPLES = [
  ['Lavrov', 'the word and its forms: Lavrov’s, Lavrovs'],
  ['Лавров OR 라브로프', 'either, in any case, with any particle'],
  ['"north korea" troops', 'the phrase and the word'],
  ['Lavrov NEAR/5 Kim', 'at most five words between'],
  ['title:missil* -title:cricket', 'a beginning, in the headline, and not that'],
  ['source:Yonhap after:2025-07-01', 'an outlet, since a day'],
  ['/\\d[\\d,]* troops/', 'a regular expression'],
] as const

function help({ followed }: WebParts): Html {
  const { vocabulary } = followed.current
  const names = vocabulary.names.map((name) => `@${name}`)
  return html`<p>
      Everything read in the last 180 days, whether a watch asked for it or not, in every script;
      asked as watches ask.
    </p>
    <table>
      <tbody>
        ${EXAMPLES.map(
          ([query, words]) =>
            html`<tr>
              <td>
                <a href="/search?q=${encodeURIComponent(query)}"><code>${query}</code></a>
              </td>
              <td>${words}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${names.length > 0 && html`<p class="soft">Names of the configuration: <code>${names.join(' ')}</code></p>`}`
}
