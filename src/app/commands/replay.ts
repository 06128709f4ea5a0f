import { createInterface } from 'node:readline'
import { Command } from 'commander'
import type { Item, Placement } from '../../model.ts'
import { loadSeeds } from '../load-seeds.ts'
import { openFile } from '../named-file.ts'
import { readReplayItem } from '../replay/read-replay-item.ts'
import { openReplay } from '../replay/replay-items.ts'
import {
  jsonOption,
  seedsOption,
  settledEnvironment,
  type CommonOptions,
  type Done,
} from './options.ts'
import { placementAsText } from './show-placement.ts'

/** Milliseconds between two words of progress. */
const PROGRESS_EVERY = 5000

export function replayCommand(done: Done): Command {
  return new Command('replay')
    .description('Place items of a file in stories, in the order of its lines, without a database')
    .argument('<file.jsonl>', 'one item a line; - for standard input')
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A line is {"id", "title", "text", "published", "source", "language", "url"}; id and title are
needed, other fields are left alone. Every item is placed, whatever the watches ask for, against
the seeds and the lines before it. With --json, a line is printed for each:
{id, verdict, story, storyTitle, partner, partnerTitle, similarity, newSentences, origins,
contradictions, because, heldBack}; partner is the id of a line, or of a seed. Lines that cannot
be read are named and left out, and the exit code is then 1.

Examples:
  wirewatch replay week.jsonl
  wirewatch replay --json --seeds none week.jsonl > placed.jsonl`,
    )
    .action(async (file: string, options: CommonOptions) => {
      const seeds = await loadSeeds(settledEnvironment(options).seedsFolder)
      const replay = openReplay(seeds, new Date())
      const show = options.json ? placementAsLine : placementAsText
      let bad = 0
      for await (const read of itemsOf(file)) {
        if ('problem' in read) {
          bad++
          console.error(`${file}:${read.line}: ${read.problem}; left out`)
        } else console.log(show(replay.place(read.item)))
      }
      done(bad > 0 ? 1 : 0)
    })
}

type ReadLine =
  | { readonly line: number; readonly item: Item }
  | { readonly line: number; readonly problem: string }

/** The items of a file's lines and what was wrong with others; the same id twice is wrong. */
async function* itemsOf(file: string): AsyncGenerator<ReadLine> {
  const input = file === '-' ? process.stdin : await openFile(file)
  const lineOf = new Map<string, number>()
  let line = 0
  let told = Date.now()
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line++
    if (text.trim() === '') continue
    const read = readReplayItem(text)
    const before = 'id' in read ? lineOf.get(read.id) : undefined
    if ('problem' in read) yield { line, problem: read.problem }
    else if (before) yield { line, problem: `id ${read.id} stands in line ${before} already` }
    else {
      lineOf.set(read.id, line)
      yield { line, item: read }
    }
    if (Date.now() - told > PROGRESS_EVERY) {
      told = Date.now()
      console.error(`${file}: ${line} lines placed`)
    }
  }
}

function placementAsLine({ match, verdict, heldBack }: Placement): string {
  const {
    kind,
    storyId,
    storyTitle,
    partner,
    similarity,
    newSentences,
    origins = [],
    contradictions,
    because,
  } = verdict
  return JSON.stringify({
    id: match.item.id,
    verdict: kind,
    story: storyId,
    storyTitle,
    partner: partner?.documentId,
    partnerTitle: partner?.title,
    similarity,
    newSentences,
    origins,
    contradictions,
    because,
    heldBack,
  })
}
