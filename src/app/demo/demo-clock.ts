import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The demo's time: it stands still while a moment is worked on, then leaps to the next. */
export interface DemoClock {
  now(): Date
  /** True when this run goes on where an earlier one was cut off. */
  readonly resumed: boolean
  leapTo(instant: Date): void
  /** The end was reached: the next demo starts from the beginning. */
  finish(): void
}

/**
 * The time is kept in a file, written before the moment's work begins, so that a demo that was
 * killed goes on at the moment it was killed in. A finished or missing file means a new start,
 * for which `forget` clears what an earlier demo left.
 */
export function openDemoClock(file: string, start: Date, forget: () => void): DemoClock {
  const kept = readKept(file)
  if (!kept) {
    forget()
    keep(file, start)
  }
  let instant = kept ?? start
  return {
    now: () => instant,
    resumed: kept !== undefined,
    leapTo(next) {
      keep(file, next)
      instant = next
    },
    finish: () => rmSync(file),
  }
}

function readKept(file: string): Date | undefined {
  if (!existsSync(file)) return undefined
  const instant = new Date(readFileSync(file, 'utf8').trim())
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

/** Temporary file and rename: a kill in the middle leaves the old time or the new, never half. */
function keep(file: string, instant: Date): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, instant.toISOString())
  renameSync(`${file}.new`, file)
}
