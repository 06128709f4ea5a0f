import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { createFolderMailer } from '../../src/adapters/mail/folder-mailer.ts'
import { createSmtpMailer, type SmtpSettings } from '../../src/adapters/mail/smtp-mailer.ts'
import type { Message } from '../../src/model.ts'
import type { Mailer } from '../../src/ports.ts'

const MESSAGE: Message = {
  messageId: '<desk-20250712T220000Z@wirewatch.local>',
  from: 'Wirewatch <wirewatch@example.org>',
  to: ['one@example.org'],
  subject: 'Lavrov meets Kim in Wonsan: ラブロフ外相 + 3 more stories',
  date: new Date('2025-07-12T22:00:00Z'),
  headers: {
    'List-Id': 'Korea desk <desk.wirewatch.local>',
    'List-Unsubscribe': '<mailto:wirewatch@example.org?subject=unsubscribe%20desk>',
    'Auto-Submitted': 'auto-generated',
  },
  text: 'Told.\n.\n..two dots\nFrom here\n--\nlast\n',
  html: '<!doctype html>\n<html lang="en"><body><p>Told. 元山 ونسان</p>\n.\n</body></html>\n',
}

interface Posted {
  readonly raw: Buffer
  readonly envelope?: { readonly from: string; readonly to: readonly string[] }
}

interface Side {
  readonly mailer: Mailer
  /** What has arrived, in order of name or time. */
  readonly posted: () => Promise<readonly Posted[]>
}

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

describe.each([
  { name: 'folder', open: openFolder, copies: 1, afterRepeat: 1 },
  { name: 'SMTP', open: openSmtp, copies: 1, afterRepeat: 2 },
])('a mailer over $name', ({ open, copies, afterRepeat }) => {
  test('posts what was written: id, date, subject, headers and both parts', async () => {
    const { mailer, posted } = await open()
    expect(await mailer.post(MESSAGE)).not.toBe('')
    const arrived = await posted()
    expect(arrived).toHaveLength(copies)
    for (const { raw } of arrived) {
      const mail = await PostalMime.parse(raw)
      expect(mail.messageId).toBe(MESSAGE.messageId)
      expect(new Date(mail.date ?? '')).toEqual(MESSAGE.date)
      expect(mail.subject).toBe(MESSAGE.subject)
      expect(mail.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(MESSAGE.text.trimEnd())
      expect(mail.html?.replaceAll('\r\n', '\n').trimEnd()).toBe(MESSAGE.html.trimEnd())
      const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]))
      for (const [name, value] of Object.entries(MESSAGE.headers)) {
        expect(headers[name.toLowerCase()]).toBe(value)
      }
    }
  })

  test('ends every line of the mail with CR LF', async () => {
    const { mailer, posted } = await open()
    await mailer.post(MESSAGE)
    for (const { raw } of await posted()) {
      expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    }
  })

  test('makes a repeat recognisable: the same id and the same bytes', async () => {
    const { mailer, posted } = await open()
    await mailer.post(MESSAGE)
    const first = new Set((await posted()).map(({ raw }) => raw.toString()))
    await mailer.post(MESSAGE)
    const both = await posted()
    expect(both).toHaveLength(afterRepeat)
    expect(new Set(both.map(({ raw }) => raw.toString()))).toEqual(first)
  })

  test('lets no header slip in through a subject, a name or an address', async () => {
    const { mailer, posted } = await open()
    await mailer.post({
      ...MESSAGE,
      subject: 'News\r\nBcc: all@example.org\r\n\r\nbody',
      from: 'Wire\r\nX-Evil: 1 <wirewatch@example.org>',
      headers: { 'List-Id': 'desk\r\nX-Evil: 2' },
    })
    for (const { raw } of await posted()) {
      const names = (await PostalMime.parse(raw)).headers.map(({ key }) => key)
      expect(names).not.toContain('bcc')
      expect(names).not.toContain('x-evil')
    }
  })

  test('closes, also twice', async () => {
    const { mailer } = await open()
    await mailer.close()
    await expect(mailer.close()).resolves.toBeUndefined()
  })
})

describe('the outbox folder', () => {
  test('holds the mail, its HTML and its text under the digest’s name, and no drafts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wirewatch-outbox-'))
    closers.push(() => rm(folder, { recursive: true, force: true }))
    await createFolderMailer(join(folder, 'deep', 'outbox')).post(MESSAGE)
    const files = await readdir(join(folder, 'deep', 'outbox'))
    const name = 'desk-20250712T220000Z'
    expect(files.toSorted()).toEqual([`${name}.eml`, `${name}.html`, `${name}.txt`])
  })

  test('tells copies for several addresses apart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wirewatch-outbox-'))
    closers.push(() => rm(folder, { recursive: true, force: true }))
    for (const copyFor of ['one@example.org', 'two@example.org']) {
      await createFolderMailer(folder).post({ ...MESSAGE, to: [copyFor], copyFor })
    }
    const mails = (await readdir(folder)).filter((file) => file.endsWith('.eml'))
    const name = 'desk-20250712T220000Z'
    expect(mails.toSorted()).toEqual([`${name}-one-example-org.eml`, `${name}-two-example-org.eml`])
  })

  test('does not let a Message-ID name a file elsewhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wirewatch-outbox-'))
    closers.push(() => rm(folder, { recursive: true, force: true }))
    const outbox = join(folder, 'outbox')
    await createFolderMailer(outbox).post({ ...MESSAGE, messageId: '<../../etc/passwd@x>' })
    expect(await readdir(folder)).toEqual(['outbox'])
    expect(await readdir(outbox)).toHaveLength(3)
  })

  test('says so when it cannot write, and leaves nothing half-written', async () => {
    const mailer = createFolderMailer('/dev/null/outbox')
    await expect(mailer.post(MESSAGE)).rejects.toThrow('ENOTDIR')
  })
})

