import { nearestName } from '../../core/text/nearest-name.ts'
import { Command } from 'commander'
import type { Configuration } from '../configuration/configuration.ts'
import { removeFromList, writtenEntries, type WrittenEntry } from '../configuration/edit-list.ts'
import { slug } from '../configuration/settle.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { Refusal } from '../refusal.ts'
import { configOption, settled, type CommonOptions, TAKEN_UP } from './options.ts'

export function feedsRemoveCommand(): Command {
  return new Command('remove')
    .description('Take a feed out of the configuration')
    .argument('<name>', 'the feed’s name, id or address')
    .addOption(configOption())
    .addHelpText(
      'after',
      `
What was read from it stays in the store: added again, it goes on where it was.

Examples:
  wirewatch feeds remove "BBC World"
  wirewatch feeds remove bbc-world`,
    )
    .action(async (name: string, options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const file = environment.configurationFile
      await editConfiguration(file, process.env, (text) => {
        const at = writtenEntries(text, 'feeds').findIndex((entry) => isCalled(entry, name))
        if (at < 0) throw new Refusal(whyNot(name, configuration))
        return removeFromList(text, 'feeds', at)
      })
      console.log(`removed from ${file}; ${TAKEN_UP}`)
    })
}

function isCalled({ id, name, url }: WrittenEntry, wanted: string): boolean {
  return wanted !== '' && [id || slug(name), name, url].includes(wanted)
}

function whyNot(wanted: string, { feeds }: Configuration): string {
  const found = feeds.find(({ id, name }) => id === wanted || name === wanted)
  if (found) return `"${found.name}" is made by a search; edit searches in the configuration`
  const meant = nearestName(
    wanted,
    feeds.flatMap(({ id, name }) => [id, name]),
  )
  return `no feed "${wanted}"; ${meant ? `do you mean "${meant}"?` : 'wirewatch feeds lists them'}`
}
