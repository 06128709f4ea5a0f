import { join } from 'node:path'
import { styleText } from 'node:util'
import { writeMessage } from '../../core/digest/write-message.ts'
import type { Digest, PollReport, VerdictKind } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { DemoNarrator } from './run-demo.ts'

const VERDICTS = ['new', 'update', 'retelling', 'copy', 'known'] as const

/** The demo told on a terminal: polls as they bring news, each digest whole, and what it all came to. */
export function narrate(print: (line: string) => void, outbox: string): DemoNarrator {
  const verdicts = new Map<VerdictKind, number>()
  const tally = { polls: 0, items: 0, answered: 0, digests: 0 }
  let configuration: Configuration | undefined

  return {
    begun({ resumedAt, seeds, configuration: given }) {
      configuration = given
      const { feeds, watches } = given
      print(
        `Wirewatch demo: ${feeds.length} outlets, ${seeds} seed documents, watches for ` +
          watches.map(({ name }) => `"${name}"`).join(' and '),
      )
      if (resumedAt) print(`Going on with the demo that was cut off at ${moment(resumedAt)}.`)
      print('')
    },

    polled(report) {
      tally.polls++
      tally.items += report.fresh.length
      tally.answered += report.placements.length
      for (const { verdict } of report.placements) {
        verdicts.set(verdict.kind, (verdicts.get(verdict.kind) ?? 0) + 1)
      }
      const line = pollLine(report)
      if (line) print(line)
    },

    sent(digest) {
      tally.digests++
      print(`\n${framed(textOf(digest, configuration))}\n`)
    },

    async ended() {
      const counted = VERDICTS.map((kind) => `${verdicts.get(kind) ?? 0} ${kind}`).join(', ')
      print('')
      print(bold('In six days of news'))
      print(`  ${tally.polls} polls read ${tally.items} items; ${tally.answered} answered a watch`)
      print(`  verdicts: ${counted}`)
      print(`  ${tally.digests} digests, each told once`)
      print('')
      print(bold('Where to look'))
      print(`  the mails        ${join(outbox, '*.html')} (and .eml, .txt)`)
      print('  the web page     npm run demo -- --keep')
      print('  your own news    config/wirewatch.yaml, then npm start')
    },

    kept(pageUrl) {
      print(`\nThe page is up at ${bold(pageUrl)} until Ctrl-C.`)
    },
  }
}

function pollLine({ feed, at, outcome, because, itemCount, placements, baseline }: PollReport) {
  const who = `${moment(at)}  ${feed.name.padEnd(24)}`
  if (baseline) return `${who}${itemCount} items, its starting point`
  if (outcome === 'failed' || outcome === 'unreadable') return `${who}${outcome}: ${because}`
  if (placements.length === 0) return undefined
  const counts = VERDICTS.map((kind) => {
    const count = placements.filter(({ verdict }) => verdict.kind === kind).length
    return count > 0 ? `${count} ${kind}` : ''
  })
  return `${who}${counts.filter(Boolean).join(', ')}`
}

function textOf(digest: Digest, configuration: Configuration | undefined): string {
  const subscriber = configuration?.subscribers.find(({ id }) => id === digest.subscriberId)
  if (!configuration || !subscriber) return digest.id
  const { subject, to, text } = writeMessage(digest, subscriber, configuration.mail.from)
  return `${bold(subject)}\nto ${to.join(', ')}\n\n${text.trimEnd()}`
}

function framed(text: string): string {
  return text
    .split('\n')
    .map((line) => `  │ ${line}`.trimEnd())
    .join('\n')
}

function moment(at: Date): string {
  const day = at.toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  return `${day} ${at.toISOString().slice(11, 16)}`
}

function bold(words: string): string {
  return process.stdout.isTTY ? styleText('bold', words) : words
}
