import { nearestName } from '../../core/text/nearest-name.ts'
import { LONGEST_SEARCH, searchAddress, searchWords } from '../../core/feed/search-address.ts'
import { searchTerms } from '../../core/watch/search-terms.ts'
import { spellingHints } from '../../core/watch/spelling-hints.ts'
import type { Feed, Watch } from '../../model.ts'
import type { Configuration } from './configuration.ts'
import type { WrittenConfiguration } from './schema.ts'
import { settleNames } from './settle-names.ts'
import { settleSubscriber } from './settle-subscriber.ts'
import { settleWatch } from './settle-watch.ts'

type WrittenSearch = WrittenConfiguration['searches'][number]

export type Path = readonly PropertyKey[]
/**
 * Tells of a problem at a place in the written configuration. `at`: offset in the value there.
 * `subject`: what alone is wrong, as `watch "dprk"`, where the rest stands without it.
 */
export type Report = (
  path: Path,
  message: string,
  where?: { readonly at?: number; readonly subject?: string },
) => void

/**
 * What was written, checked by its form, -> what the service runs by. Reports what does not fit
 * together. Watches whose places are in `leftOut` are known by name and nothing else.
 */
export function settle(
  written: WrittenConfiguration,
  leftOut: ReadonlySet<number>,
  report: Report,
): Configuration {
  const warnings: string[] = []
  const { every } = written.polling
  const feedsListed = written.feeds.map((feed) => settleFeed(feed, every))
  const vocabulary = settleNames(written, [...feedsListed, ...namesOfSearches(written)], report)
  const watches = written.watches.flatMap((watch, at): Watch[] => {
    const settled = leftOut.has(at)
      ? undefined
      : settleWatch(watch, vocabulary, ['watches', at], report, warnings)
    return settled === undefined ? [] : [settled]
  })
  const names = written.watches.map(({ name }) => name)
  const searched = written.searches.map((search, at) =>
    settleSearch(search, { watches, names, every }, ['searches', at], report, warnings),
  )
  const feeds = [...feedsListed, ...searched.flat()]
  const subscribers = written.subscribers.map((subscriber, at) => {
    const path = ['subscribers', at]
    subscriber.watches?.forEach((name, index) =>
      reportUnknownWatch(name, names, [...path, 'watches', index], report),
    )
    return settleSubscriber(subscriber, subscriber.id ?? slug(subscriber.name), path, report)
  })
  reportDoubles('watches', 'name', names, report)
  reportDoubles(
    'feeds',
    'id',
    feedsListed.map(({ id }) => id),
    report,
  )
  reportSearchDoubles(feedsListed, searched, report)
  reportDoubles(
    'subscribers',
    'id',
    subscribers.map(({ id }) => id),
    report,
  )
  if (feeds.length === 0) report([], 'no feeds: list at least one under feeds or searches')
  const { concurrency, contact, host_spacing: spacing, allow_hosts: allowHosts } = written.polling
  const { check_told: checkTold } = written.polling
  const hostSpacing = milliseconds(spacing)
  return {
    watches,
    vocabulary,
    subscribers,
    feeds,
    polling: { concurrency, hostSpacing, ...(contact && { contact }), allowHosts, checkTold },
    corpus: {
      remember: milliseconds(written.corpus.remember),
      mostDocuments: written.corpus.most_documents,
    },
    ...settleOperator(written.operator),
    mail: settleMail(written.mail),
    warnings,
    hints: watches.flatMap((watch) => spellingHints(watch, vocabulary)),
    broken: [],
    web: settleWeb(written.web),
  }
}

function settleOperator({
  ping,
  notify = [],
  every,
}: WrittenConfiguration['operator']): Pick<Configuration, 'operator'> {
  if (ping === undefined && notify.length === 0) return {}
  const operator = {
    ...(ping !== undefined && { ping }),
    notify: typeof notify === 'string' ? [notify] : notify,
    every: milliseconds(every),
  }
  return { operator }
}

function settleMail(written: WrittenConfiguration['mail']): Configuration['mail'] {
  const { from, per_minute: perMinute, tls, dkim } = written
  return {
    from,
    ...(perMinute !== undefined && { perMinute }),
    ...(tls === 'required' && { requireTls: true as const }),
    ...(dkim && { dkim: { domain: dkim.domain, selector: dkim.selector, keyFile: dkim.key_file } }),
  }
}

