import {
  EMPTY_FORM,
  type FieldProblems,
  type SubscriberForm,
} from '../../subscribers/subscriber-form.ts'
import { html, type Html } from '../html.ts'
import { marks, wrong } from './entry-form.ts'

export interface FormView {
  readonly token: string
  /** What stands in the form; absent for an empty one. */
  readonly form?: SubscriberForm
  /** What is wrong with what was typed, at its field. */
  readonly problems?: FieldProblems
}

const KINDS = {
  every: 'every (1h, 30m)',
  daily: 'daily at (07:00, 19:00)',
  at_once: 'at once, gathered for (5m)',
  cron: 'by cron pattern',
} as const

/** The form a subscriber is written or changed in; what is wrong stands at its field. */
export function formPart(
  { form: typed, problems = {}, token }: FormView,
  watchNames: readonly string[],
  usualZone: string,
): Html {
  const form = typed ?? { ...EMPTY_FORM, zone: usualZone }
  const { was, name, to, zone, scheduleKind, scheduleAt } = form
  const known = [...watchNames, ...form.watches.filter((one) => !watchNames.includes(one))]
  return html`<form method="post" action="/subscribers" id="form" class="watch">
    <h2 dir="auto">${was === '' ? 'A new subscriber' : `Change ${name}`}</h2>
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="was" value="${was}" />
    <label for="name">Name</label>
    <input
      id="name"
      name="name"
      value="${name}"
      required
      autocomplete="off"
      dir="auto"
      ${marks('name', problems)}
    />
    ${wrong('name', problems)}
    <label for="to">Mail addresses, by comma</label>
    <input id="to" name="to" value="${to}" size="40" autocomplete="off" ${marks('to', problems)} />
    ${wrong('to', problems)}
    <label for="schedule_kind">When</label>
    <div class="row">
      <select id="schedule_kind" name="schedule_kind">
        ${Object.entries(KINDS).map(
          ([kind, words]) =>
            html`<option value="${kind}" ${kind === scheduleKind && html`selected`}>
              ${words}
            </option>`,
        )}
      </select>
      <input
        name="schedule_at"
        value="${scheduleAt}"
        aria-label="How often, or at which times"
        required
        autocomplete="off"
        ${marks('schedule', problems)}
      />
      <label class="check"
        ><input type="checkbox" name="business" ${form.business && html`checked`} /> Monday to
        Friday only (daily)</label
      >
    </div>
    ${wrong('schedule', problems)}
    <label for="zone">Time zone</label>
    <input id="zone" name="zone" value="${zone}" list="zones" required ${marks('zone', problems)} />
    <datalist id="zones">
      ${Intl.supportedValuesOf('timeZone').map((one) => html`<option value="${one}"></option>`)}
    </datalist>
    ${wrong('zone', problems)} ${quietPart(form, problems)}
    <fieldset>
      <legend>Watches; all of them when none is chosen</legend>
      ${known.map(
        (one) =>
          html`<label dir="auto"
            ><input
              type="checkbox"
              name="watches"
              value="${one}"
              ${form.watches.includes(one) && html`checked`}
            />
            ${one}</label
          >`,
      )}
    </fieldset>
    ${wrong('watches', problems)}
    <fieldset>
      <legend>Also</legend>
      <label
        ><input type="checkbox" name="pace_alarm" ${form.paceAlarm && html`checked`} /> out of turn
        when far more outlets than usual take up a story</label
      >
      <label
        ><input type="checkbox" name="even" ${form.evenWhenNothingIsNew && html`checked`} /> a
        digest even when nothing is new</label
      >
    </fieldset>
    <p class="soft small">
      Slack, Matrix and the like are added to a subscriber once it stands in the list.
    </p>
    <p class="row">
      <button name="do" value="save" class="main">Save</button>
      ${was !== '' && html`<a class="button" href="/subscribers">Leave it</a>`}
    </p>
  </form>`
}

/** One window is changed here; more of them, or those of some days, where they are written. */
function quietPart(
  { quietFrom, quietTo, quietKept }: SubscriberForm,
  problems: FieldProblems,
): Html {
  const hours = html`<div class="row">
    <label
      >from <input type="time" name="quiet_from" value="${quietFrom}" ${marks('quiet', problems)}
    /></label>
    <label
      >to <input type="time" name="quiet_to" value="${quietTo}" ${marks('quiet', problems)}
    /></label>
  </div>`
  const kept = html`<input type="hidden" name="quiet_kept" value="${quietKept}" />
    <p>${quietKept} <span class="soft small">(kept as the configuration file has them)</span></p>`
  return html`<fieldset>
      <legend>Quiet hours</legend>
      ${quietKept === '' ? hours : kept}
    </fieldset>
    ${wrong('quiet', problems)}`
}
