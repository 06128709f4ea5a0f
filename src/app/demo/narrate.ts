import { join } from 'node:path'
import { styleText } from 'node:util'
import { columnsOf } from '../../core/digest/wrap-text.ts'
import { writeMessage } from '../../core/digest/write-message.ts'
import type { Digest, PollReport, Verdict } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { DemoNarrator } from './run-demo.ts'

const VERDICTS = ['new', 'update', 'retelling', 'copy', 'known'] as const

/** The demo told on a terminal: polls as they bring news, each digest whole, and what it all came to. */
export function narrate(print: (line: string) => void, outbox: string): DemoNarrator {
  let configuration: Configuration | undefined

  return {
    waiting() {
      print('Another demo is still at work; waiting for it to end.')
    },

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
      const line = pollLine(report)
      if (line) print(line)
    },

    sent(digest) {
      print(`\n${framed(textOf(digest, configuration))}\n`)
    },

    async ended({ store, now }) {
      const records = await store.feedRecords(new Date(0), now())
      const placed = await store.placementsAfter(0)
      const digests = await store.digests(Number.MAX_SAFE_INTEGER)
      const polls = records.reduce((sum, record) => sum + record.polls, 0)
      const items = records.reduce((sum, record) => sum + record.freshItems, 0)
      print('')
      print(bold('In six days of news'))
      print(`  ${polls} polls read ${items} items; ${placed.length} answered a watch`)
      print(`  verdicts: ${countedVerdicts(placed, true)}`)
      print(`  ${digests.length} digests, each told once`)
      print('')
      print(bold('Where to look'))
      print(`  the mails        ${join(outbox, '*.html')} (and .eml, .txt)`)
      print('  the web page     npx wirewatch demo --keep')
      print(
        '  your own news    config/wirewatch.yaml (`npx wirewatch init` writes one), then npx wirewatch start',
      )
    },

    kept(pageUrl) {
      print(`\nThe page is up at ${bold(pageUrl)} until Ctrl-C.`)
    },
  }
}

function pollLine({ feed, at, outcome, because, itemCount, placements, baseline }: PollReport) {
  const who = `${moment(at)}  ${feed.name}${' '.repeat(Math.max(0, 24 - columnsOf(feed.name)))}`
  if (baseline) return `${who}${itemCount} items, its starting point`
  if (outcome === 'failed' || outcome === 'unreadable') return `${who}${outcome}: ${because}`
  if (placements.length === 0) return undefined
  return `${who}${countedVerdicts(placements)}`
}

function countedVerdicts(placed: readonly { verdict: Verdict }[], withNone = false): string {
  const counts = VERDICTS.map((kind) => {
    const count = placed.filter(({ verdict }) => verdict.kind === kind).length
    return count > 0 || withNone ? `${count} ${kind}` : ''
  })
  return counts.filter(Boolean).join(', ')
}

function textOf(digest: Digest, configuration: Configuration | undefined): string {
  const subscriber = configuration?.subscribers.find(({ id }) => id === digest.subscriberId)
  if (!configuration || !subscriber) return digest.id
  const { subject, to, text } = writeMessage(digest, subscriber, configuration.mail)
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
