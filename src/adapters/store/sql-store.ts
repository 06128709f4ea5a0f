import type { PollStore, Store } from '../../ports.ts'
import type { Connection, Sql } from '../sql/connection.ts'
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
import { isQuiet, recordPlacements, recordPoll, recordVisits, type Visit } from './record-poll.ts'

/**
 * The store over a connection, brought to this program's version first. Closing the store closes
 * the connection. Throws when the database was made by a newer program.
 */
export async function openStore(connection: Connection): Promise<Store> {
  await migrate(connection)
  await packCorpus(connection)
  return {
    ...createPollStore(connection),
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
    recordPoll: (report, now) => connection.transaction((sql) => recordPoll(sql, report, now)),
    recordPlacements: (placements, at) =>
      connection.transaction((sql) => recordPlacements(sql, placements, at)),
    transaction: createPollTransaction(connection),
    lastStood: gather((feedIds: readonly string[]) => lastStood(connection, feedIds)),
    close: () => connection.close(),
  }
}

/**
 * The visits of quiet polls stand for themselves: they are put on record after the transaction,
 * which they leave without a statement, many of them in one.
 */
function createPollTransaction(connection: Connection): Store['transaction'] {
  const recordVisit = gather(async (visits: readonly Visit[]) => {
    await recordVisits(connection, visits)
    return visits
  })
  return async (work) => {
    const quiet: Visit[] = []
    const result = await connection.transaction((sql) => {
      quiet.length = 0
      return work({
        ...createPollStore(sql),
        async recordPoll(report, now = report.at) {
          if (isQuiet(report)) quiet.push({ report, now })
          else await recordPoll(sql, report, now)
        },
      })
    })
    await Promise.all(quiet.map(recordVisit))
    return result
  }
}

function createPollStore(sql: Sql): PollStore {
  return {
    feedMemory: (feedId) => feedMemory(sql, feedId),
    unseen: (feedId, items) => unseen(sql, feedId, items),
    revised: (items) => revised(sql, items),
    near: (tellings) => near(sql, tellings),
    recordPoll: (report, now) => recordPoll(sql, report, now),
    recordPlacements: (placements, at) => recordPlacements(sql, placements, at),
  }
}
