import type { Digest } from '../../model.ts'
import { headerText } from './escape.ts'
import { feedsRead } from './outline-feeds.ts'
import { counted } from './wording.ts'

const LONGEST_HEADLINE = 110

/** The news itself: 'Lavrov meets Kim in Wonsan + 3 more stories'. */
export function subjectOf(digest: Digest): string {
  const subject = newsOf(digest)
  return digest.test ? `[Test] ${subject}` : subject
}

function newsOf({ stories, rising = [], corrections = [], feeds }: Digest): string {
  const [first, ...others] = stories
  if (first) {
    const headline = headlineText(first.headline)
    if (others.length === 0) return headline
    return `${headline} + ${counted(others.length, 'more story', 'more stories')}`
  }
  if (rising[0]) return `Rising: ${headlineText(rising[0].title)}`
  if (corrections[0]) {
    const label = corrections[0].vanished ? 'Gone' : 'Corrected'
    return `${label}: ${headlineText(corrections[0].headline)}`
  }
  return `Nothing new: ${feedsRead(feeds)}, 0 stories`
}

function headlineText(headline: string): string {
  return headerText(headline, LONGEST_HEADLINE) || 'Untitled'
}
