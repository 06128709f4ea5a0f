/**
 * The configuration while the service runs: read again when its file changes. A file that would
 * not stand leaves the one in force, and a watch that would not stand leaves that watch as it
 * was; both say why.
 */
import { unwatchFile, watchFile } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { Configuration } from './configuration/configuration.ts'
import { loadConfiguration } from './load-configuration.ts'
import { messageOf } from './system-error.ts'
import type { Variables } from './environment.ts'

export interface FollowedConfiguration {
  /** The one in force. */
  readonly current: Configuration
  /** Why the file as it stands is not in force, or which of its watches are not. */
  readonly trouble: string | undefined
  /** Keys that were changed since the start and count from the next one on. */
  readonly waiting: readonly string[]
  /** Read the file now; resolves when what came of it is in force. Never throws. */
  reload(): Promise<void>
  close(): void
}

export interface Following {
  readonly file: string
  readonly variables: Variables
  readonly start: Configuration
  /** Called when another one took force; when it throws, the one before is put back. */
  readonly change: (next: Configuration, before: Configuration) => Promise<void>
  readonly refuse: (trouble: string) => void
}

/** Editors replace a file in several steps, and mounted folders tell nobody: it is looked at. */
const LOOK_EVERY_MS = 1000

function troubleIn({ broken }: Configuration): string | undefined {
  return broken.length === 0 ? undefined : broken.map(({ described }) => described).join('\n')
}

/** A watch that was made wrong goes on as it was. */
function keepRunning(next: Configuration, before: Configuration): Configuration {
  const wrong = new Set(next.broken.map(({ watch }) => watch))
  const kept = before.watches.filter(({ name }) => wrong.has(name))
  return kept.length === 0 ? next : { ...next, watches: [...next.watches, ...kept] }
}

/** What was opened by the configuration of the start: the page. */
const OPENED: Readonly<Record<string, (configuration: Configuration) => unknown>> = {
  'web.host': ({ web }) => web.host,
  'web.port': ({ web }) => web.port,
  'web.password and web.token': ({ web }) => web.secrets,
}

/** Keys that count from the next start on; as does the environment, which nobody can change for a process. */
export const AT_START: readonly string[] = Object.keys(OPENED)

function needsRestart(start: Configuration, current: Configuration): readonly string[] {
  const changed = Object.entries(OPENED).filter(
    ([, read]) => !isDeepStrictEqual(read(start), read(current)),
  )
  return changed.map(([key]) => key)
}

/** Follow a configuration file until closed. */
export function followConfiguration(following: Following): FollowedConfiguration {
  const { file, variables, change, refuse } = following
  let current = following.start
  let trouble = troubleIn(current)
  let reading: Promise<void> = Promise.resolve()

  async function read(): Promise<void> {
    try {
      const next = keepRunning(await loadConfiguration(file, variables), current)
      trouble = troubleIn(next)
      if (trouble !== undefined) refuse(trouble)
      const before = current
      current = next
      if (isDeepStrictEqual({ ...next, broken: [] }, { ...before, broken: [] })) return
      await change(next, before).catch((error: unknown) => {
        current = before
        throw error
      })
    } catch (error) {
      trouble = messageOf(error)
      refuse(trouble)
    }
  }

  const reload = () => (reading = reading.then(read))
  const onLook = () => void reload()
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, onLook)
  return {
    get current() {
      return current
    },
    get trouble() {
      return trouble
    },
    get waiting() {
      return needsRestart(following.start, current)
    },
    reload,
    close: () => unwatchFile(file, onLook),
  }
}
