import { fit, type Group } from './story-fit.ts'

/** A group being built: which tellings, and whether a person said that they belong together. */
interface Cluster extends Group {
  readonly members: readonly number[]
  readonly pinned: boolean
}

/**
 * Group tellings anew, best fit first (average linkage), so that their order does not matter.
 * `likenesses[i][j]` is how alike two are; `pinned` are groups to begin with, of which no two
 * are put together. Answers the members of each group.
 */
export function agglomerate(
  likenesses: readonly (readonly number[])[],
  pinned: readonly (readonly number[])[] = [],
): readonly (readonly number[])[] {
  const held = new Set(pinned.flat())
  const single = likenesses.map((_, at) => [at]).filter(([at]) => !held.has(at!))
  const clusters = [
    ...pinned.map((members) => clusterOf(members, likenesses, true)),
    ...single.map((members) => clusterOf(members, likenesses, false)),
  ]
  const across = clusters.map((a) => clusters.map((b) => sumAcross(a, b, likenesses)))
  for (;;) {
    const best = bestPair(clusters, across)
    if (!best) return clusters.map(({ members }) => members)
    joinInto(clusters, across, best)
  }
}

function clusterOf(
  members: readonly number[],
  likenesses: readonly (readonly number[])[],
  pinned: boolean,
): Cluster {
  const own = { members, size: members.length, pairs: 0, pinned }
  const twice =
    sumAcross(own, own, likenesses) - members.reduce((sum, at) => sum + likenesses[at]![at]!, 0)
  return { ...own, pairs: twice / 2 }
}

function sumAcross(
  a: { readonly members: readonly number[] },
  b: { readonly members: readonly number[] },
  likenesses: readonly (readonly number[])[],
): number {
  let sum = 0
  for (const i of a.members) for (const j of b.members) sum += likenesses[i]![j]!
  return sum
}

function bestPair(
  clusters: readonly Cluster[],
  across: readonly (readonly number[])[],
): readonly [number, number] | undefined {
  let best: readonly [number, number] | undefined
  let most = 1
  for (let a = 1; a < clusters.length; a++) {
    for (let b = 0; b < a; b++) {
      if (clusters[a]!.pinned && clusters[b]!.pinned) continue
      const fits = fit(clusters[a]!, clusters[b]!, across[a]![b]!)
      if (fits >= most) [most, best] = [fits, [b, a]]
    }
  }
  return best
}

function joinInto(
  clusters: Cluster[],
  across: number[][],
  [kept, gone]: readonly [number, number],
): void {
  const [a, b] = [clusters[kept]!, clusters[gone]!]
  clusters[kept] = {
    members: [...a.members, ...b.members],
    size: a.size + b.size,
    pairs: a.pairs + b.pairs + across[kept]![gone]!,
    pinned: a.pinned || b.pinned,
  }
  for (let other = 0; other < clusters.length; other++) {
    across[kept]![other]! += across[gone]![other]!
    across[other]![kept] = across[kept]![other]!
  }
  clusters.splice(gone, 1)
  across.splice(gone, 1)
  for (const row of across) row.splice(gone, 1)
}
