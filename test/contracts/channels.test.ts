/** Ways beside mail against a server on loopback: the exact requests, and what comes of answers. */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { createHttpChannels } from '../../src/adapters/channels/http-channels.ts'
import { writeNotice } from '../../src/core/digest/write-notice.ts'
import type { Channel } from '../../src/model.ts'
import type { Posting } from '../../src/ports.ts'
import { CASES, LETTERHEAD } from '../support/digest-cases.ts'

interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const [visit] = CASES.filter(({ name }) => name === 'visit')
const [hundred] = CASES.filter(({ name }) => name === 'hundred-stories')
const NOW = new Date('2025-07-13T00:00:00Z')
const letterhead = { ...LETTERHEAD, page: { url: 'https://news.example', key: 'k' } }

const channelsAt = (base: string): readonly Channel[] => [
  { kind: 'webhook', id: 'w', url: `${base}/hook`, secret: 'whsec_c2VjcmV0' },
  { kind: 'slack', id: 's', url: `${base}/services/T0/B0/x` },
  { kind: 'teams', id: 't', url: `${base}/workflows/1` },
  { kind: 'discord', id: 'd', url: `${base}/api/webhooks/1/token` },
  { kind: 'telegram', id: 'g', server: base, token: '1:abc', chat: '-100' },
  { kind: 'matrix', id: 'm', server: base, token: 'syt', room: '!room:example.org' },
  { kind: 'ntfy', id: 'n', url: `${base}/topics/news`, token: 'tk' },
]

describe('a digest reaches', () => {
  test.each([
    ['webhook', 'POST', '/hook'],
    ['slack', 'POST', '/services/T0/B0/x'],
    ['teams', 'POST', '/workflows/1'],
    ['discord', 'POST', '/api/webhooks/1/token?wait=true'],
    ['telegram', 'POST', '/bot1:abc/sendMessage'],
    [
      'matrix',
      'PUT',
      '/_matrix/client/v3/rooms/!room%3Aexample.org/send/m.room.message/desk-20250712T223000Z',
    ],
    ['ntfy', 'POST', '/topics/'],
  ])('%s by %s %s', async (kind, method, path) => {
    const { received, posting } = await postTo(kind)
    expect(posting.outcome).toBe('accepted')
    expect(received).toMatchObject([{ method, path }])
    expect(received[0]?.headers['content-type']).toBe('application/json')
    const body = received[0]?.body ?? ''
    expect(() => JSON.parse(body) as unknown).not.toThrow()
    expect(body).toContain('Kim offers Russia unconditional support')
    expect(body).toContain('https://news.example/digests/desk-20250712T223000Z')
  })

  test('a program of one’s own signed, so that it can be checked', async () => {
    const { received } = await postTo('webhook')
    const { headers, body } = received[0]!
    expect(headers['webhook-id']).toBe('desk-20250712T223000Z')
    expect(headers['webhook-timestamp']).toBe('1752364800')
    const signed = `desk-20250712T223000Z.1752364800.${body}`
    const right = createHmac('sha256', 'secret').update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${right}`)
  })

  test.each([
    ['slack', 60_000],
    ['teams', 28_000],
    ['discord', 16_000],
    ['telegram', 4_600],
    ['matrix', 65_000],
    ['ntfy', 5_000],
  ])('%s within its limits, however much there is to tell', async (kind, most) => {
    const { received } = await postTo(kind, { digest: hundred!.digest })
    const body = received[0]?.body ?? ''
    expect(Buffer.byteLength(body)).toBeLessThan(most)
    expect(body).toMatch(/and \d+ more/)
  })

  test('a chat without mentions and markup of a feed’s making', async () => {
    const [first] = visit!.digest.stories
    const headline = '<!channel> @everyone [x](https://evil.example) <script>alert(1)</script>'
    const digest = { ...visit!.digest, stories: [{ ...first!, headline }] }
    const bodyOf = async (kind: string) => (await postTo(kind, { digest })).received[0]?.body ?? ''
    expect(await bodyOf('slack')).not.toMatch(/mrkdwn","text":"[^"]*<!channel>/)
    expect(await bodyOf('discord')).toContain('"allowed_mentions":{"parse":[]}')
    for (const kind of ['telegram', 'matrix']) {
      const body = JSON.parse(await bodyOf(kind)) as { text?: string; formatted_body?: string }
      expect(body.text ?? body.formatted_body).not.toContain('<script>')
    }
    expect(await bodyOf('teams')).not.toContain('[x](https://evil')
  })
})

describe('an answer', () => {
  test.each<[number, Posting['outcome']]>([
    [200, 'accepted'],
    [204, 'accepted'],
    [302, 'trouble'],
    [400, 'refused'],
    [401, 'trouble'],
    [404, 'trouble'],
    [410, 'refused'],
    [413, 'refused'],
    [429, 'trouble'],
    [500, 'trouble'],
    [503, 'trouble'],
  ])('of %i is %s', async (status, outcome) => {
    const { posting } = await postTo('slack', { status })
    expect(posting).toMatchObject({ outcome })
    expect(posting.receipt).toContain(String(status))
  })

  test('that asks to wait says until when', async () => {
    const { posting } = await postTo('slack', { status: 429, headers: { 'retry-after': '120' } })
    expect(posting.notBefore).toEqual(new Date('2025-07-13T00:02:00Z'))
  })

  test('that never comes is trouble, and so is nobody there', async () => {
    const hung = await postTo('slack', { status: 0 })
    expect(hung.posting).toEqual({ outcome: 'trouble', receipt: 'no answer in time' })
    const channels = createHttpChannels()
    closers.push(() => channels.close())
    const notice = { method: 'POST', url: 'http://127.0.0.1:9/x', headers: {}, body: '' } as const
    expect(await channels.post(notice)).toMatchObject({ outcome: 'trouble' })
  })

  test('that echoes the secret address is kept without it', async () => {
    const said = 'no webhook at /api/webhooks/1/token?wait=true'
    const { posting } = await postTo('discord', { status: 404, said })
    expect(posting.receipt).toBe('404 no webhook at ***')
  })
})

interface Given {
  /** 0: none at all. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly said?: string
  readonly digest?: (typeof CASES)[number]['digest']
}

async function postTo(kind: string, given: Given = {}) {
  const { status = 200, headers = {}, said = 'ok', digest = visit!.digest } = given
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      const { method = '', url = '' } = request
      received.push({ method, path: url, headers: request.headers, body })
      if (status > 0) response.writeHead(status, headers).end(status === 204 ? '' : said)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((done) => (server.closeAllConnections(), server.close(done))))
  const address = server.address()
  const port = address instanceof Object ? address.port : 0
  const channels = createHttpChannels({ now: () => NOW, ...(status === 0 && { limitMs: 300 }) })
  closers.push(() => channels.close())
  const channel = channelsAt(`http://127.0.0.1:${port}`).find((one) => one.kind === kind)!
  const notice = writeNotice(digest, visit!.subscriber, letterhead, channel, NOW)
  return { received, posting: await channels.post(notice) }
}
