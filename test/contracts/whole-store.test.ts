/** The store taken apart and put together again, from each connection to each. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Connection } from '../../src/adapters/sql/connection.ts'
import { readStore, writeStore } from '../../src/adapters/store/copy-tables.ts'
import { openStore } from '../../src/adapters/store/sql-store.ts'
import { STORE_TABLES, TABLES_LEFT_OUT } from '../../src/adapters/store/store-tables.ts'
import type { Store } from '../../src/ports.ts'
import { connections } from '../support/backends.ts'
import {
  aDigest,
  anItem,
  aPlacement,
  aReport,
  aSeedStory,
  minutesAfter,
  NOON,
} from '../support/builders.ts'
import { recordPolls } from '../support/record-polls.ts'

vi.setConfig({ testTimeout: 120_000 })

const backends = await connections()
const opened: Connection[] = []
afterEach(async () => {
  for (const connection of opened.splice(0)) await connection.close()
})

async function openOne(backend: (typeof backends)[number]) {
  const connection = await backend.open()
  opened.push(connection)
  return connection
}

/** Something in as many tables as the line itself fills, with what is hard to write down. */
async function fill(store: Store): Promise<void> {
  const hard = anItem({
    key: 'hard',
    title: String.raw`"Quoted", \back\slash and 라브로프 🇰🇵`,
    text: 'one\ntwo\ttabs',
    published: NOON,
  })
  const items = Array.from({ length: 450 }, (_, at) => anItem({ key: `item-${at}` }))
  await store.keepSeeds([aSeedStory('seed', ['A seed of the corpus'])])
  const placements = [aPlacement(hard), aPlacement(items[0]!, { heldBack: 'baseline' })]
  await recordPolls(store, [aReport({ placements, fresh: [hard, ...items] })], NOON)
  await store.recordDigest(aDigest({ addressees: ['mail:desk@example.org'] }))
  await store.recordDelivery({
    digestId: 'desk-1',
    addressee: 'mail:desk@example.org',
    at: NOON,
    outcome: 'trouble',
    receipt: '451 later',
    attempts: 1,
    nextTryAt: minutesAfter(NOON, 5),
  })
  await store.recordLook('desk', NOON)
  await store.recordLookBack('Lavrov', 'hash', NOON)
  await store.linkKey()
}

async function contents(connection: Connection): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {}
  for (const table of STORE_TABLES) {
    const rows = await connection.query<{ row: string }>(
      `select ${table}::text as row from ${table}`,
    )
    tables[table] = rows.map(({ row }) => row).toSorted()
  }
  return tables
}

const copy = (from: Connection, to: Connection, replace = false) =>
  readStore(from, (version, parts) => writeStore(to, version, parts, replace))

describe.each(backends)('the whole store out of $name', (from) => {
  it('is every table the migrations make', async () => {
    const connection = await openOne(from)
    await openStore(connection)
    const rows = await connection.query<{ name: string }>(
      `select relname as name from pg_class
      where relkind = 'r' and relnamespace = current_schema()::regnamespace order by 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual([...STORE_TABLES, ...TABLES_LEFT_OUT].toSorted())
  })

  it.each(backends)('stands the same in $name, and goes on there', async (to) => {
    const [source, target] = [await openOne(from), await openOne(to)]
    await fill(await openStore(source))
    const tally = await copy(source, target)
    expect(tally).toMatchObject({ item: 451, placement: 2, digest: 1, delivery: 1, document: 3 })
    expect(await contents(target)).toEqual(await contents(source))
    const store = await openStore(target)
    const next = anItem({ key: 'next' })
    await recordPolls(store, [aReport({ placements: [aPlacement(next)] })], minutesAfter(NOON, 1))
    const placed = await store.placementsAfter(2)
    expect(placed.map(({ item, sequence }) => [item.id, sequence])).toEqual([[next.id, 3]])
  })
})

describe.each(backends)('the whole store into $name', (to) => {
  it('is refused where rows would be lost, and replaces them where that is asked for', async () => {
    const [source, target] = [await openOne(backends[0]!), await openOne(to)]
    await fill(await openStore(source))
    const store = await openStore(target)
    await store.recordLook('other', NOON)
    const before = await contents(target)
    await expect(copy(source, target)).rejects.toThrow('the table look has rows')
    expect(await contents(target)).toEqual(before)
    await copy(source, target, true)
    expect(await contents(target)).toEqual(await contents(source))
  })

  it('leaves what was there when it breaks off on the way', async () => {
    const [source, target] = [await openOne(backends[0]!), await openOne(to)]
    await fill(await openStore(source))
    await (await openStore(target)).recordLook('other', NOON)
    const before = await contents(target)
    const broken = readStore(source, (version, parts) =>
      writeStore(
        target,
        version,
        async function* () {
          let rows = 0
          for await (const part of parts()) {
            yield part
            if ('rows' in part && (rows += part.rows.length) > 400) throw new Error('torn off')
          }
        },
        true,
      ),
    )
    await expect(broken).rejects.toThrow('torn off')
    expect(await contents(target)).toEqual(before)
    expect(await (await openStore(target)).lookedAt('other')).toEqual(NOON)
  })
})
