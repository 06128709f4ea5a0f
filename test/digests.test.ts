/**
 * Whole messages against the ones kept in test/digests. After a wanted change, look at the result
 * and write them anew: `UPDATE_GOLDEN=1 npx vitest run test/digests.test.ts`.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFolderMailer } from '../src/adapters/mail/folder-mailer.ts'
import { digestAsText } from '../src/core/digest/message-text.ts'
import { writeMessage } from '../src/core/digest/write-message.ts'
import { CASES, LETTERHEAD } from './support/digest-cases.ts'
import { hasPython, readInPython } from './support/python-mail.ts'

const GOLDEN = join(import.meta.dirname, 'digests')
/**
 * By caniemail.com: Gmail (web, Android, iOS), Outlook (Windows, web, Mac), Apple Mail. What is
 * dispensable is unknown to one of them and only makes the mail plainer where it is.
 */
const KNOWN_ELEMENTS = new Set('body div table tr td th h1 h2 h3 p a span b ul li br'.split(' '))
const KNOWN_STYLES =
  'background-color border-bottom border-collapse border-left border-right color font-family font-size font-weight letter-spacing line-height margin padding text-align text-decoration vertical-align width'.split(
    ' ',
  )
const DISPENSABLE_STYLES =
  '-webkit-text-size-adjust border-radius display max-height max-width overflow padding-bottom text-decoration-color text-decoration-thickness text-underline-offset'.split(
    ' ',
  )
const GMAIL_SAFE_BYTES = 90_000
let outbox = ''

beforeAll(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'wirewatch-digests-'))
})
afterAll(() => rm(outbox, { recursive: true, force: true }))

describe.each(CASES)('the digest “$name”', ({ name, digest, subscriber }) => {
  const message = writeMessage(digest, subscriber, LETTERHEAD)
  const file = (kind: string): string => join(outbox, `${digest.id}.${kind}`)

  test.each(['txt', 'html', 'eml'])('is the .%s kept as good', async (kind) => {
    await createFolderMailer(outbox).post(message)
    const written = masked(await readFile(file(kind), 'utf8'))
    const golden = join(GOLDEN, `${name}.${kind}`)
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(golden, written)
    expect(written).toBe(await readFile(golden, 'utf8'))
  })

  test('reads the same to another’s parser as it was written', async () => {
    await createFolderMailer(outbox).post(message)
    const raw = await readFile(file('eml'))
    expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const parsed = await PostalMime.parse(raw)
    expect(parsed.subject).toBe(message.subject)
    expect(parsed.messageId).toBe(digest.messageId)
    expect(parsed.from).toMatchObject({ name: 'Wirewatch', address: 'wirewatch@example.org' })
    expect(parsed.to?.map(({ address }) => address)).toEqual(subscriber.to)
    expect(parsed.cc ?? parsed.bcc).toBeUndefined()
    expect(new Date(parsed.date ?? '').getTime()).toBe(digest.composedAt.getTime())
    expect(parsed.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(message.text.trimEnd())
    expect(parsed.html?.replaceAll('\r\n', '\n').trimEnd()).toBe(message.html.trimEnd())
    expect(parsed.attachments).toEqual([])
  })

  test('stays whole in mail clients that cut long mail, and asks for nothing from elsewhere', () => {
    expect(Buffer.byteLength(message.html)).toBeLessThan(GMAIL_SAFE_BYTES)
    expect(message.html).not.toMatch(/<(?:img|script|link|iframe|object|form|svg|base)\b/i)
    expect(message.html).not.toMatch(/@import|url\(/i)
    for (const [, address = ''] of message.html.matchAll(/href="([^"]*)"/g)) {
      expect(address).toMatch(/^(?:https?:\/\/|mailto:)[\x21-\x7e]+$/)
    }
  })

  test('keeps to what mail clients understand', () => {
    const [sheet = ''] = /<style>[^]*<\/style>/.exec(message.html) ?? []
    const body = message.html.replace(sheet, '')
    // Gmail drops a sheet beyond 8,192 characters; caniemail.com on the rest.
    expect(sheet.length).toBeLessThan(8_192)
    expect(body).not.toMatch(
      /display:\s*(?:flex|grid)|position:|float:|var\(|calc\(|\d(?:rem|vw|vh)\b/,
    )
    for (const [tag] of body.matchAll(/<[a-z][^>]*\bclass=[^>]*>/g))
      expect(tag).toContain(' style="')
    const tables = body.match(/<table\b[^>]*>/g) ?? []
    const forLayout = tables.filter((tag) => tag.includes('role="presentation"'))
    const ofData = body.split('<th scope="col"').length > 1 ? 1 : 0
    expect(tables.length - forLayout.length).toBe(ofData)
    expect(body).not.toMatch(/width="(?:[7-9]\d\d|\d{4,})"/)
    expect(message.html).toMatch(/<html lang="en" dir="ltr">/)
  })

  test('uses but elements and styles that Gmail and Outlook know, or can do without', () => {
    const body = message.html.slice(message.html.indexOf('<body'))
    const tags = [...body.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, tag = '']) => tag)
    expect(tags.filter((tag) => !KNOWN_ELEMENTS.has(tag))).toEqual([])
    const styles = [...body.matchAll(/ style="([^"]*)"/g)].map(([, style = '']) => style)
    const rules = styles.flatMap((style) => style.split(';').map((rule) => rule.split(':')))
    const known = new Set([...KNOWN_STYLES, ...DISPENSABLE_STYLES])
    expect(rules.filter(([property = '']) => !known.has(property))).toEqual([])
    // Gmail drops negative margins.
    expect(rules.filter(([, value = '']) => /(?:^|\s)-\d|!important/.test(value))).toEqual([])
    const sizes = rules.filter(([property]) => property === 'font-size').map(([, size]) => size)
    expect(sizes.filter((size = '') => Number.parseInt(size, 10) < 12)).toEqual([])
    // Outlook for Windows knows padding in cells alone: a bar without ground of its own needs one.
    const bars = body.match(/<(?:div|ul|p)\b[^>]*border-(?:left|right):[^>]*>/g) ?? []
    expect(bars.filter((tag) => !tag.includes('background-color'))).toEqual([])
  })

  test('prints on a terminal what the text part says', () => {
    expect(digestAsText(digest, subscriber, LETTERHEAD)).toBe(message.text)
  })
})

test.skipIf(!hasPython())('Python’s email package finds no defect in any of them', async () => {
  const posted = await Promise.all(
    CASES.map(async ({ digest, subscriber }) => {
      const message = writeMessage(digest, subscriber, LETTERHEAD)
      const folder = await mkdtemp(join(outbox, 'python-'))
      await createFolderMailer(folder).post(message)
      return { message, file: join(folder, `${digest.id}.eml`) }
    }),
  )
  const read = readInPython(posted.map(({ file }) => file))
  expect(read).toHaveLength(CASES.length)
  for (const [index, { message }] of posted.entries()) {
    const mail = read[index]!
    expect(mail.defects).toEqual([])
    expect(mail).toMatchObject({ subject: message.subject, messageId: message.messageId })
    expect(mail.text.replaceAll('\r\n', '\n').trimEnd()).toBe(message.text.trimEnd())
    expect(mail.html.replaceAll('\r\n', '\n').trimEnd()).toBe(message.html.trimEnd())
  }
})

/** The boundary is a hash of the parts: it changes with every word and says nothing by itself. */
function masked(text: string): string {
  return text.replace(/_NmP-[0-9a-f]+-Part/g, '_NmP-BOUNDARY-Part')
}