describe('mail over SMTP', () => {
  test('goes to its recipient from the sender’s address', async () => {
    const { mailer, posted } = await openSmtp()
    await mailer.post(MESSAGE)
    const [mail] = await posted()
    expect(mail?.envelope).toEqual({ from: 'wirewatch@example.org', to: MESSAGE.to })
    const { to } = await PostalMime.parse(mail?.raw ?? '')
    expect(to?.map(({ address }) => address)).toEqual(MESSAGE.to)
  })

  test('refused with 5xx for its recipient is refused for good', async () => {
    const { mailer } = await openSmtp({
      onRcptTo: (_, __, answer) => answer(failure(550, 'no such user')),
    })
    const posting = await mailer.post(MESSAGE)
    expect(posting.outcome).toBe('refused')
    expect(posting.receipt).toMatch(/550.*no such user/)
  })

  test('refused with 5xx for its content is refused for good', async () => {
    const { mailer } = await openSmtp({
      onData: (stream, _, answer) =>
        void stream.resume().on('end', () => answer(failure(554, 'looks like spam'))),
    })
    expect(await mailer.post(MESSAGE)).toMatchObject({ outcome: 'refused' })
  })

  test('to nobody cannot be sent, today or later, and is refused', async () => {
    const { mailer, posted } = await openSmtp()
    expect(await mailer.post({ ...MESSAGE, to: [''] })).toMatchObject({ outcome: 'refused' })
    expect(await posted()).toEqual([])
  })

  test.each<[string, string, SMTPServerOptions]>([
    ['that wants another password', 'me:wrong@', { onAuth: (_, __, no) => no(failure(535, 'no')) }],
    ['that no sign-in fits', 'me:wrong@', { authMethods: ['NONE'] }],
    ['that takes no connection now', '', { onConnect: (_, no) => no(failure(554, 'not here')) }],
  ])('to a server %s waits: another mail would fare no better', async (_, user, options) => {
    const { port } = await startSmtp({ allowInsecureAuth: true, ...options })
    const mailer = createSmtpMailer(`smtp://${user}127.0.0.1:${port}`)
    closers.push(() => mailer.close())
    expect(await mailer.post(MESSAGE)).toMatchObject({ outcome: 'trouble' })
  })

  test.each([
    ['put off', 451],
    ['asked to sign in first', 530],
    ['out of step', 503],
  ])('%s (%i) is no refusal', async (_, code) => {
    const { mailer } = await openSmtp({
      onData: (stream, __, answer) =>
        void stream.resume().on('end', () => answer(failure(code, 'not now'))),
    })
    const posting = await mailer.post(MESSAGE)
    expect(posting).toMatchObject({ outcome: 'trouble' })
    expect(posting.receipt).toContain(String(code))
  })

  test('without encryption is not sent where encryption is required', async () => {
    const { port } = await startSmtp({ hideSTARTTLS: true })
    const mailer = createSmtpMailer(`smtp://127.0.0.1:${port}`, { requireTls: true })
    closers.push(() => mailer.close())
    expect(await mailer.post(MESSAGE)).toMatchObject({ outcome: 'trouble' })
  })

  test('is signed for its domain, the same way each time', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const dkim = { domain: 'example.org', selector: 'news', privateKey }
    const { mailer, posted } = await openSmtp({}, { dkim })
    await mailer.post(MESSAGE)
    await mailer.post(MESSAGE)
    const signatures = (await posted()).map(({ raw }) =>
      /^DKIM-Signature: ([^]*?)\r\n\S/m.exec(raw.toString())?.[1]?.replace(/\s+/g, ''),
    )
    expect(signatures[0]).toMatch(/d=example\.org;.*s=news;.*b=[\w+/]{300}/)
    expect(signatures[1]).toBe(signatures[0])
  })

  test('to a server that hangs gives up in time, wherever it hangs', async () => {
    for (const greeting of ['', '220 ready\r\n']) {
      const { port } = await listen((socket) => void socket.write(greeting))
      const mailer = createSmtpMailer(`smtp://127.0.0.1:${port}`, {
        connectMs: 200,
        silenceMs: 200,
      })
      closers.push(() => mailer.close())
      const { outcome, receipt } = await mailer.post(MESSAGE)
      expect(outcome).toBe('trouble')
      expect(receipt).toMatch(/time|greeting/i)
    }
  })

  test('to a server that answers a byte at a time gives up in time', async () => {
    const { port } = await listen((socket) => {
      socket.write('220 ready\r\n')
      const drip = setInterval(() => socket.write('2'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const mailer = createSmtpMailer(`smtp://127.0.0.1:${port}`, { postMs: 300 })
    closers.push(() => mailer.close())
    expect(await mailer.post(MESSAGE)).toEqual({
      outcome: 'trouble',
      receipt: 'the mail server took too long over it',
    })
  })

  test('to a server that dies after the final dot is tried again with the same Message-ID', async () => {
    let deaths = 0
    const taken: string[] = []
    const { mailer } = await openSmtp({
      onData(stream, session, answer) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          taken.push(Buffer.concat(chunks).toString())
          if (deaths++ < 2) sockets(session.id)?.destroy()
          else answer()
        })
      },
    })
    for (const outcome of ['trouble', 'trouble', 'accepted']) {
      expect(await mailer.post(MESSAGE)).toMatchObject({ outcome })
    }
    const ids = taken.map((raw) => /^Message-ID: (.*)\r$/m.exec(raw)?.[1])
    expect(ids).toEqual(Array(3).fill(MESSAGE.messageId))
    expect(new Set(taken).size).toBe(1)
  })

  test('tells whether it can sign in, and never the password', async () => {
    const password = 's3cret/pass word'
    const { server, port } = await startSmtp({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password: given }, _, answer) =>
        given === password
          ? answer(null, { user: username })
          : answer(
              failure(
                535,
                `no: ${given} ${Buffer.from(`\0me\0${given ?? ''}`).toString('base64')}`,
              ),
            ),
    })
    expect(server).toBeDefined()
    const open = (pass: string) => {
      const mailer = createSmtpMailer(`smtp://me:${encodeURIComponent(pass)}@127.0.0.1:${port}`)
      closers.push(() => mailer.close())
      return mailer
    }
    expect(await open(password).verify()).toEqual({ ok: true })
    const wrong = open('wr0ng/one')
    const verdict = await wrong.verify()
    expect(verdict).toMatchObject({ ok: false, because: expect.stringContaining('535') })
    const posting = await wrong.post(MESSAGE)
    expect(posting.outcome).toBe('trouble')
    const said = JSON.stringify([verdict, posting])
    expect(said).not.toMatch(/wr0ng|AG1lAHdyMG5nL29uZQ/)
  })

  test('with an address that is none says what to write, without the address', () => {
    expect(() => createSmtpMailer('mail.example.org me:s3cret')).toThrow(/write smtp:\/\//)
    expect(() => createSmtpMailer('mail.example.org me:s3cret')).not.toThrow(/s3cret/)
  })
})

