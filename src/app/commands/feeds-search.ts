import { Command, Option } from 'commander'
import { nearestName } from '../../core/text/nearest-name.ts'
import {
  searchAddress,
  SEARCH_NAMES,
  type SearchTemplate,
  type SearchWish,
} from '../../core/feed/search-address.ts'
import { searchTerms } from '../../core/watch/search-terms.ts'
import type { Feed, Watch } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { addToList } from '../configuration/edit-list.ts'
import { doubleOf } from '../configuration/name-feed.ts'
import { slug } from '../configuration/settle.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { Refusal } from '../refusal.ts'
import { configOption, jsonOption, settled, type CommonOptions } from './options.ts'

const ENGINES = { google: 'google-news', bing: 'bing-news', gdelt: 'gdelt' } as const

interface SearchOptions extends CommonOptions, SearchWish {
  readonly engine: keyof typeof ENGINES
  readonly every?: string
  readonly add?: boolean
}

export function feedsSearchCommand(): Command {
  return new Command('search')
    .description('Make a feed of a watch: a news search for its words')
    .argument('<watch>', 'the name of a watch in the configuration')
    .addOption(
      new Option('--engine <service>', 'the service that is asked')
        .choices(Object.keys(ENGINES))
        .makeOptionMandatory(),
    )
    .option('--language <tag>', 'of the news: en, ru, ko (GDELT: of the outlet; default all)')
    .option('--region <code>', 'the edition: US, KR, RU (GDELT: the outlet’s country)')
    .option('--every <duration>', 'wanted time between visits, with --add: 30m')
    .option('--add', 'write it into the configuration, under searches')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Prints the address; --add keeps it. It follows the watch: change the keywords, and the search
changes with them. The service sees your keywords, and only it does. --json names the watch beside
the address, and with --add the feed.

Examples:
  wirewatch feeds search Lavrov --engine google
  wirewatch feeds search Lavrov --engine bing --language ru --add
  wirewatch poll "$(wirewatch feeds search Lavrov --engine gdelt)" --dry`,
    )
    .action(async (name: string, options: SearchOptions) => {
      const { environment, configuration } = await settled(options)
      const watch = watchNamed(name, configuration)
      const template = ENGINES[options.engine]
      const url = addressFor(watch, template, wishOf(options))
      const show = (feed?: string) => {
        const facts = { url, template, watch: watch.name, feed }
        console.log(options.json ? JSON.stringify(facts) : url)
      }
      if (!options.add) {
        show()
        return
      }
      const double = doubleOf(url, configuration.feeds)
      if (double) throw new Refusal(`"${double.name}" asks just that already`)
      const { language, region, every } = options
      const entry = {
        name: searchName(template, watch, options, configuration.feeds),
        template,
        watches: [watch.name],
        language,
        region: region?.toUpperCase(),
        every,
      }
      const file = environment.configurationFile
      await editConfiguration(file, process.env, (text) => addToList(text, 'searches', entry))
      show(`${entry.name}: ${watch.name}`)
      console.error(`added to ${file} as "${entry.name}: ${watch.name}"; its first reading`)
      console.error(
        'will be the starting point, not news. Start a running service again to read it',
      )
    })
}

function watchNamed(name: string, { watches }: Configuration): Watch {
  const found = watches.find((watch) => watch.name.toLowerCase() === name.toLowerCase())
  if (found) return found
  const names = watches.map((watch) => watch.name)
  const meant = nearestName(name, names)
  const next = meant ? `do you mean "${meant}"?` : `there are: ${names.join(', ')}`
  throw new Refusal(`no watch "${name}" in the configuration; ${next}`)
}

/** Checked here too, since without --add no configuration is read that would do it. */
function wishOf({ language, region }: SearchOptions): SearchWish {
  if (language !== undefined && !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language)) {
    throw new Refusal(`--language ${language}: write a tag as en, ru or zh-TW`)
  }
  if (region !== undefined && !/^[a-z]{2}$/i.test(region)) {
    throw new Refusal(`--region ${region}: write two letters as US, KR or RU`)
  }
  return { ...(language && { language }), ...(region && { region: region.toUpperCase() }) }
}

function addressFor(watch: Watch, template: SearchTemplate, wish: SearchWish): string {
  const terms = searchTerms(watch.query)
  if (terms.length > 0) return searchAddress(template, terms, wish)
  throw new Refusal(
    `no search can be made of watch "${watch.name}": it asks for no certain word\n` +
      '  give it keywords, or a word or phrase that must stand in every answer',
  )
}

/** Another edition of the same service is another feed and needs a name of its own. */
function searchName(
  template: SearchTemplate,
  watch: Watch,
  { language, region }: SearchWish,
  feeds: readonly Feed[],
): string {
  const edition = [language, region?.toUpperCase()].filter(Boolean).join('-')
  const plain = SEARCH_NAMES[template]
  const isTaken = (name: string) => feeds.some(({ id }) => id === slug(`${name}: ${watch.name}`))
  const names = [plain, edition ? `${plain} ${edition}` : `${plain} 2`]
  return names.find((name) => !isTaken(name)) ?? `${plain} ${feeds.length + 1}`
}
