import * as z from 'zod'
import type { EntryValue } from '../configuration/edit-list.ts'
import { subscriberSchema } from '../configuration/schema.ts'
import { settleSubscriber } from '../configuration/settle-subscriber.ts'
import type { WrittenSubscriber } from './change-subscriber.ts'
import { replaceVariables } from '../configuration/variables.ts'

export const SCHEDULE_KINDS = ['every', 'daily', 'at_once', 'cron'] as const
type ScheduleKind = (typeof SCHEDULE_KINDS)[number]

/** What was typed into the form for one subscriber, or stands there at first. */
export interface SubscriberForm {
  /** The id of the one that is changed; empty for a new one. */
  readonly was: string
  readonly name: string
  /** Addresses, by comma or line. */
  readonly to: string
  readonly zone: string
  readonly scheduleKind: ScheduleKind
  /** `1h`, `07:00, 19:00`, `5m`, or a cron pattern. */
  readonly scheduleAt: string
  readonly business: boolean
  readonly quietFrom: string
  readonly quietTo: string
  /** Quiet hours the two fields cannot show, in words; they are kept as they are written. */
  readonly quietKept: string
  readonly paceAlarm: boolean
  readonly evenWhenNothingIsNew: boolean
  /** Names; none is all of them. */
  readonly watches: readonly string[]
}

export type FormField = 'name' | 'to' | 'zone' | 'schedule' | 'quiet' | 'watches'

/** What is wrong, by the field it is to be put right in. */
export type FieldProblems = Partial<Record<FormField, string>>

export const EMPTY_FORM: SubscriberForm = {
  was: '',
  name: '',
  to: '',
  zone: 'UTC',
  scheduleKind: 'daily',
  scheduleAt: '07:00',
  business: false,
  quietFrom: '',
  quietTo: '',
  quietKept: '',
  paceAlarm: false,
  evenWhenNothingIsNew: false,
  watches: [],
}

export function readSubscriberForm(fields: URLSearchParams): SubscriberForm {
  const text = (name: string) => (fields.get(name) ?? '').trim()
  const kind = SCHEDULE_KINDS.find((one) => one === text('schedule_kind')) ?? 'daily'
  return {
    was: text('was'),
    name: text('name'),
    to: text('to'),
    zone: text('zone'),
    scheduleKind: kind,
    scheduleAt: text('schedule_at'),
    business: fields.has('business'),
    quietFrom: text('quiet_from'),
    quietTo: text('quiet_to'),
    quietKept: text('quiet_kept'),
    paceAlarm: fields.has('pace_alarm'),
    evenWhenNothingIsNew: fields.has('even'),
    watches: fields.getAll('watches'),
  }
}

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())
const written = z.object({
  name: z.string().catch(''),
  to: list.catch([]),
  zone: z.string().catch('UTC'),
  schedule: z
    .object({
      every: z.string().optional(),
      daily: list.optional(),
      at_once: z.union([z.string(), z.literal(true)]).optional(),
      cron: z.string().optional(),
      days: z.unknown().optional(),
    })
    .catch({ every: '1h' }),
  quiet: z.unknown().optional(),
  pace_alarm: z.boolean().catch(false),
  even_when_nothing_is_new: z.boolean().catch(false),
  watches: z.array(z.string()).catch([]),
})

/** The form as it shows what is written. */
export function formOfSubscriber(id: string, entry: WrittenSubscriber): SubscriberForm {
  const { name, to, zone, schedule, quiet, watches, ...marks } = written.parse(entry)
  const kind = SCHEDULE_KINDS.find((one) => schedule[one] !== undefined) ?? 'every'
  const at = schedule[kind]
  const hours = plainQuiet.safeParse(quiet).data
  const windows = quiet === undefined || hours ? [] : [quiet].flat()
  return {
    was: id,
    name,
    to: to.join(', '),
    zone,
    scheduleKind: kind,
    scheduleAt: at === true ? '5m' : [at ?? '1h'].flat().join(', '),
    business: schedule.days === 'business',
    quietFrom: hours?.from ?? '',
    quietTo: hours?.to ?? '',
    quietKept: windows.map(windowInWords).join('; '),
    paceAlarm: marks.pace_alarm,
    evenWhenNothingIsNew: marks.even_when_nothing_is_new,
    watches,
  }
}

/** Quiet hours the form can show; others are left as they are written. */
const plainQuiet = z.strictObject({ from: z.string(), to: z.string() })

