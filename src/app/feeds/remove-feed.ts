import { nearestName } from '../../core/text/nearest-name.ts'
import { removeEntry } from '../change-entry.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { WrittenEntry } from '../configuration/edit-list.ts'
import { slug } from '../configuration/settle.ts'

/**
 * Take the feed of this name, id or address out of the configuration file. What was read from it
 * stays in the store. Throws Refusal for one that is not listed there.
 */
export function removeFeed(
  file: string,
  name: string,
  configuration: Pick<Configuration, 'feeds'>,
): Promise<Configuration> {
  return removeEntry(file, {
    list: 'feeds',
    isMeant: (entry) => isCalled(entry, name),
    whyNone: () => whyNot(name, configuration),
  })
}

function isCalled({ id, name, url }: WrittenEntry, wanted: string): boolean {
  return wanted !== '' && [id || slug(name), name, url].includes(wanted)
}

function whyNot(wanted: string, { feeds }: Pick<Configuration, 'feeds'>): string {
  const found = feeds.find(({ id, name }) => id === wanted || name === wanted)
  if (found) return `"${found.name}" is made by a search; edit searches in the configuration`
  const meant = nearestName(
    wanted,
    feeds.flatMap(({ id, name }) => [id, name]),
  )
  return `no feed "${wanted}"; ${meant ? `do you mean "${meant}"?` : 'wirewatch feeds lists them'}`
}
