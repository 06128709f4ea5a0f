import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from './support/run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-demo-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Addresses at which nothing answers: the demo must not so much as look at them. */
const DEAD_SERVICES = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  REDIS_URL: 'redis://127.0.0.1:1',
  SMTP_URL: 'smtp://127.0.0.1:1',
}

function runDemo(name: string) {
  return runProgram(['demo'], { WIREWATCH_DATA: join(folder, name), ...DEAD_SERVICES })
}

/** The mails in the outbox by name, byte for byte. */
function outbox(name: string): Record<string, string> {
  const path = join(folder, name, 'outbox')
  const files = readdirSync(path).filter((file) => file.endsWith('.eml'))
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(path, file), 'latin1')]))
}

describe('the demo', () => {
  let told: string
  beforeAll(async () => {
    const demo = runDemo('whole')
    const code = await demo.ended()
    if (code !== 0) throw new Error(`the demo ended with ${code}\n${demo.errors()}`)
    told = demo.output()
  }, 240_000)

  test.each([
    ['a new story', /NEW: South Korea sends six North Koreans home by sea/],
    ['an update with its new sentence', /\* UPDATE: (?:(?!\* )[\s\S])*?\| .*1,000/],
    ['copies and retellings counted', /Also in \d+ outlets?: .*\(.*\d+ (copy|copies|retelling)/],
    ['the reprint of a seed held back as known', /Already known[\s\S]*?seed/],
  ])('shows %s', (_, words) => {
    expect(told).toMatch(words)
  })

  test('does not take the visit of 2023 for that of 2025', () => {
    const stories = told.split(/^\s+│ \* /m)
    for (const story of stories.filter((text) => /2023/.test(text.split('Held back')[0] ?? ''))) {
      expect(story).not.toMatch(/new in the story '(Moscow and Pyongyang|Lavrov lands)/)
    }
  })

  test('keeps what it told to itself, so that the next one tells it again', () => {
    expect(existsSync(join(folder, 'whole', 'demo', 'sent'))).toBe(true)
    expect(existsSync(join(folder, 'whole', 'sent'))).toBe(false)
  })

  test('is told story for story by a backtest of the same configuration', async () => {
    const backtest = runProgram(['backtest', '--json'], {
      WIREWATCH_DATA: join(folder, 'whole', 'demo'),
      WIREWATCH_CONFIG: 'config/demo/wirewatch.yaml',
      WIREWATCH_DEMO_URL: 'http://127.0.0.1:1',
      WIREWATCH_WEB_PORT: '0',
    })
    expect(await backtest.ended()).toBe(0)
    const { check, differences } = JSON.parse(backtest.output())
    const sent = Object.keys(outbox('whole')).length
    expect(check).toEqual({ sent, alike: sent })
    expect(differences).toMatchObject([{ gained: [], lost: [], otherwise: [], waiting: [] }])
  })

  test('killed again and again, it loses nothing and repeats nothing', async () => {
    const moments = ['starting point', 'Thu 10 Jul', 'Fri 11 Jul', 'Sun 13 Jul']
    for (const words of moments) {
      const demo = runDemo('cut')
      await demo.says(words)
      demo.child.kill('SIGKILL')
      expect(await demo.ended()).toBe('SIGKILL')
    }
    const last = runDemo('cut')
    expect(await last.ended()).toBe(0)
    expect(last.output()).toContain('Going on with the demo that was cut off')
    expect(outbox('cut')).toEqual(outbox('whole'))
  }, 480_000)

  test('waits for another one that is still at work, and then tells the same', async () => {
    const first = runDemo('shared')
    await first.says('starting point')
    const second = runDemo('shared')
    await second.says('Another demo is still at work')
    expect(await first.ended()).toBe(0)
    expect(await second.ended()).toBe(0)
    expect(second.output()).not.toContain('Going on with')
    expect(outbox('shared')).toEqual(outbox('whole'))
  }, 480_000)
})
