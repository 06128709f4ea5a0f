import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { main } from './cli.ts'
import { whyNot } from './named-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-named-'))
const configuration = join(folder, 'wirewatch.yaml')
writeFileSync(
  configuration,
  `watches: [{ name: Lavrov, keywords: [Lavrov] }]
subscribers: [{ name: Desk, to: desk@example.org }]
feeds: [{ name: North, url: 'https://north.example/rss' }]
`,
)
vi.stubEnv('WIREWATCH_CONFIG', configuration)
vi.stubEnv('WIREWATCH_DATA', join(folder, 'data'))
// No service is asked, whichever runs on this machine.
vi.stubEnv('WIREWATCH_WEB_PORT', '0')
// The tests themselves may run by npx.
vi.stubEnv('npm_command', undefined)
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** What a command says to a person, and how it ends. */
async function said(...parameters: string[]) {
  const shown = vi.spyOn(console, 'error').mockImplementation(() => {})
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    const code = await main(['node', 'wirewatch', ...parameters])
    const [words, out] = [shown, printed].map(({ mock }) => mock.calls.flat().join('\n'))
    return { code, words: words ?? '', printed: out ?? '' }
  } finally {
    shown.mockRestore()
    printed.mockRestore()
  }
}

test.each([
  ['config', '--config'],
  ['feeds', 'import'],
  ['replay'],
  ['restore'],
  ['corpus', 'import'],
  ['corpus', 'add'],
])('%s of a folder is refused by its name, in one line', async (...verb) => {
  const { code, words } = await said(...verb, folder)
  expect(words).toBe(`wirewatch: ${folder} is a folder; name a file`)
  expect(code).toBe(2)
})

test.each([['restore'], ['replay'], ['corpus', 'import'], ['corpus', 'add'], ['feeds', 'import']])(
  '%s of a file that is not there is refused by its name',
  async (...verb) => {
    const file = join(folder, 'none')
    const { code, words } = await said(...verb, file)
    expect(words).toBe(`wirewatch: no file ${file}`)
    expect(code).toBe(2)
  },
)

test.each([['explain', '--all'], ['match', '--watch', 'Lavrov'], ['parse']])(
  '%s of what cannot be read ends with trouble',
  async (...verb) => {
    expect(await said(...verb, join(folder, 'none'))).toMatchObject({ code: 1 })
  },
)

test('what is to be written is not written where no folder is, nor over a file', async () => {
  const nowhere = join(folder, 'no', 'such')
  expect(await said('corpus', 'export', nowhere)).toMatchObject({
    code: 2,
    words: `wirewatch: no folder for ${nowhere}; make it first`,
  })
  expect((await said('corpus', 'export', configuration)).words).toContain('is there already')
})

test('a backup is written over no file of another kind', async () => {
  const before = readFileSync(configuration, 'utf8')
  expect(await said('backup', configuration)).toMatchObject({
    code: 2,
    words: `wirewatch: ${configuration} is there and is no backup; name another file, or move it away`,
  })
  expect(readFileSync(configuration, 'utf8')).toBe(before)
  expect((await said('backup', folder)).words).toBe(`wirewatch: ${folder} is a folder; name a file`)
  const nowhere = join(folder, 'no', 'such')
  expect((await said('backup', nowhere)).words).toContain('no folder for')
})

test('a data folder that cannot be used is named', async () => {
  vi.stubEnv('WIREWATCH_DATA', configuration)
  const { code, words } = await said('run', '--once')
  vi.stubEnv('WIREWATCH_DATA', join(folder, 'data'))
  expect(words).toBe(
    `wirewatch: ${configuration} is a file and no folder; WIREWATCH_DATA can name another folder`,
  )
  expect(code).toBe(2)
})

test.runIf(existsSync('/proc/self'))(
  'a data folder where nothing can be made is refused, instead of being tried for ever',
  async () => {
    vi.stubEnv('WIREWATCH_DATA', '/proc/nowhere/data')
    const { code, words } = await said('run', '--once')
    vi.stubEnv('WIREWATCH_DATA', join(folder, 'data'))
    expect(words).toBe(
      'wirewatch: /proc/nowhere/data cannot be made; WIREWATCH_DATA can name another folder',
    )
    expect(code).toBe(2)
  },
)

