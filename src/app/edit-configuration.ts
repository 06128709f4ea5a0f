import { randomBytes } from 'node:crypto'
import { readFile, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises'
import type { Configuration } from './configuration/configuration.ts'
import { describeProblems } from './configuration/problem.ts'
import { readConfiguration, type ConfigurationReading } from './configuration/read-configuration.ts'
import type { Variables } from './environment.ts'
import { Refusal } from './refusal.ts'
import { codeOf } from './system-error.ts'

/**
 * Change the text of a configuration file. What comes of it is read and checked before a byte is
 * written, and put in place in one step, so that a service never reads half a file. Throws
 * Refusal and leaves the file alone when the result would not stand, or when another wrote to the
 * file meanwhile.
 */
export async function editConfiguration(
  file: string,
  variables: Variables,
  change: (text: string) => string,
): Promise<Configuration> {
  const text = await readFile(file, 'utf8')
  const changed = change(text)
  const reading = readConfiguration(changed, file, variables)
  const wrong = reading.ok
    ? madeWrong(reading.configuration, readConfiguration(text, file, variables))
    : describeProblems(reading.problems, changed)
  if (!reading.ok || wrong !== '') {
    throw new Refusal(`${file} was left as it is; the change would make this wrong:\n${wrong}`)
  }
  if (changed !== text) await replaceFile(await realpath(file), text, changed)
  return reading.configuration
}

/** Watches that were wrong before are no reason to refuse a change elsewhere. */
function madeWrong({ broken }: Configuration, before: ConfigurationReading): string {
  const known = before.ok ? before.configuration.broken.map(({ watch }) => watch) : []
  return broken
    .filter(({ watch }) => !known.includes(watch))
    .map(({ described }) => described)
    .join('\n')
}

/** Write beside the file and move into its place: a link stays one, rights stay as they were. */
async function replaceFile(file: string, expected: string, text: string): Promise<void> {
  const aside = `${file}.${randomBytes(4).toString('hex')}.new`
  try {
    const { mode } = await stat(file)
    await writeFile(aside, text, { flag: 'wx', mode, flush: true })
    if ((await readFile(file, 'utf8')) !== expected) {
      throw new Refusal(`${file} was changed by another meanwhile; try again`)
    }
    await rename(aside, file)
  } catch (error) {
    await unlink(aside).catch(() => undefined)
    throw refusalOf(error, file)
  }
}

function refusalOf(error: unknown, file: string): unknown {
  const code = codeOf(error)
  const isWriteProtected = code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
  if (isWriteProtected) return new Refusal(`${file} or its folder may not be written to (${code})`)
  // A file mounted into a container by itself cannot be replaced, only written.
  if (code !== 'EBUSY') return error
  return new Refusal(`${file} cannot be replaced; mount its folder instead of the file alone`)
}