async function openFolder(): Promise<Side> {
  const folder = await mkdtemp(join(tmpdir(), 'wirewatch-outbox-'))
  closers.push(() => rm(folder, { recursive: true, force: true }))
  return {
    mailer: createFolderMailer(folder),
    async posted() {
      const files = (await readdir(folder)).filter((file) => file.endsWith('.eml'))
      return Promise.all(files.map(async (file) => ({ raw: await readFile(join(folder, file)) })))
    },
  }
}

async function openSmtp(
  faults: SMTPServerOptions = {},
  settings: SmtpSettings = {},
): Promise<Side> {
  const arrived: Posted[] = []
  const { port } = await startSmtp({
    onData(stream, { envelope }, answer) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        arrived.push({ raw: Buffer.concat(chunks), envelope: { from, to } })
        answer()
      })
    },
    ...faults,
  })
  const mailer = createSmtpMailer(`smtp://127.0.0.1:${port}`, settings)
  closers.push(() => mailer.close())
  const posted = async (): Promise<readonly Posted[]> =>
    arrived.toSorted((a, b) => String(a.envelope?.to).localeCompare(String(b.envelope?.to)))
  return { mailer, posted }
}

const open = new Map<string, Socket>()

/** The server's own side of a session, for pulling the plug. */
function sockets(sessionId: string): Socket | undefined {
  return open.get(sessionId)
}

async function startSmtp(
  options: SMTPServerOptions,
): Promise<{ server: SMTPServer; port: number }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    ...options,
  })
  server.on('error', () => {})
  const connections = Reflect.get(server, 'connections') as Set<{ id: string; _socket: Socket }>
  server.server.on('connection', () => {
    setImmediate(() => {
      for (const { id, _socket } of connections) open.set(id, _socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { server, port: portOf(server.server) }
}

async function listen(greet: (socket: Socket) => void): Promise<{ port: number }> {
  const live = new Set<Socket>()
  const server = createServer((socket) => {
    live.add(socket)
    socket.on('error', () => {})
    greet(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(async () => {
    for (const socket of live) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return { port: portOf(server) }
}

function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}

function failure(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode })
}
