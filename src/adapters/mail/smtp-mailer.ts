/**
 * Mail over SMTP. A message is one mail to one recipient, so nobody sees who else is told, each
 * has an unsubscribe link of their own, and one refused address decides for nobody else.
 */
import { createTransport, type NodemailerError } from 'nodemailer'
import type { Mailer, Posting } from '../../ports.ts'
import { isRefusal } from './is-refusal.ts'
import { mimeOptions } from './mime-options.ts'

export interface SmtpSettings {
  /** To connect, and as long again to be greeted. */
  readonly connectMs?: number
  /** Silence from the server at any later moment. */
  readonly silenceMs?: number
  /** One mail from first to last: a server that answers a byte at a time is never silent. */
  readonly postMs?: number
  /** Mails in a minute, at most. */
  readonly perMinute?: number
  /** Send nothing, a password least of all, before the connection is encrypted. */
  readonly requireTls?: boolean
  readonly dkim?: {
    readonly domain: string
    readonly selector: string
    /** PEM. */
    readonly privateKey: string
  }
}

export interface SmtpMailer extends Mailer {
  /** Connects and signs in without posting; what stands in the way comes back in words. */
  verify(): Promise<{ readonly ok: true } | { readonly ok: false; readonly because: string }>
}

/** `url` is smtp:// or smtps:// with user and password, percent-encoded, before the host. */
export function createSmtpMailer(url: string, settings: SmtpSettings = {}): SmtpMailer {
  const { connectMs = 20_000, silenceMs = 120_000, postMs = 300_000 } = settings
  const { perMinute, requireTls, dkim } = settings
  const transport = createTransport({
    pool: true,
    url,
    maxConnections: 3,
    // Only a mail of which not a byte went out is put on another connection by nodemailer; a
    // death after the final dot comes back to us, and the next try waits.
    maxRequeues: 1,
    // Shorter than the patience of servers, so that it is us who hang up.
    idleTimeout: 20_000,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    ...(perMinute !== undefined && { rateDelta: 60_000, rateLimit: perMinute }),
    ...(requireTls && { requireTLS: true }),
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
      },
    }),
  })
  const secrets = secretsOf(url)
  return {
    async post(message): Promise<Posting> {
      try {
        const { response } = await transport.sendMail({
          ...mimeOptions(message),
          signal: AbortSignal.timeout(postMs),
        })
        return { outcome: 'accepted', receipt: withoutSecrets(response ?? 'accepted', secrets) }
      } catch (error) {
        const outcome = isRefusal(failureOf(error)) ? 'refused' : 'trouble'
        return { outcome, receipt: wordsOf(error, secrets) }
      }
    },
    async verify() {
      try {
        await transport.verify()
        return { ok: true }
      } catch (error) {
        return { ok: false, because: wordsOf(error, secrets) }
      }
    },
    async close() {
      transport.close({ force: true })
    },
  }
}

function wordsOf(error: unknown, secrets: readonly string[]): string {
  const { code, message } = failureOf(error)
  if (code === 'EABORT') return 'the mail server took too long over it'
  return withoutSecrets(message, secrets).replace(/\s+/g, ' ').slice(0, 500)
}

function failureOf(error: unknown): NodemailerError {
  return error instanceof Error ? error : new Error(String(error))
}

/** A server may echo what it was sent, the password in base64 included (RFC 4616, RFC 4954). */
function secretsOf(url: string): string[] {
  if (!URL.canParse(url))
    throw new Error('SMTP_URL is no address: write smtp://user:password@host:587')
  const { username, password } = new URL(url)
  if (password === '') return []
  const [user, plain] = [decodeURIComponent(username), decodeURIComponent(password)]
  const encoded = [`\0${user}\0${plain}`, plain].map((text) => Buffer.from(text).toString('base64'))
  return [url, password, plain, ...encoded]
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((kept, secret) => kept.replaceAll(secret, '***'), text)
}
