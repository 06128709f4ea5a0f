import { Command } from 'commander'
import type { Configuration } from '../configuration/configuration.ts'
import { configurationReference } from '../configuration/reference.ts'
import { configurationJsonSchema } from '../configuration/schema.ts'
import { withoutSecrets } from '../environment.ts'
import { Refusal } from '../refusal.ts'
import { timetable } from '../timetable.ts'
import { configOption, settledQuietly, type CommonOptions } from './options.ts'

export function configCommand(): Command {
  return new Command('config')
    .description('Check the configuration and print what is in effect, secrets hidden')
    .addOption(configOption())
    .option('--reference', 'print every key with its default and meaning, as Markdown')
    .option('--schema', 'print the JSON Schema that editors check wirewatch.yaml by')
    .addHelpText(
      'after',
      `
Every problem is named with file, line and what to write instead; exit code 2. A service starts
all the same when only some watches are wrong, without these.

Examples:
  wirewatch config
  wirewatch config --reference > docs/configuration.md
  wirewatch config --schema > config/wirewatch.schema.json`,
    )
    .action(async (options: CommonOptions & { reference?: boolean; schema?: boolean }) => {
      if (options.schema) {
        process.stdout.write(configurationJsonSchema())
        return
      }
      if (options.reference) {
        process.stdout.write(configurationReference())
        return
      }
      const { environment, configuration } = await settledQuietly(options)
      const { databaseUrl, redisUrl, smtpUrl, webSecrets, ...plain } = environment
      const { secrets, ...web } = configuration.web
      const effective = {
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
      for (const warning of configuration.warnings) console.error(`warning: ${warning}`)
      for (const hint of configuration.hints) console.error(`hint: ${hint}`)
      refuseBroken(environment.configurationFile, configuration)
      console.log(JSON.stringify(effective, null, 2))
    })
}

function refuseBroken(file: string, { broken }: Configuration): void {
  if (broken.length === 0) return
  const count = broken.length === 1 ? 'a problem' : `${broken.length} problems`
  const list = broken.map(({ described }) => described).join('\n')
  throw new Refusal(`${count} in ${file}; a service runs without what is named here\n${list}`)
}
