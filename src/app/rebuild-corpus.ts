/**
 * All verdicts made anew, after the judgement of stories has changed or the seeds have. What was
 * mailed stays told: placements keep their sequence, which is what digests go by.
 */
import { placeInStories } from '../core/story/place-in-stories.ts'
import { describeTellings } from '../core/story/telling.ts'
import type { PlacedItem, Placement } from '../model.ts'
import type { RebuildStore, Store } from '../ports.ts'

type Past = PlacedItem & { readonly readAt: Date }

const BATCH = 200

export interface Rebuilt {
  readonly items: number
  /** Items whose verdict or story is another now. */
  readonly changed: number
}

/**
 * Items on record out of the corpus, and placed in it again in the order they were read; their
 * documents whose items are forgotten stay as they are. In one transaction: polls wait, and a
 * death leaves everything as it was.
 */
export async function rebuildCorpus(
  store: Pick<Store, 'rebuild'>,
  progress: (done: number, of: number) => void,
): Promise<Rebuilt> {
  return store.rebuild(async (inner) => {
    const total = await inner.takeOut()
    let done: Rebuilt = { items: 0, changed: 0 }
    let after: Past | undefined
    do {
      const batch = await inner.placedItems({ ...(after && { after }), limit: BATCH })
      for (const visit of byVisit(batch)) {
        const changed = await placeAnew(inner, visit)
        done = { items: done.items + visit.length, changed: done.changed + changed }
      }
      if (batch.length > 0) progress(done.items, total)
      after = batch.at(-1)
    } while (after)
    return done
  })
}

/** Items read at one moment see each other as they did then, those of later ones do not. */
function byVisit(batch: readonly Past[]): Past[][] {
  const visits: Past[][] = []
  for (const past of batch) {
    const visit = visits.at(-1)
    if (visit?.[0]?.readAt.getTime() === past.readAt.getTime()) visit.push(past)
    else visits.push([past])
  }
  return visits
}

async function placeAnew(store: RebuildStore, visit: readonly Past[]): Promise<number> {
  const readAt = visit[0]?.readAt ?? new Date(0)
  const before = new Map(visit.map((past) => [past.item.id, past]))
  const tellings = describeTellings(visit, readAt)
  const placements = placeInStories(tellings, await store.near(tellings))
  await store.replace(
    placements.map((placement) => asHeldBackBefore(placement, before)),
    readAt,
  )
  return placements.filter(({ match, verdict }) => {
    const old = before.get(match.item.id)?.verdict
    return old?.kind !== verdict.kind || old.storyId !== verdict.storyId
  }).length
}

/** A feed's baseline and what was read before its watch stay so; what is old news is judged anew. */
function asHeldBackBefore(placement: Placement, before: ReadonlyMap<string, Past>): Placement {
  const old = before.get(placement.match.item.id)
  const held =
    placement.heldBack ?? (old?.heldBack?.startsWith('old news') ? undefined : old?.heldBack)
  return held === undefined ? placement : { ...placement, heldBack: held }
}
