import { appendFile, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
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

test('reads on where it stopped, also in the midst of a line another process writes', async () => {
  const ledger = createFolderLedger(folder)
  await ledger.keep(entry('first', 'a'))
  const [file = ''] = await readdir(folder)
  const line = `\n${JSON.stringify(entry('other', 'Лавров'))}`
  const bytes = Buffer.from(line)
  const cut = bytes.indexOf(Buffer.from('Л')) + 1
  await appendFile(join(folder, file), bytes.subarray(0, cut))
  expect([...(await ledger.sent('desk/../night')).items.keys()]).toEqual(['a'])
  await appendFile(join(folder, file), bytes.subarray(cut))
  expect([...(await ledger.sent('desk/../night')).items.keys()]).toEqual(['a', 'Лавров'])
  await createFolderLedger(folder).keep(entry('third', 'c'))
  const { items, receipts } = await ledger.sent('desk/../night')
  expect([...items.keys()]).toEqual(['a', 'Лавров', 'c'])
  expect(receipts.size).toBe(3)
})

test('a file put back from an older copy, or taken away, is read as it stands', async () => {
  const ledger = createFolderLedger(folder)
  await ledger.keep(entry('first', 'a'))
  const [file = ''] = await readdir(folder)
  const older = await readFile(join(folder, file))
  await ledger.keep(entry('second', 'b'))
  expect((await ledger.sent('desk/../night')).items.size).toBe(2)
  await writeFile(join(folder, 'copy'), older)
  await rename(join(folder, 'copy'), join(folder, file))
  expect((await ledger.sent('desk/../night')).items.size).toBe(1)
  await rm(join(folder, file))
  expect((await ledger.sent('desk/../night')).items.size).toBe(0)
})
