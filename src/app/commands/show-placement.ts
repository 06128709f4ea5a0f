import { disagreements } from '../../core/story/verdict-words.ts'
import type { Placement } from '../../model.ts'

/** A placement as the terminal shows it: verdict, evidence, what is new. */
export function placementAsText({ match, verdict, heldBack }: Placement): string {
  const { item, answers } = match
  const { partner } = verdict
  const day = item.published?.toISOString().slice(0, 10) ?? 'undated'
  const lines = [
    `${verdict.kind.toUpperCase()}  ${item.title}  (${item.outlet}, ${day})`,
    `    because ${verdict.because}`,
    `    story: ${verdict.storyTitle}  [${verdict.storyId}]`,
  ]
  if (partner) {
    const where = partner.origin === 'seed' ? ', a seed document' : ''
    const likeness = verdict.similarity.toFixed(2)
    lines.push(`    most like: ${partner.title} (${partner.outlet}${where}), ${likeness}`)
  }
  if (verdict.origins) lines.push(`    on whose word: ${verdict.origins.join(', ')}`)
  if (verdict.contradictions) {
    lines.push(`    outlets disagree: ${disagreements(verdict.contradictions)}`)
  }
  for (const { text, facts } of verdict.newSentences) {
    const written = facts.map((fact) => fact.written)
    lines.push(`    + ${text}${written.length > 0 ? `  [${written.join('; ')}]` : ''}`)
  }
  if (heldBack !== undefined) lines.push(`    held back: ${heldBack}`)
  const asked = answers.map(({ watch, spans }) => {
    const clauses = [...new Set(spans.map(({ clause }) => clause))]
    return clauses.length > 0 ? `${watch} (${clauses.join(', ')})` : watch
  })
  lines.push(`    answers: ${asked.join('; ')}`)
  return lines.join('\n')
}

/** The same as one JSON line. */
export function placementAsJson({ match, verdict, heldBack }: Placement, file: string): string {
  const { key, title, url, outlet, published } = match.item
  const item = { key, title, url, outlet, published }
  return JSON.stringify({ file, item, answers: match.answers, verdict, heldBack })
}
