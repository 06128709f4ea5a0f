import type { Item, PastItem } from '../../model.ts'
import type { HistoryStore } from '../../ports.ts'

/** What one visit to a feed brought, as it stood then. */
export interface PastVisit {
  readonly feedId: string
  readonly at: Date
  readonly recordedAt: Date
  readonly baseline: boolean
  readonly readBefore?: Date
  readonly fresh: readonly Item[]
  /** Read before, and worded like this from this visit on. */
  readonly revised: readonly Item[]
  /** Number of the last item, for telling how far it has come. */
  readonly number: number
}

export type History = Pick<HistoryStore, 'history'>

/** Items asked for at once: few enough for an answer over the web of a few megabytes. */
const BATCH = 500

/**
 * The visits that brought something, in the order in which they came on record, from `from` (or
 * the beginning of what is kept) to `to`. Holds one batch and the wordings still to come.
 */
export async function* pastVisits(
  { history }: History,
  range: { readonly from?: Date; readonly to: Date },
): AsyncGenerator<PastVisit> {
  const rewordings: Rewording[] = []
  let open: PastItem[] = []
  let after: PastItem | undefined
  do {
    const batch = await history({ ...range, ...(after && { after }), limit: BATCH })
    for (const past of batch) {
      if (open[0] && !isOneVisit(open[0], past)) {
        yield* closeVisit(open, rewordings)
        open = []
      }
      open.push(past)
    }
    after = batch.at(-1)
  } while (after)
  if (open.length > 0) yield* closeVisit(open, rewordings)
  yield* rewordingsUpTo(rewordings, range.to)
}

interface Rewording {
  readonly feedId: string
  readonly at: Date
  readonly item: Item
  readonly number: number
}

function isOneVisit(a: PastItem, b: PastItem): boolean {
  return a.item.feedId === b.item.feedId && a.readAt.getTime() === b.readAt.getTime()
}

/** A visit that brought something new and something worded anew is one visit. */
function* closeVisit(open: readonly PastItem[], rewordings: Rewording[]): Generator<PastVisit> {
  const [first] = open
  if (!first) return
  const { readAt: at, recordedAt, readBefore, baseline } = first
  const { feedId } = first.item
  const waiting = take(rewordings, ({ at: when }) => when <= at)
  const isOurs = (one: Rewording) => one.feedId === feedId && one.at.getTime() === at.getTime()
  yield* asVisits(waiting.filter((one) => !isOurs(one)))
  yield {
    feedId,
    at,
    recordedAt,
    baseline,
    ...(readBefore && { readBefore }),
    fresh: open.map((past) => wordingsOf(past)[0]?.item ?? past.item),
    revised: waiting.filter(isOurs).map(({ item }) => item),
    number: open.at(-1)?.number ?? 0,
  }
  rewordings.push(...open.flatMap((past) => wordingsOf(past).slice(1)))
}

function wordingsOf({ item, wordings = [], number }: PastItem): Rewording[] {
  return wordings.map(({ at, title, summary = item.summary, text = item.text }) => ({
    feedId: item.feedId,
    at,
    item: { ...item, title, summary, text },
    number,
  }))
}

function* rewordingsUpTo(rewordings: Rewording[], to: Date): Generator<PastVisit> {
  yield* asVisits(take(rewordings, ({ at }) => at <= to))
}

function* asVisits(rewordings: readonly Rewording[]): Generator<PastVisit> {
  const byVisit = new Map<string, Rewording[]>()
  for (const one of rewordings.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const key = `${one.at.getTime()} ${one.feedId}`
    byVisit.set(key, [...(byVisit.get(key) ?? []), one])
  }
  for (const [first, ...others] of byVisit.values()) {
    if (!first) continue
    const { feedId, at, number } = first
    const revised = [first, ...others].map(({ item }) => item)
    yield { feedId, at, recordedAt: at, baseline: false, fresh: [], revised, number }
  }
}

/** Take out of a list what fits. */
function take<T>(list: T[], fits: (one: T) => boolean): T[] {
  const taken = list.filter(fits)
  if (taken.length > 0) list.splice(0, list.length, ...list.filter((one) => !fits(one)))
  return taken
}
