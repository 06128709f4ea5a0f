import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { EXPORTS } from '../../core/export/exported.ts'
import type { WebParts } from './web-parts.ts'

const kindSchema = z.enum(EXPORTS)
const rangeSchema = z.object({
  since: z.iso
    .datetime()
    .transform((written) => new Date(written))
    .exactOptional(),
  after: z.string().max(300).exactOptional(),
  watch: z.string().max(300).exactOptional(),
  limit: z.coerce.number().int().min(1).max(1000),
})

/** What is on record as rows, for the command on this machine: the service has the store. */
export function addExportApi(server: FastifyInstance, { world }: WebParts): void {
  server.get<{ Params: { kind: string } }>(
    '/api/export/:kind',
    async ({ params, query }, reply) => {
      const kind = kindSchema.safeParse(params.kind)
      if (!kind.success) return reply.callNotFound()
      const range = rangeSchema.safeParse(query)
      if (!range.success) return reply.code(400).send({ problem: z.prettifyError(range.error) })
      return world.store.exportRows(kind.data, range.data)
    },
  )
}
