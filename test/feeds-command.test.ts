import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runProgram, type Program } from './support/run-program.ts'

/** What the outlets serve by path; everything else is not found. */
const pages = new Map<string, string>()
let asked: string[] = []
const outlets = createServer((request, response) => {
  asked.push(request.url ?? '')
  const page = pages.get(request.url ?? '')
  response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(page)
})

let origin: string
let folder: string
let file: string
const running: Program[] = []

beforeAll(async () => {
  origin = `http://127.0.0.1:${await listen()}`
})
afterAll(() => void outlets.close())

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wirewatch-feeds-'))
  file = join(folder, 'wirewatch.yaml')
  pages.clear()
  asked = []
  pages.set('/north.xml', feed('North Wind', news('n1', 'Lavrov lands in Wonsan')))
  writeFileSync(
    file,
    configurationWith(`  - { name: Old, url: '${origin}/old.xml' } # the first\n`),
  )
})
afterEach(async () => {
  for (const program of running.splice(0)) {
    program.child.kill('SIGKILL')
    await program.ended()
  }
  rmSync(folder, { recursive: true })
})

async function listen(): Promise<number> {
  await new Promise<void>((resolve) => void outlets.listen(0, '127.0.0.1', resolve))
  const address = outlets.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function configurationWith(feeds: string): string {
  return `# Mine.
watches:
  - { name: Lavrov, keywords: [Lavrov, North Korea] }   # who
  - { name: Wild, query: 'lavr*' }
feeds:
${feeds}
subscribers: [{ name: Desk, to: desk@example.org, schedule: { cron: '* * * * * *' } }]
polling: { every: 1s, allow_hosts: [127.0.0.1] }
web: { port: 0 } # any
`
}

function feed(title: string, items = ''): string {
  return `<rss version="2.0"><channel><title>${title}</title>${items}</channel></rss>`
}

function news(id: string, title: string): string {
  const date = new Date().toUTCString()
  return `<item><guid>${id}</guid><title>${title}</title><pubDate>${date}</pubDate></item>`
}

function start(parameters: readonly string[], environment = {}, input?: string): Program {
  const program = runProgram(
    parameters,
    {
      WIREWATCH_CONFIG: file,
      WIREWATCH_DATA: join(folder, 'data'),
      WIREWATCH_SEEDS: join(folder, 'seeds'),
      ...environment,
    },
    input,
  )
  running.push(program)
  return program
}

async function run(parameters: readonly string[], environment = {}, input?: string) {
  const program = start(parameters, environment, input)
  const code = await program.ended()
  return { code, output: program.output(), errors: program.errors() }
}

const feeds = (...parameters: readonly string[]) => run(['feeds', ...parameters])
const written = () => readFileSync(file, 'utf8')

describe('feeds add', () => {
  test('shows what the feed holds and writes one line into the configuration', async () => {
    const before = written()
    const { code, output } = await feeds('add', `${origin}/north.xml`, '--every', '30m')
    expect(code).toBe(0)
    expect(output).toContain('North Wind: rss, 1 items, 1 answer a watch')
    expect(output).toContain('Lavrov lands in Wonsan  [Lavrov, Wild]')
    expect(asked).toEqual(['/north.xml'])
    const line = `  - { name: North Wind, url: '${origin}/north.xml', every: 30m }\n`
    expect(written()).toBe(before.replace('# the first\n', `# the first\n${line}`))
    expect(await feeds('remove', 'north-wind')).toMatchObject({ code: 0 })
    expect(written()).toBe(before)
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([])
  })

  test('finds the feed a page names, and lets a person choose among several', async () => {
    const link = (href: string) =>
      `<link rel="alternate" type="application/rss+xml" href="${href}">`
    pages.set('/one', `<html><head>${link('/north.xml')}</head></html>`)
    expect(await feeds('add', `${origin}/one`, '--dry')).toMatchObject({ code: 0 })
    expect(asked).toEqual(['/one', '/north.xml'])

    pages.set('/two', `<html><head>${link('/sport.xml')}${link('/north.xml')}</head></html>`)
    const before = written()
    const several = await feeds('add', `${origin}/two`)
    expect(several).toMatchObject({ code: 2 })
    expect(several.output).toMatch(/1 {2}\S+sport\.xml\n {2}2 {2}\S+north\.xml\n.*--pick/)
    expect(written()).toBe(before)
    expect((await feeds('add', `${origin}/two`, '--pick', '3')).errors).toContain('none of them 3')
    expect(await feeds('add', `${origin}/two`, '--pick', '2')).toMatchObject({ code: 0 })
    expect(written()).toContain('/north.xml')
  })

  test('and remove say as JSON what came of it, one line each', async () => {
    const before = written()
    const read = async (...parameters: readonly string[]) => {
      const { output } = await feeds(...parameters, '--json')
      return output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown)
    }
    const url = `${origin}/north.xml`
    const found = {
      name: 'North Wind',
      url,
      format: 'rss',
      items: 1,
      answering: 1,
      newest: [
        {
          title: 'Lavrov lands in Wonsan',
          published: expect.any(String),
          watches: ['Lavrov', 'Wild'],
        },
      ],
      problems: [],
    }
    expect(await read('add', url, '--dry')).toEqual([{ ...found, added: false }])
    expect(written()).toBe(before)
    expect(await read('add', url)).toEqual([{ ...found, added: true }])
    expect(written()).not.toBe(before)
    expect(await read('remove', 'North Wind')).toEqual([
      { removed: 'north-wind', name: 'North Wind', url },
    ])
    expect(written()).toBe(before)
    const link = '<link rel="alternate" type="application/rss+xml" href='
    pages.set('/two', `<html><head>${link}"/a.xml" title="A">${link}"/b.xml"></head></html>`)
    expect(await read('add', `${origin}/two`)).toEqual([
      { pick: 1, url: `${origin}/a.xml`, title: 'A' },
      { pick: 2, url: `${origin}/b.xml` },
    ])
  })

  test('asks a page that names no feed for three usual addresses and no more', async () => {
    pages.set('/news', '<html><body>hello</body></html>')
    const { code, errors } = await feeds('add', `${origin}/news`)
    expect(code).toBe(1)
    expect(errors).toContain('names no feed')
    expect(asked).toHaveLength(4)
    pages.set('/rss.xml', feed('Found'))
    expect((await feeds('add', `${origin}/news`)).output).toContain('Found: rss, 0 items')
  })

  test('takes no secret of ours into a name or address a stranger wrote', async () => {
    pages.set('/x?k=$%7BSMTP_URL%7D', feed('${SMTP_URL}', news('n', 'n')))
    expect(await feeds('add', `${origin}/x?k=\${SMTP_URL}`)).toMatchObject({ code: 0 })
    expect(written()).not.toContain('${')
  })

  test.each([
    [['ftp://a.example/'], 2, 'is no web address'],
    [['ORIGIN/old.xml'], 2, '"Old" reads'],
    [['ORIGIN/north.xml', '--name', 'old'], 2, 'give another name'],
    [['ORIGIN/north.xml', '--every', 'soon'], 2, 'write a duration'],
    [['ORIGIN/gone.xml'], 1, 'answered 404'],
    [['http://169.254.169.254/feed'], 1, 'cloud metadata'],
  ])('refuses %j and leaves the file alone', async (parameters, expected, words) => {
    const before = written()
    const { code, errors } = await feeds(
      'add',
      ...parameters.map((parameter) => parameter.replace('ORIGIN', origin)),
    )
    expect({ code, errors }).toEqual({ code: expected, errors: expect.stringContaining(words) })
    expect(written()).toBe(before)
  })
})

