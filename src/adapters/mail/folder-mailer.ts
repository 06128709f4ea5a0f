import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Message } from '../../model.ts'
import type { Mailer } from '../../ports.ts'
import { mimeOptions } from './mime-options.ts'

/**
 * An outbox on disk: `<digest id>.eml`, whole as a mail server would get it, with `.html` and
 * `.txt` beside it. Files are named from the Message-ID, so a repeat overwrites its own; each
 * appears whole or not at all, the `.eml` last.
 */
export function createFolderMailer(folder: string): Mailer {
  return {
    async post(message) {
      // Most polls end without a mail.
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
      const { message: mail } = await transport.sendMail(mimeOptions(message))
      if (!Buffer.isBuffer(mail))
        throw new TypeError('nodemailer gave a stream, asked for a buffer')
      await mkdir(folder, { recursive: true })
      const path = join(folder, fileName(message))
      await writeWhole(folder, `${path}.txt`, message.text)
      await writeWhole(folder, `${path}.html`, message.html)
      await writeWhole(folder, `${path}.eml`, mail)
      return { outcome: 'accepted', receipt: `written to ${path}.eml` }
    },
    close: async () => {},
  }
}

/** '<desk-20250712T220000Z@wirewatch.local>' -> 'desk-20250712T220000Z'. */
function fileName({ messageId, copyFor }: Message): string {
  const [local = ''] = messageId.replace(/^</, '').split('@')
  const name = copyFor === undefined ? local : `${local}-${copyFor}`
  return name.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 120) || 'message'
}

/** Written aside, forced to disk, then renamed; the folder too, or the new name may not survive. */
async function writeWhole(folder: string, path: string, content: string | Buffer): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`
  try {
    const file = await open(draft, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  const directory = await open(folder)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
