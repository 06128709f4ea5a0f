import { fit, type Group } from './story-fit.ts'

/** A group being built: which tellings, and whether a person said that they belong together. */
interface Cluster extends Group {
  readonly members: readonly number[]
  readonly pinned: boolean
  /** Those it was told apart from, and which of the tellings of both are then its own. */
  readonly apart: Map<Cluster, readonly number[]>
}

/**
 * Looks closer at two groups that would be joined: undefined where they are one event, else which
 * of their tellings are of the one and which of the other.
 */
export type TellApart = (
  a: readonly number[],
  b: readonly number[],
) => readonly [readonly number[], readonly number[]] | undefined

/**
 * Group tellings anew, best fit first (average linkage), so that their order does not matter.
 * `likenesses[i][j]` is how alike two are; `pinned` are groups to begin with, of which no two
 * are put together. Answers the members of each group.
 *
 * Two groups that `tellApart` finds to be two events are not joined as they are, and each of their
 * tellings goes to its own, unless a person put some of them together.
 */
export function agglomerate(
  likenesses: readonly (readonly number[])[],
  pinned: readonly (readonly number[])[] = [],
  tellApart: TellApart = () => undefined,
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
    if (!best) return eachToItsOwn(clusters)
    const [a, b] = [clusters[best[0]]!, clusters[best[1]]!]
    const two = tellApart(a.members, b.members)
    if (two) {
      a.apart.set(b, two[0])
      b.apart.set(a, two[1])
    } else joinInto(clusters, across, best)
  }
}

function clusterOf(
  members: readonly number[],
  likenesses: readonly (readonly number[])[],
  pinned: boolean,
): Cluster {
  const own = {
    members,
    size: members.length,
    pairs: 0,
    pinned,
    apart: new Map<Cluster, readonly number[]>(),
  }
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
      if (clusters[a]!.apart.has(clusters[b]!)) continue
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
    apart: new Map(),
  }
  for (let other = 0; other < clusters.length; other++) {
    across[kept]![other]! += across[gone]![other]!
    across[other]![kept] = across[kept]![other]!
  }
  clusters.splice(gone, 1)
  across.splice(gone, 1)
  for (const row of across) row.splice(gone, 1)
}

/** The members of each group; what was told apart stands where it was found to belong. */
function eachToItsOwn(clusters: readonly Cluster[]): readonly (readonly number[])[] {
  const home = new Map(clusters.flatMap((own) => own.members.map((at) => [at, own] as const)))
  for (const own of clusters) {
    for (const [other, members] of own.apart) {
      if (own.pinned || other.pinned || !clusters.includes(other)) continue
      for (const at of members) if (home.get(at) === other) home.set(at, own)
    }
  }
  return clusters
    .map((own) => [...home].flatMap(([at, cluster]) => (cluster === own ? [at] : [])))
    .filter((members) => members.length > 0)
}
