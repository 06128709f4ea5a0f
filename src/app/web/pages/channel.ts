import type { Subscriber } from '../../../model.ts'
import { channelSchema } from '../../configuration/schema.ts'
import { fieldsOf, inForm, type EntryFields, type EntryProblems } from '../entry-form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { fieldPart, saidPart, wrong } from './entry-form.ts'

export interface ChannelView {
  readonly token: string
  readonly subscriber: Subscriber
  /** Key of the channel that is changed; empty for a new one. */
  readonly was: string
  /** What kind of channel it is; absent while that is to be chosen. */
  readonly kind?: (typeof channelSchema.options)[number]
  readonly typed: EntryFields
  readonly problem?: string
  readonly problems?: EntryProblems
  readonly isRemoving?: boolean
}

/** What people call the kinds of channels. */
const NAMES: Readonly<Record<string, string>> = {
  webhook: 'Webhook',
  slack: 'Slack',
  teams: 'Teams',
  discord: 'Discord',
  telegram: 'Telegram',
  matrix: 'Matrix',
  ntfy: 'ntfy',
}

/** A new channel, its kind chosen first; or one that is changed or taken away. */
export function channelPage(view: ChannelView): string {
  const { subscriber, was, kind, problem } = view
  const name = kind ? `${NAMES[kind.shape.kind.value] ?? kind.shape.kind.value} channel` : 'channel'
  const title =
    was === '' ? `A new ${name} for ${subscriber.name}` : `${name} of ${subscriber.name}`
  return layout(
    title,
    '/subscribers',
    html`${saidPart(undefined, problem)}
    ${view.isRemoving ? removingPart(view) : kind ? formPart(view, kind) : choicePart(subscriber)}`,
  )
}

function choicePart({ id }: Subscriber): Html {
  return html`<p>A channel gets every digest, beside the mail, and fails alone.</p>
    <p class="row">
      ${channelSchema.options.map(({ shape: { kind } }) => {
        const address = new URLSearchParams({ subscriber: id, kind: kind.value })
        return html`<a class="button" href="/channel?${address.toString()}"
          >${NAMES[kind.value] ?? kind.value}</a
        >`
      })}
    </p>
    <p class="row"><a class="button" href="/subscribers">Leave it</a></p>`
}

function formPart(
  { typed, problems = {}, ...view }: ChannelView,
  { shape }: NonNullable<ChannelView['kind']>,
): Html {
  const { kind: _, ...rest } = shape
  return html`<form method="post" action="/channel" class="watch">
    ${hiddenPart(view, shape.kind.value)} ${wrong('', problems)}
    <p class="soft small">
      A secret stays out of the file: put it into the environment of the service, and write
      <code>${'${NAME}'}</code> here.
    </p>
    ${fieldsOf(rest).map((field) => fieldPart(field, typed, problems))}
    <p class="row">
      <button name="do" value="save" class="main">Save</button>
      <a class="button" href="/subscribers">Leave it</a>
    </p>
  </form>`
}

function removingPart({ kind, ...view }: ChannelView): Html {
  return html`<form method="post" action="/channel" class="alert">
    <h2>Remove <code>${view.was}</code>?</h2>
    <p>It is taken out of the configuration file, and no more digests go there.</p>
    ${hiddenPart(view, kind?.shape.kind.value ?? '')}
    <p class="row">
      <button name="do" value="remove">Remove it</button>
      <a class="button" href="/subscribers">Keep it</a>
    </p>
  </form>`
}

function hiddenPart(
  { token, subscriber, was }: Pick<ChannelView, 'token' | 'subscriber' | 'was'>,
  kind: string,
): Html {
  return html`<input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="subscriber" value="${subscriber.id}" />
    <input type="hidden" name="was" value="${was}" />
    <input type="hidden" name="${inForm('kind')}" value="${kind}" />`
}