describe('an added feed', () => {
  test('starts from what stands in it: only what comes later is mailed', async () => {
    await feeds('add', `${origin}/north.xml`)
    await run(['run', '--once'])
    expect(existsSync(join(folder, 'data', 'outbox'))).toBe(false)
    pages.set(
      '/north.xml',
      feed('North Wind', news('n2', 'North Korea sends 6000 sappers to Kursk')),
    )
    await run(['run', '--once'])
    const [told = '', heldBack = ''] = mails().split(/^Held back$/m)
    expect(told).toContain('North Korea sends 6000 sappers to Kursk')
    expect(told).not.toContain('Lavrov lands in Wonsan')
    expect(heldBack).toContain('stood in the feed when Wirewatch first read it')
    const list = await feeds('list', '--json')
    expect(JSON.parse(list.output.split('\n')[1] ?? '')).toMatchObject({
      id: 'north-wind',
      health: 'well',
    })
    expect(list.errors).toContain('read from embedded PostgreSQL')
  }, 60_000)

  const mails = () =>
    readdirSync(join(folder, 'data', 'outbox'))
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(join(folder, 'data', 'outbox', name), 'utf8'))
      .join('\n')
})

describe('feeds', () => {
  test('lists them before the first start', async () => {
    const { code, output, errors } = await feeds()
    expect(code).toBe(0)
    expect(output).toContain('Old: not visited yet')
    expect(errors).toContain('no store in')
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('asks the service that has the store open', async () => {
    const port = await freePort()
    const service = start(['start'], { WIREWATCH_WEB_PORT: port })
    await service.says('poll-feed old: failed')
    await feeds('add', `${origin}/north.xml`)
    await service.says('poll-feed north-wind: ')
    const { output, errors } = await run(['feeds', '--json'], { WIREWATCH_WEB_PORT: port })
    const [old, added] = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(errors).toContain(`the running service at http://127.0.0.1:${port}/`)
    expect(old).toMatchObject({ health: 'failing', because: expect.stringContaining('failed') })
    expect(added).toMatchObject({ id: 'north-wind', health: 'well' })

    const elsewhere = await run(['feeds'], { WIREWATCH_WEB_PORT: await freePort() })
    expect(elsewhere.code).toBe(2)
    expect(elsewhere.errors).toMatch(/another wirewatch .*stop it[^]*asked at http/)
  }, 60_000)

  async function freePort(): Promise<string> {
    const server = createServer()
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    await new Promise((resolve) => server.close(resolve))
    return String(typeof address === 'object' && address ? address.port : 0)
  }
})

describe('feeds import and export', () => {
  test('bring a list in once and give it out again', async () => {
    const list = `<opml version="2.0"><body><outline text="Wires">
      <outline text="North" xmlUrl="${origin}/north.xml"/>
      <outline text="North" xmlUrl="${origin}/north2.xml?a=1&amp;b=2" language="ko"/>
      <outline text="Old, again" xmlUrl="${origin}/old.xml"/>
      <outline text="Bad" xmlUrl="file:///etc/passwd"/></outline></body></opml>`
    const imported = await run(['feeds', 'import', '-'], {}, list)
    expect(imported).toMatchObject({ code: 0 })
    expect(imported.output).toContain('2 added, 1 there already')
    expect(imported.errors).toContain('no http or https address')
    expect(asked).toEqual([])
    expect(written()).toContain('name: North (127.0.0.1)')
    expect(written()).toContain('# the first\n')
    const after = written()
    expect((await run(['feeds', 'import', '-'], {}, list)).output).toContain('0 added, 3 there')
    const json = await run(['feeds', 'import', '-', '--json'], {}, list)
    expect(json.output).toBe('')
    expect(json.errors).toContain('0 added, 3 there')
    expect(written()).toBe(after)

    const target = join(folder, 'out.opml')
    expect(await feeds('export', target)).toMatchObject({ code: 0, output: '' })
    expect(readFileSync(target, 'utf8')).toContain('/north2.xml?a=1&amp;b=2" language="ko"')
    expect((await feeds('export', target)).errors).toContain('--force')
  })

  test('bring in as JSON nothing but the feeds that are new', async () => {
    const list = `<opml version="2.0"><body><outline text="North" xmlUrl="${origin}/north.xml"/>
      <outline text="Old" xmlUrl="${origin}/old.xml"/></body></opml>`
    const { output, errors } = await run(['feeds', 'import', '-', '--json'], {}, list)
    expect(JSON.parse(output)).toEqual({ name: 'North', url: `${origin}/north.xml` })
    expect(errors).toContain('1 added, 1 there already')
  })

  test('keep a secret in an address to themselves', async () => {
    writeFileSync(file, configurationWith(`  - { name: Key, url: '${origin}/k?\${KEY}' }`))
    const { output, errors } = await run(['feeds', 'export'], { KEY: 'hush' })
    expect(output).not.toContain('hush')
    expect(errors).toContain('Key: left out')
  })

  test('say what a file is when it is no list', async () => {
    const { code, errors } = await run(['feeds', 'import', '-'], {}, feed('North'))
    expect(code).toBe(2)
    expect(errors).toContain('no OPML: it begins with <rss>')
    expect((await feeds('import', 'none.opml')).errors).toContain('no file none.opml')
  })
})

describe('feeds search', () => {
  test('makes an address of a watch and keeps it as a search', async () => {
    const options = ['search', 'Lavrov', '--engine', 'google', '--language', 'ko']
    const { output } = await feeds(...options)
    expect(new URL(output).searchParams.get('q')).toBe('Lavrov OR "North Korea"')
    expect(await feeds(...options, '--add')).toMatchObject({ code: 0 })
    expect(written()).toMatch(
      /# any\n\nsearches:\n {2}- \{ name: Google News, template: google-news, watches: \[ Lavrov \], language: ko \}\n$/,
    )
    expect((await feeds(...options, '--add')).errors).toContain('asks just that already')
    expect(await feeds(...options, '--region', 'us', '--add')).toMatchObject({ code: 0 })
    expect(written()).toContain('Google News ko-US')
    const list = await feeds('--json')
    expect(list.output).toContain('"id":"google-news-lavrov"')
    expect((await feeds('remove', 'google-news-lavrov')).errors).toContain('made by a search')
  })

  test('names the watch, and the feed once it is kept, as JSON', async () => {
    const options = ['search', 'lavrov', '--engine', 'bing', '--json']
    const address = { url: expect.stringContaining('bing.com'), template: 'bing-news' }
    const shown = JSON.parse((await feeds(...options)).output) as unknown
    expect(shown).toEqual({ ...address, watch: 'Lavrov' })
    const kept = JSON.parse((await feeds(...options, '--add')).output) as unknown
    expect(kept).toEqual({ ...address, watch: 'Lavrov', feed: 'Bing News: Lavrov' })
  })

  test.each([
    [['Lavrof', '--engine', 'google'], 'do you mean "Lavrov"?'],
    [['Wild', '--engine', 'google'], 'no certain word'],
    [['Lavrov'], "required option '--engine"],
    [['Lavrov', '--engine', 'yahoo'], 'google, bing, gdelt'],
    [['Lavrov', '--engine', 'bing', '--region', 'Korea'], 'two letters'],
  ])('refuses %j with the next step', async (parameters, words) => {
    const { code, errors } = await feeds('search', ...parameters)
    expect(code).toBe(2)
    expect(errors).toContain(words)
  })
})
