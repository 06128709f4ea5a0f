import { readFile, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { Command } from 'commander'
import { plainLine } from '../../core/digest/escape.ts'
import { readOpml, type ListedFeed } from '../../core/feed/read-opml.ts'
import { writeOpml } from '../../core/feed/write-opml.ts'
import type { Feed } from '../../model.ts'
import { addToList, writtenEntries } from '../configuration/edit-list.ts'
import { addressItself, addressToWrite, freeName } from '../configuration/name-feed.ts'
import { slug } from '../configuration/settle.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { Refusal } from '../refusal.ts'
import { codeOf } from '../system-error.ts'
import { configOption, settled, type CommonOptions, TAKEN_UP } from './options.ts'

export function feedsImportCommand(): Command {
  return new Command('import')
    .description('Add the feeds of another reader: an OPML file, or - for standard input')
    .argument('<file.opml>')
    .addOption(configOption())
    .addHelpText(
      'after',
      `
Folders are flattened; feeds that are there already are passed over. Nothing is visited: the
service's first reading of each is its starting point.

Examples:
  wirewatch feeds import subscriptions.opml
  curl -s https://example.org/list.opml | wirewatch feeds import -`,
    )
    .action(async (file: string, options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const { feeds, problems } = readOpml(await readBytes(file))
      for (const problem of problems) console.error(`${file}: ${problem}`)
      if (feeds.length === 0) throw new Refusal(`${file}: no feeds were read from it`)
      const { added, doubles } = newAmong(feeds, configuration.feeds)
      await editConfiguration(environment.configurationFile, process.env, (text) =>
        addToList(text, 'feeds', ...added.map((feed) => ({ ...feed }))),
      )
      for (const { name, url } of added) console.log(`+ ${name}  ${url}`)
      console.log(`${added.length} added, ${doubles} there already`)
      if (added.length > 0) console.log(TAKEN_UP)
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
      const secret = await feedsWithSecrets(environment.configurationFile)
      const shown = configuration.feeds.filter(({ id }) => !secret.has(id))
      for (const { id, name } of configuration.feeds) {
        if (secret.has(id)) console.error(`${name}: left out; its address uses the environment`)
      }
      const opml = writeOpml(shown, 'Feeds of Wirewatch', new Date())
      if (file === undefined || file === '-') {
        process.stdout.write(opml)
        return
      }
      await writeFile(file, opml, { flag: options.force ? 'w' : 'wx' }).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error
        throw new Refusal(`${file} is there already; add --force to replace it`)
      })
      console.error(`${shown.length} feeds written to ${file}`)
    })
}

function newAmong(listed: readonly ListedFeed[], present: readonly Feed[]) {
  const known = [...present]
  const addresses = new Set(present.map(({ url }) => addressItself(url)))
  const added: ListedFeed[] = []
  for (const feed of listed) {
    const url = addressToWrite(feed.url)
    if (addresses.has(addressItself(url))) continue
    addresses.add(addressItself(url))
    const name = freeName(feed.name, url, known)
    added.push({ ...feed, name, url })
    known.push({ id: slug(name), name, url, every: 0 })
  }
  return { added, doubles: listed.length - added.length }
}

async function feedsWithSecrets(configurationFile: string): Promise<ReadonlySet<string>> {
  const entries = writtenEntries(await readFile(configurationFile, 'utf8'), 'feeds')
  const secret = entries.filter(({ url }) => url.includes('${'))
  return new Set(secret.map(({ id, name }) => id || slug(name)))
}

async function readBytes(file: string): Promise<Uint8Array> {
  if (file === '-') return buffer(process.stdin)
  return readFile(file).catch((error: unknown) => {
    throw codeOf(error) === 'ENOENT' ? new Refusal(`no file ${plainLine(file, 300)}`) : error
  })
}