function settleWeb(written: WrittenConfiguration['web']): Configuration['web'] {
  const { host, port, public_url: publicUrl, password = [], token = [] } = written
  const secrets = [password, token].flat()
  return {
    host,
    port,
    ...(publicUrl !== undefined && { publicUrl: publicUrl.replace(/\/+$/, '') }),
    ...(secrets.length > 0 && { secrets }),
  }
}

type WrittenFeed = WrittenConfiguration['feeds'][number]

function settleFeed(
  written: Pick<WrittenFeed, 'id' | 'name' | 'url' | 'every' | 'language'> &
    Partial<Pick<WrittenFeed, 'full_text' | 'country'>>,
  every: string,
): Feed {
  return {
    id: written.id ?? slug(written.name),
    name: written.name,
    url: written.url,
    every: milliseconds(written.every ?? every),
    ...(written.every === undefined && { paceIsFree: true as const }),
    ...(written.language && { language: written.language }),
    ...(written.country && { country: written.country }),
    ...(written.full_text && { fullText: true as const }),
  }
}

/** One feed per watch: its words put into the search's address. */
function settleSearch(
  search: WrittenSearch,
  {
    watches,
    names,
    every: usual,
  }: {
    readonly watches: readonly Watch[]
    readonly names: readonly string[]
    readonly every: string
  },
  path: Path,
  report: Report,
  warnings: string[],
): Feed[] {
  return search.watches.flatMap((name, at) => {
    const place = [...path, 'watches', at]
    const watch = watches.find((candidate) => candidate.name === name)
    if (!watch) {
      reportUnknownWatch(name, names, place, report)
      return []
    }
    const url = addressOfSearch(search, watch)
    if (url === undefined) {
      report(place, `no search can be made of watch "${name}": it asks for no certain word`)
      return []
    }
    if (url.length > LONGEST_SEARCH) {
      warnings.push(
        `search "${search.name}" for watch "${name}": its address has ${url.length} characters, ` +
          `and services may refuse more than ${LONGEST_SEARCH}; make a watch of fewer keywords`,
      )
    }
    const { every, language } = search
    const feed = settleFeed({ name: nameOfSearch(search, name), url, every, language }, usual)
    return [{ ...feed, madeBy: { search: search.name, watch: name } }]
  })
}

const nameOfSearch = ({ name }: Pick<WrittenSearch, 'name'>, watch: string) => `${name}: ${watch}`

/** By which watches may ask for the feeds of searches, which are made when the watches stand. */
function namesOfSearches({ searches }: WrittenConfiguration): Pick<Feed, 'id' | 'name'>[] {
  return searches.flatMap((search) =>
    search.watches.map((watch) => {
      const name = nameOfSearch(search, watch)
      return { id: slug(name), name }
    }),
  )
}

function addressOfSearch(search: WrittenSearch, watch: Watch): string | undefined {
  const { url = '', template, language, region } = search
  const terms = searchTerms(watch.query)
  if (terms.length === 0) return undefined
  if (!template) return url.replace('{query}', () => encodeURIComponent(searchWords(terms)))
  return searchAddress(template, terms, {
    ...(language && { language }),
    ...(region && { region }),
  })
}

/** Two searches of one name and watch would share a memory, and each lose the other's news. */
function reportSearchDoubles(
  listed: readonly Feed[],
  searched: readonly (readonly Feed[])[],
  report: Report,
): void {
  const taken = new Set(listed.map(({ id }) => id))
  searched.forEach((feeds, at) => {
    for (const { id, name } of feeds) {
      if (taken.has(id)) {
        report(
          ['searches', at, 'name'],
          `another feed is "${name}" already; give this another name`,
        )
      }
      taken.add(id)
    }
  })
}

function reportUnknownWatch(name: string, names: readonly string[], path: Path, report: Report) {
  if (names.includes(name)) return
  const meant = nearestName(name, names)
  report(path, `no watch "${name}"${meant ? `; do you mean "${meant}"?` : ''}`)
}

function reportDoubles(list: string, key: string, values: readonly string[], report: Report) {
  values.forEach((value, at) => {
    if (values.indexOf(value) < at) {
      report([list, at], `two ${list} have the ${key} "${value}"; each needs its own`)
    }
  })
}

const UNITS: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3 }

/** '15m' -> 900000. The schema has checked the form. */
export function milliseconds(duration: string): number {
  return Number(duration.slice(0, -1)) * (UNITS[duration.slice(-1)] ?? 1)
}

/** The id made of a name: lower case, everything but letters and digits a hyphen. */
export function slug(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  return plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
}
