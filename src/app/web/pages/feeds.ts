import { plainLine } from '../../../core/digest/escape.ts'
import { counted } from '../../../core/digest/wording.ts'
import { feedHealths, healthInWords, type FeedHealth } from '../../../core/feed/feed-health.ts'
import type { FeedLink } from '../../../core/feed/find-feed-links.ts'
import type { Feed, MadeBySearch } from '../../../model.ts'
import type { FeedDay } from '../../../ports.ts'
import type { FirstLook, LookedFor } from '../../feeds/add-feed.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { sparkline } from '../sparkline.ts'
import type { WebParts } from '../web-parts.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'

export interface FeedsView {
  readonly token: string
  /** What was typed. */
  readonly address?: string
  readonly problem?: string
  /** What was found at an address, to be added. */
  readonly found?: Extract<LookedFor, { kind: 'feed' }> & { readonly look: FirstLook }
  /** The feeds a page names, to choose from. */
  readonly links?: readonly FeedLink[]
  /** The feed that is to be removed, once that is confirmed. */
  readonly removing?: Feed
  /** What was done last. */
  readonly said?: string
}

const SHOWN_DAYS = 30

/** Every feed: how it is, when it was and will be visited, and why then; what adds and moves them. */
export async function feedsPage(parts: WebParts, view: FeedsView): Promise<string> {
  const healths = await healthOfFeeds(parts)
  const days = lastDays(parts.world.now())
  const rhythm = byFeed(await parts.world.store.feedDays(new Date(`${days[0]}T00:00:00Z`)))
  const time = pageTime(parts)
  const { token, problem, said, found, links, removing } = view
  return layout(
    'Feeds',
    '/feeds',
    html`${said !== undefined && html`<p class="said" role="status">${said}</p>`}
      ${
        problem !== undefined &&
        html`<div class="alert" role="alert" id="problem"><pre class="wrap">${problem}</pre></div>`
      }
      ${removing && removingPart(removing, token)} ${links && choicePart(links, token)}
      ${found && foundPart(found, token, time)} ${parts.files && lookPart(view)}
      ${parts.files && html`<p><a href="/searches">Searches kept as feeds</a>: Google News and the like</p>`}
      <p>${summaryOf(healths)}</p>
      <div class="scroll">
        <table class="cards">
          <caption>
            The bars are items by day, ${SHOWN_DAYS} days
          </caption>
          <thead>
            <tr>
              <th>Feed</th>
              <th>Health</th>
              <th>Rhythm</th>
              <th>Last read</th>
              <th>Next visit, because</th>
              ${parts.files && html`<th><span class="unseen">What to do</span></th>`}
            </tr>
          </thead>
          <tbody>
            ${healths.map((feed) =>
              feedRow(feed, time, rhythmOf(rhythm.get(feed.id) ?? [], days), parts.files && token),
            )}
          </tbody>
        </table>
      </div>
      ${parts.files && movePart(token)} ${zoneNote(time)}`,
  )
}

/** The same for machines: what `wirewatch feeds` asks a running service. */
export async function healthOfFeeds({ world, followed }: WebParts): Promise<readonly FeedHealth[]> {
  return feedHealths(followed.current.feeds, await world.store.feedMemories(), world.now())
}

function lastDays(now: Date): readonly string[] {
  return Array.from({ length: SHOWN_DAYS }, (_, at) =>
    new Date(now.getTime() - (SHOWN_DAYS - 1 - at) * 86_400_000).toISOString().slice(0, 10),
  )
}

function summaryOf(feeds: readonly FeedHealth[]): string {
  const states = ['failing', 'gone', 'quiet', 'not visited yet', 'well'] as const
  const counts = states.flatMap((state) => {
    const count = feeds.filter(({ health }) => health === state).length
    return count === 0 ? [] : [`${count} ${state}`]
  })
  return `${counted(feeds.length, 'feed')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`
}

interface Rhythm {
  readonly perDay: readonly number[]
  readonly words: string
}

function byFeed(days: readonly FeedDay[]): ReadonlyMap<string, readonly FeedDay[]> {
  const found = new Map<string, FeedDay[]>(days.map(({ feedId }) => [feedId, []]))
  for (const day of days) found.get(day.feedId)?.push(day)
  return found
}

function rhythmOf(found: readonly FeedDay[], days: readonly string[]): Rhythm {
  const perDay = days.map((day) => found.find((one) => one.day === day)?.fresh ?? 0)
  const items = perDay.reduce((sum, count) => sum + count, 0)
  const failed = found.reduce((sum, one) => sum + one.failed, 0)
  const trouble = failed > 0 ? `, ${counted(failed, 'visit')} failed` : ''
  return { perDay, words: `${counted(items, 'item')}${trouble}` }
}

const COLOURS = {
  well: 'new',
  quiet: 'update',
  failing: 'bad',
  gone: 'bad',
  'not visited yet': 'soft',
} as const

