import { addresseesOf } from '../../../core/digest/addressees.ts'
import { subjectOf } from '../../../core/digest/subject-of.ts'
import { counted } from '../../../core/digest/wording.ts'
import { writeMessage } from '../../../core/digest/write-message.ts'
import type { Delivery, Digest, DigestOnRecord, Subscriber } from '../../../model.ts'
import { html, outsideLink, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { verdictChip } from './chips.ts'
import { optionsOf } from './filter-form.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'

const SHOWN = 30

export interface ArchiveAsked {
  /** Id of a subscriber. */
  readonly for?: string | undefined
  readonly before?: string | undefined
}

/** The archive of digests, latest first. */
export async function digestsPage(parts: WebParts, asked: ArchiveAsked): Promise<string> {
  const time = pageTime(parts)
  const { for: subscriberId = '', before = '' } = asked
  const { rows, next } = await parts.world.store.digestArchive({
    limit: SHOWN,
    ...(subscriberId !== '' && { subscriberId }),
    ...(before !== '' && { before }),
  })
  const content = html`${filters(parts, subscriberId)}
  ${rows.length > 0 ? archive(parts, rows, time) : nothing(parts, asked)}
  ${pager({ subscriberId, before, next })} ${zoneNote(time)}`
  return layout('Digests', '/digests', content)
}

function filters({ followed }: WebParts, chosen: string): Html | false {
  const { subscribers } = followed.current
  if (subscribers.length < 2 && chosen === '') return false
  const options = subscribers.map(({ id, name }) => [id, name] as const)
  return html`<form class="filters" action="/digests" aria-label="Which digests">
    <label
      >For
      <select name="for">
        ${optionsOf([['', 'everybody'], ...options], chosen)}
      </select></label
    >
    <button>Show</button>
  </form>`
}

function nothing({ followed }: WebParts, { for: subscriberId, before }: ArchiveAsked): Html {
  if (subscriberId || before) return html`<p>No such digest. <a href="/digests">All digests</a></p>`
  const told = followed.current.subscribers
  return html`<p>
    None yet.
    ${
      told.length === 0
        ? 'Nobody is told: the configuration names no subscriber.'
        : `The first comes with the first news: ${told.map(({ name, schedule }) => `${name}, ${schedule.written}`).join('; ')}.`
    }
  </p>`
}

function archive(parts: WebParts, rows: readonly DigestOnRecord[], time: PageTime): Html {
  return html`<table class="cards">
    <thead>
      <tr>
        <th scope="col">Composed</th>
        <th scope="col">Digest</th>
        <th scope="col">For</th>
        <th scope="col">Told</th>
        <th scope="col">Posted</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((one) => digestRow(parts, one, time))}
    </tbody>
  </table>`
}

function digestRow(parts: WebParts, { digest, deliveries }: DigestOnRecord, time: PageTime): Html {
  const { stories, heldBack } = digest
  return html`<tr>
    <td>${time.at(digest.composedAt)}</td>
    <td>
      <a href="/digests/${encodeURIComponent(digest.id)}" dir="auto">${subjectOf(digest)}</a>
    </td>
    <td data-label="For">${subscriberOf(parts, digest).name}</td>
    <td data-label="Told" class="small">
      ${counted(stories.length, 'story', 'stories')}, ${counted(heldBack.length, 'item')} held back
    </td>
    <td data-label="Posted">${postedAt(deliveries, time)}</td>
  </tr>`
}

/** Where it went first, and each addressee that has not got it. */
function postedAt(deliveries: readonly Delivery[], time: PageTime): Html {
  const [first] = deliveries
    .filter(({ outcome }) => outcome === 'accepted')
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const others = deliveries
    .filter(({ outcome }) => outcome !== 'accepted')
    .map(
      ({ addressee, outcome }) =>
        html` <span class="bad"
          >${addressee} ${outcome === 'refused' ? 'refused' : 'tried again'}</span
        >`,
    )
  if (first) return html`${time.at(first.at)}${others}`
  return others.length > 0 ? html`${others}` : html`<span class="bad">not yet</span>`
}

function pager({
  subscriberId,
  before,
  next,
}: {
  subscriberId: string
  before: string
  next: string | undefined
}): Html | false {
  if (before === '' && next === undefined) return false
  const address = (from?: string) => {
    const query = new URLSearchParams({
      ...(subscriberId !== '' && { for: subscriberId }),
      ...(from !== undefined && { before: from }),
    }).toString()
    return query === '' ? '/digests' : `/digests?${query}`
  }
  return html`<nav class="pages" aria-label="Pages">
    ${before !== '' && html`<a class="button" href="${address()}">Latest</a>`}
    ${next !== undefined && html`<a class="button" rel="next" href="${address(next)}">Older digests</a>`}
  </nav>`
}

/** One digest: the page around it, and the mail itself for the frame and as text. */
export async function digestPage(
  parts: WebParts,
  id: string,
): Promise<{ page: string; mail: string; text: string } | undefined> {
  const found = await parts.world.store.digest(id)
  if (!found) return undefined
  const time = pageTime(parts)
  const { digest } = found
  const message = writeMessage(digest, subscriberOf(parts, digest), parts.followed.current.mail)
  const here = `/digests/${encodeURIComponent(id)}`
  const content = html`${beside(await parts.world.store.digestsBeside(id))}
    ${digestFacts(parts, digest, time)} ${deliveriesTable(parts, found, time)}
    <h2 id="mail">As it was sent</h2>
    <p class="row">
      <a class="button" href="${here}/mail">Open it alone</a>
      <a class="button" href="${here}/text">As plain text</a>
    </p>
    <iframe src="${here}/mail" title="The digest as mailed" sandbox></iframe>
    ${toldList(digest)} ${heldList(digest)} ${zoneNote(time)}`
  return { page: layout(message.subject, '/digests', content), ...withText(message) }
}

function withText({ html: mail, text }: { html: string; text: string }) {
  return { mail, text }
}

function beside({ earlier, later }: { earlier?: string; later?: string }): Html | false {
  return (
    (earlier !== undefined || later !== undefined) &&
    html`<nav class="pages" aria-label="Digests beside this one">
      ${earlier !== undefined && html`<a class="button" rel="prev" href="/digests/${encodeURIComponent(earlier)}">Earlier digest</a>`}
      ${later !== undefined && html`<a class="button" rel="next" href="/digests/${encodeURIComponent(later)}">Later digest</a>`}
    </nav>`
  )
}

function digestFacts(parts: WebParts, digest: Digest, time: PageTime): Html {
  const { covers, composedAt, messageId } = digest
  return html`<dl class="facts">
      <div>
        <dt>For</dt>
        <dd class="words">${subscriberOf(parts, digest).name}</dd>
      </div>
      <div>
        <dt>Composed</dt>
        <dd class="words">${time.at(composedAt)}</dd>
      </div>
      <div>
        <dt>Of what came</dt>
        <dd class="words">${time.at(covers.from)} to ${time.at(covers.to)}</dd>
      </div>
    </dl>
    <p class="soft small">Message-ID <code>${messageId}</code></p>`
}

/** Each addressee it is for, those it did not reach yet too. */
function deliveriesTable(parts: WebParts, { digest, deliveries }: DigestOnRecord, time: PageTime) {
  const asked = digest.addressees ?? addresseesOf(subscriberOf(parts, digest)).map(({ key }) => key)
  const waiting = asked.filter((key) => !deliveries.some(({ addressee }) => addressee === key))
  if (deliveries.length + waiting.length === 0) {
    return html`<p class="soft small">Nobody was to get it.</p>`
  }
  const rows = deliveries.map(
    ({ addressee, outcome, at, attempts, nextTryAt, receipt }) =>
      html`<tr>
        <th scope="row">${addressee}</th>
        <td class="${outcome === 'accepted' ? 'new' : 'bad'}">${outcome}</td>
        <td>${time.at(at)}</td>
        <td data-label="Tries" class="number">${attempts}</td>
        <td data-label="Answer">
          ${nextTryAt && html`again ${time.at(nextTryAt)}; `}<span dir="auto">${receipt}</span>
        </td>
      </tr>`,
  )
  return html`<table class="cards">
    <thead>
      <tr>
        <th scope="col">Went to</th>
        <th scope="col">Outcome</th>
        <th scope="col">At</th>
        <th scope="col" class="number">Tries</th>
        <th scope="col">Answer</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
      ${waiting.map(
        (key) =>
          html`<tr>
            <th scope="row">${key}</th>
            <td class="bad" colspan="4">not posted yet</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function toldList({ stories }: Digest): Html | false {
  return (
    stories.length > 0 &&
    html`<h2>What it told</h2>
      <ul class="plain">
        ${stories.map(
          ({ storyId, kind, headline, watch }) =>
            html`<li>
              ${verdictChip(kind)}
              <a href="/stories/${encodeURIComponent(storyId)}" dir="auto">${headline}</a>
              <span class="soft small" dir="auto">${watch}</span>
            </li>`,
        )}
      </ul>`
  )
}

function heldList({ heldBack }: Digest): Html | false {
  return (
    heldBack.length > 0 &&
    html`<details>
      <summary>${counted(heldBack.length, 'item')} held back, each with why</summary>
      <ul class="plain">
        ${heldBack.map(
          ({ itemId, title, outlet, url, verdict, because }) =>
            html`<li class="story">
              <p>
                ${verdictChip(verdict)} <span dir="auto">${outsideLink(url, title)}</span>
                <span class="soft small">${outlet}</span>
              </p>
              <p class="soft small" dir="auto">
                ${because}.
                <a href="/why?of=${encodeURIComponent(itemId)}" aria-label="Why: ${title}">Why</a>
              </p>
            </li>`,
        )}
      </ul>
    </details>`
  )
}

/** A subscriber who has left the configuration still has an archive. */
function subscriberOf({ followed }: WebParts, { subscriberId: id }: Digest): Subscriber {
  return (
    followed.current.subscribers.find((candidate) => candidate.id === id) ?? {
      id,
      name: id,
      to: [],
      schedule: { crons: [], written: '' },
      zone: 'UTC',
      evenWhenNothingIsNew: false,
    }
  )
}
