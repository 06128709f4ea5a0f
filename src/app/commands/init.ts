import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'
import { counted } from '../../core/digest/wording.ts'
import { addressOfService } from '../ask-service.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { firstConfiguration, type FirstAnswers } from '../configuration/first-configuration.ts'
import { describeProblems } from '../configuration/problem.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { withoutSecrets, type Environment } from '../environment.ts'
import { keepSchemaBeside } from '../load-configuration.ts'
import { makeFolder, SHARED } from '../make-folder.ts'
import { Refusal } from '../refusal.ts'
import { codeOf } from '../system-error.ts'
import { firstAnswers, listed } from './first-answers.ts'
import { configOption, settledEnvironment, type CommonOptions } from './options.ts'

interface InitOptions extends CommonOptions {
  readonly keywords?: readonly string[]
  readonly to?: string
  readonly zone?: string
  readonly at?: readonly string[]
  readonly force?: boolean
}

const SHIPPED = new URL('../../../config/wirewatch.yaml', import.meta.url)

export function initCommand(): Command {
  return new Command('init')
    .description('Write a first configuration, asking what to look for and whom to tell')
    .option('-k, --keywords <words...>', 'what to look for; each becomes a watch')
    .option('--to <address>', 'where digests go')
    .option('--zone <zone>', 'your time zone: Asia/Seoul (default: this machine’s)')
    .option('--at <times...>', 'when digests come: 07:00 19:00')
    .option('--force', 'write over a configuration that is there')
    .addOption(configOption())
    .addHelpText(
      'after',
      `
What is not given as an option is asked. The file comes with a dozen public feeds and is yours to
edit from then on.

Examples:
  wirewatch init
  wirewatch init --keywords Lavrov "North Korea" --to desk@example.org --at 07:00 19:00`,
    )
    .action(async (options: InitOptions) => {
      const environment = settledEnvironment(options)
      const { configurationFile: file } = environment
      const shipped = await readFile(SHIPPED, 'utf8')
      const answers = await answersFrom(options, (tried) => {
        const read = readConfiguration(firstConfiguration(shipped, tried), file, process.env)
        return read.ok ? undefined : read.problems[0]?.message
      })
      const text = firstConfiguration(shipped, answers)
      const reading = readConfiguration(text, file, process.env)
      if (!reading.ok)
        throw new Refusal(`that would be wrong:\n${describeProblems(reading.problems, text)}`)
      await writeFirst(file, text, options.force === true)
      await keepSchemaBeside(file)
      const { watches, feeds } = reading.configuration
      console.log(
        `${file}: ${counted(watches.length, 'watch', 'watches')}, ${counted(feeds.length, 'feed')}, digests to ${answers.to}`,
      )
      console.log(nextSteps(environment, reading.configuration))
    })
}

/** Commands that work as they stand here, from this folder, whatever the environment named. */
function nextSteps(environment: Environment, configuration: Configuration): string {
  const { configurationFile: file, dataFolder, smtpUrl } = environment
  const variables = dataFolder === 'data' ? '' : `WIREWATCH_DATA=${asTyped(dataFolder)} `
  const named = file === 'config/wirewatch.yaml' ? '' : ` --config ${asTyped(file)}`
  // As npx says of itself; a clone has no `wirewatch` of its own.
  const program = process.env['npm_command'] === 'exec' ? 'npx wirewatch' : 'wirewatch'
  const command = (verb: string, words = '') => `${variables}${program} ${verb}${named}${words}`
  const page = addressOfService(environment, configuration)?.url
  return `
next:
  ${command('start')}
      reads the feeds and sends digests${page === undefined ? '' : `; the page is at ${page}`}
  ${command('watch add', ' …')}
      looks for more
  ${command('feeds add', ' URL')}
      adds an outlet
${
  smtpUrl === undefined
    ? `Digests are files in ${join(dataFolder, 'outbox')} until SMTP_URL=smtp://user:password@host:587 is in the environment.`
    : `Digests are mailed through ${withoutSecrets(smtpUrl)}.`
}`
}

/** A word for a shell, in quotes where it needs them. */
function asTyped(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

async function writeFirst(file: string, text: string, force: boolean): Promise<void> {
  await makeFolder(dirname(file), SHARED)
  await writeFile(file, text, { flag: force ? 'w' : 'wx' }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
    throw new Refusal(`${file} is there already; edit it, or write over it with --force`)
  })
}

async function answersFrom(
  options: InitOptions,
  problemWith: (answers: FirstAnswers) => string | undefined,
): Promise<FirstAnswers> {
  const zone = options.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const { to, at } = options
  const keywords = options.keywords?.flatMap(listed)
  if (keywords?.length && to) return { keywords, to, zone, at: at ?? ['07:00'] }
  if (!process.stdin.isTTY) {
    throw new Refusal('nobody to ask: give --keywords and --to, or run it in a terminal')
  }
  const dialogue = createInterface({ input: process.stdin, output: process.stdout })
  const given = {
    ...(keywords?.length && { keywords }),
    ...(to && { to }),
    ...(options.zone && { zone }),
    ...(at && { at }),
  }
  const asked = { ask: (text: string) => dialogue.question(text), say: console.log }
  try {
    return await firstAnswers(given, zone, asked, problemWith)
  } finally {
    dialogue.close()
  }
}
