import { Command } from 'commander'
import { Refusal } from '../refusal.ts'
import { changeWatch } from '../change-watch.ts'
import { configOption, jsonOption, settledEnvironment, TAKEN_UP } from './options.ts'
import { keywordsOption, queryOption, type AskingOptions } from './watch-add.ts'
import { watchAsJson } from './watch-list.ts'

interface EditOptions extends AskingOptions {
  readonly name?: string
}

export function watchEditCommand(): Command {
  return new Command('edit')
    .description('Change what a watch asks for, or its name')
    .argument('<name>', 'the watch')
    .addOption(queryOption())
    .addOption(keywordsOption())
    .option(
      '--name <name>',
      'another name; subscribers and searches that name it are yours to change',
    )
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  wirewatch watch edit Troops --query 'dprk AND (troops OR sappers)'
  wirewatch watch edit Lavrov --keywords Lavrov Лавров
  wirewatch watch edit Troops --name Soldiers`,
    )
    .action(async (watch: string, options: EditOptions) => {
      const { query, keywords, name } = options
      if (query !== undefined && keywords !== undefined) {
        throw new Refusal('give either --query or --keywords, one of the two')
      }
      const asking = query !== undefined || keywords !== undefined ? { query, keywords } : {}
      const changes = { ...asking, ...(name !== undefined && { name }) }
      if (Object.keys(changes).length === 0) {
        throw new Refusal('nothing to change: give --query, --keywords or --name')
      }
      const configuration = await changeWatch(
        settledEnvironment(options).configurationFile,
        watch,
        changes,
      )
      const { watches, warnings } = configuration
      const called = (name ?? watch).trim()
      const changed = watches.find((candidate) => candidate.name === called)
      console.log(
        options.json
          ? watchAsJson(configuration, called)
          : `${changed?.name} asks for ${changed?.written}; ${TAKEN_UP}`,
      )
      for (const warning of warnings) console.error(warning)
    })
}
