import { once } from 'node:events'
import { access, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { Command } from 'commander'
import {
  FIRST_LINE,
  fingerprintLine,
  firstLineProblem,
  readFingerprintLine,
  storiesOfLines,
  type FingerprintLine,
} from '../../core/corpus/fingerprint-lines.ts'
import type { KeptDocument, Store } from '../../ports.ts'
import { loadSeeds } from '../load-seeds.ts'
import { rebuildCorpus } from '../rebuild-corpus.ts'
import { createFile, openFile } from '../named-file.ts'
import { Refusal } from '../refusal.ts'
import { withWorld } from '../service-or-store.ts'
import {
  configOption,
  jsonOption,
  seedsOption,
  settled,
  settledEnvironment,
  type CommonOptions,
} from './options.ts'

const BATCH = 500

export function removeCommand(): Command {
  return new Command('remove')
    .description('Take documents out of the corpus: seeds by name, others by their id')
    .argument('<name or id...>')
    .addOption(configOption())
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A seed's file is deleted, and the service takes it out of the corpus when it starts. Any other
document is taken out of the store at once; what was seen stays seen, so it is not mailed again.
With --json each file that was deleted makes a line, and what the store gave one more.

Examples:
  wirewatch corpus remove lavrov-arrives-in-wonsan
  wirewatch corpus remove 6f1c9a0b2d3e4f50`,
    )
    .action(async (names: string[], options: CommonOptions) => {
      const folder = settledEnvironment(options).seedsFolder
      const others: string[] = []
      for (const name of names) {
        const file = join(folder, `${name.replace(/^seed-/, '')}.md`)
        if (!(await isThere(file))) others.push(name)
        else {
          await unlink(file)
          const words = `${file} deleted; it leaves the corpus when the service starts`
          console.log(options.json ? JSON.stringify({ deleted: file }) : words)
        }
      }
      if (others.length === 0) return
      const removed = await withStore(options, (store) => store.removeDocuments(others))
      const words = `${removed} of ${others.length} documents taken out of the store`
      console.log(options.json ? JSON.stringify({ removed, of: others.length }) : words)
      if (removed < others.length) {
        throw new Refusal('some names are neither a seed nor a document; see wirewatch corpus list')
      }
    })
}

export function exportCommand(): Command {
  return new Command('export')
    .description('Write the corpus as fingerprints, without text, one JSON line a document')
    .argument('[file]', 'where to; standard output when absent')
    .addOption(configOption())
    .addHelpText(
      'after',
      `
Headline, outlet, address and time are written; of the text only hashes. Another wirewatch that
imports the file knows these articles and their copies, and holds them back.

Examples:
  wirewatch corpus export corpus.jsonl
  wirewatch corpus export | gzip > corpus.jsonl.gz`,
    )
    .action(async (file: string | undefined, options: CommonOptions) => {
      const out = file === undefined ? process.stdout : await createFile(file)
      out.write(`${FIRST_LINE}\n`)
      const count = await withStore(options, async (store) => {
        let written = 0
        for await (const { document, storyTitle, toldAt } of everyDocument(store)) {
          const flowing = out.write(`${fingerprintLine(document, storyTitle, toldAt)}\n`)
          if (!flowing) await once(out, 'drain')
          written += 1
        }
        return written
      })
      if (out !== process.stdout) {
        out.end()
        await finished(out)
      }
      console.error(`${count} documents written`)
    })
}

export function importCommand(): Command {
  return new Command('import')
    .description('Take the fingerprints of an exported corpus in, as known before')
    .argument('<file>', 'written by wirewatch corpus export')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Documents that are there already stay as they are. A line that cannot be read is named and left
out; the others are taken in.

Examples:
  wirewatch corpus import corpus.jsonl
  wirewatch corpus import corpus.jsonl --json | jq .added`,
    )
    .action(async (file: string, options: CommonOptions) => {
      const input = await openFile(file)
      const { added, read } = await withStore(options, (store) => importFile(store, file, input))
      const words = `${file}: ${added} of ${read} documents taken in; the others were there`
      console.log(options.json ? JSON.stringify({ file, added, read }) : words)
    })
}

export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('Make all verdicts anew from the items on record, in the order they were read')
    .addOption(configOption())
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
After an upgrade that judges otherwise, or after a change of the seeds. All or nothing: until the
end the old verdicts stand, and breaking off leaves them. What was mailed counts as told. With the
embedded store stop the service first; on PostgreSQL its polls wait.

Example:
  wirewatch corpus rebuild`,
    )
    .action(async (options: CommonOptions) => {
      const seeds = await loadSeeds(settledEnvironment(options).seedsFolder)
      const rebuilt = await withStore(options, async (store) => {
        await store.keepSeeds(seeds)
        return rebuildCorpus(store, (done, of) => {
          console.error(`${done} of ${of} items judged`)
        })
      })
      if (options.json) console.log(JSON.stringify(rebuilt))
      else console.log(`${rebuilt.items} items judged anew; ${rebuilt.changed} verdicts changed`)
    })
}

async function importFile(
  store: Store,
  file: string,
  input: Readable,
): Promise<{ added: number; read: number }> {
  let number = 0
  let added = 0
  let read = 0
  let batch: FingerprintLine[] = []
  const takeIn = async () => {
    added += await store.addDocuments(storiesOfLines(batch))
    batch = []
  }
  for await (const text of createInterface({ input })) {
    number += 1
    if (number === 1) {
      const problem = firstLineProblem(text)
      if (problem !== undefined) throw new Refusal(`${file}:1: ${problem}`)
      continue
    }
    if (text.trim() === '') continue
    const line = readFingerprintLine(text)
    if (!line.ok) console.error(`${file}:${number}: ${line.problem}; left out`)
    else if (batch.push(line.line) === BATCH) await takeIn()
    read += Number(line.ok)
  }
  if (number === 0) throw new Refusal(`${file}: the file is empty`)
  await takeIn()
  return { added, read }
}

/** Every document of the store in the order they came in. */
export async function* everyDocument(store: Store): AsyncGenerator<KeptDocument> {
  let after: number | undefined
  do {
    const batch = await store.documents({ ...(after !== undefined && { after }), limit: BATCH })
    yield* batch
    after = batch.at(-1)?.number
  } while (after !== undefined)
}

/** Work on the store the service uses; refused while another process has the embedded one. */
export async function withStore<T>(
  options: CommonOptions,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const { environment, configuration } = await settled(options)
  return withWorld(environment, configuration, ({ store }) => work(store))
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
