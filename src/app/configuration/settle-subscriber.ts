import type { Channel, Subscriber } from '../../model.ts'
import { readSchedule } from './schedule.ts'
import type { WrittenConfiguration } from './schema.ts'
import type { Path, Report } from './settle.ts'

/** A subscriber as written -> as the service tells them. Reports what does not fit together. */
export function settleSubscriber(
  written: WrittenConfiguration['subscribers'][number],
  id: string,
  path: Path,
  report: Report,
): Subscriber {
  const schedule = readSchedule(written.schedule ?? { every: '1h' })
  if (!schedule.ok) report([...path, 'schedule', ...schedule.path], schedule.problem)
  const { to = [], channels = [], quiet = [] } = written
  if ([to].flat().length + channels.length === 0) {
    report(path, `nowhere to send the digests of "${written.name}": write to, channels, or both`)
  }
  return {
    id,
    name: written.name,
    to: [to].flat(),
    ...(written.watches && { watches: written.watches }),
    schedule: schedule.ok ? schedule.schedule : { crons: [], written: '' },
    zone: written.zone,
    evenWhenNothingIsNew: written.even_when_nothing_is_new,
    ...(written.quiet && { quiet: [quiet].flat() }),
    ...(written.pace_alarm && { paceAlarm: true as const }),
    ...(written.channels && { channels: settleChannels(channels, path, report) }),
  }
}

/** An id tells two channels of one kind apart: deliveries are kept under it. */
function settleChannels(
  written: NonNullable<WrittenConfiguration['subscribers'][number]['channels']>,
  path: Path,
  report: Report,
): Channel[] {
  const channels = written.map((one): Channel => ({ ...one, id: one.id ?? one.kind }))
  channels.forEach(({ kind, id }, at) => {
    if (channels.findIndex((other) => other.kind === kind && other.id === id) < at) {
      report([...path, 'channels', at], `two ${kind} channels; give each an id of its own`)
    }
  })
  return channels
}
