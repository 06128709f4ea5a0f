import type { PollReport } from '../../src/model.ts'
import type { PollStore } from '../../src/ports.ts'

/** Put polls on record with their items, as the line does. */
export async function recordPolls(
  store: Pick<PollStore, 'recordItems' | 'recordPolls'>,
  reports: readonly PollReport[],
  now?: Date,
): Promise<void> {
  await store.recordItems(reports)
  await store.recordPolls(reports, now)
}
