import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runProgram } from './support/run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-commands-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FEED = `<rss version="2.0"><channel><title>North Wind</title>
  <item><title>Lavrov lands in Wonsan &amp; meets Choe</title><guid isPermaLink="false">n1</guid>
    <link>https://north.example/n1?utm_source=rss</link><pubDate>Fri, 11 Jul 2025 12:00:00 GMT</pubDate>
    <description>&lt;p&gt;Sergei Lavrov landed in &lt;b&gt;Wonsan&lt;/b&gt; with 12 advisers.&lt;/p&gt;</description></item>
  <item><title>Rain stops play</title><guid isPermaLink="false">n2</guid></item>
</channel></rss>`
const feed = join(folder, 'feed.xml')
writeFileSync(feed, FEED)

async function run(parameters: readonly string[], input?: string) {
  const environment = { WIREWATCH_DATA: join(folder, 'data'), WIREWATCH_SEEDS: 'seeds' }
  const program = runProgram(parameters, environment, input)
  const code = await program.ended()
  return { code, output: program.output(), errors: program.errors() }
}

test('a reader that has enough ends a command without complaint', async () => {
  const program = runProgram(['--help'], {})
  program.child.stdout?.destroy()
  expect(await program.ended()).toBe(0)
  expect(program.errors()).toBe('')
})

describe('parse', () => {
  test('prints one JSON line per file with what was read and what was wrong', async () => {
    const missing = join(folder, 'missing.xml')
    const { code, output } = await run(['parse', feed, missing, '--json'])
    const [first, second] = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(code).toBe(0)
    expect(first).toMatchObject({ file: feed, feed: { title: 'North Wind' }, problems: [] })
    expect(first.items[0]).toMatchObject({
      key: 'n1',
      title: 'Lavrov lands in Wonsan & meets Choe',
      url: 'https://north.example/n1',
      published: '2025-07-11T12:00:00.000Z',
      text: 'Sergei Lavrov landed in Wonsan with 12 advisers.',
    })
    expect(second).toMatchObject({ file: missing, items: [], problems: [`no file ${missing}`] })
  })

  test('reads standard input, with the address it came from for relative links', async () => {
    const relative = FEED.replace('https://north.example/n1?utm_source=rss', '/n1')
    const { output } = await run(
      ['parse', '-', '--json', '--url', 'https://south.example/rss'],
      relative,
    )
    expect(JSON.parse(output).items[0].url).toBe('https://south.example/n1')
  })

  test('fails when nothing could be read', async () => {
    const { code, output } = await run(['parse', '-'], '<html><body>hello</body></html>')
    expect(code).toBe(1)
    expect(output).toContain('!')
  })
})

describe('match', () => {
  test('shows the items that answer and the clauses that did it', async () => {
    const { code, output } = await run(['match', '--watch', 'lavrov AND wonsan', feed])
    expect(code).toBe(0)
    expect(output).toContain('answers: lavrov, wonsan')
    expect(output).toContain('1 of 2 items answer')
  })

  test('points at the place in a query that is wrong', async () => {
    const { code, errors } = await run(['match', '--watch', 'lavrov AND ("kim', feed])
    expect(code).toBe(2)
    const [, query = '', caret = ''] = errors.split('\n')
    expect(query[caret.indexOf('^')]).toBe('"')
  })
})

describe('explain', () => {
  test('says of a seed’s own words that they are known', async () => {
    const seed = readFileSync('seeds/meeting-with-kim-2025-07-13-nhk.md', 'utf8')
    const body = seed.split('---\n').at(-1) ?? ''
    writeFileSync(join(folder, 'reprint.txt'), `Minister meets leader\n\n${body}`)
    const { output } = await run(['explain', '--all', '--json', join(folder, 'reprint.txt')])
    expect(JSON.parse(output)).toMatchObject({
      verdict: { kind: 'known', partner: { origin: 'seed', outlet: 'NHK World' } },
    })
  })

  test('says of unrelated news that it is new, and why', async () => {
    writeFileSync(join(folder, 'cricket.txt'), 'Rain stops play at Leeds\n\nNot a ball was bowled.')
    const { output } = await run(['explain', '--all', join(folder, 'cricket.txt')])
    expect(output).toMatch(/^NEW {2}Rain stops play/)
    expect(output).toContain('because nothing in the corpus tells of this')
  })
})

describe('digest', () => {
  test('prints the digest files would make, without a database', async () => {
    const { code, output } = await run(['digest', 'desk', '--print', feed])
    expect(code).toBe(0)
    expect(output).toContain('Lavrov lands in Wonsan & meets Choe')
    const html = await run(['digest', 'Desk', '--print', '--html', feed])
    expect(html.output).toContain('Lavrov lands in Wonsan &amp; meets Choe')
  })

  test('names the subscriber that was meant', async () => {
    const { code, errors } = await run(['digest', 'dest', '--print', feed])
    expect(code).toBe(2)
    expect(errors).toContain('do you mean "desk"?')
  })
})

describe('corpus add', () => {
  test('makes a seed of a page, its furniture cut, and the page is known from then on', async () => {
    const seeds = join(folder, 'seeds')
    const page = join(folder, 'page.html')
    const story = 'The harbour master of Wonsan said that 14 cranes had been ordered from abroad. '
    writeFileSync(
      page,
      `<html><head><title>Cranes for Wonsan</title></head><body><article><h1>Cranes for Wonsan</h1>
      <p>${story.repeat(1)}They are due in the spring, together with 3 tugs and a floating dock.</p>
      <p>The port was closed to foreign ships for two years before the order was placed.</p></article>
      <h3>Related articles</h3><p>Goat wins beauty contest in nearby village</p></body></html>`,
    )
    const options = ['--outlet', 'Harbour News', '--published', '2025-06-01', '--seeds', seeds]
    const added = await run(['corpus', 'add', page, '--fingerprint-only', ...options])
    expect(added).toMatchObject({ code: 0, errors: '' })
    const seed = readFileSync(join(seeds, 'cranes-for-wonsan.md'), 'utf8')
    expect(seed).toContain('fingerprint:')
    expect(seed).not.toMatch(/harbour master|Goat/)

    const again = await run(['corpus', 'add', page, '--fingerprint-only', ...options])
    expect(again).toMatchObject({ code: 2, errors: expect.stringContaining('--force') })

    const explained = await run(['explain', '--all', '--json', '--seeds', seeds, page])
    expect(JSON.parse(explained.output).verdict.kind).toBe('known')
  })
})

describe('poll --dry', () => {
  test('visits nothing on this machine that the configuration does not allow', async () => {
    const { code, errors } = await run(['poll', 'http://127.0.0.1:9/feed', '--dry'])
    expect(code).toBe(1)
    expect(errors).toContain('loopback')
  })
})

describe('a person’s mistakes', () => {
  test.each([
    [['digst'], 'Did you mean digest?'],
    [['explain'], "missing required argument 'file|url'"],
    [['config', '--config', 'no-such.yaml'], 'no configuration at no-such.yaml'],
    [['poll', 'bbc-wrld', '--dry'], 'do you mean "bbc-world"?'],
  ])('%j is refused with the next step', async (parameters, words) => {
    const { code, errors } = await run(parameters)
    expect(code).toBe(2)
    expect(errors).toContain(words)
  })

  test('a configuration in order is told by what is set in it; as JSON whole', async () => {
    const file = join(folder, 'right.yaml')
    writeFileSync(
      file,
      `watches: [{ name: Storm, keywords: [storm] }]
