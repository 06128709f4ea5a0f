import { isAlive, readMark } from '../sql/process-mark.ts'
import type { JobQueue } from './queue-backend.ts'

/** BullMQ's token that needs no lock. */
const WITHOUT_LOCK = '0'

/**
 * Put jobs back in line whose worker is dead, without waiting for its locks to expire: every
 * job in hand where no other process can work, else those whose worker ran on this host and is
 * gone. Answers how many.
 */
export async function returnOrphans(queue: JobQueue, alone: boolean): Promise<number> {
  let returned = 0
  for (const job of await queue.getActive()) {
    const worker = readMark(job.processedBy ?? '')
    if (!alone && (!worker || (await isAlive(worker)) !== false)) continue
    await job.moveToWait(WITHOUT_LOCK)
    returned += 1
  }
  return returned
}
