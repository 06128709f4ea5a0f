import { buildVocabulary } from '../../core/watch/build-vocabulary.ts'
import { countryCode } from '../../core/watch/country.ts'
import type { Vocabulary } from '../../core/watch/vocabulary.ts'
import type { Feed } from '../../model.ts'
import type { WrittenConfiguration } from './schema.ts'
import type { Report } from './settle.ts'

/** What @names stand for; those that are wrong are reported and left without a meaning. */
export function settleNames(
  written: WrittenConfiguration,
  feeds: readonly Pick<Feed, 'id' | 'name' | 'country'>[],
  report: Report,
): Vocabulary {
  const { queries, blocs } = written
  const { vocabulary, problems } = buildVocabulary({
    queries,
    aliases: asLists(written.aliases, (spellings) => spellings.split('|')),
    blocs: asLists(blocs, (source) => [source]),
    feeds,
  })
  for (const { section, name, problem, at, index } of problems) {
    const path = [
      section,
      name,
      ...(index !== undefined && Array.isArray(blocs[name]) ? [index] : []),
    ]
    report(path, problem, { subject: `@${name}`, ...(at !== undefined && { at }) })
  }
  reportCountries(written.feeds, report)
  return vocabulary
}

/** What a person may write as one or as several, as several. */
function asLists(
  named: Readonly<Record<string, string | readonly string[]>>,
  split: (one: string) => readonly string[],
): Record<string, readonly string[]> {
  const asList = (of: string | readonly string[]) =>
    (typeof of === 'string' ? split(of) : of).map((each) => each.trim()).filter(Boolean)
  return Object.fromEntries(Object.entries(named).map(([name, of]) => [name, asList(of)]))
}

function reportCountries(feeds: WrittenConfiguration['feeds'], report: Report) {
  feeds.forEach(({ country }, at) => {
    if (country === undefined || countryCode(country) !== undefined) return
    report(['feeds', at, 'country'], `no country has the code ${country}; ISO 3166 lists them`)
  })
}
