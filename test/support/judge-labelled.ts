import type { Item, Placement, Story, Verdict } from '../../src/model.ts'
import { memoryCorpus } from '../../src/core/story/memory-corpus.ts'
import { placeInStories } from '../../src/core/story/place-in-stories.ts'
import { describeTellings, tellingOf } from '../../src/core/story/telling.ts'
import type { LabelledItem } from './labelled-stories.ts'

/** A labelled item and what was made of it. */
export interface Judged {
  readonly label: LabelledItem
  readonly verdict: Verdict
  readonly heldBack?: string
}

/** Run labelled items through the real placement in order of arrival, seeds first. */
export function judgeLabelled(labelled: readonly LabelledItem[]): readonly Judged[] {
  const seeds = labelled.filter(({ expected }) => expected === 'seed')
  const corpus = memoryCorpus(seeds.map(seedOf))
  const items = labelled.filter(({ expected }) => expected !== 'seed')
  return items.map((label) => {
    const now = label.published
    const tellings = describeTellings([{ item: itemOf(label), answers: [] }], now)
    const placements = placeInStories(tellings, corpus.near(tellings))
    corpus.record(placements, now)
    const { verdict, heldBack } = placements[0] as Placement
    return { label, verdict, ...(heldBack === undefined ? {} : { heldBack }) }
  })
}

function itemOf({ id, title, sentences, url, outlet, published, language }: LabelledItem): Item {
  const text = sentences.join('\n')
  const told = { title, url, outlet, published, language, text, summary: text }
  return { id, feedId: outlet, key: id, authors: [], categories: [], ...told }
}

function seedOf({ id, story, title, sentences, ...told }: LabelledItem): Story {
  const { outlet, url, language, published } = told
  const telling = tellingOf({ title, text: sentences.join('\n'), language, published })
  const document = { id, storyId: story, origin: 'seed' as const, title, outlet, url, language }
  return {
    id: story,
    title,
    firstAt: published,
    lastAt: published,
    documents: [{ ...document, published, telling }],
  }
}
