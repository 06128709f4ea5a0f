import { isMap, isScalar, isSeq, type Document } from 'yaml'
import type { Path, Report } from './settle.ts'
import { variablesIn } from './variables.ts'

/** What gives a channel away to whoever reads it, by kind. */
export const SECRETS: Readonly<Record<string, string>> = {
  webhook: 'secret',
  slack: 'url',
  teams: 'url',
  discord: 'url',
  telegram: 'token',
  matrix: 'token',
  ntfy: 'token',
}

/** The file is shared, copied and shown; a secret written into it in plain letters is refused. */
export function reportWrittenSecrets(document: Document, report: Report): void {
  for (const key of ['password', 'token']) {
    const value = document.getIn(['web', key], true)
    if (!isSeq(value)) reportWritten(value, ['web', key], report)
    else value.items.forEach((item, at) => reportWritten(item, ['web', key, at], report))
  }
  const subscribers = document.get('subscribers')
  if (!isSeq(subscribers)) return
  subscribers.items.forEach((subscriber, at) => {
    const channels = isMap(subscriber) ? subscriber.get('channels') : undefined
    if (!isSeq(channels)) return
    channels.items.forEach((channel, index) => {
      if (!isMap(channel)) return
      const key = SECRETS[String(channel.get('kind'))]
      if (key === undefined) return
      reportWritten(channel.get(key, true), ['subscribers', at, 'channels', index, key], report)
    })
  })
}

function reportWritten(written: unknown, path: Path, report: Report): void {
  if (!isScalar(written) || typeof written.value !== 'string') return
  if (isWrittenOut(written.value)) report(path, WRITTEN_OUT)
}

export const WRITTEN_OUT = 'a secret is written here; put it into the environment and write ${NAME}'

/** Whether a secret stands in plain letters, instead of the name it has in the environment. */
export const isWrittenOut = (secret: string): boolean => variablesIn(secret).length === 0
