import type { StoryOrigins, ToldStory } from '../../model.ts'
import { disagreements } from '../story/verdict-words.ts'
import { plainLine } from './escape.ts'
import { counted, listed } from './wording.ts'

/** A line under a story: 'Also in 3 outlets: …'. */
export interface Note {
  readonly label: string
  readonly words: string
}

/** The label of a story's other headlines, which are named even where there is room for no more. */
export const ALSO_REPORTED = 'Also reported'

const MOST_OUTLETS = 12
const MOST_HEADLINES = 5

/** Characters shown of one piece of text, at most. */
export const LONGEST = { title: 240, sentence: 600, name: 80, because: 300 }

/** Who else tells a story, which words of the watch answered, and why it is told. */
export function notesOf(story: ToldStory): readonly Note[] {
  return [
    ...otherHeadlines(story),
    ...alsoIn(story),
    ...originsNote(story),
    ...disagreementNote(story),
    ...matched(story),
    { label: 'Why', words: plainLine(story.because, LONGEST.because) },
    ...ranked(story),
  ]
}

/** The words as they stood, and the clauses they answered where those are written otherwise. */
function matched({ answered, clauses = [] }: ToldStory): readonly Note[] {
  if (answered.length === 0) return []
  const words = answered.map((word) => `“${plainLine(word, LONGEST.name)}”`)
  const said = new Set(answered.map((word) => word.toLowerCase()))
  const asked = clauses.filter((clause) => !said.has(clause.replaceAll('"', '').toLowerCase()))
  const clause = asked.map((one) => plainLine(one, LONGEST.name)).join(', ')
  return [
    { label: 'Matched', words: clause === '' ? listed(words) : `${listed(words)} (by ${clause})` },
  ]
}

/** '7.2 points: new story 4, 3 outlets in their own words 3.2'. */
function ranked({ score }: ToldStory): readonly Note[] {
  if (!score) return []
  const [only] = score.parts
  if (only && score.parts.length === 1) {
    return [{ label: 'Rank', words: `${counted(score.points, 'point')}: ${only.label}` }]
  }
  const parts = score.parts.map(({ label, points }) => `${label} ${points}`)
  return [{ label: 'Rank', words: `${counted(score.points, 'point')}: ${parts.join(', ')}` }]
}

function otherHeadlines({ otherHeadlines: others }: ToldStory): readonly Note[] {
  if (others.length === 0) return []
  const shown = others
    .slice(0, MOST_HEADLINES)
    .map(({ headline, outlet }) => plainLine(`${headline} (${outlet})`, LONGEST.title))
  const more = others.length > MOST_HEADLINES ? ` and ${others.length - MOST_HEADLINES} more` : ''
  return [{ label: ALSO_REPORTED, words: `${shown.join('; ')}${more}` }]
}

function alsoIn({ alsoIn: outlets, copies, retellings }: ToldStory): readonly Note[] {
  const tally = listed([
    ...(copies > 0 ? [counted(copies, 'copy', 'copies')] : []),
    ...(retellings > 0 ? [counted(retellings, 'retelling')] : []),
  ])
  if (outlets.length === 0) return tally === '' ? [] : [{ label: 'Also', words: tally }]
  const label = `Also in ${counted(outlets.length, 'outlet')}`
  return [{ label, words: `${outletNames(outlets)}${tally === '' ? '' : ` (${tally})`}` }]
}

/** Left out where one outlet tells what it found out itself. */
function originsNote({ origins }: ToldStory): readonly Note[] {
  const tells = origins && (origins.outlets > 1 || origins.independent.length === 0)
  return tells ? [{ label: 'Origins', words: originsInWords(origins) }] : []
}

function disagreementNote({ contradictions = [] }: ToldStory): readonly Note[] {
  const words = plainLine(disagreements(contradictions), LONGEST.because)
  return words === '' ? [] : [{ label: 'Outlets disagree', words }]
}

/** "12 outlets, 1 origin: KCNA"; independent is who names no other's word. */
export function originsInWords({ outlets, independent, origins }: StoryOrigins): string {
  if (outlets === 1 && independent.length === 1) return `1 outlet: ${outletNames(origins)}`
  const counts = [
    counted(outlets, 'outlet'),
    ...(independent.length > 0 ? [counted(independent.length, 'independent report')] : []),
    counted(origins.length, 'origin'),
  ]
  return `${counts.join(', ')}: ${outletNames(origins)}`
}

/** Only the names that will stand there are made fit to be shown: there may be hundreds. */
export function outletNames(outlets: readonly string[]): string {
  const shown = outlets.slice(0, MOST_OUTLETS).map((name) => plainLine(name, LONGEST.name))
  return listed([...shown, ...outlets.slice(MOST_OUTLETS)], MOST_OUTLETS)
}
