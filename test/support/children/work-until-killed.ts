/** Puts one job in line, takes it in hand, says so, and never lets go of it. */
import { writeSync } from 'node:fs'
import { openQueue } from '../../../src/adapters/queue/bullmq-queue.ts'
import { connectEmbedded } from '../built.ts'
import { connectPostgres } from '../../../src/adapters/sql/connect-postgres.ts'

const [, , kind = '', where = '', name = '', prefix = ''] = process.argv
const backend =
  kind === 'redis'
    ? ({ kind, url: where } as const)
    : {
        kind: 'sql' as const,
        connection: await (kind === 'embedded' ? connectEmbedded(where) : connectPostgres(where)),
      }
const queue = await openQueue({ backend, name, prefix })
await queue.work(
  () => {
    writeSync(1, 'in hand\n')
    return new Promise(() => {})
  },
  { concurrency: 1 },
)
await queue.add({ name: 'poll-feed', subject: 'bbc-world' })
