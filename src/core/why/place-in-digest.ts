import type { Answer, Digest, PlacedItem, Subscriber, Watch } from '../../model.ts'
import { muteInWords } from '../watch/mute-in-words.ts'
import { listed } from '../digest/wording.ts'
import type { Fate } from './why.ts'

export type PlaceInDigest = Pick<Fate, 'what' | 'because'>

/** Where an item stands in a digest; undefined when the digest has no word of it. */
export function placeInDigest(
  { item, verdict }: Pick<PlacedItem, 'item' | 'verdict'>,
  { stories, heldBack, corrections = [] }: Digest,
): PlaceInDigest | undefined {
  const held = heldBack.find(({ itemId }) => itemId === item.id)
  if (held) return { what: 'held back', because: held.because }
  const story = stories.find(
    ({ lead, itemIds = [] }) => lead.itemId === item.id || itemIds.includes(item.id),
  )
  if (story) {
    const under = `“${story.headline}” (${story.lead.outlet})`
    if (story.lead.itemId === item.id) return { what: 'told', because: `it leads ${under}` }
    const isNews = verdict.kind === 'new' || verdict.kind === 'update'
    return isNews
      ? { what: 'told', because: `what was new in it stands under ${under}` }
      : { what: 'counted', because: `counted as a ${verdict.kind} under ${under}` }
  }
  const correction = corrections.find(({ told }) => told.itemId === item.id)
  if (!correction) return undefined
  const { vanished, headline } = correction
  return {
    what: 'told',
    because: vanished ? 'that it is gone from its address' : `its changed headline: “${headline}”`,
  }
}

/** For what came before a subscriber's first digest goes back. */
export const BEFORE_FIRST: PlaceInDigest = {
  what: 'left out',
  because: 'it came earlier than a first digest goes back, which is a week',
}

/** Why a digest has no word of an item: which of its watches tell this subscriber nothing. */
export function whyLeftOut(
  answers: readonly Answer[],
  subscriber: Pick<Subscriber, 'name' | 'watches'>,
  watches: readonly Watch[],
  now: Date,
): PlaceInDigest {
  const reasons = answers.map(({ watch: name, muted }) => {
    const watch = watches.find((one) => one.name === name)
    if (!watch) return `the watch ${name} is no longer in the configuration`
    const mute = muteInWords(watch, now)
    if (mute !== '') return `${name} is ${mute}`
    if (subscriber.watches && !subscriber.watches.includes(name)) {
      return `${subscriber.name} is not told of ${name}`
    }
    return muted
      ? `${name} was muted when it came`
      : `${name} had not been given to ${subscriber.name} then`
  })
  return { what: 'left out', because: listed(reasons) }
}
