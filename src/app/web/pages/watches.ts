import { watchFeedAddress } from '../../../core/digest/page-address.ts'
import { counted } from '../../../core/digest/wording.ts'
import { muteInWords } from '../../../core/watch/mute-in-words.ts'
import type { Watch } from '../../../model.ts'
import type { WatchTest } from '../../backtest/test-watch.ts'
import { chartKey, coverageChart, type DayCount } from '../coverage-chart.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { readCoverage } from '../read-coverage.ts'
import type { WatchForm } from '../watch-form.ts'
import type { WebParts } from '../web-parts.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'
import { watchTestPart } from './watch-test.ts'

export interface WatchesView {
  readonly token: string
  /** What stands in the form; absent for an empty one. */
  readonly form?: WatchForm
  readonly problem?: { readonly problem: string; readonly at?: number }
  readonly test?: WatchTest
  /** The watch that is to be removed, once that is confirmed. */
  readonly removing?: Watch
  /** What was done last. */
  readonly said?: string
}

const SHOWN_DAYS = 30
const CHART_WIDTH = 560
const NEW: WatchForm = { was: '', name: '', kind: 'query', asks: '' }

/** What is looked for, how much answers it, who is told; and the form to change it. */
export async function watchesPage(parts: WebParts, view: WatchesView): Promise<string> {
  const { followed, world, files } = parts
  const { watches, broken } = followed.current
  const time = pageTime(parts)
  const daysOf = await readCoverage(parts, time, SHOWN_DAYS)
  const shown = { parts, time, key: await world.store.linkKey(), token: view.token }
  return layout(
    'Watches',
    '/watches',
    html`${view.said !== undefined && html`<p class="said" role="status">${view.said}</p>`}
      ${followed.trouble !== undefined && troublePart(followed.trouble)}
      ${broken.map(({ described }) => html`<pre class="bad">left out: ${described}</pre>`)}
      ${view.removing && removingPart(view.removing, view.token)} ${files && formPart(view)}
      ${view.test && watchTestPart(view.test, time)}
      <h2>In force</h2>
      ${chartKey}
      <ul class="plain">
        ${watches.map((watch) => watchPart(watch, { ...shown, days: daysOf(watch.name) }))}
      </ul>
      <p>Who is told, and of which: <a href="/subscribers">subscribers</a></p>
      ${zoneNote(time)}`,
  )
}

function troublePart(trouble: string): Html {
  return html`<div class="alert" role="alert">
    <p>The configuration file as it stands is not in force; these watches still are:</p>
    <pre>${trouble}</pre>
  </div>`
}

interface WatchView {
  readonly days: readonly DayCount[]
  readonly parts: WebParts
  readonly time: PageTime
  /** What the addresses of feeds are signed with. */
  readonly key: string
  readonly token: string
}

function watchPart(watch: Watch, { days, parts, time, key, token }: WatchView): Html {
  const { name, written } = watch
  const { now } = time
  const muted = muteInWords(watch, now)
  const sum = days.reduce((all, { news, rest }) => all + news + rest, 0)
  return html`<li class="story">
    <h3 dir="auto">${name} ${muted !== '' && html`<span class="soft">(${muted})</span>`}</h3>
    <p dir="auto">${written}</p>
    <p class="small">
      ${counted(sum, 'item')} in ${SHOWN_DAYS} days ·
      <a href="/?watch=${encodeURIComponent(name)}" aria-label="Stories of ${name}">stories</a> ·
      <a href="/search?watch=${encodeURIComponent(name)}" aria-label="Items of ${name}">items</a> ·
      <a
        href="${watchFeedAddress({ url: '', key }, name, 'atom')}"
        aria-label="feed for other readers: ${name}"
        >feed for other readers</a
      >
    </p>
    ${coverageChart({ name, days, zone: time.zone, width: CHART_WIDTH })}
    ${
      parts.files &&
      html`<form method="post" action="/watches" class="row">
        <input type="hidden" name="token" value="${token}" />
        <input type="hidden" name="was" value="${name}" />
        <a
          class="button"
          href="/watches?edit=${encodeURIComponent(name)}#form"
          aria-label="Edit ${name}"
          >Edit</a
        >
        <a
          class="button"
          href="/watches?remove=${encodeURIComponent(name)}"
          aria-label="Remove ${name}"
          >Remove</a
        >
        ${
          muted === ''
            ? html`<button name="do" value="mute" aria-label="Mute ${name}">Mute</button>
                <label
                  >until
                  <input
                    type="date"
                    name="until"
                    min="${tomorrow(now)}"
                    aria-label="Mute ${name} until a day; for good without one"
                /></label>`
            : html`<button name="do" value="unmute" aria-label="Unmute ${name}">Unmute</button>`
        }
      </form>`
    }
  </li>`
}

function tomorrow(now: Date): string {
  return new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10)
}

function removingPart({ name, written }: Watch, token: string): Html {
  return html`<form method="post" action="/watches" class="alert">
    <h2 dir="auto">Remove ${name}?</h2>
    <p dir="auto">${written}</p>
    <p>
      It is taken out of the configuration file and asks for nothing more; its stories stay. To
      silence it for a while, mute it.
    </p>
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="was" value="${name}" />
    <p class="row">
      <button name="do" value="remove">Remove it</button>
      <a class="button" href="/watches">Keep it</a>
    </p>
  </form>`
}

function formPart({ form = NEW, problem, token }: WatchesView): Html {
  const { was, name, kind, asks } = form
  return html`<form method="post" action="/watches" id="form" class="watch">
    <h2>${was === '' ? 'A new watch' : `Change ${was}`}</h2>
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="was" value="${was}" />
    <label for="name">Name</label>
    <input id="name" name="name" value="${name}" required autocomplete="off" dir="auto" />
    <fieldset>
      <legend>It asks for</legend>
      <label
        ><input type="radio" name="kind" value="query" ${kind === 'query' && html`checked`} /> a
        query</label
      >
      <label
        ><input type="radio" name="kind" value="keywords" ${kind === 'keywords' && html`checked`} />
        any of these keywords, one a line</label
      >
    </fieldset>
    <label for="asks">Query or keywords</label>
    <textarea
      id="asks"
      name="asks"
      rows="4"
      required
      spellcheck="false"
      dir="auto"
      aria-describedby="asks-help${problem && ' asks-problem'}"
      ${problem && html`aria-invalid="true"`}
    >
${asks}</textarea>
    <p id="asks-help" class="soft small">
      For example: ("north korea" OR dprk) AND troops NOT title:cricket
    </p>
    ${problem && problemPart(problem, asks)}
    <p class="row">
      <button name="do" value="test">Test on history</button>
      <button name="do" value="save" class="main">Save</button>
      ${was !== '' && html`<a class="button" href="/watches">Leave it</a>`}
    </p>
  </form>`
}

/** With a caret under the place; nothing was changed by what is wrong. */
function problemPart({ problem, at }: NonNullable<WatchesView['problem']>, asks: string): Html {
  const written = asks.replace(/\s*\n\s*/g, ' ')
  const caret = at === undefined ? '' : `${written}\n${' '.repeat(at)}^\n`
  return html`<div class="alert" id="asks-problem" role="alert">
    <pre>${caret}${problem}</pre>
    <p>Nothing was changed: the watches below stay in force.</p>
  </div>`
}
