import { Command } from 'commander'
import { everything, judgeItems } from '../judge-items.ts'
import { loadSeeds } from '../load-seeds.ts'
import { readAnything, readSource } from '../read-source.ts'
import { openFetcher } from '../world.ts'
import {
  configOption,
  jsonOption,
  seedsOption,
  settled,
  settledEnvironment,
  type CommonOptions,
} from './options.ts'
import { readWatch } from './match.ts'
import { placementAsJson, placementAsText } from './show-placement.ts'

interface ExplainOptions extends CommonOptions {
  readonly watch?: string
  readonly all?: boolean
}

export function explainCommand(): Command {
  return new Command('explain')
    .description('Say what the corpus makes of feeds or documents, and why')
    .argument(
      '<file|url...>',
      'feeds, or documents: txt, md, html, json, eml; - for standard input',
    )
    .option('-w, --watch <query>', 'judge what answers this query, not the configured watches')
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
      const fetcher = openFetcher({ polling: { allowHosts: [] } })
      try {
        for (const name of names) {
          const source = await readSource(name, {}, fetcher, now)
          const { items, parsed } = await readAnything(source, now)
          for (const problem of parsed.problems) console.error(`${name}: ${problem}`)
          const placements = judgeItems(items, watches, seeds, now)
          for (const placement of placements) {
            console.log(
              options.json ? placementAsJson(name, placement) : placementAsText(placement),
            )
          }
          const unasked = items.length - placements.length
          if (!options.json && unasked > 0) {
            console.log(`${name}: ${unasked} of ${items.length} items answer no watch (see --all)`)
          }
        }
      } finally {
        await fetcher.close()
      }
    })
}

async function watchesFor(options: ExplainOptions) {
  if (options.all) return [everything]
  if (options.watch !== undefined) return [readWatch(options.watch)]
  return (await settled(options)).configuration.watches
}
