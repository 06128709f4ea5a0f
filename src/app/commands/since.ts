import { InvalidArgumentError, Option } from 'commander'
import { milliseconds } from '../configuration/settle.ts'

/** How far to look back: 30d, 12h, or a day. Given to the action as an instant. */
export const sinceOption = () =>
  new Option('--since <time>', 'from then on: 30d, 12h, 2026-11-01').argParser(readSince)

function readSince(written: string): Date {
  if (/^\d+[smhd]$/.test(written)) return new Date(Date.now() - milliseconds(written))
  const day = new Date(written)
  if (/^\d{4}-\d\d-\d\d/.test(written) && !Number.isNaN(day.getTime())) return day
  throw new InvalidArgumentError('write how long ago (30d, 12h) or a day (2026-11-01).')
}

export const limitOption = (what: string, most: number) =>
  new Option('--limit <number>', what).default(most).argParser((written) => {
    if (/^\d{1,6}$/.test(written)) return Number(written)
    throw new InvalidArgumentError('write a whole number.')
  })
