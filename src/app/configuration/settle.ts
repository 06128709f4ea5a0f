import { keywordsQuery, parseQuery } from '../../core/watch/parse-query.ts'
import type { Feed, Subscriber, Watch } from '../../model.ts'
import { nearest } from './problem.ts'
import type { Configuration } from './configuration.ts'
import { readSchedule } from './schedule.ts'
import type { WrittenConfiguration } from './schema.ts'

export type Path = readonly PropertyKey[]
/** Tells of a problem at a place in the written configuration. */
export type Report = (path: Path, message: string) => void

/** What was written, checked by its form, -> what the service runs by. Reports what does not fit together. */
export function settle(written: WrittenConfiguration, report: Report): Configuration {
  const warnings: string[] = []
  const watches = written.watches.map((watch, at) =>
    settleWatch(watch, ['watches', at], report, warnings),
  )
  const names = watches.map(({ name }) => name)
  const feeds = [
    ...written.feeds.map((feed) => settleFeed(feed, written.polling.every)),
    ...written.searches.flatMap((search, at) =>
      settleSearch(search, written, ['searches', at], report),
    ),
  ]
  const subscribers = written.subscribers.map((subscriber, at): Subscriber => {
    const path = ['subscribers', at]
    subscriber.watches?.forEach((name, index) =>
      reportUnknownWatch(name, names, [...path, 'watches', index], report),
    )
    const schedule = readSchedule(subscriber.schedule ?? { every: '1h' })
    if (!schedule.ok) report([...path, 'schedule', ...schedule.path], schedule.problem)
    if (!isZone(subscriber.zone)) {
      report([...path, 'zone'], `no time zone "${subscriber.zone}"; write one like Asia/Seoul`)
    }
    return {
      id: subscriber.id ?? slug(subscriber.name),
      name: subscriber.name,
      to: [subscriber.to].flat(),
      ...(subscriber.watches && { watches: subscriber.watches }),
      schedule: schedule.ok ? schedule.schedule : { crons: [], written: '' },
      zone: subscriber.zone,
      evenWhenNothingIsNew: subscriber.even_when_nothing_is_new,
    }
  })
  reportDoubles('watches', 'name', names, report)
  reportDoubles('feeds', 'id', feeds.map(({ id }) => id).slice(0, written.feeds.length), report)
  reportDoubles(
    'subscribers',
    'id',
    subscribers.map(({ id }) => id),
    report,
  )
  if (feeds.length === 0) report([], 'no feeds: list at least one under feeds or searches')
  const { concurrency, contact, host_spacing: spacing, allow_hosts: allowHosts } = written.polling
  const hostSpacing = milliseconds(spacing)
  return {
    watches,
    subscribers,
    feeds,
    polling: { concurrency, hostSpacing, ...(contact && { contact }), allowHosts },
    mail: written.mail,
    warnings,
    web: written.web,
  }
}

function settleWatch(
  written: WrittenConfiguration['watches'][number],
  path: Path,
  report: Report,
  warnings: string[],
): Watch {
  const { name, keywords, query } = written
  if (keywords) return { name, query: keywordsQuery(keywords), written: keywords.join(' | ') }
  const parsed = parseQuery(query ?? '')
  if (!parsed.ok) {
    report([...path, 'query'], `watch "${name}": ${parsed.problem} (character ${parsed.at + 1})`)
  }
  if (parsed.ok) warnings.push(...parsed.warnings.map((warning) => `watch "${name}": ${warning}`))
  return {
    name,
    query: parsed.ok ? parsed.query : { kind: 'any', of: [] },
    written: query ?? '',
  }
}

function settleFeed(written: WrittenConfiguration['feeds'][number], every: string): Feed {
  return {
    id: written.id ?? slug(written.name),
    name: written.name,
    url: written.url,
    every: milliseconds(written.every ?? every),
    ...(written.every === undefined && { paceIsFree: true as const }),
    ...(written.language && { language: written.language }),
  }
}

/** One feed per watch: the watch's keywords, joined by OR, put into the search's address. */
function settleSearch(
  search: WrittenConfiguration['searches'][number],
  { watches, polling }: WrittenConfiguration,
  path: Path,
  report: Report,
): Feed[] {
  return search.watches.flatMap((name, at) => {
    const place = [...path, 'watches', at]
    const watch = watches.find((candidate) => candidate.name === name)
    if (!watch) {
      reportUnknownWatch(
        name,
        watches.map((candidate) => candidate.name),
        place,
        report,
      )
      return []
    }
    if (!watch.keywords) {
      report(place, `watch "${name}" has a query; a search can only be made from keywords`)
      return []
    }
    const query = watch.keywords
      .map((keyword) => (/\s/.test(keyword) ? `"${keyword}"` : keyword))
      .join(' OR ')
    const url = search.url.replace('{query}', encodeURIComponent(query))
    const { every, language } = search
    return [settleFeed({ name: `${search.name}: ${name}`, url, every, language }, polling.every)]
  })
}

function reportUnknownWatch(name: string, names: readonly string[], path: Path, report: Report) {
  if (names.includes(name)) return
  const meant = nearest(name, names)
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

function slug(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  return plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
