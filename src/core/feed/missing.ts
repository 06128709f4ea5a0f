/**
 * A feed that is not there any more. 410 says so for good, yet once may be a slip; 404 says it
 * of the moment, and after two weeks of nothing else means the same.
 */
import type { FeedMemory } from '../../model.ts'
import { visitFailed, type Visit } from './visit-failed.ts'

const MISSING_UNTIL_GONE_MS = 14 * 24 * 3_600_000
/** A day, less what the timetable may strike early. */
const SAID_TWICE_MS = 24 * 3_600_000 - 5 * 60_000

export type MissingMemory = Pick<FeedMemory, 'missingSince' | 'goneSaidAt' | 'goneSince'>

/**
 * Since when a feed is missing and since when it counts as gone, after a visit. No answer at all
 * changes neither; any other answer, or another address in the configuration, ends both.
 */
export function rememberMissing({ feed, memory, fetched, parsed, at }: Visit): MissingMemory {
  if (!visitFailed(fetched, parsed)) return {}
  const known = memory?.url === feed.url ? knownMissing(memory) : {}
  if (fetched.kind === 'failed' && fetched.status === undefined) return known
  if (fetched.status !== 404 && fetched.status !== 410) return {}
  const missingSince = known.missingSince ?? at
  const goneSaidAt = fetched.status === 410 ? (known.goneSaidAt ?? at) : undefined
  const gone =
    at.getTime() - missingSince.getTime() >= MISSING_UNTIL_GONE_MS ||
    (goneSaidAt && at.getTime() - goneSaidAt.getTime() >= SAID_TWICE_MS)
  const goneSince = known.goneSince ?? (gone ? at : undefined)
  return { missingSince, ...(goneSaidAt && { goneSaidAt }), ...(goneSince && { goneSince }) }
}

function knownMissing({ missingSince, goneSaidAt, goneSince }: FeedMemory): MissingMemory {
  return {
    ...(missingSince && { missingSince }),
    ...(goneSaidAt && { goneSaidAt }),
    ...(goneSince && { goneSince }),
  }
}
