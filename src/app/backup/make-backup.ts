import { constants, existsSync } from 'node:fs'
import { access, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import type { StorePart } from '../../ports.ts'
import { askService, type ServiceAddress } from '../ask-service.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { refuseFile, refuseNewFile } from '../named-file.ts'
import { Refusal } from '../refusal.ts'
import { serviceOrStore } from '../service-or-store.ts'
import { version } from '../version.ts'
import { backups, foldersOf, isNoBackup, openWholeStore } from '../world.ts'
import { installationFiles } from './installation-files.ts'

/** Copying the files of a large store takes a while on a slow disk. */
const PATIENCE_MS = 10 * 60_000

export interface MadeBackup {
  readonly from: string
  readonly rows: number
}

/**
 * Write everything into one file. An embedded store that a service has open is copied by it, in
 * the time its files take to copy, and read from the copy; a server hands out what stood at one
 * moment while everybody works on.
 */
export async function makeBackup(
  environment: Environment,
  configuration: Configuration,
  file: string,
  progress: { begun(): void; come(rows: number, table: string): void },
): Promise<MadeBackup> {
  await refuseOther(file)
  progress.begun()
  const source = await findSource(environment, configuration)
  try {
    const store = await openWholeStore(source.place)
    try {
      let rows = 0
      await store.read(async (storeVersion, parts) => {
        const head = { program: version, storeVersion, madeAt: new Date() }
        const counted = countRows(parts(), (count, table) => progress.come((rows = count), table))
        await backups.writeBackup(file, head, counted, installationFiles(environment))
      })
      return { from: source.from, rows }
    } finally {
      await store.close()
    }
  } finally {
    await source.done()
  }
}

/** A backup that stands there is replaced; anything else a person would miss. */
async function refuseOther(file: string): Promise<void> {
  await access(dirname(resolve(file)), constants.W_OK).catch(refuseNewFile(file))
  const standing = await stat(file).catch(() => undefined)
  if (!standing || (standing.isFile() && standing.size === 0)) return
  await backups.readBackupHead(file).catch((error: unknown) => {
    if (!isNoBackup(error)) return refuseFile(file)(error)
    throw new Refusal(`${file} is there and is no backup; name another file, or move it away`)
  })
}

interface Source {
  readonly place: Parameters<typeof openWholeStore>[0]
  readonly from: string
  done(): Promise<void>
}

function findSource(environment: Environment, configuration: Configuration): Promise<Source> {
  const { databaseUrl, dataFolder } = environment
  const folder = foldersOf(environment).store
  return serviceOrStore<Source>(environment, configuration, {
    ask: copyByService,
    open: async () => ({
      ...(databaseUrl
        ? { place: { databaseUrl }, from: 'the PostgreSQL server' }
        : { place: { folder }, from: folder }),
      done: async () => {},
    }),
    withoutStore: () => {
      throw new Refusal(`no store in ${dataFolder} yet: there is nothing to back up`)
    },
    notGiven: 'no copy of its store',
  })
}

async function copyByService(address: ServiceAddress): Promise<Source | undefined> {
  const given = await askService(address, 'api/token', z.object({ token: z.string() }))
  if (!given) return undefined
  const answer = await askService(
    address,
    'api/store-copies',
    z.union([z.object({ folder: z.string() }), z.object({ problem: z.string() })]),
    PATIENCE_MS,
    given,
  )
  if (!answer) return undefined
  if ('problem' in answer) throw new Refusal(`the service at ${address.url}: ${answer.problem}`)
  const { folder } = answer
  if (!existsSync(folder)) {
    throw new Refusal(
      `the service at ${address.url} copied its store to ${folder}, which is not on this machine: run ` +
        'wirewatch backup where the service runs',
    )
  }
  return {
    place: { folder },
    from: `the running service at ${address.url}`,
    done: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The same parts, with what has gone by told. */
export async function* countRows(
  parts: AsyncIterable<StorePart>,
  progress: (rows: number, table: string) => void,
): AsyncGenerator<StorePart> {
  let rows = 0
  let table = ''
  for await (const part of parts) {
    if ('table' in part) table = part.table
    else rows += part.rows.length
    progress(rows, table)
    yield part
  }
}