const anyQuiet = z.object({ from: z.string(), to: z.string(), days: list.optional() })

function windowInWords(window: unknown): string {
  const { data } = anyQuiet.safeParse(window)
  if (!data) return JSON.stringify(window)
  return `${data.from} to ${data.to}${data.days ? ` on ${data.days.join(', ')}` : ''}`
}

export type Changes = Readonly<Record<string, EntryValue | undefined>>

/**
 * The keys to be written for a form: those that say something else than what is written now, so
 * that a key nobody touched keeps its form and its comment.
 */
export function changesOf(form: SubscriberForm, entry: WrittenSubscriber = {}): Changes {
  const before = entry['name'] === undefined ? undefined : formOfSubscriber(form.was, entry)
  const is = (...names: (keyof SubscriberForm)[]) =>
    before !== undefined &&
    names.every((name) => JSON.stringify(before[name]) === JSON.stringify(form[name]))
  const addresses = form.to.split(/[\s,;]+/).filter((one) => one !== '')
  const { quietFrom: from, quietTo: to } = form
  const keepsQuiet = before !== undefined && before.quietKept !== ''
  const parts: readonly [boolean, Changes][] = [
    [is('name'), { name: form.name }],
    [is('to'), { to: addresses.length > 1 ? addresses : addresses[0] }],
    [is('zone'), { zone: form.zone }],
    [is('scheduleKind', 'scheduleAt', 'business'), { schedule: scheduleOf(form, entry) }],
    [
      keepsQuiet || is('quietFrom', 'quietTo'),
      { quiet: from + to === '' ? undefined : { from, to } },
    ],
    [is('paceAlarm'), { pace_alarm: form.paceAlarm || undefined }],
    [
      is('evenWhenNothingIsNew'),
      { even_when_nothing_is_new: form.evenWhenNothingIsNew || undefined },
    ],
    [is('watches'), { watches: form.watches.length > 0 ? form.watches : undefined }],
  ]
  return Object.assign({}, ...parts.map(([same, change]) => (same ? {} : change)))
}

/** Days without a digest stay, and so do days other than business days. */
function scheduleOf(form: SubscriberForm, entry: WrittenSubscriber): EntryValue {
  const kept = keptSchedule.safeParse(entry['schedule']).data ?? {}
  const times = form.scheduleAt.split(/[\s,;]+/).filter((one) => one !== '')
  const isDaily = form.scheduleKind === 'daily'
  const days = form.business ? 'business' : Array.isArray(kept.days) ? kept.days : undefined
  return {
    [form.scheduleKind]: isDaily ? times : form.scheduleAt,
    ...(isDaily && days !== undefined && { days }),
    ...(kept.except && { except: kept.except }),
  }
}

const keptSchedule = z.object({
  days: z.union([z.literal('business'), z.array(z.string())]).optional(),
  except: z.array(z.string()).optional(),
})

/** What is wrong with an entry that would be written so; `${NAME}` counts as it is set. */
export function problemsOf(
  entry: WrittenSubscriber,
  watchNames: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): FieldProblems {
  const settled = settledBy(entry, variables)
  const problems: FieldProblems = {}
  const report = ([key]: readonly PropertyKey[], message: string) => {
    const field = FIELDS.find((one) => one === key) ?? 'to'
    problems[field] ??= message
  }
  const parsed = subscriberSchema.safeParse(settled)
  if (!parsed.success) for (const issue of parsed.error.issues) report(issue.path, wordsOf(issue))
  else settleSubscriber(parsed.data, '', [], report)
  const unknown = parsed.data?.watches?.find((name) => !watchNames.includes(name))
  if (unknown !== undefined) report(['watches'], `no watch "${unknown}"`)
  return problems
}

/** An entry with what `${NAME}` stands for put in; an unset one stays as it is written. */
export function settledBy(
  entry: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string | undefined>>,
): unknown {
  return JSON.parse(
    replaceVariables(JSON.stringify(entry), (name, whole) =>
      JSON.stringify(variables[name] ?? whole).slice(1, -1),
    ),
  )
}

/** Of a value that may have one of two forms: what is wrong with it in the form it has. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message
  const inner = issue.errors.flat().find(({ code }) => code !== 'invalid_type')
  return inner ? wordsOf(inner) : issue.message
}

const FIELDS: readonly FormField[] = ['name', 'to', 'zone', 'schedule', 'quiet', 'watches']
