/**
 * The configuration while the service runs: read again when its file changes. A file that would
 * not stand leaves the one in force, and says why.
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
  /** Why the file as it stands is not in force. */
  readonly trouble: string | undefined
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

/** Follow a configuration file until closed. */
export function followConfiguration(following: Following): FollowedConfiguration {
  const { file, variables, change, refuse } = following
  let current = following.start
  let trouble: string | undefined
  let reading: Promise<void> = Promise.resolve()

  async function read(): Promise<void> {
    try {
      const next = await loadConfiguration(file, variables)
      trouble = undefined
      if (isDeepStrictEqual(next, current)) return
      const before = current
      current = next
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
    reload,
    close: () => unwatchFile(file, onLook),
  }
}
