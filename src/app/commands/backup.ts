import { Command, Option } from 'commander'
import { counted } from '../../core/digest/wording.ts'
import { serviceAt } from '../ask-service.ts'
import { makeBackup } from '../backup/make-backup.ts'
import { checkBackup, restoreBackup } from '../backup/restore-backup.ts'
import { loadConfiguration } from '../load-configuration.ts'
import { Refusal } from '../refusal.ts'
import {
  configOption,
  jsonOption,
  settled,
  settledEnvironment,
  type CommonOptions,
} from './options.ts'
import { showProgress } from './show-progress.ts'

export function backupCommand(): Command {
  return new Command('backup')
    .description('Write store, ledger, configuration and own seeds into one file')
    .argument('<file>', 'the backup; one that stands there is replaced when the new one is whole')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Also while the service runs, on the embedded store and on PostgreSQL. Left out: the queue, which is
made anew at the start, the outbox, and what stands in the environment (passwords, DKIM keys). The
configuration may hold secrets: only you can read the file.

Examples:
  wirewatch backup /backups/wirewatch-$(date +%F).backup
  wirewatch restore /backups/wirewatch-2026-11-01.backup --check`,
    )
    .action(async (file: string, options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const progress = showProgress()
      const made = await makeBackup(environment, configuration, file, {
        begun: () => progress.now('opening the store; a running service copies it first'),
        come: (rows, table) => progress.at(() => `${counted(rows, 'row')}, ${table}`),
      }).finally(() => progress.end())
      if (options.json) console.log(JSON.stringify({ file, ...made }))
      else console.log(`${file}: ${counted(made.rows, 'row')} from ${made.from}`)
    })
}

interface RestoreOptions extends CommonOptions {
  readonly force?: boolean
  readonly check?: boolean
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('Put a backup in place: the store, what it knows to be sent, and missing files')
    .argument('<file>', 'a file that wirewatch backup wrote')
    .addOption(new Option('--check', 'read it to its end and change nothing').conflicts('force'))
    .option('--force', 'over a store that is there; an embedded one is kept beside')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Into the embedded store, or into PostgreSQL where DATABASE_URL names one, whichever it came from;
stop the service and every worker first. Nothing is told twice: deliveries the ledger here knows of
stay known. A configuration or seed that reads otherwise here is left, and the backup's put beside.

Examples:
  wirewatch restore wirewatch-2026-11-01.backup --check
  wirewatch restore wirewatch-2026-11-01.backup
  DATABASE_URL=postgres://... wirewatch restore wirewatch-2026-11-01.backup --force`,
    )
    .action(async (file: string, options: RestoreOptions) => {
      const environment = settledEnvironment(options)
      const progress = showProgress()
      const tell = (rows: number, what: string) =>
        progress.at(() => `${counted(rows, 'row')}, ${what}`)
      try {
        if (options.check) {
          const head = await checkBackup(file, tell)
          progress.end()
          print(options, { file, ...head, whole: true }, [`${file} is whole${madeInWords(head)}`])
          return
        }
        await refuseRunning(environment)
        const restored = await restoreBackup(environment, file, options.force ?? false, tell)
        progress.end()
        const { head, rows, done } = restored
        print(options, { file, ...restored }, [
          `${counted(rows, 'row')} restored${madeInWords(head)}`,
          ...done.map((line) => `  ${line}`),
          '  start the service: wirewatch start',
        ])
      } finally {
        progress.end()
      }
    })
}

/** Its page answers, or no configuration says where it would. */
async function refuseRunning(environment: ReturnType<typeof settledEnvironment>): Promise<void> {
  const configuration = await loadConfiguration(environment.configurationFile, process.env).catch(
    () => undefined,
  )
  const running = configuration && (await serviceAt(environment, configuration))
  if (running)
    throw new Refusal(`a service runs at ${running.url}: stop it, and every worker, first`)
}

function madeInWords({ program, storeVersion, madeAt }: Awaited<ReturnType<typeof checkBackup>>) {
  return `: made ${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC by wirewatch ${program}, store version ${storeVersion}`
}

function print({ json }: CommonOptions, value: object, lines: readonly string[]): void {
  console.log(json ? JSON.stringify(value) : lines.join('\n'))
}
