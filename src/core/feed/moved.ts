/**
 * A feed that moved for good. A 301 or 308 may be a slip of the outlet's, or of a network that
 * wants its visitors to log in, so it is believed only after several visits; and the address in
 * the configuration stays the one that counts: it is tried again when the new one fails.
 */
import { addressVerdict } from '../net/address-verdict.ts'
import type { Feed, FeedMemory } from '../../model.ts'
import { visitFailed, type Visit } from './visit-failed.ts'

const VISITS_TO_BELIEVE = 3
const TIME_TO_BELIEVE_MS = 24 * 3_600_000

/** Where to visit a feed: where it moved, once that is believed, else as configured. */
export function addressToVisit(feed: Feed, memory: FeedMemory | undefined): string {
  if (!memory?.movedAt || memory.url !== feed.url) return feed.url
  // After a failure at one address the other one is asked: either may be the one that lapsed.
  return memory.failuresInARow % 2 === 1 ? feed.url : (memory.movedTo ?? feed.url)
}

export type MoveMemory = Pick<FeedMemory, 'movedTo' | 'movedSince' | 'movedVisits' | 'movedAt'>

/** What is remembered of a move after a visit. Another address in the configuration forgets it. */
export function rememberMove({ feed, memory, fetched, parsed, at }: Visit): MoveMemory {
  const known = memory?.url === feed.url ? knownMove(memory) : {}
  if (visitFailed(fetched, parsed)) return known.movedAt ? known : {}
  if (addressToVisit(feed, memory) !== feed.url) return known
  const target = fetched.kind === 'failed' ? undefined : fetched.movedTo
  if (target === undefined || !mayMove(feed.url, target)) return {}
  if (known.movedTo !== target) return { movedTo: target, movedSince: at, movedVisits: 1 }
  const { movedSince = at, movedVisits = 0, movedAt } = known
  const lasted = at.getTime() - movedSince.getTime() >= TIME_TO_BELIEVE_MS
  const believed = movedVisits + 1 >= VISITS_TO_BELIEVE && lasted
  return {
    movedTo: target,
    movedSince,
    movedVisits: movedVisits + 1,
    ...((movedAt ?? believed) && { movedAt: movedAt ?? at }),
  }
}

function knownMove({ movedTo, movedSince, movedVisits, movedAt }: FeedMemory): MoveMemory {
  return {
    ...(movedTo !== undefined && { movedTo }),
    ...(movedSince && { movedSince }),
    ...(movedVisits !== undefined && { movedVisits }),
    ...(movedAt && { movedAt }),
  }
}

/** Not out of https, and not from elsewhere to a literal private address, whoever allows it. */
function mayMove(from: string, to: string): boolean {
  if (!URL.canParse(from) || !URL.canParse(to)) return false
  const [start, target] = [new URL(from), new URL(to)]
  if (start.protocol === 'https:' && target.protocol !== 'https:') return false
  return start.hostname === target.hostname || isPublic(target.hostname)
}

/** A name is judged when it is connected to; here only what can be read off the address. */
function isPublic(hostname: string): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (/^[\d.]+$|:/.test(literal)) return addressVerdict(literal).allow
  return literal.includes('.') && !/\.(?:local|localhost|internal|lan|home\.arpa)\.?$/.test(literal)
}
