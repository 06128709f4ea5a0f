import { once } from 'node:events'
import { Argument, Command, Option } from 'commander'
import { csvLine } from '../../core/export/csv-line.ts'
import { COLUMNS, EXPORTS, type ExportKind, type ExportRow } from '../../core/export/exported.ts'
import { counted } from '../../core/digest/wording.ts'
import type { ExportStore } from '../../ports.ts'
import { nearestName } from '../../core/text/nearest-name.ts'
import { openExport } from '../export/open-export.ts'
import { Refusal } from '../refusal.ts'
import { configOption, settled, type CommonOptions } from './options.ts'
import { showProgress } from './show-progress.ts'
import { sinceOption } from './since.ts'

/** Rows asked for at a time. */
const PAGE = 500

type Format = 'csv' | 'json' | 'jsonl'

interface ExportOptions extends CommonOptions {
  readonly format: Format
  readonly since?: Date
  readonly watch?: string
  readonly bom?: boolean
}

export function exportCommand(): Command {
  return new Command('export')
    .description('Write what is on record as rows, for spreadsheets and other programs')
    .addArgument(new Argument('<what>', 'what the rows are').choices(EXPORTS))
    .addOption(
      new Option('--format <format>', 'how').choices(['csv', 'json', 'jsonl']).default('csv'),
    )
    .addOption(sinceOption())
    .option('--watch <name>', 'only what answered this watch')
    .option('--bom', 'begin with the mark by which Excel knows UTF-8')
    .addOption(configOption())
    .addHelpText(
      'after',
      `
Streams to standard output. Items by when they were read, stories by their last telling, digests
with a row for each story told, by when they were composed. The columns stay as they are and are
described in docs/export.md. In CSV a text that a spreadsheet would run as a formula gets an
apostrophe before it. A running service is asked at its web address.

Examples:
  wirewatch export items --since 30d --watch Lavrov > lavrov.csv
  wirewatch export digests --since 2026-11-01 --format jsonl | jq .headline
  wirewatch export stories --format csv --bom > stories.csv`,
    )
    .action(async (kind: ExportKind, options: ExportOptions) => {
      const { environment, configuration } = await settled(options)
      refuseUnknownWatch(
        options.watch,
        configuration.watches.map(({ name }) => name),
      )
      const source = await openExport(environment, configuration)
      try {
        await print(source, kind, options)
      } finally {
        await source.close()
      }
    })
}

/** One of a watch that was removed may still be wanted: only what looks like a slip is refused. */
function refuseUnknownWatch(watch: string | undefined, names: readonly string[]): void {
  if (watch === undefined || names.includes(watch)) return
  const meant = nearestName(watch, names)
  if (meant) throw new Refusal(`no watch "${watch}" in the configuration; do you mean "${meant}"?`)
}

async function print(
  source: ExportStore,
  kind: ExportKind,
  { format, since, watch, bom }: ExportOptions,
): Promise<void> {
  const progress = showProgress()
  const range = { limit: PAGE, ...(since && { since }), ...(watch !== undefined && { watch }) }
  const columns = COLUMNS[kind]
  let rows = 0
  let failure: Error | undefined
  const fail = (error: Error) => void (failure = error)
  process.stdout.on('error', fail)
  const write = async (text: string) => {
    if (failure) throw failure
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
  }
  try {
    await write(`${bom ? '\uFEFF' : ''}${{ csv: csvLine(columns), json: '[', jsonl: '' }[format]}`)
    let after: string | undefined
    do {
      const page = await source.exportRows(kind, {
        ...range,
        ...(after !== undefined && { after }),
      })
      await write(
        page.rows.map((row, at) => written(row, columns, format, rows + at === 0)).join(''),
      )
      rows += page.rows.length
      after = page.next
      progress.at(() => counted(rows, 'row'))
    } while (after !== undefined)
    await write(format === 'json' ? '\n]\n' : '')
  } finally {
    progress.end()
    process.stdout.off('error', fail)
  }
}

function written(
  row: ExportRow,
  columns: readonly string[],
  format: Format,
  isFirst: boolean,
): string {
  const values = columns.map((column) => row[column] ?? null)
  if (format === 'csv') return csvLine(values)
  const json = JSON.stringify(Object.fromEntries(columns.map((column, at) => [column, values[at]])))
  return format === 'jsonl' ? `${json}\n` : `${isFirst ? '' : ','}\n${json}`
}
