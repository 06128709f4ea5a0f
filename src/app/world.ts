/**
 * Which adapter stands behind which port. This is the only place that knows: nothing configured
 * gives PGlite in the data folder, BullMQ over it, and mail into the outbox folder.
 */
import { access, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import {
  NoBackup,
  readBackup,
  readBackupHead,
  writeBackup,
} from '../adapters/backup/backup-file.ts'
import { createHttpChannels } from '../adapters/channels/http-channels.ts'
import { createFetcher } from '../adapters/http/fetch-feed.ts'
import { createFolderLedger } from '../adapters/ledger/folder-ledger.ts'
import { mergeLedger } from '../adapters/ledger/merge-ledger.ts'
import { createFolderMailer } from '../adapters/mail/folder-mailer.ts'
import { createThreadParser } from '../adapters/parser/thread-parser.ts'
import type { Connection } from '../adapters/sql/connection.ts'
import { FolderInUse, lockFolder } from '../adapters/sql/folder-lock.ts'
import { readStore, StoreNotEmpty, writeStore } from '../adapters/store/copy-tables.ts'
import { openStore } from '../adapters/store/sql-store.ts'
import type { Fetcher, Ledger, Mailer, Queue, WholeStore, World } from '../ports.ts'
import type { Part } from './close-in-time.ts'
import { collectSooner } from './collect-sooner.ts'
import type { Configuration } from './configuration/configuration.ts'
import type { ServerFacts } from './doctor/look-at-servers.ts'
import type { Environment } from './environment.ts'
import { withoutSecrets } from './environment.ts'
import { openFollowing } from './following-mailer.ts'
import { freeBytesOf, makeFolder, refuseDataFolder, SHARED } from './make-folder.ts'
import { Refusal } from './refusal.ts'
import { version } from './version.ts'

export interface QuietWorld extends Omit<World, 'articles'> {
  /** What stands behind each port, in words for the log and the page. */
  readonly parts: {
    readonly store: string
    readonly queue: string
    readonly mail: string
    readonly outbox?: string
  }
  /** Bytes that may still be written to the data folder. */
  readonly freeBytes?: () => Promise<number>
  /** Copy the embedded store into a folder as it stands now; a store on a server needs no copy. */
  readonly copyStore?: (folder: string) => Promise<void>
  /** Close everything, in the order opposite to opening. */
  close(): Promise<void>
}

export interface OpenWorld extends QuietWorld {
  readonly queue: Queue
}

/** What does its work and ends has no use for a queue: its client and tables are opened on request. */
export interface QueueableWorld extends QuietWorld {
  /**
   * The same world with a queue, and its parts in the order of opening. A queue that cannot be
   * opened closes the world and throws why.
   */
  withQueue(): Promise<OpenWorld & { readonly opened: readonly Part[] }>
}

export interface WorldOptions {
  readonly environment: Environment
  readonly configuration: Pick<Configuration, 'polling' | 'mail'>
  readonly now?: () => Date
  readonly chance?: () => number
  /** Told of trouble between jobs: a lost connection, a stalled job. */
  readonly onTrouble?: (event: string, detail: object) => void
  /** Where the embedded store stands within the data folder. */
  readonly storeFolder?: string
}

/** Open every part. A part that cannot be opened closes those before it and throws why. */
export async function openWorld(options: WorldOptions): Promise<QueueableWorld> {
  const { environment, configuration } = options
  const { now = () => new Date(), chance = Math.random } = options
  const { databaseUrl, dataFolder } = environment
  collectSooner()
  const storeFolder = join(dataFolder, options.storeFolder ?? 'store')
  const connection = await connect(databaseUrl, storeFolder)
  const opened = [part('the store', connection)]
  try {
    const store = await openStore(connection)
    const fetcher = openFetcher(configuration)
    const mailer = await openMailer(environment, configuration)
    const channels = createHttpChannels({ now })
    const parser = createThreadParser()
    opened.push(
      part('the visits', fetcher),
      part('the reading thread', parser),
      part('the mailer', mailer),
      part('the channels', channels),
    )
    const world: QuietWorld = {
      now,
      chance,
      store,
      fetcher,
      parser,
      mailer,
      channels,
      // Beside the store it makes up for: a demo's is made anew with it.
      ledger: openLedger(join(dirname(storeFolder), 'sent')),
      parts: describeParts(environment, storeFolder),
      freeBytes: () => freeBytesOf(dataFolder),
      ...(connection.copyTo && {
        copyStore: async (folder: string) => connection.copyTo?.(folder),
      }),
      close: () => closeAll(opened),
    }
    const withQueue = async () => {
      try {
        const queue = await openQueueOver(connection, options)
        // Closed after all that its jobs work with, and before what it stands on.
        opened.splice(1, 0, part('the queue', queue))
        return { ...world, queue, opened }
      } catch (error) {
        await world.close()
        throw error
      }
    }
    return { ...world, withQueue }
  } catch (error) {
    await closeAll(opened)
    throw error
  }
}

async function openQueueOver(
  connection: Connection,
  { environment: { redisUrl }, onTrouble }: WorldOptions,
): Promise<Queue> {
  const { openQueue } = await import('../adapters/queue/bullmq-queue.ts')
  return openQueue({
    backend: redisUrl ? { kind: 'redis', url: redisUrl } : { kind: 'sql', connection },
    ...(onTrouble && { log: onTrouble }),
  })
}

/** Clients of databases, queues and mail servers are large: only those that are used are read. */
async function connect(databaseUrl: string | undefined, folder: string): Promise<Connection> {
  if (databaseUrl) {
    const { connectPostgres } = await import('../adapters/sql/connect-postgres.ts')
    return connectPostgres(databaseUrl, { guarded: false })
  }
  await makeFolder(folder).catch(refuseDataFolder(folder))
  const { connectEmbedded } = await import('../adapters/sql/connect-embedded.ts')
  return connectEmbedded(folder, { guarded: false })
    .catch(refuseFolderInUse)
    .catch(refuseDataFolder(folder))
}

export const isNoBackup = (error: unknown): boolean => error instanceof NoBackup

/** What backups are made of and written with. */
export const backups = { writeBackup, readBackup, readBackupHead, mergeLedger }

/** The store as a whole, unread: on a server, or embedded in a folder. */
export async function openWholeStore(
  place: { readonly databaseUrl: string } | { readonly folder: string },
): Promise<WholeStore> {
  const connection =
    'folder' in place
      ? await connect(undefined, place.folder)
      : await connect(place.databaseUrl, '')
  return {
    read: (work) => readStore(connection, work),
    write: (...whole) => writeStore(connection, ...whole).catch(refuseByName),
    close: () => connection.close(),
  }
}

/** What is wrong with a backup, or with where it is to go, is a person's to put right. */
export function refuseByName(error: unknown): never {
  throw error instanceof NoBackup || error instanceof StoreNotEmpty
    ? new Refusal(error.message)
    : error
}

/** Where the embedded store and the ledger stand. */
export function foldersOf({ dataFolder }: Pick<Environment, 'dataFolder'>) {
  return { store: join(dataFolder, 'store'), ledger: join(dataFolder, 'sent') }
}

/** Whether anything was kept in the data folder so far. */
export function hasStore({ dataFolder }: Environment): Promise<boolean> {
  return access(foldersOf({ dataFolder }).store).then(
    () => true,
    () => false,
  )
}

/** Whether another process has the embedded store in this folder, and in whose hands it is. */
export async function storeInUse(folder: string): Promise<string | undefined> {
  await makeFolder(folder)
  try {
    const lock = await lockFolder(resolve(folder))
    await lock.release()
    return undefined
  } catch (error) {
    if (error instanceof FolderInUse) return error.message
    throw error
  }
}

/** Two processes on one embedded store is a mistake to be told of, not a failure. */
function refuseFolderInUse(error: unknown): never {
  throw error instanceof FolderInUse ? new Refusal(error.message) : error
}

/** Mails as files in a folder, for those that are only to be looked at. */
export function openOutbox(folder: string): Mailer {
  const mailer = createFolderMailer(folder)
  return {
    ...mailer,
    post: (message) => makeFolder(folder, SHARED).then(() => mailer.post(message)),
  }
}

function openLedger(folder: string): Ledger {
  const ledger = createFolderLedger(folder)
  return { ...ledger, keep: (entry) => makeFolder(folder).then(() => ledger.keep(entry)) }
}

type VisitSettings = Pick<Configuration['polling'], 'contact' | 'allowHosts'>

/**
 * A fetcher alone, for commands that visit without a store; without settings no host is exempt.
 * The settings are read at each visit, so that those of a running service may change.
 */
export function openFetcher(
  configuration: { readonly polling: VisitSettings } = { polling: { allowHosts: [] } },
): Fetcher {
  return createFetcher({
    get userAgent() {
      const { contact } = configuration.polling
      return `Wirewatch/${version} (self-hosted news monitor${contact ? `; ${contact}` : ''})`
    },
    get allowHosts() {
      return configuration.polling.allowHosts
    },
  })
}

async function openMailer(
  { smtpUrl, dataFolder }: Environment,
  configuration: Pick<Configuration, 'mail'>,
): Promise<Mailer> {
  if (!smtpUrl) return openOutbox(join(dataFolder, 'outbox'))
  const { createSmtpMailer } = await import('../adapters/mail/smtp-mailer.ts')
  const settings = () => {
    const { perMinute, requireTls, dkim } = configuration.mail
    return { perMinute, requireTls, dkim }
  }
  return openFollowing(settings, async ({ perMinute, requireTls, dkim }) =>
    createSmtpMailer(smtpUrl, {
      ...(perMinute !== undefined && { perMinute }),
      ...(requireTls && { requireTls }),
      ...(dkim && { dkim: { ...dkim, privateKey: await readFile(dkim.keyFile, 'utf8') } }),
    }),
  )
}

/** What posts alone, for a digest that is only tried. */
export async function openDelivery(
  environment: Environment,
  configuration: Pick<Configuration, 'mail'>,
): Promise<Pick<World, 'mailer' | 'channels'> & { close(): Promise<void> }> {
  const mailer = await openMailer(environment, configuration)
  const channels = createHttpChannels()
  return { mailer, channels, close: () => closeAll([mailer, channels]) }
}

/** Sign in to the mail server and post nothing; files need nobody's leave. */
export async function verifyMail({
  smtpUrl,
  dataFolder,
}: Environment): Promise<
  { readonly ok: true; readonly to: string } | { readonly ok: false; readonly because: string }
> {
  if (!smtpUrl) return { ok: true, to: `files in ${join(dataFolder, 'outbox')}` }
  const { createSmtpMailer } = await import('../adapters/mail/smtp-mailer.ts')
  const mailer = createSmtpMailer(smtpUrl)
  try {
    const verified = await mailer.verify()
    return verified.ok ? { ok: true, to: `${withoutSecrets(smtpUrl)} lets us in` } : verified
  } finally {
    await mailer.close()
  }
}

/** What the doctor asks of the servers that are named, none of which the embedded parts need. */
export async function askServers({ databaseUrl, redisUrl }: Environment): Promise<ServerFacts> {
  return {
    ...(databaseUrl && { database: await databaseClock(databaseUrl) }),
    ...(redisUrl && {
      redis: await (await import('../adapters/queue/redis-habits.ts')).askRedis(redisUrl),
    }),
  }
}

async function databaseClock(url: string): Promise<Date> {
  const { connectPostgres } = await import('../adapters/sql/connect-postgres.ts')
  const connection = await connectPostgres(url)
  try {
    const [row] = await connection.query<{ clock: Date }>('SELECT clock_timestamp() AS clock')
    return row!.clock
  } finally {
    await connection.close()
  }
}

function describeParts(environment: Environment, storeFolder: string): OpenWorld['parts'] {
  const { databaseUrl, redisUrl, smtpUrl, dataFolder } = environment
  const store = databaseUrl
    ? `PostgreSQL at ${withoutSecrets(databaseUrl)}`
    : `embedded PostgreSQL (PGlite) in ${storeFolder}`
  const outbox = join(dataFolder, 'outbox')
  return {
    store,
    queue: redisUrl ? `BullMQ on Redis at ${withoutSecrets(redisUrl)}` : `BullMQ on the store`,
    mail: smtpUrl ? `SMTP at ${withoutSecrets(smtpUrl)}` : `files in ${outbox}`,
    ...(!smtpUrl && { outbox }),
  }
}

function part(what: string, opened: Pick<Part, 'close'>): Part {
  return { what, close: () => opened.close() }
}

async function closeAll(opened: readonly Pick<Part, 'close'>[]): Promise<void> {
  for (const one of opened.toReversed()) await one.close()
}
