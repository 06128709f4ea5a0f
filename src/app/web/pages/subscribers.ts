import { addresseesOf } from '../../../core/digest/addressees.ts'
import { fullTime } from '../../../core/digest/local-time.ts'
import { isUnsubscribed } from '../../../core/digest/wishes.ts'
import type { Delivery, RecordedAction, Subscriber } from '../../../model.ts'
import { lookAtTiming } from '../../look-at-timing.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { TITLES } from './action.ts'
import { formPart, type FormView } from './subscriber-form.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'

export interface SubscribersView extends FormView {
  readonly problem?: string
  /** The subscriber that is to be removed, once that is confirmed. */
  readonly removing?: Subscriber
  /** What was done last. */
  readonly said?: string
}

/** Of so many digests the latest results of posting are looked for. */
const LATEST_DIGESTS = 100

/** Who is told, when next and why then, by which ways; what each asked for; the form. */
export async function subscribersPage(parts: WebParts, view: SubscribersView): Promise<string> {
  const { followed, world, files } = parts
  const { subscribers } = followed.current
  const digests = await world.store.digests(LATEST_DIGESTS)
  const time = pageTime(parts)
  const rows: Html[] = []
  for (const subscriber of subscribers) {
    const own = digests.filter(({ digest }) => digest.subscriberId === subscriber.id)
    rows.push(
      await subscriberPart(parts, subscriber, {
        deliveries: own.flatMap(({ deliveries }) => deliveries),
        token: view.token,
        time,
      }),
    )
  }
  const { said, problem, removing, token } = view
  return layout(
    'Subscribers',
    '/subscribers',
    html`${said !== undefined && html`<p class="said" role="status">${said}</p>`}
      ${
        problem !== undefined &&
        html`<div class="alert" role="alert"><pre class="wrap">${problem}</pre></div>`
      }
      ${removing && removingPart(removing, token)}
      ${subscribers.length === 0 && html`<p>Nobody is told yet.</p>`}
      <ul class="plain">
        ${rows}
      </ul>
      ${
        files &&
        formPart(
          view,
          followed.current.watches.map(({ name }) => name),
          time.zone,
        )
      }
      ${zoneNote(time)}`,
  )
}

interface Shown {
  readonly deliveries: readonly Delivery[]
  readonly token: string
  readonly time: PageTime
}

async function subscriberPart(
  { world, followed, files }: WebParts,
  subscriber: Subscriber,
  { deliveries, token, time }: Shown,
): Promise<Html> {
  const { id, name, schedule, zone, watches } = subscriber
  const timing = await lookAtTiming(world, subscriber, followed.current.watches)
  const actions = await world.store.actions(id)
  const next = timing.due ? 'now' : timing.until && fullTime(timing.until, zone)
  return html`<li class="story">
    <h2 dir="auto">${name}</h2>
    <p>
      ${schedule.written}, ${zone};
      ${watches ? html`<span dir="auto">${watches.join(', ')}</span>` : 'all watches'}
    </p>
    <p>
      Next digest: <strong>${next ?? 'when there is news'}</strong>
      <span class="soft">· ${timing.because}</span>
    </p>
    <ul>
      ${addresseesOf(subscriber).map((addressee) =>
        wayPart(addressee.key, deliveries, actions, {
          time,
          ...(files && 'channel' in addressee && { changedAt: channelAddress(id, addressee.key) }),
        }),
      )}
    </ul>
    ${actionsPart(actions, id, { token, time })}
    <form method="post" action="/subscribers" class="row">
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="subscriber" value="${id}" />
      ${
        files &&
        html`<a
            class="button"
            href="/subscribers?edit=${encodeURIComponent(id)}#form"
            aria-label="Edit ${name}"
            >Edit</a
          >
          <a
            class="button"
            href="/subscribers?remove=${encodeURIComponent(id)}"
            aria-label="Remove ${name}"
            >Remove</a
          >`
      }
      ${files && html`<a class="button" href="/channel?subscriber=${encodeURIComponent(id)}" aria-label="Add a channel to ${name}">Add a channel</a>`}
      <button name="do" value="test" aria-label="Send a test to ${name}">Send a test</button>
    </form>
  </li>`
}

const channelAddress = (subscriber: string, was: string) =>
  `/channel?${new URLSearchParams({ subscriber, was }).toString()}`

const OUTCOMES = { accepted: 'new', refused: 'bad', trouble: 'update' } as const

/** One way to a subscriber: whether it is wanted, and what came of the latest try. */
function wayPart(
  key: string,
  deliveries: readonly Delivery[],
  actions: readonly RecordedAction[],
  { time, changedAt }: { readonly time: PageTime; readonly changedAt?: string },
): Html {
  const [latest] = deliveries
    .filter(({ addressee }) => addressee === key)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const nextTry = latest?.nextTryAt && html`; tried again ${time.at(latest.nextTryAt)}`
  return html`<li>
    <code>${key}</code>
    ${isUnsubscribed(actions, key) && html`<span class="bad">unsubscribed</span>`}
    ${
      latest
        ? html`<span class="${OUTCOMES[latest.outcome]}">${latest.outcome}</span>
            ${time.at(latest.at)} <span class="soft small">${latest.receipt}</span>${nextTry}`
        : html`<span class="soft">nothing posted so far</span>`
    }
    ${
      changedAt !== undefined &&
      html`· <a href="${changedAt}" aria-label="Edit ${key}">Edit</a> ·
        <a href="${changedAt}&amp;remove" aria-label="Remove ${key}">Remove</a>`
    }
  </li>`
}

/** What was asked for by links and stands; each can be taken back. */
function actionsPart(
  actions: readonly RecordedAction[],
  id: string,
  { token, time }: Pick<Shown, 'token' | 'time'>,
): Html | false {
  const standing = actions.filter(({ undoneAt }) => undoneAt === undefined)
  if (standing.length === 0) return false
  return html`<h3>Asked for by links</h3>
    <ul>
      ${standing.toReversed().map(
        ({ number, at, kind, detail }) =>
          html`<li>
            <form method="post" action="/subscribers" class="row">
              ${time.at(at)} ${TITLES[kind]}: <span dir="auto">${detail.words}</span>
              <input type="hidden" name="token" value="${token}" />
              <input type="hidden" name="subscriber" value="${id}" />
              <input type="hidden" name="action" value="${number}" />
              <button name="do" value="undo" aria-label="Undo ${TITLES[kind]}: ${detail.words}">
                Undo
              </button>
            </form>
          </li>`,
      )}
    </ul>`
}

function removingPart({ id, name, to }: Subscriber, token: string): Html {
  return html`<form method="post" action="/subscribers" class="alert">
    <h2 dir="auto">Remove ${name}?</h2>
    <p>${to.join(', ')}</p>
    <p>
      The entry is taken out of the configuration file, and no more digests go there. Those sent
      stay in the archive.
    </p>
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="subscriber" value="${id}" />
    <p class="row">
      <button name="do" value="remove">Remove it</button>
      <a class="button" href="/subscribers">Keep it</a>
    </p>
  </form>`
}
