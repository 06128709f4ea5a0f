/** The words that both parts of a message share: counts, lists, verdicts. */
import type { ToldStory, VerdictKind } from '../../model.ts'

/** A verdict as a reader would say it of things held back. */
export const HELD_BACK_LABELS: readonly (readonly [VerdictKind, string])[] = [
  ['copy', 'Copies'],
  ['retelling', 'Retellings with nothing new in them'],
  ['known', 'Already known'],
  ['update', 'Updates set aside'],
  ['new', 'Stories set aside'],
]

/** '1 story', '1,204 stories'. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** One after the other: with a space, but for one after Chinese or Japanese, which has none there. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences.reduce(
    (said, sentence) => `${said}${/(?:^|[。！？」』）])$/u.test(said) ? '' : ' '}${sentence}`,
    '',
  )
}

/** 'A', 'A and B', 'A, B and C', 'A, B and 9 more'. */
export function listed(names: readonly string[], most = names.length): string {
  const left = names.length - most
  const parts = left > 0 ? [...names.slice(0, most), `${left.toLocaleString('en')} more`] : names
  const [last = ''] = parts.slice(-1)
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}

/** What the story's older name is to the reader: known before an update, the beginning of a new one. */
export function knownLabel(kind: ToldStory['kind']): string {
  return kind === 'update' ? 'Known so far' : 'Began as'
}
