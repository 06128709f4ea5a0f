/**
 * How well groups agree with the truth: B-cubed (Bagga and Baldwin 1998; the mean over items of
 * how pure and how whole their group is) and pairs of items put together.
 */
export function scoreGroups(items) {
  const groups = sizes(items, ({ group }) => group)
  const truths = sizes(items, ({ truth }) => truth)
  const both = sizes(items, together)
  let [precision, recall] = [0, 0]
  for (const item of items) {
    const shared = both.get(together(item))
    precision += shared / groups.get(item.group) / items.length
    recall += shared / truths.get(item.truth) / items.length
  }
  const right = pairsIn(both)
  return {
    bcubed: { precision, recall, f1: harmonic(precision, recall) },
    pairs: pairScores(right, pairsIn(groups), pairsIn(truths)),
    groups: groups.size,
  }
}

function together({ group, truth }) {
  return `${group}\n${truth}`
}

function sizes(items, keyOf) {
  const counts = new Map()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

function pairsIn(counts) {
  return [...counts.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}

function pairScores(right, found, wanted) {
  const precision = found === 0 ? 1 : right / found
  const recall = wanted === 0 ? 1 : right / wanted
  return { precision, recall, f1: harmonic(precision, recall) }
}

function harmonic(a, b) {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b)
}
