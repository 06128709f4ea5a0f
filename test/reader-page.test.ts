/** The reader's pages as they are asked for: stories, search, digests, why. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFreshPage, openReaderPage } from './support/reader-page.ts'

let page: Awaited<ReturnType<typeof openReaderPage>>
beforeAll(async () => {
  page = await openReaderPage()
})
afterAll(() => page.close())

async function get(path: string): Promise<{ code: number; text: string; headers: Headers }> {
  const response = await fetch(page.url + path)
  const text = (await response.text()).replace(/\s+/g, ' ')
  return { code: response.status, text, headers: response.headers }
}

const words = (text: string) =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const search = (q: string, more = '') => get(`search?q=${encodeURIComponent(q)}${more}`)

async function linkOf(path: string, pattern: RegExp): Promise<string> {
  return pattern.exec((await get(path)).text)?.[1] ?? 'no such link'
}

test('the front page tells the stories by day, what is new, the coverage and the digests', async () => {
  const { text } = await get('')
  expect(words(text)).toContain('New stories, 24 hours 1')
  expect(words(text)).toMatch(/Lavrov lands in Wonsan new Fri 11 Jul, 10:10 Lavrov/)
  expect(words(text)).toMatch(/2 outlets, 1 independent report, 1 origin: Wire · 1 retold/)
  expect(text).toMatch(/<desc[^>]*>4 items new or an update, 1 copy or retelling and 2 digests/)
  expect(words(text)).toContain('Times are those of Asia/Seoul.')
  expect(text).toContain('<a class="skip" href="#main">')
  expect(text).toMatch(/<a href="\/" aria-current="page"/)
})

test('the front page of a service that read nothing new yet says so above what it knows', async () => {
  const fresh = await openFreshPage()
  const text = words(await (await fetch(fresh.url)).text())
  await fresh.close()
  expect(text).toMatch(
    /Nothing new yet\. What stands in a feed at its first visit.*Story visit known from the seeds/,
  )
  expect(words((await get('')).text)).not.toContain('Nothing new yet.')
})

test('stories are narrowed by watch, state and time; what is asked wrongly is left out', async () => {
  expect((await get('?watch=Lavrov')).text).toContain('Lavrov lands in Wonsan')
  expect(words((await get('?watch=Cricket')).text)).toContain('No such story.')
  expect(words((await get('?state=update')).text)).toContain('No such story.')
  expect((await get('?state=new&days=1')).text).not.toContain('Lavrov lands in Wonsan')
  expect((await get('?state=nonsense&days=many&before=x')).text).toContain('Lavrov lands in Wonsan')
})

test('a story shows what was new when, who retold it, and what of it went out', async () => {
  const story = await linkOf('', /href="\/(stories\/[^"]+)"[^>]*>\s*Lavrov lands in Wonsan/)
  const { code, text } = await get(story)
  expect(code).toBe(200)
  expect(text).toMatch(/<blockquote[^>]*> <p dir="auto"> ?Sergei Lavrov landed in Wonsan/)
  expect(words(text)).toContain('1 telling with nothing new to send: Post')
  expect(words(text)).toContain('In the digest for Desk, Sat 12 Jul, 07:00.')
  expect(words(text)).toMatch(/Told as new: Lavrov lands in Wonsan/)
  expect(words(text)).toContain('Tellings 2: 1 new, 1 retold')
  expect((await get('stories/none')).code).toBe(404)
})

test('the search finds in every script what answers, with the words marked', async () => {
  expect((await search('Лавров')).text).toContain('<mark>Лавров</mark> открыл выставку')
  expect((await search('라브로프')).text).toContain('<mark>라브로프는</mark> 평양')
  const both = words((await search('"landed in" Wonsan')).text)
  expect(both).toContain('2 items, the latest read first; that is all of what is kept.')
  expect(words((await search('harvest barley')).text)).toContain('no watch Post')
  expect(words((await search('zeppelin')).text)).toContain('Nothing among what is kept.')
})

test('the search is narrowed by watch, outlet and verdict', async () => {
  const titles = async (more: string) => {
    const { text } = await search('', more)
    return Array.from(text.matchAll(/<h2[^>]*>(.*?)<\/h2>/g), ([, title = '']) => words(title))
  }
  expect(await titles('&verdict=none')).toEqual(['Harvest begins early'])
  expect(await titles('&outlet=вестник')).toEqual(['Лавров открыл выставку самоваров'])
  expect(await titles('&watch=Lavrov&verdict=copy')).toEqual([
    'Lavrov lands in Wonsan, Wire reports',
  ])
})

test('a query that is wrong is told with the place, and nothing else happens', async () => {
  const response = await fetch(`${page.url}search?q=${encodeURIComponent('북한 AND (troops')}`)
  const text = await response.text()
  // Two wide characters take four columns.
  expect(text).toContain(`북한 AND <mark>(</mark>troops\n${' '.repeat(9)}^`)
  expect(text).toContain('a parenthesis is opened but not closed')
})

test('the archive leads to each digest as it was sent, as a mail and as text', async () => {
  const archive = await get('digests')
  expect(words(archive.text)).toMatch(
    /Sat 12 Jul, 07:00 라브로프는 평양 거리를 걸었다 \+ 2 more stories/,
  )
  const digest = await linkOf('digests?for=desk', /href="\/(digests\/desk-20250711[^"]+)"/)
  const { text } = await get(digest)
  expect(text).toMatch(/<iframe src="\/digests\/[^"]+\/mail" title="[^"]+" sandbox/)
  expect(words(text)).toContain('mail:desk@example.org accepted')
  expect(words(text)).toMatch(/Later digest/)
  const mail = await get(`${digest}/mail`)
  expect(mail.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  const plain = await get(`${digest}/text`)
  expect(plain.headers.get('content-type')).toContain('text/plain')
  expect(plain.text).toContain('NEW: Lavrov lands in Wonsan')
  expect((await get('digests/none')).code).toBe(404)
  expect((await get('digests/none/text')).code).toBe(404)
})

test('why says of an item what became of it, and of an address that it was never read', async () => {
  const item = await linkOf('search?q=Wonsan&verdict=new', /href="\/(why\?of=[^"]+)"/)
  const { text } = await get(item)
  expect(words(text)).toContain('Told to Desk.')
  expect(words(text)).toMatch(/Lavrov: Lavrov/)
  expect(words(text)).toMatch(/Desk told it leads “Lavrov lands in Wonsan”/)
  const never = await get(`why?of=${encodeURIComponent('https://elsewhere.example/x')}`)
  expect(words(never.text)).toContain('This address was never read.')
  expect(words((await get('why?of=%3Cb%3E')).text)).toContain(
    'Nothing on record goes by “&lt;b&gt;”',
  )
})

test('a hostile headline is shown as it stands and does nothing, wherever it stands', async () => {
  const story = await linkOf('', /href="\/(stories\/[^"]+)"[^>]*> ?Lavrov &lt;script/)
  const why = await linkOf('search?q=bakers', /href="\/(why\?of=[^"]+)"/)
  const digest = await linkOf('digests', /href="\/(digests\/desk-20250712[^"]+)"/)
  for (const path of ['', story, why, digest, `${digest}/mail`, 'search?q=bakers', 'digests']) {
    const { code, text } = await get(path)
    expect(code, `at /${path}`).toBe(200)
    expect(text, `at /${path}`).toContain('&lt;script&gt;alert(1)')
    expect(text, `at /${path}`).not.toMatch(/<script|<[^>]* onmouseover=x/)
  }
})

test('what was typed stays in the form as text', async () => {
  const { text } = await search('"><img src=x onerror=1>')
  expect(text).not.toContain('<img')
  expect(text).toContain('value="&quot;&gt;&lt;img src=x onerror=1&gt;"')
})
