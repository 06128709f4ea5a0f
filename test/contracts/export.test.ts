/** What is on record as rows: the same from either connection, page by page. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/adapters/store/sql-store.ts'
import {
  COLUMNS,
  EXPORTS,
  type ExportKind,
  type ExportRow,
} from '../../src/core/export/exported.ts'
import type { Store } from '../../src/ports.ts'
import { connections } from '../support/backends.ts'
import { aDigest, anItem, aPlacement, aReport, minutesAfter, NOON } from '../support/builders.ts'
import { recordPolls } from '../support/record-polls.ts'

describe.each(await connections())('rows of the store on $name', (backend) => {
  let store: Store
  const told = anItem({ key: 'told', title: '=1+1', published: NOON, language: 'en' })
  const others = ['a', 'b', 'c'].map((key) => anItem({ key }))

  beforeEach(async () => {
    store = await openStore(await backend.open())
    const placements = [aPlacement(told, { storyId: 'visit' })]
    await recordPolls(store, [aReport({ placements, fresh: [told, ...others] })], NOON)
    const lead = { outlet: 'The Herald', url: told.url, title: told.title, itemId: told.id }
    for (const [at, id] of ['desk-1', 'desk-2', 'desk-3'].entries()) {
      await store.recordDigest(
        aDigest({
          id,
          composedAt: minutesAfter(NOON, at < 2 ? 0 : 60),
          covers: { after: at, upTo: at + 1, from: NOON, to: NOON },
          stories: [
            {
              storyId: 'visit',
              kind: 'new',
              watch: 'Lavrov',
              headline: told.title,
              lead,
              storyTitle: told.title,
              sentences: [{ text: 'He landed.', outlet: 'The Herald', url: told.url, facts: [] }],
              otherHeadlines: [],
              alsoIn: ['The Wire', 'The Post'],
              copies: 2,
              retellings: 1,
              updates: 0,
              answered: ['Lavrov'],
              because: 'nobody told it',
            },
          ],
        }),
      )
    }
    await store.recordDelivery({
      digestId: 'desk-1',
      addressee: 'mail:desk@example.org',
      at: NOON,
      outcome: 'accepted',
      receipt: '250 OK',
      attempts: 1,
    })
  })
  afterEach(() => store.close())

  async function all(kind: ExportKind, range: { since?: Date; watch?: string } = {}, limit = 2) {
    const rows: ExportRow[] = []
    let after: string | undefined
    do {
      const given = { ...range, limit, ...(after !== undefined && { after }) }
      const page = await store.exportRows(kind, given)
      rows.push(...page.rows)
      after = page.next
    } while (after !== undefined)
    return rows
  }

  it('come each once, whatever the size of the page, with the columns that are promised', async () => {
    for (const kind of EXPORTS) {
      const rows = await all(kind)
      expect(rows).toEqual(await all(kind, {}, 1))
      expect(rows).toEqual(await all(kind, {}, 1000))
      for (const row of rows) expect(Object.keys(row)).toEqual(COLUMNS[kind])
    }
    expect(await all('items')).toHaveLength(4)
    expect((await all('digests')).map((row) => row['digest'])).toEqual([
      'desk-1',
      'desk-2',
      'desk-3',
    ])
  })

  it('say what an item is, where it stands and who was told', async () => {
    expect((await all('items'))[0]).toMatchObject({
      id: told.id,
      read_at: '2025-07-11T12:00:00Z',
      published: '2025-07-11T12:00:00Z',
      watches: 'Lavrov',
      verdict: 'new',
      story: 'visit',
      told_in: 'desk-1; desk-2; desk-3',
    })
    expect((await all('stories'))[0]).toMatchObject({
      id: 'visit',
      documents: 1,
      watches: 'Lavrov',
    })
    expect((await all('digests'))[0]).toMatchObject({
      place: 1,
      also_in: 'The Wire; The Post',
      copies: 2,
      accepted_by: 'mail:desk@example.org',
    })
  })

  it('are bounded by time and by watch', async () => {
    expect((await all('items', { watch: 'Lavrov' })).map((row) => row['id'])).toEqual([told.id])
    for (const kind of EXPORTS) expect(await all(kind, { watch: 'Other' })).toEqual([])
    const later = minutesAfter(NOON, 30)
    expect(await all('items', { since: later })).toEqual([])
    expect((await all('digests', { since: later })).map((row) => row['digest'])).toEqual(['desk-3'])
  })
})
