import type { Contradiction, Document, MatchedTelling, NewSentence, Story } from '../../model.ts'
import type { Overlap } from './near-copy.ts'
import type { Candidate } from './neighbours.ts'

/** Facts named in a verdict's reason; the rest are marked in the sentences. */
const NAMED_FACTS = 6

/** Why an item is known. */
export function knownBecause({ document, within, around, original }: Overlap): string {
  const seed = document.origin === 'seed' ? `the seed ${cite(document)}` : cite(document)
  if (document.origin !== 'seed') return `the same article as ${seed}, already in the corpus`
  const text = original ? 'the original of ' : ''
  return `${sharing(within, around)} ${text}${seed}: known before the service began`
}

/** Why an item is a copy. */
export function copyBecause({ document, within, around }: Overlap): string {
  return `${sharing(within, around)} ${cite(document)}`
}

/** Why an item is a retelling. */
export function retellingBecause(nearest: Document, across?: readonly string[]): string {
  return `tells the same event as ${cite(nearest)}; nothing new in it${acrossBecause(across)}`
}

/** By what an item was found to tell what another language told. */
export function acrossBecause(shared: readonly string[] | undefined): string {
  return shared ? `; linked across languages by ${shared.join(', ')}` : ''
}

/** Why an item is an update, naming the new facts. */
export function updateBecause(story: Story, added: readonly NewSentence[]): string {
  const facts = new Map(
    added.flatMap((sentence) => sentence.facts.map(({ key, written }) => [key, written] as const)),
  )
  const [first] = added
  const opening = first?.facts.length === 0 ? quote(first.text) : undefined
  const unsaid =
    opening && `says what no telling of the story ${quote(story.title)} said: ${opening}`
  if (facts.size === 0) return unsaid ?? `more of the story ${quote(story.title)}`
  const named = [...facts.values()].slice(0, NAMED_FACTS).map((fact) => shorten(fact, 60))
  const rest = facts.size > NAMED_FACTS ? ` and ${facts.size - NAMED_FACTS} more` : ''
  const list = `${named.join('; ')}${rest}`
  return unsaid ? `${unsaid}; also ${list}` : `new in the story ${quote(story.title)}: ${list}`
}

/** Why an item stands in its story, whatever its words. */
export function pinnedBecause(because: string): string {
  return `a person put it in this story: ${because}`
}

/** "12,000 troops (Ledger); 10,000 soldiers (Wire)", each disagreement once. */
export function disagreements(contradictions: readonly Contradiction[]): string {
  const said = contradictions.map(({ sides }) =>
    sides.map(({ written, outlet }) => `${shorten(written, 60)} (${outlet})`).join(' against '),
  )
  return [...new Set(said)].join('; ')
}

/** Why an item opens a story, with the nearest one where it came anywhere near. */
export function newBecause(told: MatchedTelling, nearest: Candidate | undefined): string {
  if (!nearest || nearest.fit < 0.5) return 'nothing in the corpus tells of this'
  const days = `told ${dayOf(nearest.story.lastAt)} and this ${dayOf(told.at)}`
  const why =
    nearest.fit >= 1 ? days : `${percent(nearest.fit)} of the likeness that makes one story`
  return `no story in the corpus tells this event; nearest is ${cite(nearest.nearest)} (${why})`
}

/** "shares 93% of its text with", or how much of the other it holds. */
function sharing(within: number, around: number): string {
  return within >= around
    ? `shares ${percent(within)} of its text with`
    : `holds ${percent(around)} of the text of`
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

function cite({ title, outlet }: Document): string {
  return outlet === '' ? quote(title) : `${quote(title)} (${outlet})`
}

function quote(title: string): string {
  return `'${shorten(title, 100)}'`
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
