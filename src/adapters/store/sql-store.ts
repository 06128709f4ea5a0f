import type { Bundle, PollStore, Store } from '../../ports.ts'
import type { Connection, Sql, Transaction } from '../sql/connection.ts'
import { createCorpusStore } from './corpus.ts'
import { createArticleStore } from './article-looks.ts'
import { createAlarmStore } from './alarms.ts'
import { createActionStore } from './actions.ts'
import { createExportStore } from './export-rows.ts'
import { createDigestStore } from './digests.ts'
import { gather } from './gather.ts'
import { createFeedCareStore } from './feed-care.ts'
import { createHistoryStore } from './history.ts'
import { createHostStore } from './hosts.ts'
import { createHostsInMemory } from './hosts-in-memory.ts'
import { createLookUpStore } from './look-up.ts'
import { migrate } from './migrate.ts'
import { near } from './near.ts'
import { packCorpus } from './pack-corpus.ts'
import { feedMemory, lastStood } from './feed-memories.ts'
import { revised, unseen } from './polls.ts'
import { createReaderStore } from './reader-store.ts'
import { createSubscriptionStore } from './subscriptions.ts'
import { recordItems, recordPlacements, recordPolls } from './record-polls.ts'

/**
 * The store over a connection, brought to this program's version first. Closing the store closes
 * the connection. Throws when the database was made by a newer program.
 */
export async function openStore(connection: Connection): Promise<Store> {
  await migrate(connection)
  await packCorpus(connection)
  const transaction: Store['transaction'] = (work) =>
    connection.transaction((sql) => work(createPollStore(sql)))
  return {
    ...createPollQueries(connection),
    ...createDigestStore(connection),
    ...createActionStore(connection),
    ...createArticleStore(connection),
    ...createCorpusStore(connection),
    ...createFeedCareStore(connection),
    ...createHistoryStore(connection),
    ...(connection.kind === 'embedded' ? createHostsInMemory() : createHostStore(connection)),
    ...createAlarmStore(connection),
    ...createExportStore(connection),
    ...createLookUpStore(connection),
    ...createReaderStore(connection),
    ...createSubscriptionStore(connection),
    recordItems: (polls) => transaction((store) => store.recordItems(polls)),
    recordPolls: (reports, now) => transaction((store) => store.recordPolls(reports, now)),
    recordPlacements: (placements, at) =>
      transaction((store) => store.recordPlacements(placements, at)),
    transaction,
    together: createTogether({ transaction }),
    lastStood: gather((feedIds: readonly string[]) => lastStood(connection, feedIds)),
    close: () => connection.close(),
  }
}

/** Of items that go on record together: one statement holds them all, and others wait for it. */
const MOST_ITEMS = 1000
/** A poll without any takes its share too. */
const POLL_COUNTS = 10

/** By the work that is asked for: what is asked of it meanwhile goes with its next transaction. */
function createTogether({ transaction }: Pick<Store, 'transaction'>): Store['together'] {
  const gathered = new WeakMap<object, unknown>()
  return <Ask extends Bundle, Answer>(
    ask: Ask,
    work: (store: PollStore, asks: readonly Ask[]) => Promise<readonly Answer[]>,
  ) => {
    const create = () =>
      gather((asks: readonly Ask[]) => transaction((store) => work(store, asks)), {
        most: MOST_ITEMS,
        sizeOf: ({ size }) => POLL_COUNTS + size,
        subjectOf: ({ subject }) => subject,
      })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- created for the same work below
    const together = (gathered.get(work) as ReturnType<typeof create> | undefined) ?? create()
    gathered.set(work, together)
    return together(ask)
  }
}

/** What a poll asks, within its transaction or without. */
function createPollQueries(
  sql: Sql,
): Pick<PollStore, 'feedMemory' | 'unseen' | 'revised' | 'near'> {
  return {
    feedMemory: (feedId) => feedMemory(sql, feedId),
    unseen: (feedId, items) => unseen(sql, feedId, items),
    revised: (items) => revised(sql, items),
    near: (tellings) => near(sql, tellings),
  }
}

function createPollStore(sql: Transaction): PollStore {
  return {
    ...createPollQueries(sql),
    recordItems: async (polls) => recordItems(sql, polls),
    recordPolls: (reports, now) => recordPolls(sql, reports, now),
    recordPlacements: (placements, at) => recordPlacements(sql, placements, at),
  }
}