test.runIf(existsSync('/proc/self'))(
  'an outbox or a configuration where nothing can be made is trouble, and is not tried for ever',
  async () => {
    const feed = join(folder, 'feed.xml')
    writeFileSync(feed, '<rss version="2.0"><channel><title>North</title></channel></rss>')
    vi.stubEnv('WIREWATCH_DATA', '/proc/nowhere/data')
    const tested = await said('digest', 'desk', '--test-send', feed)
    vi.stubEnv('WIREWATCH_DATA', join(folder, 'data'))
    const file = '/proc/nowhere/wirewatch.yaml'
    const first = await said(
      'init',
      '--config',
      file,
      '--keywords',
      'Lavrov',
      '--to',
      'a@b.example',
    )
    for (const { code, words } of [tested, first]) {
      expect(words).toContain('/proc/nowhere')
      expect(code).toBe(1)
    }
  },
)

test('a worker on a server refuses such a folder before it asks the server: what was sent is kept there', async () => {
  vi.stubEnv('WIREWATCH_DATA', join(configuration, 'data'))
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
  const { code, words } = await said('worker')
  vi.stubEnv('DATABASE_URL', undefined)
  vi.stubEnv('WIREWATCH_DATA', join(folder, 'data'))
  expect(words).toContain('WIREWATCH_DATA can name another folder')
  expect(code).toBe(2)
})

test('a file or disk closed to the user is said to be, with what to do', () => {
  const trouble = (code: string) => Object.assign(new Error('x'), { code })
  expect(whyNot('a.yaml', trouble('EACCES'))).toMatch(/^a\.yaml is closed to the user .*its mode$/)
  expect(whyNot('a.yaml', trouble('EROFS'))).toBe(
    'a.yaml stands on a file system that is read-only',
  )
  expect(whyNot('a.yaml', trouble('EIO'))).toBeUndefined()
})

test('a port that is none is told what one is', async () => {
  vi.stubEnv('WIREWATCH_WEB_PORT', 'web')
  const { code, words } = await said('config')
  vi.stubEnv('WIREWATCH_WEB_PORT', '0')
  expect(words).toContain('WIREWATCH_WEB_PORT: expected a port, 0 to 65535')
  expect(code).toBe(2)
})

test('a first configuration takes keywords with commas, as it does when it asks', async () => {
  const first = join(folder, 'first.yaml')
  const asked = ['--keywords', 'Lavrov, Kim', 'DPRK', '--to', 'desk@example.org', '--zone', 'UTC']
  const { code, printed } = await said('init', ...asked, '--config', first)
  expect(code).toBe(0)
  const names = readFileSync(first, 'utf8').matchAll(/^ {2}- name: (Lavrov|Kim|DPRK)$/gm)
  expect(Array.from(names, ([, name]) => name)).toEqual(['Lavrov', 'Kim', 'DPRK'])
  const data = `WIREWATCH_DATA=${join(folder, 'data')}`
  expect(printed).toContain(`\n  ${data} wirewatch start --config ${first}\n`)
  expect(printed).toContain(`files in ${join(folder, 'data', 'outbox')} until SMTP_URL`)
})

test('what to type next needs nothing where all is usual, and quotes and hides what must be', async () => {
  const here = process.cwd()
  vi.stubEnv('WIREWATCH_CONFIG', undefined)
  vi.stubEnv('WIREWATCH_DATA', undefined)
  vi.stubEnv('WIREWATCH_WEB_PORT', '9000')
  vi.stubEnv('SMTP_URL', 'smtp://me:hidden@mail.example:587')
  process.chdir(folder)
  try {
    const asked = ['--keywords', 'Lavrov', '--to', 'desk@example.org', '--zone', 'UTC']
    const usual = (await said('init', ...asked)).printed
    expect(usual).toContain('\n  wirewatch start\n')
    expect(usual).toContain('the page is at http://127.0.0.1:9000/')
    expect(usual).toContain('mailed through smtp://me:***@mail.example:587')
    vi.stubEnv('npm_command', 'exec')
    const odd = (await said('init', ...asked, '--config', "our desk's.yaml")).printed
    expect(odd).toContain(String.raw`npx wirewatch watch add --config 'our desk'\''s.yaml' …`)
  } finally {
    process.chdir(here)
    vi.stubEnv('SMTP_URL', undefined)
    vi.stubEnv('npm_command', undefined)
    vi.stubEnv('WIREWATCH_CONFIG', configuration)
    vi.stubEnv('WIREWATCH_DATA', join(folder, 'data'))
    vi.stubEnv('WIREWATCH_WEB_PORT', '0')
  }
})
