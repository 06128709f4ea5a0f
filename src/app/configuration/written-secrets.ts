import { isMap, isScalar, isSeq, type Document } from 'yaml'
import type { Report } from './settle.ts'

/** What gives a channel away to whoever reads it, by kind. */
const SECRETS: Readonly<Record<string, string>> = {
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
  const subscribers = document.get('subscribers')
  if (!isSeq(subscribers)) return
  subscribers.items.forEach((subscriber, at) => {
    const channels = isMap(subscriber) ? subscriber.get('channels') : undefined
    if (!isSeq(channels)) return
    channels.items.forEach((channel, index) => {
      if (!isMap(channel)) return
      const key = SECRETS[String(channel.get('kind'))]
      const written = key === undefined ? undefined : channel.get(key, true)
      if (key === undefined || !isScalar(written) || typeof written.value !== 'string') return
      if (/\$\{[A-Z0-9_]+\}/.test(written.value)) return
      const message = `a secret is written here; put it into the environment and write \${NAME}`
      report(['subscribers', at, 'channels', index, key], message)
    })
  })
}
