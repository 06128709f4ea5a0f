import { expect, test } from 'vitest'
import { isRefusal } from './is-refusal.ts'

test.each<[string, string, number | undefined, 'refused' | 'trouble']>([
  ['its recipient is unknown there', 'EENVELOPE', 550, 'refused'],
  ['it is larger than the server takes, as the server says', 'EENVELOPE', 552, 'refused'],
  ['it looks like spam', 'EMESSAGE', 554, 'refused'],
  ['it is larger than the server takes, as nodemailer says', 'EMESSAGE', undefined, 'refused'],
  ['its recipient is no address', 'EENVELOPE', undefined, 'refused'],
  ['the mailbox is busy', 'EENVELOPE', 450, 'trouble'],
  ['the server goes away', 'EENVELOPE', 421, 'trouble'],
  ['the server has no room now', 'EMESSAGE', 452, 'trouble'],
  ['the session is out of step', 'EENVELOPE', 503, 'trouble'],
  ['the server asks us to sign in', 'EENVELOPE', 530, 'trouble'],
  ['the server asks for encryption', 'EMESSAGE', 538, 'trouble'],
  ['the password is wrong', 'EAUTH', 535, 'trouble'],
  ['there is no password', 'ENOAUTH', undefined, 'trouble'],
  ['no encryption comes about', 'ETLS', undefined, 'trouble'],
  ['the greeting is a refusal', 'EPROTOCOL', 554, 'trouble'],
  ['the connection ends', 'ECONNECTION', undefined, 'trouble'],
  ['nothing listens there', 'ESOCKET', undefined, 'trouble'],
  ['the host has no address', 'EDNS', undefined, 'trouble'],
  ['the server is silent', 'ETIMEDOUT', undefined, 'trouble'],
  ['it took too long', 'EABORT', undefined, 'trouble'],
])('a mail that fails because %s (%s %s) is %s', (_, code, responseCode, outcome) => {
  const failure = { code, ...(responseCode !== undefined && { responseCode }) }
  expect(isRefusal(failure) ? 'refused' : 'trouble').toBe(outcome)
})
