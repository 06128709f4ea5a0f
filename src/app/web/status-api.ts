import type { FastifyInstance } from 'fastify'
import { answerOf } from '../operation/open-status.ts'
import { readOperation } from '../operation/read-operation.ts'
import { statusOf } from '../operation/status.ts'
import type { WebParts } from './web-parts.ts'

/** How the service is, for the command on this machine. */
export function addStatusApi(server: FastifyInstance, { world, followed }: WebParts): void {
  const since = world.now()
  server.get('/api/status', async () => {
    const operation = await readOperation(world, followed.current, followed.trouble)
    return answerOf(
      statusOf(
        operation,
        `the store is ${world.parts.store}; mail goes to ${world.parts.mail}`,
        since,
      ),
      world.now(),
    )
  })
}
