import type { PlacedItem } from '../../model.ts'

/**
 * One story without the answers of watches that were muted when its items came. An item that
 * answered nothing else is no news to these watches' later tellings either; to another watch,
 * which was not muted, it is.
 */
export function setMutedAside(story: readonly PlacedItem[]): readonly PlacedItem[] {
  const muted = story.map(({ answers }) => answers.flatMap((one) => (one.muted ? one.watch : [])))
  if (muted.every(({ length }) => length === 0)) return story
  const heard = story.map((one) => ({ ...one, answers: one.answers.filter((a) => !a.muted) }))
  const asking = heard.flatMap(({ answers }) => answers.map(({ watch }) => watch))
  return heard.map((one, at) => {
    const silent = muted[at] ?? []
    if (silent.length === 0 || !asking.every((watch) => silent.includes(watch))) return one
    return one.answers.length > 0
      ? one
      : { heldBack: `${silent.join(' and ')} was muted when it came`, ...one }
  })
}
