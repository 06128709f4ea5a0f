/**
 * What digests told that an addressee's mail server refused for good: the next one that arrives
 * says so, and names the stories of the latest.
 */
import type { Letterhead, Missed, Subscriber } from '../../model.ts'
import { plainLine } from './escape.ts'
import { localTime } from './local-time.ts'
import { outlineStory, type StoryOutline } from './outline-digest.ts'
import { LONGEST } from './outline-notes.ts'
import { digestAddress } from './page-address.ts'
import { counted } from './wording.ts'

export interface MissedOutline {
  readonly words: string
  /** Where it stands on the page. */
  readonly link?: string
  readonly stories: readonly Omit<StoryOutline, 'links'>[]
}

/**
 * Those before the latest are named alone: were it a headline that a filter takes offence at, all
 * mail after it would be refused for carrying it along.
 */
export function outlineMissed(
  missed: readonly Missed[],
  { zone }: Subscriber,
  { page }: Letterhead,
  now: Date,
): readonly MissedOutline[] {
  return missed.map(({ digest, receipt }, at) => {
    const { composedAt, stories } = digest
    const told = `${localTime(composedAt, zone, now)}, ${counted(stories.length, 'story', 'stories')}`
    return {
      words: `${told}: refused with “${plainLine(receipt, LONGEST.because)}”`,
      ...(page && { link: digestAddress(page, digest) }),
      stories:
        at === missed.length - 1 ? stories.map((story) => outlineStory(story, zone, now)) : [],
    }
  })
}
