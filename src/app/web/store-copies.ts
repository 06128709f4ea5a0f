import { randomBytes } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { makeFolder } from '../make-folder.ts'
import type { FormGuard } from './guard.ts'
import type { WebParts } from './web-parts.ts'

/** A copy whose backup died on the way is in nobody's hands after a day. */
const STALE_MS = 86_400_000

const asked = z.object({ token: z.string() })

/**
 * Copy the embedded store for a backup, which no other process can read while the service has it.
 * Who asks removes it.
 */
export function addStoreCopies(
  server: FastifyInstance,
  { world, files }: WebParts,
  guard: FormGuard,
): void {
  server.post('/api/store-copies', async ({ body, headers }, reply) => {
    const read = asked.safeParse(body)
    if (!read.success) return reply.code(400).send({ problem: z.prettifyError(read.error) })
    const wrong = guard.wrongPost(headers, read.data.token)
    if (wrong !== undefined) return reply.code(403).send({ problem: wrong })
    if (!world.copyStore || !files)
      return reply.code(422).send({ problem: 'its store is no folder' })
    const copies = resolve(files.data, 'copies')
    await removeStale(copies, Date.now())
    const folder = join(copies, randomBytes(8).toString('hex'))
    await world.copyStore(folder)
    return { folder }
  })
}

async function removeStale(copies: string, now: number): Promise<void> {
  await makeFolder(copies)
  for (const name of await readdir(copies)) {
    const path = join(copies, name)
    const { mtimeMs } = await stat(path)
    if (now - mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true })
  }
}
