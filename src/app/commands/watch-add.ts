import { Command, Option } from 'commander'
import { addToList } from '../configuration/edit-list.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { Refusal } from '../refusal.ts'
import {
  configOption,
  jsonOption,
  settledEnvironment,
  type CommonOptions,
  TAKEN_UP,
} from './options.ts'
import { watchAsJson } from './watch-list.ts'

export interface AskingOptions extends CommonOptions {
  readonly query?: string
  readonly keywords?: readonly string[]
}

export const queryOption = () =>
  new Option('-q, --query <query>', 'what it asks for, in the query language')

export const keywordsOption = () =>
  new Option('-k, --keywords <words...>', 'or plain keywords: any of them answers')

export function watchAddCommand(): Command {
  return new Command('add')
    .description('Add a watch to the configuration')
    .argument('<name>', 'how digests and pages call it')
    .addOption(queryOption())
    .addOption(keywordsOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The watch is set against everything read so far: what it finds there begins its stories and is
not mailed.

Examples:
  wirewatch watch add Lavrov --keywords Lavrov Лавров 라브로프
  wirewatch watch add Troops --query '("north korea" OR dprk) AND troops NOT title:cricket'`,
    )
    .action(async (name: string, options: AskingOptions) => {
      const { query, keywords } = options
      if ((query === undefined) === (keywords === undefined)) {
        throw new Refusal('say what it asks for: either --query or --keywords, one of the two')
      }
      const { configurationFile: file } = settledEnvironment(options)
      const configuration = await editConfiguration(file, process.env, (text) =>
        addToList(text, 'watches', { name, keywords, query }),
      )
      const { watches, warnings, hints } = configuration
      const added = watches.at(-1)
      console.log(
        options.json
          ? watchAsJson(configuration, name)
          : `added to ${file}: ${added?.name} asks for ${added?.written}; ${TAKEN_UP}`,
      )
      for (const warning of warnings) console.error(warning)
      const offered = hints.filter((hint) => hint.startsWith(`watch "${name}": `))
      for (const hint of offered) console.error(`hint: ${hint}`)
    })
}
