/**
 * What is kept of a visit for the next one. Only a body that was read leaves validators and a
 * hash behind: after one that could not be read, a 304 would hide the news until it changes again.
 */
import type { FeedMemory } from '../../model.ts'
import { hubOfFeed } from '../websub/hub-of-feed.ts'
import { keysAsBefore } from './key-policy.ts'
import { rememberMissing } from './missing.ts'
import { rememberMove } from './moved.ts'
import { nextVisit } from './next-visit.ts'
import type { VisitFacts } from './next-visit.ts'
import { feedWishes } from './outlet-wishes.ts'
import { rememberRhythm } from './rhythm.ts'
import { unreadArticles } from './teasers.ts'
import { bodyHashOf, validatorsIn } from './validators.ts'
import { failureOf, wasRead } from './visit-failed.ts'

/** The memory after a visit: validators verbatim, failures counted, the next visit decided. */
export function rememberVisit(facts: VisitFacts): FeedMemory {
  const { feed, memory, fetched, parsed, at } = facts
  // A visit that brought no items forgets nothing.
  const shown = facts.shown || memory?.shown
  const failure = failureOf(fetched, parsed)
  const next = nextVisit(facts)
  const move = rememberMove(facts)
  const wishes = feedWishes(parsed, memory)
  const hub = hubOfFeed(fetched, parsed, memory)
  const unread = unreadArticles(facts.fresh ?? [])
  const lastSuccessAt = failure ? memory?.lastSuccessAt : at
  const baselineAt = memory?.baselineAt ?? (wasRead(fetched, parsed) ? at : undefined)
  return {
    feedId: feed.id,
    url: feed.url,
    ...(failure ? asBefore(facts) : asAnswered(facts)),
    ...(baselineAt && { baselineAt }),
    ...move,
    ...rememberMissing(facts),
    ...rememberRhythm(facts),
    ...rememberOverflow(facts),
    ...(facts.keys ?? keysAsBefore(memory)),
    ...(shown !== undefined && { shown }),
    lastVisitAt: at,
    ...(lastSuccessAt && { lastSuccessAt }),
    failuresInARow: failure ? (memory?.failuresInARow ?? 0) + 1 : 0,
    ...(failure && { failure }),
    nextVisitAt: next.at,
    ...(next.askedUntil && { askedToWaitUntil: next.askedUntil }),
    ...(Object.keys(wishes).length > 0 && { wishes }),
    ...(hub && { hub }),
    because: [
      next.because,
      ...(move.movedAt ? [`it moved for good to ${move.movedTo}`] : []),
      ...(unread === undefined ? [] : [unread]),
    ].join('; '),
  }
}

function rememberOverflow({
  memory,
  overflowed,
  at,
}: VisitFacts): Pick<FeedMemory, 'overflowedAt'> {
  const overflowedAt = overflowed ? at : memory?.overflowedAt
  return overflowedAt ? { overflowedAt } : {}
}

type BodyMemory = Pick<
  FeedMemory,
  'etag' | 'lastModified' | 'validatorsSince' | 'bodyHash' | 'answeredBy'
>

/** A failure says nothing about the last body that was read; another address does. */
function asBefore({ feed, memory }: VisitFacts): BodyMemory {
  if (memory?.url !== feed.url) return {}
  const { etag, lastModified, validatorsSince, bodyHash, answeredBy } = memory
  return {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
    ...(validatorsSince && { validatorsSince }),
    ...(bodyHash !== undefined && { bodyHash }),
    ...(answeredBy !== undefined && { answeredBy }),
  }
}

/**
 * Each validator as the answer has it. A 304 may renew one and leave the other out (RFC 9111
 * 4.3.4), and does not make them younger: only a whole body proves the outlet still looks.
 */
function asAnswered(facts: VisitFacts): BodyMemory {
  const { fetched, at } = facts
  const validators = validatorsIn(fetched.headers ?? {}, at)
  if (fetched.kind === 'unchanged' && fetched.status === 304) {
    return { ...asBefore(facts), ...validators }
  }
  const bodyHash = fetched.kind === 'body' ? bodyHashOf(fetched.bytes) : facts.memory?.bodyHash
  return {
    ...validators,
    ...(Object.keys(validators).length > 0 && { validatorsSince: at }),
    ...(bodyHash !== undefined && { bodyHash }),
    answeredBy: fetched.url,
  }
}
