/** What nodemailer needs to make one mail of a message, the same bytes every time. */
import { createHash } from 'node:crypto'
import type { SendMailOptions } from 'nodemailer'
import type { Message } from '../../model.ts'

/** Nothing in a message may name a file or an address to read. */
export function mimeOptions(message: Message): SendMailOptions {
  const { messageId, from, to, subject, date, headers, text, html } = message
  return {
    from,
    to: [...to],
    subject,
    messageId,
    date,
    headers: { ...headers },
    text,
    html,
    baseBoundary: boundaryOf(message),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/**
 * A hash of the parts it stands between: stable, so that a repeat is identical, and beyond the
 * reach of a feed that would like to forge one. Short, because a longer one is split in the header
 * as RFC 2231 has it, which Outlook does not read.
 */
function boundaryOf({ messageId, text, html }: Message): string {
  const hash = createHash('sha256').update(`${messageId}\0${text}\0${html}`)
  return hash.digest('hex').slice(0, 24)
}
