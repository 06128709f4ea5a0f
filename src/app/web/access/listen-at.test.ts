import { expect, test } from 'vitest'
import { isLoopback, listenAt } from './listen-at.ts'

const web = { host: '127.0.0.1', port: 8787 }

test('listens on this machine without a password', () => {
  expect(listenAt({}, { web })).toEqual({ host: '127.0.0.1', port: 8787, secrets: [] })
})

test.each(['0.0.0.0', '::', '192.168.1.5', '10.0.0.1', 'news.example', '128.0.0.1'])(
  'refuses %s without one, and says what to do',
  (host) => {
    const listen = () => listenAt({ webHost: host }, { web })
    expect(listen).toThrow(`the page would listen on ${host}, where other machines reach it`)
    expect(listen).toThrow(/set WIREWATCH_PASSWORD[\s\S]+or[\s\S]+web\.host: 127\.0\.0\.1/)
    const secrets = ['correct horse battery']
    expect(listenAt({ webHost: host, webSecrets: secrets }, { web })).toMatchObject({ secrets })
    expect(listenAt({ webHost: host }, { web: { ...web, secrets } })).toMatchObject({ secrets })
  },
)

test('a secret of few characters is refused on any address', () => {
  expect(() => listenAt({ webSecrets: ['secret'] }, { web })).toThrow('fewer than 12 characters')
})

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.example', false],
  ['localhost.example', false],
])('%s is this machine alone: %s', (host, alone) => {
  expect(isLoopback(host)).toBe(alone)
})
