import { Cron } from 'croner'
import type { Schedule } from '../../model.ts'
import type { WrittenSchedule } from './schema.ts'

export type ScheduleReading =
  | { readonly ok: true; readonly schedule: Schedule }
  | { readonly ok: false; readonly path: readonly string[]; readonly problem: string }

const BUSINESS_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri']
const UNITS_MS: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3 }
const MINUTES_OF: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 }

/** A schedule as people write it -> cron patterns. Times of day with unlike minutes need one each. */
export function readSchedule(written: WrittenSchedule): ScheduleReading {
  const reading = readPattern(written)
  if (!reading.ok || written.except === undefined) return reading
  return { ok: true, schedule: { ...reading.schedule, except: written.except } }
}

function readPattern(written: WrittenSchedule): ScheduleReading {
  if (written.at_once !== undefined) return atOnceSchedule(written.at_once)
  if (written.cron !== undefined) return cronSchedule(written.cron)
  if (written.every !== undefined) return roundSchedule(written.every)
  const times = [written.daily ?? []].flat()
  const on = written.days === 'business' ? BUSINESS_DAYS : written.days
  const days = on?.join(',') ?? '*'
  const minutes = [...new Set(times.map((time) => time.slice(3)))]
  const crons = minutes.map((minute) => {
    const hours = times
      .filter((time) => time.endsWith(minute))
      .map((time) => Number(time.slice(0, 2)))
    return `${Number(minute)} ${hours.join(',')} * * ${days}`
  })
  const only = written.days === 'business' ? ' on business days' : on ? ` on ${on.join(', ')}` : ''
  return { ok: true, schedule: { crons, written: `daily at ${times.join(', ')}${only}` } }
}

function atOnceSchedule(gather: true | string): ScheduleReading {
  const written = gather === true ? '5m' : gather
  const gatherMs = Number(written.slice(0, -1)) * (UNITS_MS[written.slice(-1)] ?? 0)
  return { ok: true, schedule: { crons: [], written: `at once, gathered ${written}`, gatherMs } }
}

function cronSchedule(pattern: string): ScheduleReading {
  try {
    const cron = new Cron(pattern, { paused: true })
    if (!cron.nextRun()) throw new Error('it never comes')
    return { ok: true, schedule: { crons: [pattern], written: `cron ${pattern}` } }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { ok: false, path: ['cron'], problem: `not a cron pattern: ${why}` }
  }
}

/** Only what divides the hour or the day comes at round times, and so can be a pattern. */
function roundSchedule(every: string): ScheduleReading {
  const minutes = Number(every.slice(0, -1)) * (MINUTES_OF[every.slice(-1)] ?? 0)
  const cron =
    minutes > 0 && 60 % minutes === 0
      ? `*/${minutes} * * * *`
      : minutes >= 60 && 1440 % minutes === 0 && minutes % 60 === 0
        ? `0 */${minutes / 60} * * *`
        : undefined
  if (!cron) {
    const problem = `"${every}" does not divide the hour or the day; write 15m, 30m, 1h, 6h, or a cron`
    return { ok: false, path: ['every'], problem }
  }
  const settled = minutes === 60 ? '0 * * * *' : minutes === 1440 ? '0 0 * * *' : cron
  return { ok: true, schedule: { crons: [settled], written: `every ${every}` } }
}
