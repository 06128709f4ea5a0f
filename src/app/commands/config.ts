import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { counted } from '../../core/digest/wording.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { effectiveValues } from '../configuration/effective-values.ts'
import { configurationReference } from '../configuration/reference.ts'
import { configurationJsonSchema } from '../configuration/schema.ts'
import { settingsInWords } from '../configuration/settings-in-words.ts'
import { environmentValues, withoutSecrets, type Environment } from '../environment.ts'
import { AT_START } from '../follow-configuration.ts'
import { Refusal } from '../refusal.ts'
import { timetable } from '../timetable.ts'
import { configOption, settledQuietly, type CommonOptions } from './options.ts'

export function configCommand(): Command {
  return new Command('config')
    .description('Check the configuration and say what is set and where, secrets hidden')
    .addOption(configOption())
    .option('--all', 'also what nobody set, and each entry of long lists')
    .option('--json', 'print everything in effect as JSON')
    .option('--reference', 'print every key with its default and meaning, as Markdown')
    .option('--schema', 'print the JSON Schema that editors check wirewatch.yaml by')
    .addHelpText(
      'after',
      `
Every problem is named with file, line and what to write instead; exit code 2. A service starts
all the same when only some watches are wrong, without these.

Examples:
  wirewatch config
  wirewatch config --all | grep polling
  wirewatch config --reference > docs/configuration.md
  wirewatch config --schema > config/wirewatch.schema.json`,
    )
    .action(async (options: ConfigOptions) => {
      if (options.schema) {
        process.stdout.write(configurationJsonSchema())
        return
      }
      if (options.reference) {
        process.stdout.write(configurationReference())
        return
      }
      const { environment, configuration } = await settledQuietly(options)
      const { configurationFile: file } = environment
      for (const warning of configuration.warnings) console.error(`warning: ${warning}`)
      for (const hint of configuration.hints) console.error(`hint: ${hint}`)
      refuseBroken(file, configuration)
      if (options.json) {
        console.log(JSON.stringify(inEffect(environment, configuration), null, 2))
        return
      }
      const values = effectiveValues(await readFile(file, 'utf8'), process.env)
      const lines = settingsInWords(
        file,
        values,
        environmentValues(process.env),
        options.all === true,
      )
      console.log([summaryOf(file, configuration), ...lines].join('\n'))
      if (!options.all) console.log('what nobody set has its default: wirewatch config --all')
      console.log(
        `a running service takes up at once all but these, at its next start: ${AT_START.join(', ')}, the environment`,
      )
    })
}

interface ConfigOptions extends CommonOptions {
  readonly all?: boolean
  readonly reference?: boolean
  readonly schema?: boolean
}

function summaryOf(file: string, { watches, feeds, subscribers }: Configuration): string {
  const counts = [
    counted(watches.length, 'watch', 'watches'),
    counted(feeds.length, 'feed'),
    counted(subscribers.length, 'subscriber'),
  ]
  return `${file} is in order: ${counts.join(', ')}`
}

function inEffect(environment: Environment, configuration: Configuration): object {
  const { databaseUrl, redisUrl, smtpUrl, webSecrets, ...plain } = environment
  const { secrets, ...web } = configuration.web
  return {
    environment: {
      ...plain,
      ...(webSecrets && { webSecrets: webSecrets.map(() => '***') }),
      ...(databaseUrl && { databaseUrl: withoutSecrets(databaseUrl) }),
      ...(redisUrl && { redisUrl: withoutSecrets(redisUrl) }),
      ...(smtpUrl && { smtpUrl: withoutSecrets(smtpUrl) }),
    },
    watches: configuration.watches.map(({ name, written }) => ({ name, asks: written })),
    feeds: configuration.feeds,
    subscribers: configuration.subscribers.map((subscriber) => ({
      ...subscriber,
      // An address of a channel is a secret as its token is.
      ...(subscriber.channels && {
        channels: subscriber.channels.map(({ kind, id }) => `${kind} ${id}`),
      }),
    })),
    polling: configuration.polling,
    mail: configuration.mail,
    web: { ...web, ...(secrets && { secrets: secrets.map(() => '***') }) },
    timetable: timetable(configuration).length,
  }
}

function refuseBroken(file: string, { broken }: Configuration): void {
  if (broken.length === 0) return
  const count = broken.length === 1 ? 'a problem' : `${broken.length} problems`
  const list = broken.map(({ described }) => described).join('\n')
  throw new Refusal(`${count} in ${file}; a service runs without what is named here\n${list}`)
}
