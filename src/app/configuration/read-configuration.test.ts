import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeProblems } from './problem.ts'
import { readConfiguration } from './read-configuration.ts'
import { CONFIGURATION_EXAMPLE, configurationReference } from './reference.ts'
import { configurationJsonSchema } from './schema.ts'

const SOUND = `watches:
  - name: Lavrov
    keywords: [Lavrov]
feeds:
  - { name: BBC World, url: 'https://example.org/rss', every: 20m }
subscribers:
  - name: Night Desk
    to: desk@example.org
    zone: Asia/Seoul
    schedule: { daily: ["07:00", "19:30", "21:00"], days: [mon, fri] }
searches:
  - { name: Search, url: 'https://s.example/?q={query}', watches: [Lavrov] }
`

function read(text: string, environment = {}) {
  return readConfiguration(text, 'wirewatch.yaml', environment)
}

function problemsOf(text: string, environment = {}): string[] {
  const reading = read(text, environment)
  return reading.ok
    ? reading.configuration.broken.map(({ described }) => described)
    : reading.problems.map(({ line, message }) => `${line}: ${message}`)
}

describe('a configuration that is sound', () => {
  test('is settled into what the service runs by', () => {
    const reading = read(SOUND)
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
    const { feeds, subscribers } = reading.configuration
    expect(feeds).toEqual([
      { id: 'bbc-world', name: 'BBC World', url: 'https://example.org/rss', every: 1_200_000 },
      {
        id: 'search-lavrov',
        name: 'Search: Lavrov',
        url: 'https://s.example/?q=Lavrov',
        every: 900_000,
        paceIsFree: true,
        madeBy: { search: 'Search', watch: 'Lavrov' },
      },
    ])
    expect(subscribers[0]).toMatchObject({
      id: 'night-desk',
      to: ['desk@example.org'],
      schedule: { crons: ['0 7,21 * * mon,fri', '30 19 * * mon,fri'] },
    })
  })

  test('the one that ships is sound, and the schema beside it is up to date', () => {
    const shipped = readFileSync('config/wirewatch.yaml', 'utf8')
    const reading = read(shipped)
    expect(reading.ok && reading.configuration).toMatchObject({
      broken: [],
      warnings: [],
      hints: [],
    })
    expect(readFileSync('config/wirewatch.schema.json', 'utf8')).toBe(configurationJsonSchema())
  })

  test('the reference says what every key means, its example is sound, and it is up to date', () => {
    const reading = read(CONFIGURATION_EXAMPLE, { SLACK_URL: 'https://hooks.slack.com/services/x' })
    expect(reading).toMatchObject({ ok: true, configuration: { broken: [], warnings: [] } })
    const reference = configurationReference()
    expect(reference).not.toMatch(/^\| `.*\|  \|$/m)
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(reference)
  })

  test('makes searches of watches by template, in the language and region asked for', () => {
    const search = 'template: google-news, language: ko, watches: [Lavrov]'
    const query = SOUND.replace('keywords: [Lavrov]', "query: 'lavrov AND (kim OR 북한)'")
    const reading = read(query.replace(/url: 'https:\/\/s.*\]/, search))
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
    const [, found] = reading.configuration.feeds
    expect(found).toMatchObject({ id: 'search-lavrov', language: 'ko' })
    expect(Object.fromEntries(new URL(found?.url ?? '').searchParams)).toEqual({
      q: 'lavrov (kim OR 북한)',
      hl: 'ko',
      gl: 'KR',
      ceid: 'KR:ko',
    })
  })

  test.each([
    ['feed:search-lavrov', []],
    ['feed:"search: lavrov"', []],
    ['feed:search-lawrov', ['there is no feed "search-lawrov" (did you mean feed:search-lavrov?)']],
    [
      'feed:"Serch: Lavrov"',
      ['there is no feed "Serch: Lavrov" (did you mean feed:search-lavrov?)'],
    ],
  ])('the feed of a search is a feed to ask for: %s', (query, problems) => {
    const found = problemsOf(
      SOUND.replace('feeds:', `  - { name: Found, query: '${query}' }\nfeeds:`),
    )
    expect(found.map((problem) => problem.split(';')[0])).toEqual(
      problems.map((problem) => expect.stringContaining(problem)),
    )
  })

  test('warns of a search longer than services take', () => {
    const keywords = Array.from({ length: 90 }, (_, at) => `Северная Корея ${at}`)
    const reading = read(SOUND.replace('[Lavrov]', JSON.stringify(keywords)))
    expect(reading.ok && reading.configuration.warnings.join()).toContain('services may refuse')
  })

  test('takes the page’s secrets from the environment alone', () => {
    const text = `${SOUND}\nweb: { password: '\${PAGE}', token: ['\${A}', '\${B}'] }\n`
    const reading = read(text, { PAGE: 'p', A: 'a', B: 'b' })
    expect(reading.ok && reading.configuration.web.secrets).toEqual(['p', 'a', 'b'])
    const plain = `${SOUND}\nweb: { password: 'correct horse battery', token: [t] }\n`
    expect(
      problemsOf(plain).filter((one) => one.includes('a secret is written here')),
    ).toHaveLength(2)
  })

  test.each([
    ["kind: webhook, url: 'https://e.org/', secret: hunter2", 'secret'],
    ["kind: slack, url: 'https://hooks.slack.com/services/T/B/x'", 'url'],
    ["kind: teams, url: 'https://e.webhook.office.com/x'", 'url'],
    ["kind: discord, url: 'https://discord.com/api/webhooks/1/x'", 'url'],
    ["kind: telegram, token: '12:ab', chat: '1'", 'token'],
    ["kind: matrix, server: 'https://m.org', token: syt_x, room: '!a:m.org'", 'token'],
    ["kind: ntfy, url: 'https://ntfy.sh/t', token: tk_x", 'token'],
  ])('takes what gives a channel away from the environment alone: %s', (channel, key) => {
    const withChannel = (one: string) =>
      SOUND.replace('    to: desk', `    channels: [{ ${one} }]\n    to: desk`)
    expect(problemsOf(withChannel(channel))).toEqual([
      '8: a secret is written here; put it into the environment and write ${NAME}',
    ])
    const fromOutside = channel.replace(new RegExp(`${key}: ('[^']*'|[^,]+)`), `${key}: '\${S}'`)
    expect(problemsOf(withChannel(fromOutside), { S: 'https://e.org/secret' })).toEqual([])
  })

  test.each([
    ['at_once: true', { crons: [], gatherMs: 300_000, written: 'at once, gathered 5m' }],
    ['at_once: 90s', { crons: [], gatherMs: 90_000, written: 'at once, gathered 90s' }],
    ['every: 30m', { crons: ['*/30 * * * *'], written: 'every 30m' }],
    ['every: 1h', { crons: ['0 * * * *'], written: 'every 1h' }],
    ['every: 6h', { crons: ['0 */6 * * *'], written: 'every 6h' }],
    ['every: 1d', { crons: ['0 0 * * *'], written: 'every 1d' }],
    [
      'daily: "07:30", days: business',
      { crons: ['30 7 * * mon,tue,wed,thu,fri'], written: 'daily at 07:30 on business days' },
    ],
    ['daily: "07:30", days: [mon]', { crons: ['30 7 * * mon'], written: 'daily at 07:30 on mon' }],
    [
      'daily: "07:30", except: [2026-12-25]',
      { crons: ['30 7 * * *'], written: 'daily at 07:30', except: ['2026-12-25'] },
    ],
    ['cron: "0 9 1 * *"', { crons: ['0 9 1 * *'], written: 'cron 0 9 1 * *' }],
  ])('knows the schedule { %s }', (written, schedule) => {
    const reading = read(SOUND.replace(/schedule: .*/, `schedule: { ${written} }`))
    expect(reading.ok && reading.configuration.subscribers[0]?.schedule).toEqual(schedule)
  })

  test.each([
    ['schedule: { every: 1h, daily: "07:00" }', 'give one of at_once, every, daily or cron'],
    ['schedule: { every: 1h, days: business }', 'days goes with daily'],
    ['schedule: { daily: "07:00", days: [monday] }', 'Invalid'],
    ['schedule: { daily: "07:00", except: [2026-02-30] }', ''],
    ['schedule: { cron: "61 * * * *" }', 'not a cron pattern'],
    ['schedule: { cron: "0 0 30 2 *" }', 'it never comes'],
    ['schedule: { at_once: soon }', 'write a duration'],
    ['schedule: daily at 7', 'write "key: value" here, with keys of every, daily'],
  ])('refuses %s', (written, problem) => {
    const problems = problemsOf(SOUND.replace(/schedule: .*/, written))
    expect(problems[0]).toMatch(/^10: /)
    expect(problems[0]).toContain(problem)
  })

  test('takes values from the environment', () => {
    const text = SOUND.replace('https://example.org/rss', '${FEED}')
    const reading = read(text, { FEED: 'https://secret.example/rss' })
    expect(reading.ok && reading.configuration.feeds[0]?.url).toBe('https://secret.example/rss')
    expect(problemsOf(text)).toContain('5: ${FEED} is not set in the environment')
  })
})

describe('what is wrong is named with its line and what to write instead', () => {
  test.each([
    [
      'keywords: [Lavrov]',
      'keyword: [Lavrov]',
      '3: unknown key "keyword"; do you mean "keywords"?',
    ],
    ['keywords: [Lavrov]', 'keywords: []', '3: name at least one keyword'],
    ['keywords: [Lavrov]', "query: 'lavrov AND (kim'", '3: a parenthesis is opened but not closed'],
    ['every: 20m', 'every: twenty', '5: write a duration as a number and a unit: 90s, 15m, 2h, 1d'],
    ["url: 'https://example.org/rss', ", '', '5: url is missing'],
    ['https://example.org/rss', 'ftp://example.org/rss', '5: write an http or https address'],
    [
      'zone: Asia/Seoul',
      'zone: Asia/Soul',
      '9: no time zone "Asia/Soul"; write one like Asia/Seoul',
    ],
    ['"07:00", ', '"7 o’clock", ', '10: write a time of day with two digits each: 07:30'],
    ['watches: [Lavrov]', 'watches: [Lawrov]', '12: no watch "Lawrov"; do you mean "Lavrov"?'],
    ['{query}', 'lavrov', '12: write {query} where the watch’s keywords go'],
    ["url: 'https://s.example/?q={query}'", 'template: yahoo', '12: Invalid option'],
    ["url: 'https://s.example/?q={query}', ", '', '12: give either template or url, one of'],
    ['{ name: Search', '{ region: KR, name: Search', '12: region goes with template'],
    ['keywords: [Lavrov]', "query: 'lavr*'", '12: no search can be made of watch "Lavrov"'],
    ['to: desk@example.org', 'to: desk', '8: write a mail address'],
  ])('%s -> %s', (sound, broken, problem) => {
    const problems = problemsOf(SOUND.replace(sound, broken))
    expect(problems).toContainEqual(expect.stringContaining(problem))
  })

  test('a network that is none', () => {
    expect(problemsOf(`${SOUND}\npolling: { allow_hosts: [10.0.0.0/33] }`)).toContainEqual(
      expect.stringContaining('write a host name, an address or a network such as 10.1.0.0/16'),
    )
  })

  test('all of it at once, in the order of the file', () => {
    const text = SOUND.replace('20m', 'soon').replace('name: Lavrov', 'nam: Lavrov')
    expect(problemsOf(text).map((problem) => problem.split(':')[0])).toEqual(['2', '2', '5'])
  })

  test('a schedule that comes at no round time is refused with the ways that are', () => {
    const text = SOUND.replace(/schedule: .*/, 'schedule: { every: 7h }')
    expect(problemsOf(text)[0]).toContain('10: "7h" does not divide the hour or the day')
  })

  test('two searches of one name for one watch', () => {
    const text = `${SOUND}  - { name: Search, template: gdelt, watches: [Lavrov] }\n`
    expect(problemsOf(text)[0]).toContain('13: another feed is "Search: Lavrov" already')
  })

  test('two feeds of one name', () => {
    const text = SOUND.replace(
      'feeds:',
      "feeds:\n  - { name: bbc world, url: 'https://b.example/' }",
    )
    expect(problemsOf(text)).toEqual(['6: two feeds have the id "bbc-world"; each needs its own'])
  })

  test.each([
    ['query: lavrov AND "north korea', 'lavrov AND ^"north korea'],
    ["query: 'lavrov \"it''s'", "'lavrov ^\"it''s'"],
    ['query: "a \\u043B \\"kim"', '"a \\u043B \\^"kim"'],
    ['query: |\n      lavrov AND\n      titel:kim', '^titel:kim'],
    ['query: >-\n      lavrov\n      AND (kim\n      OR x', 'AND ^(kim'],
    ['query: lavrov\n      AND (kim', 'AND ^(kim'],
    ['query: "lavrov\n      AND (kim"', 'AND ^(kim"'],
    ['keywords: [kim, "@lavrow"]', '[kim, "^@lavrow"]'],
    ['keywords: [kim]\n    mutd: true', 'mutd: ^true'],
  ])('the place in %s', (asks, expected) => {
    const text = SOUND.replace(
      'keywords: [Lavrov]',
      `keywords: [Lavrov]\n  - name: dprk\n    ${asks}`,
    )
    const reading = read(text)
    const [broken] = reading.ok ? reading.configuration.broken : []
    const [message = '', line = '', caret = ''] = broken?.described.split('\n') ?? []
    const column = caret.indexOf('^')
    expect(message).toMatch(/^watch "dprk" at wirewatch\.yaml:\d+: /)
    expect(`${line.slice(0, column)}^${line.slice(column)}`).toContain(expected)
  })

  test('a watch that is wrong is left out, by name, and the others stand with all that names it', () => {
    const two = SOUND.replace('feeds:', '  - { name: dprk, query: "(kim" }\nfeeds:')
    const reading = read(two.replace('watches: [Lavrov]', 'watches: [Lavrov, dprk]'))
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
    const { watches, broken, feeds } = reading.configuration
    expect(watches.map(({ name }) => name)).toEqual(['Lavrov'])
    expect(feeds.map(({ id }) => id)).toEqual(['bbc-world', 'search-lavrov'])
    expect(broken.map(({ watch }) => watch)).toEqual(['dprk'])
  })

  test('a saved query that is wrong takes along only what asks for it', () => {
    const text = SOUND.replace(
      'feeds:',
      `  - { name: Visit, query: 'lavrov @dprk' }\nqueries:\n  dprk: '"north korea'\nfeeds:`,
    )
    const reading = read(text)
    const broken = reading.ok ? reading.configuration.broken : []
    expect(broken.map(({ described }) => described.split('\n')[0])).toEqual([
      'watch "Visit" at wirewatch.yaml:4: @dprk is wrong itself: see queries',
      '@dprk at wirewatch.yaml:6: a quote is opened but not closed',
    ])
  })

  test('other spellings are offered and not added', () => {
    const text = SOUND.replace('feeds:', 'aliases: { kim: Kim Jong Un | 김정은 }\nfeeds:').replace(
      '[Lavrov]',
      '[Lavrov, Kim Jong Un, Шойгу]',
    )
    const reading = read(text)
    expect(reading.ok && reading.configuration.hints).toEqual([
      'watch "Lavrov": Lavrov is also written Лавров: add it?',
      'watch "Lavrov": Kim Jong Un is also written 김정은: write @kim for all of them',
      'watch "Lavrov": Шойгу is also written Shoygu: add it?',
    ])
    expect(reading.ok && reading.configuration.watches[0]?.written).toBe(
      'Lavrov | Kim Jong Un | Шойгу',
    )
  })

  test('broken YAML', () => {
    expect(problemsOf(SOUND.replace('[Lavrov]', '[Lavrov'))[0]).toMatch(/^\d+: /)
  })

  test('is shown with the line itself and a caret', () => {
    const text = SOUND.replace('20m', 'soon')
    const reading = read(text)
    const shown = reading.ok ? '' : describeProblems(reading.problems, text)
    const [place, line, caret] = shown.split('\n')
    expect(place).toMatch(/^wirewatch\.yaml:5:\d+: write a duration/)
    expect(line?.[caret?.indexOf('^') ?? 0]).toBe('s')
  })
})
