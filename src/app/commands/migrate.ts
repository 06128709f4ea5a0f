import { Command } from 'commander'
import { counted } from '../../core/digest/wording.ts'
import { countRows } from '../backup/make-backup.ts'
import { withoutSecrets } from '../environment.ts'
import { Refusal } from '../refusal.ts'
import { foldersOf, hasStore, openWholeStore } from '../world.ts'
import { jsonOption, settledEnvironment, type CommonOptions } from './options.ts'
import { showProgress } from './show-progress.ts'

interface MigrateOptions extends CommonOptions {
  readonly to: string
  readonly force?: boolean
}

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Take the embedded store to a PostgreSQL server')
    .requiredOption('--to <url>', 'postgres://user:password@host:5432/database')
    .option('--force', 'over a store that is there')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Stop the service first. Everything is written in one transaction and counted: should anything fail
on the way nothing has changed, and the command is given once more. The embedded store stays as it
is; the ledger stays in the data folder, where both look for it. To go back, or between servers:
wirewatch backup and wirewatch restore.

Example:
  wirewatch migrate --to postgres://wirewatch:secret@db.example.org/wirewatch`,
    )
    .action(async (options: MigrateOptions) => {
      const environment = settledEnvironment(options)
      const { store: folder } = foldersOf(environment)
      if (!/^postgres(ql)?:\/\//.test(options.to)) {
        throw new Refusal('--to expects postgres://user:password@host:5432/database')
      }
      if (!(await hasStore(environment))) {
        throw new Refusal(`no store in ${environment.dataFolder}: there is nothing to take along`)
      }
      const tally = await take(folder, options)
      const rows = Object.values(tally).reduce((sum, some) => sum + some, 0)
      if (options.json) console.log(JSON.stringify({ from: folder, rows, tables: tally }))
      else {
        console.log(
          `${counted(rows, 'row')} of ${folder} stand in ${withoutSecrets(options.to)}, counted table by table\n` +
            '  from now on: set DATABASE_URL to that address and start the service\n' +
            `  ${folder} was left as it is: remove it when all is well`,
        )
      }
    })
}

async function take(folder: string, { to, force = false }: MigrateOptions) {
  const progress = showProgress()
  const target = await openWholeStore({ databaseUrl: to })
  try {
    const source = await openWholeStore({ folder })
    try {
      return await source.read((version, parts) => {
        const tell = (rows: number, table: string) =>
          progress.at(() => `${counted(rows, 'row')}, ${table}`)
        return target.write(version, () => countRows(parts(), tell), force)
      })
    } finally {
      await source.close()
    }
  } finally {
    progress.end()
    await target.close()
  }
}