subscribers: [{ name: Desk, to: desk@example.org }]
feeds: [{ name: North, url: 'https://north.example/rss' }]
`,
    )
    const words = await run(['config', '--config', file])
    expect(words).toMatchObject({ code: 0, errors: '' })
    expect(words.output).toContain(`${file} is in order: 1 watch, 1 feed, 1 subscriber`)
    expect(words.output).toContain(`(${file}:1)`)
    expect(words.output).not.toContain('(default)')
    expect(words.output).toMatch(/at its next start: web\.host, .*web\.token, the environment$/m)
    const { output } = await run(['config', '--config', file, '--json'])
    expect(JSON.parse(output)).toMatchObject({ feeds: [{ name: 'North' }], timetable: 4 })
  })

  test('a configuration of nothing but notes is told what writes a whole one', async () => {
    const file = join(folder, 'empty.yaml')
    writeFileSync(file, '# ours\n\n')
    const { code, errors } = await run(['config', '--config', file])
    expect(code).toBe(2)
    expect(errors).toContain(`${file} says nothing yet`)
    expect(errors).toContain('wirewatch init --force')
  })

  test('a broken configuration is named with its lines', async () => {
    const file = join(folder, 'broken.yaml')
    writeFileSync(file, 'watches:\n  - name: Lavrov\n    keyword: [Lavrov]\n')
    const { code, errors } = await run(['config', '--config', file])
    expect(code).toBe(2)
    const problem = 'unknown key "keyword"; do you mean "keywords"?'
    expect(errors).toContain(`watch "Lavrov" at ${file}:3: ${problem}`)
  })
})
