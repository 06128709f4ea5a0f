import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Command } from 'commander'
import { readDocument, type UserDocument } from '../../core/corpus/read-document.ts'
import { writeSeed, type SeedDocument } from '../../core/corpus/seed-document.ts'
import { shinglesOf } from '../../core/story/shingles.ts'
import { loadSeeds } from '../load-seeds.ts'
import type { Store } from '../../ports.ts'
import { refuseFile } from '../named-file.ts'
import { makeFolder, SHARED } from '../make-folder.ts'
import { Refusal } from '../refusal.ts'
import { codeOf } from '../system-error.ts'
import {
  everyDocument,
  exportCommand,
  importCommand,
  rebuildCommand,
  removeCommand,
  withStore,
} from './corpus-care.ts'
import {
  configOption,
  jsonOption,
  seedsOption,
  settledEnvironment,
  type CommonOptions,
} from './options.ts'

interface AddOptions extends CommonOptions {
  readonly event?: string
  readonly outlet?: string
  readonly published?: string
  readonly language?: string
  readonly fingerprintOnly?: boolean
  readonly force?: boolean
}

export function corpusCommand(): Command {
  return new Command('corpus')
    .description('The corpus of what is known: its documents added, listed, removed, moved, judged')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand())
    .addCommand(exportCommand())
    .addCommand(importCommand())
    .addCommand(rebuildCommand())
    .addHelpText(
      'after',
      `
Examples:
  wirewatch corpus add report.html --outlet Reuters --event lavrov-visit
  wirewatch corpus list --stored`,
    )
}

function addCommand(): Command {
  return new Command('add')
    .description('Make seed documents from your own files: txt, md, html, json, eml')
    .argument('<file...>')
    .option('--event <slug>', 'documents of one event are one story (default: one each)')
    .option('--outlet <name>', 'the outlet, where the file does not name it')
    .option('--published <date>', 'the date, where the file does not name it')
    .option('--language <tag>', 'en, ru, ko, …')
    .option('--fingerprint-only', 'keep a fingerprint, not the text: for texts you may not store')
    .option('--force', 'replace seeds of the same name')
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Site furniture (related articles, comments, app banners, lists of recent news) is cut first, and
what was cut is said. The service takes new seeds in when it starts.

Examples:
  wirewatch corpus add report.html --outlet Reuters --event lavrov-visit
  wirewatch corpus add *.txt --fingerprint-only --published 2025-07-12
  wirewatch corpus add report.html --outlet Reuters --json | jq -r '.cut[]'`,
    )
    .action(async (files: string[], options: AddOptions) => {
      const folder = settledEnvironment(options).seedsFolder
      const published = readDate(options.published)
      await makeFolder(folder, SHARED)
      for (const file of files) {
        for (const document of readDocument(basename(file), await readBytes(file))) {
          await addOne(file, document, folder, options, published)
        }
      }
    })
}

async function addOne(
  file: string,
  document: UserDocument,
  folder: string,
  options: AddOptions,
  published: Date | undefined,
): Promise<void> {
  for (const problem of document.problems) console.error(`${file}: ${problem}`)
  const day = document.published ?? published
  if (!document.text) throw new Refusal(`${file}: no text was found in it`)
  if (!day) throw new Refusal(`${file}: no date was found in it; add --published 2025-07-12`)
  const slug = slugOf(document.title)
  const outlet = document.outlet ?? options.outlet ?? 'unknown outlet'
  const language = document.language ?? options.language
  const seed: SeedDocument = {
    slug,
    title: document.title,
    outlet,
    published: day,
    ...(language && { language }),
    event: options.event ?? slug,
    source: basename(file),
    original: options.fingerprintOnly ? shinglesOf(document.text) : [],
    body: options.fingerprintOnly ? '' : document.text,
  }
  const target = join(folder, `${slug}.md`)
  await writeFile(target, writeSeed(seed), { flag: options.force ? 'w' : 'wx' }).catch(
    (error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
      throw new Refusal(`${target} is there already; add --force to replace it`)
    },
  )
  const words = document.text.split(/\s+/u).length
  if (options.json) {
    const { event, title, published: at } = seed
    const facts = { from: file, to: target, event, title, outlet, published: at, words }
    console.log(JSON.stringify({ ...facts, cut: document.cut }))
    return
  }
  console.log(`${file} -> ${target}: "${document.title}" (${outlet}), ${words} words`)
  for (const cut of document.cut) console.log(`    cut: ${cut}`)
}

function listCommand(): Command {
  return new Command('list')
    .description('List the seed documents by story, or every document of the store')
    .option('--stored', 'what stands in the store, with the ids that `remove` takes')
    .addOption(configOption())
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  wirewatch corpus list
  wirewatch corpus list --stored --json | jq -r .title`,
    )
    .action(async (options: CommonOptions & { stored?: boolean }) => {
      if (options.stored) return withStore(options, (store) => listStored(store, options))
      const stories = await loadSeeds(settledEnvironment(options).seedsFolder)
      for (const story of stories) {
        if (!options.json) console.log(`${story.id}: ${story.title}`)
        for (const { id, title, outlet, published, original } of story.documents) {
          const day = published?.toISOString().slice(0, 10) ?? 'undated'
          const facts = {
            id,
            story: story.id,
            title,
            outlet,
            published,
            fingerprint: Boolean(original),
          }
          console.log(options.json ? JSON.stringify(facts) : `    ${day}  ${title} (${outlet})`)
        }
      }
    })
}

async function listStored(store: Store, { json }: CommonOptions): Promise<void> {
  for await (const { document, toldAt, storyTitle } of everyDocument(store)) {
    const { id, storyId: story, title, outlet, origin } = document
    if (json) {
      console.log(JSON.stringify({ id, story, storyTitle, title, outlet, origin, told: toldAt }))
    } else console.log(`${id}  ${toldAt.toISOString().slice(0, 10)}  ${title} (${outlet})`)
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  return readFile(file).catch(refuseFile(file))
}

function readDate(written: string | undefined): Date | undefined {
  if (written === undefined) return undefined
  const date = new Date(written)
  if (Number.isNaN(date.getTime())) {
    throw new Refusal(`--published ${written}: write a date as 2025-07-12`)
  }
  return date
}

/** Letters and digits of the title, bounded so that the file name stays one. */
function slugOf(title: string): string {
  const plain = title.normalize('NFC').toLowerCase()
  return (
    plain
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .slice(0, 80)
      .replace(/^-|-$/g, '') || 'document'
  )
}
