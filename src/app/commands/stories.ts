import { userInfo } from 'node:os'
import { Command, Option } from 'commander'
import { counted } from '../../core/digest/wording.ts'
import { plainLine } from '../../core/digest/escape.ts'
import { localTime } from '../../core/digest/local-time.ts'
import type { MoveWish } from '../../core/story/move-by-hand.ts'
import type { RecordedMove } from '../../model.ts'
import { Refusal } from '../refusal.ts'
import { openStoryDesk, type OpenStoryDesk } from '../stories/open-story-desk.ts'
import type { SheetDocument, StoryEntry, StorySheet } from '../stories/story-desk.ts'
import { zoneInUse } from '../zone-in-use.ts'
import { configOption, jsonOption, settled, type CommonOptions } from './options.ts'
import { limitOption } from './since.ts'

interface MoveOptions extends CommonOptions {
  readonly because: string
  readonly by?: string
}

export function storiesCommand(): Command {
  return new Command('stories')
    .description('The stories: which documents stand in them, and putting right which do')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(mergeCommand())
    .addCommand(splitCommand())
    .addHelpText(
      'after',
      `
What a person merges or splits stays so: no later item and no rebuild undoes it. A running service
is asked at its web address; without one the store is opened.

Examples:
  wirewatch stories list --limit 50
  wirewatch stories show s6f1c9a0b2d3e4f50
  wirewatch stories merge s6f1c9a0b2d3e4f50 s77ab01c2d3e4f506 --because "one visit"
  wirewatch stories split s6f1c9a0b2d3e4f50 77ab01c2d3e4f506 --because "the visit of 2023"`,
    )
}

function listCommand(): Command {
  return new Command('list')
    .description('Stories by latest development, with their ids')
    .addOption(limitOption('stories listed', 20))
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  wirewatch stories list --json | jq -r .title')
    .action(async (options: CommonOptions & { limit: number }) => {
      const { found, time } = await withDesk(options, (desk) => desk.list(options.limit))
      if (found.length === 0) console.error('no story was told so far')
      else if (!options.json) console.error(`times are those of ${time.zone}`)
      for (const story of found) print(options, story, [entryInWords(story, time)])
    })
}

function showCommand(): Command {
  return new Command('show')
    .description('One story: its documents with their ids, and what was put right in it')
    .argument('<story>', 'its id, from wirewatch stories list')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  wirewatch stories show s6f1c9a0b2d3e4f50')
    .action(async (id: string, options: CommonOptions) => {
      const { found, time } = await withDesk(options, (desk) => desk.show(id))
      if (!found) throw new Refusal(`no story ${id}; see wirewatch stories list`)
      print(options, found, sheetInWords(found, time))
    })
}

function mergeCommand(): Command {
  return moving('merge', 'Make several stories one, under the first')
    .argument('<story>', 'the story that stays')
    .argument('<other...>', 'the stories that join it')
    .addHelpText(
      'after',
      '\nExample:\n  wirewatch stories merge s6f1c9a0b2d3e4f50 s77ab01c2d3e4f506 --because "one visit"',
    )
    .action((into: string, merge: string[], options: MoveOptions) =>
      move(options, { merge, into, because: options.because }),
    )
}

function splitCommand(): Command {
  return moving('split', 'Give documents of a story a story of their own')
    .argument('<story>', 'the story they leave')
    .argument('<document...>', 'their ids, from wirewatch stories show')
    .addHelpText(
      'after',
      '\nExample:\n  wirewatch stories split s6f1c9a0b2d3e4f50 77ab01c2d3e4f506 --because "another day"',
    )
    .action((split: string, documents: string[], options: MoveOptions) =>
      move(options, { split, documents, because: options.because }),
    )
}

function moving(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(
      new Option('--because <reason>', 'kept on record, and shown on the story’s page').default(
        'said so on the command line',
      ),
    )
    .option('--by <name>', 'whose word it is (default: your user name)')
    .addOption(configOption())
    .addOption(jsonOption())
}

async function move(options: MoveOptions, wish: MoveWish): Promise<void> {
  const by = options.by ?? userInfo().username
  if (by === 'wirewatch') throw new Refusal('wirewatch is the program: name yourself with --by')
  const { found: moves } = await withDesk(options, (desk) => desk.move(wish, by))
  for (const one of moves) {
    const what =
      one.documents === undefined ? `all of ${one.from}` : counted(one.documents.length, 'document')
    print(options, { ...one, madeBy: by }, [
      `${what} -> ${one.to}: ${one.title}`,
      `    because ${one.because} (${by}); it stays so`,
    ])
  }
}

async function withDesk<T>(
  options: CommonOptions,
  work: (desk: OpenStoryDesk) => Promise<T>,
): Promise<{ found: T; time: Time }> {
  const { environment, configuration } = await settled(options)
  const desk = await openStoryDesk(environment, configuration)
  const time = { zone: zoneInUse(configuration.subscribers), now: new Date() }
  try {
    return { found: await work(desk), time }
  } finally {
    await desk.close()
  }
}

function print({ json }: CommonOptions, value: object, lines: readonly string[]): void {
  if (json) console.log(JSON.stringify(value))
  else for (const line of lines) console.log(shownLine(line))
}

interface Time {
  readonly zone: string
  readonly now: Date
}

function entryInWords(story: StoryEntry, { zone, now }: Time): string {
  const { id, title, lastAt, tellings, outlets } = story
  const count = `${counted(tellings, 'telling')} in ${counted(outlets.length, 'outlet')}`
  return `${id} ${localTime(lastAt, zone, now)}: ${title} (${count})`
}

function sheetInWords(sheet: StorySheet, { zone, now }: Time): string[] {
  const { id, title, firstAt, lastAt, documents, moves } = sheet
  const said = (instant: Date) => localTime(instant, zone, now)
  return [
    `${id}: ${title}`,
    `    told ${said(firstAt)} to ${said(lastAt)} (times are those of ${zone})`,
    ...documents.map((document) => documentInWords(document, said)),
    ...moves.map((one) => moveInWords(one, said)),
  ]
}

type Said = (instant: Date) => string

function documentInWords(document: SheetDocument, said: Said): string {
  const { id, title, outlet, origin, published, pinned, verdict } = document
  const day = published ? said(published) : 'undated'
  const held = pinned ? ', put here by a person' : ''
  return `    ${id} ${day}: ${title} (${outlet}; ${verdict ?? origin}${held})`
}

function moveInWords(
  { at, madeBy, from, to, documents, because }: RecordedMove,
  said: Said,
): string {
  const what = counted(documents.length, 'document')
  return `    moved ${said(at)} by ${madeBy}: ${what} from ${from} to ${to}, because ${because}`
}

/** One line of the terminal, whatever an outlet put into a headline. */
function shownLine(line: string): string {
  const [margin = ''] = /^ */.exec(line) ?? []
  return margin + plainLine(line, 1000)
}
