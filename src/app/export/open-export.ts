import * as z from 'zod'
import type { ExportKind } from '../../core/export/exported.ts'
import type { ExportStore } from '../../ports.ts'
import { askService, type ServiceAddress } from '../ask-service.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { noStoreYet, serviceOrStore } from '../service-or-store.ts'
import { openWorld } from '../world.ts'

/** A page of rows may take a while to read and to send. */
const PATIENCE_MS = 60_000

export interface OpenExport extends ExportStore {
  close(): Promise<void>
}

const pageSchema = z.object({
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  next: z.string().exactOptional(),
})

/** What is on record as rows, wherever the store can be reached: see serviceOrStore. */
export function openExport(
  environment: Environment,
  configuration: Configuration,
): Promise<OpenExport> {
  return serviceOrStore<OpenExport>(environment, configuration, {
    ask: askForRows,
    open: async () => {
      const world = await openWorld({ environment, configuration })
      return {
        exportRows: (kind, range) => world.store.exportRows(kind, range),
        close: () => world.close(),
      }
    },
    withoutStore: noStoreYet(environment, 'there is nothing to export'),
    notGiven: 'no rows',
  })
}

async function askForRows(address: ServiceAddress): Promise<OpenExport | undefined> {
  const ask = (kind: ExportKind, range: Parameters<ExportStore['exportRows']>[1]) => {
    const { since, ...rest } = range
    const query = new URLSearchParams({
      ...(since && { since: since.toISOString() }),
      ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])),
    })
    return askService(address, `api/export/${kind}?${query.toString()}`, pageSchema, PATIENCE_MS)
  }
  if (!(await ask('digests', { limit: 1 }))) return undefined
  return {
    exportRows: async (kind, range) => {
      const page = await ask(kind, range)
      if (!page) throw new Error(`the service at ${address.url} stopped answering`)
      return page
    },
    close: async () => {},
  }
}
