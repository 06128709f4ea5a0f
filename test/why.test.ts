/** Why something was told or not, found in the store and by command over a running service. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findWhy } from '../src/app/why/why-desk.ts'
import { summaryOf, whyInWords } from '../src/core/why/why-in-words.ts'
import type { Why, WhyItem } from '../src/core/why/why.ts'
import type { Subscriber, Watch } from '../src/model.ts'
import { keywordsQuery, parseQuery } from '../src/core/watch/parse-query.ts'
import { pollFeed, sendDigest } from '../src/pipeline.ts'
import type { CannedEntry } from './support/canned-outlets.ts'
import { runProgram } from './support/run-program.ts'
import { openWatchesPage } from './support/watches-page.ts'
import { desk, lavrov, openTestWorld, testFeed, type TestWorld } from './support/world.ts'

const north = testFeed('north')
const south = testFeed('south')

const arrival: CannedEntry = {
  id: 'arrival',
  title: 'Lavrov lands in Wonsan for talks',
  text: 'Sergei Lavrov landed in the coastal city of Wonsan on Friday and will stay until Sunday, his ministry said. He came from a regional meeting in Kuala Lumpur.',
  published: '2025-07-11T12:00:00Z',
}
const arrivalCopied: CannedEntry = { ...arrival, id: 'copied' }
const troops: CannedEntry = {
  id: 'troops',
  title: 'Troops march in Pyongyang',
  text: 'Thousands of soldiers marched on Friday, watched by guests from Wonsan.',
  published: '2025-07-11T12:30:00Z',
}

const parsed = parseQuery('troops NEAR/2 Wonsan')
const near: Watch = {
  name: 'Near',
  written: 'troops NEAR/2 Wonsan',
  query: parsed.ok ? parsed.query : keywordsQuery(['never']),
}
const quietDesk: Subscriber = { ...desk, quiet: [{ from: '00:00', to: '23:59' }] }

let world: TestWorld
beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:00Z')
  for (const feed of [north, south]) await pollFeed(world, feed, [lavrov])
  world.setClock('2025-07-11T14:00:00Z')
})
afterEach(() => world.close())

const settings = { watches: [lavrov, near], subscribers: [desk], feeds: [north, south] }
const ask = (asked: string, given = settings) => findWhy(world, given, asked)
const send = () => sendDigest(world, desk, settings.watches, { from: 'Wirewatch <w@example.org>' })

const inWords = (why: Why) => whyInWords(why, 'Asia/Seoul', world.now()).join('\n')

async function read(feed: typeof north, ...entries: CannedEntry[]) {
  world.outlets.serve(feed.id, entries)
  const { fresh } = await pollFeed(world, feed, settings.watches)
  return fresh[0]!
}

function onlyItem(why: Why): WhyItem {
  if (why.kind !== 'items' || why.items.length !== 1) throw new Error(JSON.stringify(why))
  return why.items[0]!
}

describe('an article', () => {
  test('is told: by which watch, with which verdict, in which digest, and that it was accepted', async () => {
    const item = await read(north, arrival)
    await send()
    const pasted = `${item.url.replace('https://', 'http://www.')}/?utm_source=x`
    const why = onlyItem(await ask(pasted))
    expect(why).toMatchObject({
      item: { id: item.id, title: arrival.title },
      feed: 'NORTH',
      watches: { answered: [{ watch: 'Lavrov', words: ['Lavrov'] }] },
      verdict: { kind: 'new' },
      fates: [{ what: 'told', digest: { deliveries: [{ outcome: 'accepted' }] } }],
    })
    expect(summaryOf(why)).toBe(`told to ${desk.name}`)
    const words = inWords(await ask(item.id))
    expect(words).toContain('it leads “Lavrov lands in Wonsan')
    expect(words).toContain('read in NORTH at Fri 11 Jul, 23:00\n  published Fri 11 Jul, 21:00\n')
    expect(words).toMatch(/times are those of Asia\/Seoul$/)
  })

  test('is in a digest that waits for the mail server: it is not called told', async () => {
    world.answerMail({ outcome: 'trouble', receipt: '451 try again' })
    const item = await read(north, arrival)
    await send()
    const why = onlyItem(await ask(item.id))
    expect(summaryOf(why)).toBe(`not told yet: the digest for ${desk.name} is not posted`)
  })

  test('is a copy: counted under the one that was told, with what it is a copy of', async () => {
    const first = await read(north, arrival)
    const copy = await read(south, arrivalCopied)
    await send()
    const why = onlyItem(await ask(copy.id))
    expect(why.verdict).toMatchObject({ kind: 'copy', partner: { documentId: first.id } })
    expect(why.fates).toMatchObject([
      { what: 'counted', because: expect.stringContaining('counted as a copy under “Lavrov') },
    ])
  })

  test('answers nothing: which watch it nearly answers, and by how little', async () => {
    const item = await read(north, troops)
    const why = onlyItem(await ask(item.id))
    expect(why.fates).toEqual([])
    expect(summaryOf(why)).toBe('not told: no watch asks for it')
    expect(why.watches).toMatchObject({ answered: [], others: 1, nearly: [{ watch: 'Near' }] })
    expect(why.watches.nearly[0]?.failed).toMatchObject([
      {
        clause: 'troops NEAR/2 Wonsan',
        because: expect.stringContaining('at most 2 may stand between'),
      },
    ])
  })

  test('would be asked for by a watch that was written later', async () => {
    const item = await read(north, troops)
    const later = { name: 'Troops', written: '', query: keywordsQuery(['troops']) }
    const why = onlyItem(await ask(item.id, { ...settings, watches: [lavrov, later] }))
    expect(why.watches.answeringNow).toEqual(['Troops'])
  })

  test('stood in the feed at the first reading', async () => {
    const east = testFeed('east')
    const item = await read(east, arrival)
    await send()
    const why = onlyItem(await ask(item.id))
    expect(why).toMatchObject({
      baseline: true,
      heldBack: expect.stringContaining('first read it'),
    })
    expect(why.fates).toMatchObject([{ what: 'held back' }])
  })

  test('waits: for the end of quiet hours, for the schedule', async () => {
    const item = await read(north, arrival)
    const quiet = onlyItem(await ask(item.id, { ...settings, subscribers: [quietDesk] }))
    expect(quiet.fates).toMatchObject([
      { what: 'waiting', because: expect.stringContaining('quiet hours'), until: expect.any(Date) },
    ])
    expect(summaryOf(quiet)).toContain('it waits for the next digest')
    await world.store.recordLook(desk.id, new Date('2025-07-11T13:30:00Z'))
    expect(onlyItem(await ask(item.id)).fates).toMatchObject([
      { because: expect.stringContaining('is due') },
    ])
    await world.store.recordLook(desk.id, new Date('2025-07-11T14:00:00Z'))
    expect(onlyItem(await ask(item.id)).fates).toMatchObject([
      { because: expect.stringContaining('not due yet'), until: new Date('2025-07-11T15:00:00Z') },
    ])
  })

  test('is left out: its watch is muted, or not for this subscriber', async () => {
    const item = await read(north, arrival)
    const muted = { ...settings, watches: [{ ...lavrov, muted: {} }] }
    expect(onlyItem(await ask(item.id, muted)).fates).toMatchObject([
      { what: 'left out', because: 'Lavrov is muted' },
    ])
    const other = { ...settings, subscribers: [{ ...desk, watches: ['Near'] }] }
    expect(onlyItem(await ask(item.id, other)).fates).toMatchObject([
      { what: 'left out', because: `${desk.name} is not told of Lavrov` },
    ])
  })

  test('came earlier than a first digest goes back: before that digest and after it', async () => {
    const old = await read(north, arrival)
    world.setClock('2025-07-19T14:00:00Z')
    const fates = async () => onlyItem(await ask(old.id)).fates
    const tooEarly = { what: 'left out', because: expect.stringContaining('a week') }
    expect(await fates()).toMatchObject([tooEarly])
    await read(north, { ...troops, id: 'later', text: 'Lavrov watched.', published: '2025-07-19' })
    await send()
    expect(await fates()).toMatchObject([{ ...tooEarly, digest: { id: expect.any(String) } }])
  })

  test('was never read: which feeds carry its host, or that none does', async () => {
    const item = await read(north, arrival)
    const { host } = new URL(item.url)
    const why = await ask(`https://${host}/another`)
    expect(why).toMatchObject({ kind: 'never read', host, feeds: [{ name: 'NORTH', items: 1 }] })
    const words = inWords(await ask('https://unknown.example/x'))
    expect(words).toContain('wirewatch feeds add https://unknown.example/')
  })

  test('is forgotten: when it was read, and how long such things are kept', async () => {
    const item = await read(north, arrival)
    await world.store.forgetItems(new Date('2026-07-11T14:00:00Z'))
    expect(await ask(item.url)).toMatchObject({
      kind: 'forgotten',
      seen: [{ feed: 'NORTH', at: new Date('2025-07-11T14:00:00Z') }],
    })
  })
})

test('the command asks a running service, and says with its exit code when nothing is known', async () => {
  const page = await openWatchesPage()
  const folder = mkdtempSync(join(tmpdir(), 'wirewatch-why-'))
  const configuration = join(folder, 'wirewatch.yaml')
  writeFileSync(configuration, page.written())
  const run = async (...parameters: string[]) => {
    const program = runProgram(['why', ...parameters], {
      WIREWATCH_CONFIG: configuration,
      WIREWATCH_DATA: join(folder, 'data'),
      WIREWATCH_WEB_PORT: new URL(page.url).port,
    })
    return { code: await program.ended(), output: program.output(), errors: program.errors() }
  }
  try {
    const known = await run('north.example/feed/n11')
    expect(known).toMatchObject({ code: 0, errors: '' })
    expect(known.output).toContain(
      'Desk: waiting: for the next digest, where it leads “Lavrov lands',
    )
    const unknown = await run('https://north.example/other', '--json')
    expect(unknown.code).toBe(1)
    expect(JSON.parse(unknown.output)).toMatchObject({ kind: 'never read', host: 'north.example' })
  } finally {
    await page.close()
    rmSync(folder, { recursive: true })
  }
})

test('a digest and a story are found by their ids, a digest by its Message-ID too', async () => {
  const item = await read(north, arrival)
  const { digests } = await send()
  const { id, messageId } = digests[0]!
  const digest = await ask(messageId)
  expect(digest).toMatchObject({
    kind: 'digest',
    id,
    stories: [{ kind: 'new', watch: 'Lavrov' }],
    deliveries: [{ outcome: 'accepted' }],
  })
  const { storyId } = onlyItem(await ask(item.id)).verdict!
  const story = await ask(`https://page.example/stories/${storyId}`)
  expect(story).toMatchObject({
    kind: 'story',
    tellings: [{ itemId: item.id, verdict: 'new' }],
    told: [{ id, headline: arrival.title }],
    latest: [{ what: 'told' }],
  })
  for (const why of [digest, story]) expect(inWords(why)).toContain(arrival.title)
})
