import { expect, test } from 'vitest'
import { openSessions } from './sessions.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const cookie = (set: string) => set.split(';')[0] ?? ''
const secrets = ['correct horse battery', 'token-for-prometheus']
const sessions = openSessions(secrets, 'key of the store', false)

test('knows each of its secrets, and nothing like them', () => {
  expect(secrets.map((secret) => sessions.isSecret(secret))).toEqual([true, true])
  for (const wrong of ['', 'correct horse', `${secrets[0]} `, 'Correct horse battery']) {
    expect(sessions.isSecret(wrong)).toBe(false)
  }
  expect(openSessions([], 'key', false).isSecret('')).toBe(false)
})

test('a session stands for two weeks, over a restart, beside other cookies', () => {
  const session = cookie(sessions.begin(at(1)))
  expect(sessions.isOpen(`other=1; ${session}`, at(14))).toBe(true)
  expect(openSessions(secrets, 'key of the store', false).isOpen(session, at(14))).toBe(true)
  expect(sessions.isOpen(session, at(15))).toBe(false)
  expect(sessions.isOpen(undefined, at(1))).toBe(false)
})

test('no session is made of another, of another password, or of another store', () => {
  const session = cookie(sessions.begin(at(1)))
  const [name, value = ''] = session.split('=')
  const [id, until, signature] = value.split('.')
  const longer = `${name}=${id}.${Number(until) + 1}.${signature}`
  for (const forged of [longer, `${name}=${id}.${until}.`, `${name}=${id}.${until}`, `${name}=..`])
    expect(sessions.isOpen(forged, at(2))).toBe(false)
  expect(openSessions(['another password'], 'key of the store', false).isOpen(session, at(2))).toBe(
    false,
  )
  expect(openSessions(secrets, 'key of another', false).isOpen(session, at(2))).toBe(false)
})

test('an ended session stands no more, wherever its cookie was kept', () => {
  const [session, other] = [cookie(sessions.begin(at(1))), cookie(sessions.begin(at(1)))]
  expect(sessions.end(session, at(2))).toMatch(/^wirewatch=; .*Max-Age=0$/)
  expect(sessions.isOpen(session, at(2))).toBe(false)
  expect(sessions.isOpen(other, at(2))).toBe(true)
})

test('scripts and other sites never have the cookie; over https it goes there alone', () => {
  expect(sessions.begin(at(1))).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Max-Age=1209600$/)
  expect(openSessions(secrets, 'key', true).begin(at(1))).toMatch(
    /^__Host-wirewatch=[^;]+; Path=\/; HttpOnly; SameSite=Strict; Secure; /,
  )
})
