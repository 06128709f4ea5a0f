import type {
  Document,
  MatchedTelling,
  Neighbourhood,
  Placement,
  Telling,
  Verdict,
} from '../../model.ts'
import { contradictionsOf } from './contradictions.ts'
import { judgeTelling } from './judge-telling.ts'
import { sourceOfOutlet } from './news-sources.ts'
import { openNeighbours, type Neighbours } from './neighbours.ts'
import { originsOf, sourceFact, sourcesAmong, tellerOf } from './origins.ts'

/**
 * Set each match against the corpus and give it its place: which story, and what it is there. In
 * order: a second item of the batch sees what the first added. Ids derive from the items, so the
 * same batch on the same corpus gives the same placements.
 */
export function placeInStories(
  tellings: readonly MatchedTelling[],
  neighbourhood: Neighbourhood,
): readonly Placement[] {
  const neighbours = openNeighbours(neighbourhood)
  return tellings.map((told) => place(told, neighbours, neighbourhood.forgottenBefore))
}

function place(
  told: MatchedTelling,
  neighbours: Neighbours,
  forgottenBefore: Date | undefined,
): Placement {
  neighbours.count(told.telling)
  const { verdict: judged, moves, ...judgement } = judgeTelling(told, neighbours)
  const { oldNews = beyondMemory(told, judged, forgottenBefore) } = judgement
  const story = neighbours.stories().find(({ id }) => id === judged.storyId)
  const verdict = { ...judged, ...evidence(told, judged, story?.documents ?? []) }
  const pinned = neighbours.pinOf(told.match.item.id) !== undefined
  const document = { ...documentFor(told, verdict), ...(pinned && { pinned }) }
  if (!isInCorpus(document, neighbours)) neighbours.add(document, told.at)
  return {
    match: told.match,
    verdict,
    document,
    ...(moves ? { moves } : {}),
    ...(oldNews ? { heldBack: oldNews } : {}),
  }
}

/** On whose word it is told, and whom in its story it contradicts. */
function evidence(
  told: MatchedTelling,
  verdict: Verdict,
  earlier: readonly Document[],
): Pick<Verdict, 'origins' | 'contradictions'> {
  const { outlet } = told.match.item
  const contradictions = contradictionsOf(
    { outlet, at: told.at, facts: told.telling.facts },
    earlier,
  )
  return {
    origins: originsTold(told, verdict, earlier),
    ...(contradictions.length > 0 ? { contradictions } : {}),
  }
}

/** A copy that was cut before it names its source has that of what it copies. */
function originsTold(
  { match, telling }: MatchedTelling,
  { kind, partner }: Verdict,
  earlier: readonly Document[],
): readonly string[] {
  const others = earlier.map(tellerOf)
  const sources = sourcesAmong(telling.facts)
  const copied = sources.length === 0 && (kind === 'copy' || kind === 'known')
  const original = copied && earlier.find(({ id }) => id === partner?.documentId)
  return original
    ? originsOf(tellerOf(original), others)
    : originsOf({ outlet: match.item.outlet, sources }, others)
}

/** What nobody remembers is not new for that. */
function beyondMemory(
  { at }: MatchedTelling,
  { kind }: Verdict,
  forgottenBefore: Date | undefined,
): string | undefined {
  if (kind !== 'new' || !forgottenBefore || at >= forgottenBefore) return undefined
  const day = (date: Date) => date.toISOString().slice(0, 10)
  return `dated ${day(at)}: what was told before ${day(forgottenBefore)} is no longer remembered whole`
}

function documentFor(
  { match, telling }: MatchedTelling,
  { storyId, origins = [] }: Verdict,
): Document {
  const { id, title, outlet, url, language, published } = match.item
  return {
    id,
    storyId,
    origin: 'item',
    title,
    outlet,
    url,
    ...(language === undefined ? {} : { language }),
    ...(published === undefined ? {} : { published }),
    telling: withSources(telling, outlet, origins),
  }
}

function withSources(telling: Telling, outlet: string, origins: readonly string[]): Telling {
  const inherited = origins.filter((name) => name !== sourceOfOutlet(outlet))
  if (inherited.length === 0 || sourcesAmong(telling.facts).length > 0) return telling
  return { ...telling, facts: [...telling.facts, ...inherited.map(sourceFact)] }
}

function isInCorpus({ id }: Document, neighbours: Neighbours): boolean {
  return neighbours.documents().some((document) => document.id === id)
}