function feedRow(
  feed: FeedHealth,
  time: PageTime,
  rhythm: Rhythm,
  token: string | undefined,
): Html {
  const { id, name, url, madeBy, health, lastReadAt, nextVisitAt, because } = feed
  return html`<tr>
    <th scope="row" dir="auto">
      ${outsideLink(url, name)} ${madeBy && sourcePart(madeBy, token !== undefined)}
    </th>
    <td data-label="Health"><span class="${COLOURS[health]}">${healthInWords(feed)}</span></td>
    <td data-label="Rhythm">
      ${sparkline(rhythm.perDay, `${rhythm.words} in ${SHOWN_DAYS} days, by day`)}
      <span class="soft small">${rhythm.words}</span>
    </td>
    <td data-label="Last read">${time.at(lastReadAt)}</td>
    <td data-label="Next visit">
      ${nextVisitAt && time.at(nextVisitAt)} <span class="soft small">${because}</span>
    </td>
    ${
      token !== undefined &&
      html`<td>
        <form method="post" action="/feeds" class="row">
          <input type="hidden" name="token" value="${token}" />
          <input type="hidden" name="feed" value="${id}" />
          <button name="do" value="visit" aria-label="Visit now: ${name}">Visit now</button>
          ${
            !madeBy &&
            html`<a
              class="button"
              href="/feeds?remove=${encodeURIComponent(id)}"
              aria-label="Remove ${name}"
              >Remove</a
            >`
          }
        </form>
      </td>`
    }
  </tr>`
}

/** Whose feed it is, instead of a button that would have to say no. */
function sourcePart({ search, watch }: MadeBySearch, canChange: boolean): Html {
  return html`<p class="soft small">
    made by the search “${search}” for the watch
    ${watch}${canChange && html`; to remove it, <a href="/searches">change the searches</a>`}
  </p>`
}

function lookPart({ token, address = '', problem }: FeedsView): Html {
  return html`<form method="post" action="/feeds" class="filters">
    <input type="hidden" name="token" value="${token}" />
    <label class="wide" for="address"
      >Add a feed: its address, or that of a page that names it
      <input
        id="address"
        name="address"
        value="${address}"
        required
        autocomplete="off"
        inputmode="url"
        spellcheck="false"
        placeholder="https://example.org/news"
        ${problem !== undefined && html`aria-invalid="true" aria-describedby="problem"`}
    /></label>
    <button name="do" value="look" class="main">Look</button>
  </form>`
}

function choicePart(links: readonly FeedLink[], token: string): Html {
  return html`<form method="post" action="/feeds" class="watch said" id="choice">
    <h2>The page names ${links.length} feeds</h2>
    <input type="hidden" name="token" value="${token}" />
    <fieldset>
      <legend>Which is meant?</legend>
      ${links.map(
        ({ url, title }, at) =>
          html`<label
            ><input type="radio" name="address" value="${url}" ${at === 0 && html`checked`} />
            ${title !== undefined && html`<span dir="auto">${plainLine(title, 80)}</span> · `}
            <code>${plainLine(url, 300)}</code></label
          >`,
      )}
    </fieldset>
    <p class="row"><button name="do" value="look" class="main">Look at it</button></p>
  </form>`
}

function foundPart(
  { name, url, reading, look }: NonNullable<FeedsView['found']>,
  token: string,
  time: PageTime,
): Html {
  const { parsed, items } = reading
  return html`<form method="post" action="/feeds" class="watch said" id="found">
    <h2 dir="auto">${name}</h2>
    <p>
      ${parsed.format ?? ''}, ${counted(items.length, 'item')}; answering a watch:
      ${look.answering}. <code>${url}</code>
    </p>
    <ul>
      ${look.newest.map(
        ({ item, watches }) =>
          html`<li dir="auto">
            ${time.at(item.published)} ${plainLine(item.title, 200)}
            ${watches.length > 0 && html`<span class="chip new">${watches.join(', ')}</span>`}
          </li>`,
      )}
    </ul>
    ${parsed.problems.map((problem) => html`<p class="bad">${plainLine(problem, 300)}</p>`)}
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="address" value="${url}" />
    <label for="name">Name</label>
    <input id="name" name="name" value="${name}" required autocomplete="off" dir="auto" />
    <div class="filters">
      <label
        >Wanted time between visits
        <input name="every" placeholder="its own rhythm" pattern="[0-9]+[smhd]" size="12"
      /></label>
      <label>Language <input name="language" placeholder="as it says" size="12" /></label>
    </div>
    <fieldset>
      <label
        ><input type="checkbox" name="full_text" /> It gives only teasers: read each article’s
        page</label
      >
    </fieldset>
    <p class="row">
      <button name="do" value="add" class="main">Add it</button>
      <a class="button" href="/feeds">Leave it</a>
    </p>
  </form>`
}

function removingPart({ id, name, url }: Feed, token: string): Html {
  return html`<form method="post" action="/feeds" class="alert">
    <h2 dir="auto">Remove ${name}?</h2>
    <p><code>${url}</code></p>
    <p>
      It is taken out of the configuration file and visited no more. What was read from it stays:
      added again, it goes on where it was.
    </p>
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="feed" value="${id}" />
    <p class="row">
      <button name="do" value="remove">Remove it</button>
      <a class="button" href="/feeds">Keep it</a>
    </p>
  </form>`
}

function movePart(token: string): Html {
  return html`<h2>From and to other readers</h2>
    <form method="post" action="/feeds" enctype="multipart/form-data" class="filters">
      <input type="hidden" name="token" value="${token}" />
      <label
        >An OPML file
        <input type="file" name="opml" accept=".opml,.xml,text/xml,text/x-opml" required
      /></label>
      <button name="do" value="import">Add its feeds</button>
    </form>
    <p><a href="/feeds.opml" download>All feeds as OPML</a>, but for addresses with a secret</p>`
}
