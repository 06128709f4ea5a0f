/**
 * Mail over SMTP, one mail per recipient. Nobody then sees who else is told, each can have an
 * unsubscribe link of their own, and one refused address does not decide for the others, which a
 * Bcc list hides: a server may take a mail for some recipients and drop the rest.
 */
import { createTransport, type NodemailerError, type Transporter } from 'nodemailer'
import type { Message } from '../../model.ts'
import type { Mailer, Posting } from '../../ports.ts'
import { mimeOptions } from './mime-options.ts'

export interface SmtpLimits {
  /** To connect, and as long again to be greeted. */
  readonly connectMs?: number
  /** Silence from the server at any later moment. */
  readonly silenceMs?: number
  /** One mail from first to last: a server that answers a byte at a time is never silent. */
  readonly postMs?: number
}

export interface SmtpMailer extends Mailer {
  /** Connects and signs in without posting; what stands in the way comes back in words. */
  verify(): Promise<{ readonly ok: true } | { readonly ok: false; readonly because: string }>
}

type Outcome =
  | { readonly kind: 'accepted'; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'trouble'; readonly words: string }

/** Messages with recipients already served that are remembered for another try. */
const MOST_REMEMBERED = 200

/** `url` is smtp:// or smtps:// with user and password, percent-encoded, before the host. */
export function createSmtpMailer(url: string, limits: SmtpLimits = {}): SmtpMailer {
  const { connectMs = 20_000, silenceMs = 120_000, postMs = 300_000 } = limits
  const transport = createTransport({
    pool: true,
    url,
    maxConnections: 3,
    // Only a mail of which not a byte went out is put on another connection by nodemailer; a
    // death after the final dot comes back to us, and the queue waits before it tries again.
    maxRequeues: 1,
    // Shorter than the patience of servers, so that it is us who hang up.
    idleTimeout: 20_000,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
  })
  const secrets = secretsOf(url)
  const served = new Map<string, Map<string, Outcome>>()
  return {
    async post(message) {
      const before = served.get(message.messageId)
      const outcomes = await Promise.all(
        message.to.map(async (to) => {
          const outcome = before?.get(to) ?? (await postTo(transport, message, to, postMs, secrets))
          return [to, outcome] as const
        }),
      )
      remember(served, message.messageId, outcomes)
      return settle(outcomes)
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

async function postTo(
  transport: Transporter,
  message: Message,
  to: string,
  postMs: number,
  secrets: readonly string[],
): Promise<Outcome> {
  try {
    const { response } = await transport.sendMail({
      ...mimeOptions(message, [to]),
      signal: AbortSignal.timeout(postMs),
    })
    return { kind: 'accepted', words: withoutSecrets(response ?? 'accepted', secrets) }
  } catch (error) {
    return { kind: isRefusal(error) ? 'refused' : 'trouble', words: wordsOf(error, secrets) }
  }
}

/**
 * 5xx to sender, recipient or content is a refusal of this mail. 530 to 538 ask us to sign in
 * otherwise (RFC 4954) and 503 says the session was out of step: the same mail may pass once the
 * address in the configuration is right.
 */
function isRefusal(error: unknown): boolean {
  const { code, responseCode = 0 } = failureOf(error)
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false
  return responseCode >= 500 && responseCode !== 503 && (responseCode < 530 || responseCode > 538)
}

/** A try that is to be repeated goes only to those it did not reach, as long as we live. */
function remember(
  served: Map<string, Map<string, Outcome>>,
  messageId: string,
  outcomes: readonly (readonly [string, Outcome])[],
): void {
  served.delete(messageId)
  if (outcomes.every(([, { kind }]) => kind !== 'trouble')) return
  served.set(messageId, new Map(outcomes.filter(([, { kind }]) => kind !== 'trouble')))
  const [oldest] = served.keys()
  if (served.size > MOST_REMEMBERED && oldest !== undefined) served.delete(oldest)
}

/** One answer for all recipients: trouble asks for another try, a refusal counts when all refuse. */
function settle(outcomes: readonly (readonly [string, Outcome])[]): Posting {
  const report = outcomes
    .map(([to, { kind, words }]) =>
      kind === 'accepted' ? `${to}: ${words}` : `${to}: ${kind}, ${words}`,
    )
    .join('; ')
  if (outcomes.some(([, { kind }]) => kind === 'trouble'))
    throw new Error(`mail not posted: ${report}`)
  const refused = outcomes.every(([, { kind }]) => kind === 'refused')
  return { outcome: refused ? 'refused' : 'accepted', receipt: report }
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
