import { decodeDocument } from './decode-document.ts'

export interface MailText {
  readonly subject?: string
  /** The sender's name, else the address. */
  readonly from?: string
  /** The Date header as written. */
  readonly date?: string
  readonly kind: 'plain' | 'html'
  readonly text: string
  readonly problems: readonly string[]
}

const DEPTH_LIMIT = 8
const PART_LIMIT = 50

/**
 * The text of a mail (RFC 5322, RFC 2045 to 2047): its first text/plain part, else its first
 * text/html part, undone from base64 or quoted-printable. Attachments are not read.
 */
export function readMail(bytes: Uint8Array): MailText {
  // Latin-1 keeps every byte, so that parts may be cut out before their charset is known.
  const mail = splitPart(new TextDecoder('latin1').decode(bytes))
  const parts = textParts(mail)
  const part = parts.find(({ type }) => type === 'text/plain') ?? parts[0]
  const decoded = part ? decodeBody(part) : { text: '' }
  const problems = [
    ...(part ? [] : ['the mail has no text/plain or text/html part']),
    ...('problem' in decoded && decoded.problem ? [decoded.problem] : []),
  ]
  const subject = readWords(mail.headers.get('subject'))
  const from = readSender(mail.headers.get('from'))
  const date = mail.headers.get('date')
  return {
    ...(subject ? { subject } : {}),
    ...(from ? { from } : {}),
    ...(date ? { date } : {}),
    kind: part?.type === 'text/html' ? 'html' : 'plain',
    text: decoded.text,
    problems,
  }
}

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly type: string
  /** One character a byte. */
  readonly body: string
}

function splitPart(raw: string): Part {
  const end = /\r?\n\r?\n/u.exec(raw)
  const head = end ? raw.slice(0, end.index) : raw
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n(?=[ \t])/gu, '').split(/\r?\n/u)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  const type = (headers.get('content-type') ?? 'text/plain').split(';', 1)[0] ?? ''
  return {
    headers,
    type: type.trim().toLowerCase(),
    body: end ? raw.slice(end.index + end[0].length) : '',
  }
}

/** The readable parts in order of standing, however deep, without attachments. */
function textParts(mail: Part): readonly Part[] {
  const found: Part[] = []
  const waiting: { part: Part; depth: number }[] = [{ part: mail, depth: 0 }]
  for (let next = waiting.shift(), read = 0; next && read < PART_LIMIT; read++) {
    const { part, depth } = next
    const boundary = parameter(part.headers.get('content-type'), 'boundary')
    if (part.type.startsWith('multipart/') && boundary && depth < DEPTH_LIMIT) {
      const inner = splitAtBoundary(part.body, boundary).map((raw) => splitPart(raw))
      waiting.unshift(...inner.map((child) => ({ part: child, depth: depth + 1 })))
    } else if (/^text\/(?:plain|html)$/u.test(part.type) && !isAttachment(part)) {
      found.push(part)
    }
    next = waiting.shift()
  }
  return found
}

function splitAtBoundary(body: string, boundary: string): readonly string[] {
  const [, ...pieces] = `\n${body}`.split(`\n--${boundary}`)
  const closing = pieces.findIndex((piece) => piece.startsWith('--'))
  return (closing === -1 ? pieces : pieces.slice(0, closing))
    .slice(0, PART_LIMIT)
    .map((piece) => piece.replace(/^[ \t]*\r?\n/u, ''))
}

function isAttachment(part: Part): boolean {
  return /^attachment\b/iu.test(part.headers.get('content-disposition') ?? '')
}

function parameter(header: string | undefined, name: string): string | undefined {
  for (const piece of (header ?? '').split(';').slice(1)) {
    const equals = piece.indexOf('=')
    if (piece.slice(0, equals).trim().toLowerCase() !== name) continue
    return piece
      .slice(equals + 1)
      .trim()
      .replace(/^"|"$/gu, '')
  }
  return undefined
}

function decodeBody(part: Part): ReturnType<typeof decodeDocument> {
  const encoding = (part.headers.get('content-transfer-encoding') ?? '').trim().toLowerCase()
  const charset = parameter(part.headers.get('content-type'), 'charset')
  return decodeDocument(undoEncoding(part.body, encoding), charset)
}

function undoEncoding(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1')
  return undoQuotedPrintable(body.replace(/=[ \t]{0,76}\r?\n/gu, ''))
}

function undoQuotedPrintable(text: string): Uint8Array {
  const plain = text.replace(/=([0-9A-F]{2})/giu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  return Buffer.from(plain, 'latin1')
}

/** Encoded words of RFC 2047; white space between two of them is not text. */
function readWords(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  // Headers of today may hold bare UTF-8 (RFC 6532).
  const bare = decodeDocument(Buffer.from(header, 'latin1')).text
  return bare
    .replace(/(\?=)\s+(?==\?)/gu, '$1')
    .replace(
      /=\?([^?\s]{1,40})\?([BQ])\?([^?\s]{0,2000})\?=/giu,
      (_, charset: string, kind: string, code: string) => {
        const base64 = kind.toUpperCase() === 'B'
        const bytes = base64
          ? Buffer.from(code, 'base64')
          : undoQuotedPrintable(code.replace(/_/gu, ' '))
        return decodeDocument(bytes, charset.split('*', 1)[0]).text
      },
    )
    .trim()
}

function readSender(header: string | undefined): string | undefined {
  const written = readWords(header)
  if (!written) return undefined
  const name = written
    .replace(/<[^<>]*>/gu, '')
    .replace(/"/gu, '')
    .trim()
  return name === '' ? written.replace(/[<>]/gu, '').trim() : name
}
