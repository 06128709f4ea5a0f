import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFolderLedger } from '../../src/adapters/ledger/folder-ledger.ts'
import { NOON } from '../support/builders.ts'

let folder = ''
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'wirewatch-ledger-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

const entry = (digestId: string, ...items: string[]) => ({
  subscriberId: 'desk/../night',
  digestId,
  addressee: 'mail:desk@example.org',
  at: NOON,
  receipt: '250 OK',
  items,
})

test('the ledger knows what reached whom, also when opened anew', async () => {
  const ledger = createFolderLedger(join(folder, 'sent'))
  expect((await ledger.sent('desk/../night')).items.size).toBe(0)
  await ledger.keep(entry('first', 'a', 'b'))
  await ledger.keep(entry('second', 'c'))
  const { items, receipts } = await createFolderLedger(join(folder, 'sent')).sent('desk/../night')
  expect([...items]).toEqual([
    ['a', 'first'],
    ['b', 'first'],
    ['c', 'second'],
  ])
  expect(receipts.get('second mail:desk@example.org')).toBe('250 OK')
  expect((await ledger.sent('another')).items.size).toBe(0)
  expect(await readdir(folder)).toEqual(['sent'])
})

test('a line torn off by a death costs that line alone', async () => {
  const ledger = createFolderLedger(folder)
  await ledger.keep(entry('first', 'a'))
  const [file = ''] = await readdir(folder)
  await appendFile(join(folder, file), '\n{"digestId":"torn","items":["x"')
  await ledger.keep(entry('third', 'c'))
  expect([...(await ledger.sent('desk/../night')).items.keys()]).toEqual(['a', 'c'])
})
