import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describeProblems } from './configuration/problem.ts'
import type { Configuration } from './configuration/configuration.ts'
import { refuseFile } from './named-file.ts'
import { readConfiguration } from './configuration/read-configuration.ts'
import { configurationJsonSchema } from './configuration/schema.ts'
import { Refusal } from './refusal.ts'
import { codeOf } from './system-error.ts'
import type { Variables } from './environment.ts'

/** Read and check the configuration file. Throws Refusal naming every problem at once. */
export async function loadConfiguration(
  file: string,
  variables: Variables,
): Promise<Configuration> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') return refuseFile(file)(error)
    throw new Refusal(
      `no configuration at ${file}\n  wirewatch init writes one; --config FILE or WIREWATCH_CONFIG names another`,
    )
  })
  if (text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) {
    throw new Refusal(
      `${file} says nothing yet\n  wirewatch init --force writes a whole one over it; to write it by hand, begin with "watches:" (docs/configuration.md)`,
    )
  }
  const reading = readConfiguration(text, file, variables)
  if (reading.ok) return reading.configuration
  const { problems } = reading
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  throw new Refusal(`${count} in ${file}\n${describeProblems(problems, text)}`)
}

/**
 * Keep the JSON Schema for editors beside the configuration. A folder that cannot be written to
 * (a read-only volume) is no reason not to run: answers whether the file now stands.
 */
export async function keepSchemaBeside(configurationFile: string): Promise<boolean> {
  const file = join(dirname(configurationFile), 'wirewatch.schema.json')
  const wanted = configurationJsonSchema()
  const present = await readFile(file, 'utf8').catch(() => '')
  if (present === wanted) return true
  return writeFile(file, wanted).then(
    () => true,
    () => false,
  )
}
