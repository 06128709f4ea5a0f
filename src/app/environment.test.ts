import { describe, expect, test } from 'vitest'
import { readEnvironment, withoutSecrets } from './environment.ts'

describe('the environment', () => {
  test('with nothing set runs on the embedded parts', () => {
    expect(readEnvironment({ PATH: '/bin', SMTP_URL: '' })).toEqual({
      logLevel: 'info',
      configurationFile: 'config/wirewatch.yaml',
      dataFolder: 'data',
      seedsFolder: 'seeds',
    })
  })

  test('takes the page’s password and token', () => {
    const { webSecrets } = readEnvironment({ WIREWATCH_PASSWORD: 'p', WIREWATCH_TOKEN: 't' })
    expect(webSecrets).toEqual(['p', 't'])
  })

  test('names everything wrong at once', () => {
    const read = () =>
      readEnvironment({ DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud', WIREWATCH_DATE: 'data' })
    expect(read).toThrow(/DATABASE_URL: expected postgres/)
    expect(read).toThrow(/LOG_LEVEL/)
    expect(read).toThrow(/WIREWATCH_DATE is not a setting; do you mean WIREWATCH_DATA\?/)
  })

  test.each([
    ['postgres://me:secret@host/db', 'postgres://me:***@host/db'],
    ['redis://:secret@host:6379', 'redis://:***@host:6379'],
    ['smtp://host:25', 'smtp://host:25'],
  ])('a password is never shown: %s', (url, shown) => {
    expect(withoutSecrets(url)).toBe(shown)
  })
})
