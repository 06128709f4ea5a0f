/**
 * What a subscriber was told before, as adapters/store/digest-past.ts reads it out of the store:
 * here out of what was placed and told in the past that happens again.
 */
import { ALARM_HOURS, CORRECTION_DAYS, PACE_DAYS, toldLines } from '../../core/digest/told-lines.ts'
import {
  PACE_HOURS,
  type Digest,
  type DigestPast,
  type EarlierTelling,
  type Item,
  type Pace,
  type PlacedItem,
  type Rewording,
  type Wording,
} from '../../model.ts'

const ONE_HOUR = 3_600_000
const ONE_DAY = 24 * ONE_HOUR

export interface PastTellings {
  record(digest: Digest): void
  /** An item stands so in its feed from an instant on. */
  reword(item: Item, at: Date): void
  recall(subscriberId: string, storyIds: readonly string[], now: Date): DigestPast
}

interface Telling extends EarlierTelling {
  /** Title of the story it was told under. */
  readonly storyTitle: string
  /** The summary its item was corrected to by then. */
  readonly summary?: string
}

/** What was placed, and where it stands now. */
export interface PastPlaces {
  readonly placed: ReadonlyMap<string, PlacedItem>
  /** Ids in the order of placing. */
  readonly order: readonly string[]
}

/** Paces are counted where a subscriber asks for the alarm. */
export function pastTellings({ placed, order }: PastPlaces, countsPaces: boolean): PastTellings {
  const tellings = new Map<string, Telling[]>()
  const wordings = new Map<string, Wording>()
  const paces = pacesOver({ placed, order })
  return {
    record: (digest) => {
      const own = tellings.get(digest.subscriberId) ?? []
      own.push(...tellingsOf(digest))
      tellings.set(digest.subscriberId, own)
    },
    reword: ({ id, title, summary }, at) => {
      const known = wordings.get(id)
      const isKnown = known?.title === title && known.summary === summary
      if (placed.has(id) && !isKnown) wordings.set(id, { title, summary, at })
    },
    recall: (subscriberId, storyIds, now) => {
      const own = tellings.get(subscriberId) ?? []
      const counted = countsPaces ? paces(now) : []
      const rising = counted.filter(({ stretchesAgo }) => stretchesAgo === 0)
      const wanted = new Set([...storyIds, ...rising.map(({ storyId }) => storyId)])
      return {
        tellings: own.flatMap((telling) => standingNow(telling, placed, wanted, now) ?? []),
        paces: counted,
        rewordings: rewordingsOf(own, placed, wordings, now),
      }
    },
  }
}

function tellingsOf(digest: Digest): readonly Telling[] {
  const { id: digestId, messageId, composedAt: at } = digest
  const titles = new Map(digest.stories.map(({ storyId, storyTitle }) => [storyId, storyTitle]))
  return toldLines(digest).map(({ story, item, headline, rising, summary }) => ({
    storyId: story,
    digestId,
    messageId,
    at,
    headline,
    ...(item !== undefined && { itemId: item }),
    ...(rising && { rising }),
    storyTitle: titles.get(story) ?? headline,
    ...(summary !== undefined && { summary }),
  }))
}

/** A telling is of the story its item stands in now: placing may have moved it since. */
function standingNow(
  { storyTitle, summary: _summary, ...telling }: Telling,
  placed: ReadonlyMap<string, PlacedItem>,
  wanted: ReadonlySet<string>,
  now: Date,
): EarlierTelling | undefined {
  const { storyId: told, itemId, rising, at } = telling
  const place = itemId === undefined ? undefined : placed.get(itemId)
  const storyId = place?.verdict.storyId ?? told
  const isOver = rising && now.getTime() - at.getTime() >= ALARM_HOURS * ONE_HOUR
  if (isOver || !wanted.has(storyId)) return undefined
  return { ...telling, storyId, ...(storyId !== told && { under: storyTitle }) }
}

/** Distinct outlets by story and stretch of time, counted back from now. */
function pacesOver({ placed, order }: PastPlaces): (now: Date) => readonly Pace[] {
  let first = 0
  return (now) => {
    const ageOf = (at: number) => now.getTime() - placed.get(order[at]!)!.placedAt.getTime()
    while (first < order.length && ageOf(first) >= PACE_DAYS * ONE_DAY) first++
    const outlets = new Map<string, { pace: Omit<Pace, 'outlets'>; of: Set<string> }>()
    for (let at = first; at < order.length; at++) {
      const { heldBack, item, verdict } = placed.get(order[at]!)!
      if (heldBack !== undefined) continue
      const { storyId, storyTitle: title } = verdict
      const stretchesAgo = Math.floor(ageOf(at) / (PACE_HOURS * ONE_HOUR))
      const key = `${stretchesAgo} ${storyId}`
      const known = outlets.get(key) ?? { pace: { storyId, title, stretchesAgo }, of: new Set() }
      known.of.add(item.outlet)
      outlets.set(key, known)
    }
    return [...outlets.values()].map(({ pace, of }) => ({ ...pace, outlets: of.size }))
  }
}

/** Of each item told in these days the newest telling, where its outlet words it otherwise now. */
function rewordingsOf(
  own: readonly Telling[],
  placed: ReadonlyMap<string, PlacedItem>,
  wordings: ReadonlyMap<string, Wording>,
  now: Date,
): readonly Rewording[] {
  const newest = new Map<string, Telling>()
  for (const telling of own) {
    const isOld = now.getTime() - telling.at.getTime() >= CORRECTION_DAYS * ONE_DAY
    if (telling.itemId === undefined || isOld) continue
    const summary = telling.summary ?? newest.get(telling.itemId)?.summary
    newest.set(telling.itemId, { ...telling, ...(summary !== undefined && { summary }) })
  }
  return [...newest].flatMap(([itemId, { storyTitle: _title, summary: corrected, ...told }]) => {
    const wording = wordings.get(itemId)
    const item = placed.get(itemId)?.item
    if (!wording || !item) return []
    const summary = { told: corrected ?? item.summary, now: wording.summary ?? item.summary }
    const isSame = summary.told === summary.now
    if (wording.title === told.headline && isSame) return []
    const { outlet, url } = item
    const { title: headline, at } = wording
    return [{ told, outlet, url, headline, at, ...(!isSame && { summary }) }]
  })
}
