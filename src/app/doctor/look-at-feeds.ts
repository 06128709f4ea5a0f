import { counted, listed } from '../../core/digest/wording.ts'
import { healthInWords, type FeedHealth } from '../../core/feed/feed-health.ts'
import { isNotReached } from '../../core/feed/visit-failed.ts'
import type { FailureKind } from '../../model.ts'
import { doubtful, ill, well, type Finding } from './finding.ts'

/** Reasons told one by one, and feeds named with each. */
const NAMED = 10
const FEW = 3

/** How the feeds are as a whole, which of them need somebody, and whether the clock can be right. */
export function lookAtFeeds(feeds: readonly FeedHealth[], now: Date): readonly Finding[] {
  if (feeds.length === 0) {
    return [
      ill('feeds', 'there are none', 'wirewatch feeds add URL, or wirewatch feeds import FILE'),
    ]
  }
  const sick = feeds.filter(({ health }) => health === 'failing' || health === 'gone')
  const visited = feeds.filter(({ health }) => health !== 'not visited yet')
  const counts = `${counted(feeds.length, 'feed')}, ${visited.length} visited, ${sick.length} failing or gone`
  const groups = groupsOf(sick)
  const [alike] = groups.length === 1 ? groups : []
  if (visited.length > 0 && sick.length === visited.length) {
    const why = alike ? `, ${alike.length > 1 ? 'as ' : ''}${nameAndWhy(alike[0])}` : ''
    const next = (alike && remedyFor(alike)) ?? (sick.every(isAnswered) ? SEE_EACH : ASK_NETWORK)
    const overall = ill('feeds', `${counts}: all of them fail${why}`, next)
    return [overall, ...(alike ? [] : toldByGroup(groups)), ...lookAtClock(feeds, now)]
  }
  return [well('feeds', counts), ...toldByGroup(groups), ...lookAtClock(feeds, now)]
}

type Group = readonly [FeedHealth, ...FeedHealth[]]

/** Feeds that fail for one reason, whatever their hosts are called; the largest group first. */
function groupsOf(sick: readonly FeedHealth[]): readonly Group[] {
  const groups = new Map<string, [FeedHealth, ...FeedHealth[]]>()
  for (const feed of sick) {
    const reason = reasonOf(feed)
    const group = groups.get(reason)
    if (group) group.push(feed)
    else groups.set(reason, [feed])
  }
  return [...groups.values()].toSorted((a, b) => b.length - a.length)
}

/** The kind says it, or the status; of what has neither the words do, but for the host's name in them. */
function reasonOf({ id, url, failure }: FeedHealth): string {
  if (!failure) return id
  const { kind, status = '', because } = failure
  if (kind !== 'other' && kind !== 'unreadable') return `${kind} ${status}`
  const { host, hostname } = new URL(url)
  return because.replaceAll(host, '…').replaceAll(hostname, '…')
}

/** Whatever came, it came from there: this machine's network is well. */
function isAnswered({ failure }: FeedHealth): boolean {
  return failure !== undefined && ANSWERED.has(failure.kind)
}

const ANSWERED: ReadonlySet<FailureKind> = new Set(['refused', 'answered', 'unreadable'])

function toldByGroup(groups: readonly Group[]): readonly Finding[] {
  return groups.slice(0, NAMED).map((group) => {
    const [feed] = group
    if (group.length === 1) {
      return doubtful(
        feed.name,
        `${healthInWords(feed)}: ${feed.health === 'gone' ? feed.because : whyOf(feed)}`,
        remedyFor(group) ??
          `look at ${feed.url}; wirewatch feeds add finds a new address, wirewatch feeds remove ends it`,
      )
    }
    const names = listed(
      group.map(({ name }) => name),
      FEW,
    )
    return doubtful(
      `${group.length} feeds`,
      `${names} fail for one reason, as ${nameAndWhy(feed)}`,
      remedyFor(group) ?? SEE_EACH,
    )
  })
}

function nameAndWhy(feed: FeedHealth): string {
  return `${feed.name}: ${whyOf(feed)}`
}

function whyOf({ failure, because }: FeedHealth): string {
  return failure?.because ?? because
}

/** What to do, where the kind of failure says it. */
function remedyFor([{ failure }, ...others]: Group): string | undefined {
  if (!failure) return undefined
  if (others.length > 0 && isNotReached(failure.kind)) return ASK_NETWORK
  return REMEDIES[failure.kind]
}

const ASK_NETWORK = 'is this machine on the network, and its DNS well?'

const SEE_EACH = 'wirewatch feeds shows each with its address and next visit'

const REMEDIES: Partial<Record<FailureKind, string>> = {
  'not allowed':
    'where the host is your own, write it into polling.allow_hosts: it is visited at once',
  'no such name': 'is its address written right? wirewatch feeds add finds a new one',
  refused: 'is its server up, the port in its address right, and no firewall in between?',
  'not trusted': 'is the clock right, and are the certificates of this system new?',
}

/** A visit cannot lie ahead: then the clock has gone back, and nothing is due until it catches up. */
function lookAtClock(feeds: readonly FeedHealth[], now: Date): readonly Finding[] {
  const latest = Math.max(...feeds.map(({ lastReadAt }) => lastReadAt?.getTime() ?? 0))
  if (latest <= now.getTime()) return []
  const ahead = new Date(latest).toISOString()
  const found = `a feed was read at ${ahead}, which is yet to come: the clock has gone back`
  return [
    ill('clock', found, 'set the clock by NTP; feeds are visited again when it has caught up'),
  ]
}
