import { wishesOf } from '../../../core/digest/wishes.ts'
import type { ActionKind, RecordedAction, Subscriber } from '../../../model.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { zoneNote, type PageTime } from './page-time.ts'

export interface ActionShown {
  readonly kind: ActionKind
  readonly subscriber: Subscriber
  readonly watch?: string
  /** The address or the headline it is about. */
  readonly words: string
  /** The same asked before and not undone. */
  readonly standing: RecordedAction | undefined
  readonly actions: readonly RecordedAction[]
  readonly time: PageTime
  /** Of this page, from itself: its query, signature and all. */
  readonly address: string
}

export const TITLES: Readonly<Record<ActionKind, string>> = {
  unsubscribe: 'Unsubscribe',
  mute: 'Mute this story',
  'not-new': 'Not new to me',
  more: 'More like this',
}

/** What a link does, a button that does it, and one that takes it back. */
export function actionPage(shown: ActionShown): string {
  const { kind, words, standing, address } = shown
  const button = standing ? formOf(`${address}&undo=1`, 'Undo') : formOf(address, TITLES[kind])
  const content = html`<p dir="auto"><strong>${words}</strong></p>
    <p>${standing ? doneWords(shown) : effectOf(shown)}</p>
    ${button} ${logOf(shown)}`
  return layout(standing ? 'Done' : TITLES[kind], '', content)
}

function formOf(address: string, label: string): Html {
  return html`<form method="post" action="${address}"><button>${label}</button></form>`
}

function effectOf({ kind, subscriber, watch = 'its watch' }: ActionShown): string {
  const { name } = subscriber
  const effects: Readonly<Record<ActionKind, string>> = {
    unsubscribe: `No more digests of ${name} go to this address.`,
    mute: `Nothing more of this story is told to ${name}; it is followed and kept as before.`,
    'not-new': `Updates of ${watch} need one new fact more than now to be told to ${name}. Nobody else’s digests change.`,
    more: `Updates of ${watch} need one new fact less than now to be told to ${name}. Nobody else’s digests change.`,
  }
  return effects[kind]
}

function doneWords({ kind, subscriber, watch, actions }: ActionShown): string {
  if (kind === 'unsubscribe') return `No more digests of ${subscriber.name} go to this address.`
  if (kind === 'mute') return `Nothing more of this story is told to ${subscriber.name}.`
  const facts = wishesOf(actions).factsWanted[watch ?? ''] ?? 1
  const count = facts === 1 ? '1 new fact' : `${facts} new facts`
  return `An update of ${watch ?? 'its watch'} now needs ${count} to be told to ${subscriber.name}.`
}

/** Everything this subscriber asked for, taken back or not. */
function logOf({ actions, time }: ActionShown): Html {
  if (actions.length === 0) return html``
  const rows = actions.toReversed().map(
    ({ at, kind, detail, undoneAt }) =>
      html`<li>
        ${time.at(at)} ${TITLES[kind]}: <span dir="auto">${detail.words}</span>
        ${undoneAt ? html`<span class="soft">(undone ${time.at(undoneAt)})</span>` : ''}
      </li>`,
  )
  return html`<h2>Asked for so far</h2>
    <ul class="plain small">
      ${rows}
    </ul>
    ${zoneNote(time)}`
}
