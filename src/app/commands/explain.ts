import { Command } from 'commander'
import { decidingParts, explainMatch } from '../../core/watch/explain-match.ts'
import type { Item, Placement, Watch } from '../../model.ts'
import { everything, judgeItems } from '../judge-items.ts'
import { loadSeeds } from '../load-seeds.ts'
import { eachSource } from './each-source.ts'
import {
  configOption,
  jsonOption,
  seedsOption,
  settled,
  settledEnvironment,
  type CommonOptions,
  type Done,
} from './options.ts'
import { readWatch } from './match.ts'
import { placementAsJson, placementAsText } from './show-placement.ts'

interface ExplainOptions extends CommonOptions {
  readonly watch?: string
  readonly all?: boolean
}

export function explainCommand(done: Done): Command {
  return new Command('explain')
    .description('Say what the corpus makes of feeds or documents, and why')
    .argument(
      '<file|url...>',
      'feeds, or documents: txt, md, html, json, eml; - for standard input',
    )
    .option('-w, --watch <query>', 'judge what answers this query, and say why the rest does not')
    .option('--all', 'judge every item, also those no watch asks for')
    .addOption(configOption())
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Items are set against the seed corpus and those before them in the same files; no database is
read. Verdicts: known, copy, retelling, update, new.

Examples:
  wirewatch explain feed.xml
  wirewatch explain --all report.html
  wirewatch explain --watch lavrov --json *.xml`,
    )
    .action(async (names: string[], options: ExplainOptions) => {
      const now = new Date()
      const seeds = await loadSeeds(settledEnvironment(options).seedsFolder)
      const watches = await watchesFor(options)
      let unread = 0
      for await (const { source, items } of eachSource(names, now)) {
        if (source.fetched.kind === 'failed') unread++
        const placements = judgeItems(items, watches, seeds, now)
        for (const placement of placements) {
          const show = options.json ? placementAsJson : placementAsText
          console.log(show(placement, source.name))
        }
        if (!options.json) tellUnanswered(source.name, items, placements, watches, now, options)
      }
      done(unread > 0 ? 1 : 0)
    })
}

function tellUnanswered(
  name: string,
  items: readonly Item[],
  placements: readonly Placement[],
  watches: readonly Watch[],
  now: Date,
  options: ExplainOptions,
): void {
  const answered = new Set(placements.map(({ match }) => match.item))
  const others = items.filter((item) => !answered.has(item))
  if (options.watch !== undefined) {
    for (const item of others) console.log(failureAsText(item, watches, now))
  }
  if (others.length > 0) {
    console.log(`${name}: ${others.length} of ${items.length} items answer no watch`)
  }
}

/** For an item that does not answer: the clauses that failed, and by how little. */
function failureAsText(item: Item, watches: readonly Watch[], now: Date): string {
  const reasons = watches.flatMap((watch) =>
    decidingParts(explainMatch(item, watch, now)).map(
      ({ clause, because }) => `${clause}: ${because}`,
    ),
  )
  return [`NO ANSWER  ${item.title}`, ...reasons.map((reason) => `    ${reason}`)].join('\n')
}

async function watchesFor(options: ExplainOptions) {
  if (options.all) return [everything]
  if (options.watch !== undefined) return [await readWatch(options.watch, options)]
  return (await settled(options)).configuration.watches
}
