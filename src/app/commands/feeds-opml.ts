import { readFile, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { Command } from 'commander'
import { plainLine } from '../../core/digest/escape.ts'
import { exportFeeds, importFeeds } from '../feeds/move-feeds.ts'
import { refuseFile } from '../named-file.ts'
import { Refusal } from '../refusal.ts'
import { codeOf } from '../system-error.ts'
import { configOption, jsonOption, settled, type CommonOptions, TAKEN_UP } from './options.ts'

export function feedsImportCommand(): Command {
  return new Command('import')
    .description('Add the feeds of another reader: an OPML file, or - for standard input')
    .argument('<file.opml>')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Folders are flattened; feeds that are there already are passed over. Nothing is visited: the
service's first reading of each is its starting point. With --json the feeds that were added are
printed, one line each; the count stands on standard error.

Examples:
  wirewatch feeds import subscriptions.opml
  curl -s https://example.org/list.opml | wirewatch feeds import -
  wirewatch feeds import subscriptions.opml --json | jq -r .name`,
    )
    .action(async (file: string, options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const { added, doubles, problems } = await importFeeds(
        environment.configurationFile,
        await readBytes(file),
        file,
        configuration,
      )
      for (const problem of problems) console.error(`${file}: ${problem}`)
      for (const feed of added) {
        console.log(options.json ? JSON.stringify(feed) : `+ ${feed.name}  ${feed.url}`)
      }
      const tell = options.json ? console.error : console.log
      tell(`${added.length} added, ${doubles} there already`)
      if (added.length > 0) tell(TAKEN_UP)
    })
}

export function feedsExportCommand(): Command {
  return new Command('export')
    .description('Write the feeds as OPML 2.0, to a file or standard output')
    .argument('[file]')
    .option('--force', 'replace the file')
    .addOption(configOption())
    .addHelpText(
      'after',
      `
Searches are among them. An address with a secret from the environment in it is left out.

Examples:
  wirewatch feeds export subscriptions.opml
  wirewatch feeds export | xmllint --format -`,
    )
    .action(async (file: string | undefined, options: CommonOptions & { force?: boolean }) => {
      const { environment, configuration } = await settled(options)
      const { opml, count, leftOut } = await exportFeeds(
        environment.configurationFile,
        configuration,
        new Date(),
      )
      for (const name of leftOut) {
        console.error(`${name}: left out; its address uses the environment`)
      }
      if (file === undefined || file === '-') {
        process.stdout.write(opml)
        return
      }
      await writeFile(file, opml, { flag: options.force ? 'w' : 'wx' }).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error
        throw new Refusal(`${file} is there already; add --force to replace it`)
      })
      console.error(`${count} feeds written to ${file}`)
    })
}

async function readBytes(file: string): Promise<Uint8Array> {
  if (file === '-') return buffer(process.stdin)
  return readFile(file).catch(refuseFile(plainLine(file, 300)))
}
