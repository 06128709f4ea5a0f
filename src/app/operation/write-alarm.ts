import { escapeHtml, headerText, plainLine } from '../../core/digest/escape.ts'
import { fullTime } from '../../core/digest/local-time.ts'
import type { Alarm, Message } from '../../model.ts'
import type { Finding } from '../doctor/finding.ts'
import type { AlarmNews } from '../../ports.ts'

const LONGEST_HEADER = 250
const LONGEST_LINE = 1000

/** One mail of what has begun, with what to do about it, and what is mended. The id is made of the moment: it is never posted twice. */
export function writeAlarm(
  { begun, ended }: AlarmNews,
  findings: readonly Finding[],
  to: readonly string[],
  from: string,
  at: Date,
  zone: string,
): Message {
  const [first] = begun
  const subject = first
    ? `[Wirewatch] Trouble: ${first.about}${begun.length > 1 ? ` and ${begun.length - 1} more` : ''}`
    : `[Wirewatch] Mended: ${ended.map(({ about }) => about).join(', ')}`
  const lines = [
    ...begun.flatMap((alarm) => [
      `${alarm.about}: ${alarm.found} (since ${fullTime(alarm.since, zone)})`,
      ...remedyOf(alarm, findings),
    ]),
    ...ended.map(
      (alarm) =>
        `Mended: ${alarm.about}, which was said ${fullTime(alarm.saidAt ?? alarm.since, zone)}: ${alarm.found}`,
    ),
    'wirewatch status shows all of it; wirewatch doctor looks at everything. This is said once.',
  ].map((line) => plainLine(line, LONGEST_LINE))
  return {
    messageId: `<alarm-${at.toISOString().replace(/[-:.]/g, '')}@wirewatch.local>`,
    from: headerText(from, LONGEST_HEADER),
    to,
    subject: headerText(subject, LONGEST_HEADER),
    date: at,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    text: `${lines.join('\n\n')}\n`,
    html: lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n'),
  }
}

function remedyOf({ about }: Alarm, findings: readonly Finding[]): readonly string[] {
  const next = findings.find((finding) => finding.about === about)?.next
  return next === undefined ? [] : [`→ ${next}`]
}
