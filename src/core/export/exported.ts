/**
 * What leaves by `export`: flat rows under names that stay as they are. A new column comes at the
 * end; none is renamed or taken away (docs/export.md).
 */
import type { DigestOnRecord } from '../../model.ts'

export const EXPORTS = ['items', 'stories', 'digests'] as const
export type ExportKind = (typeof EXPORTS)[number]

export type ExportRow = Readonly<Record<string, string | number | null>>

export const COLUMNS: Readonly<Record<ExportKind, readonly string[]>> = {
  items: [
    'id',
    'read_at',
    'published',
    'feed',
    'outlet',
    'title',
    'url',
    'language',
    'watches',
    'verdict',
    'story',
    'story_title',
    'because',
    'held_back',
    'told_in',
  ],
  stories: ['id', 'title', 'first_at', 'last_at', 'documents', 'outlets', 'watches', 'told_in'],
  digests: [
    'digest',
    'subscriber',
    'composed_at',
    'place',
    'kind',
    'watch',
    'headline',
    'outlet',
    'url',
    'published',
    'story',
    'new_sentences',
    'also_in',
    'copies',
    'retellings',
    'because',
    'accepted_by',
  ],
}

/** A digest as one row for each story it told, in its order; those of one watch where one is named. */
export function digestRows({ digest, deliveries }: DigestOnRecord, watch?: string): ExportRow[] {
  const accepted = deliveries.filter(({ outcome }) => outcome === 'accepted')
  return digest.stories.flatMap((story, at) =>
    watch !== undefined && story.watch !== watch
      ? []
      : [
          {
            digest: digest.id,
            subscriber: digest.subscriberId,
            composed_at: digest.composedAt.toISOString(),
            place: at + 1,
            kind: story.kind,
            watch: story.watch,
            headline: story.headline,
            outlet: story.lead.outlet,
            url: story.lead.url,
            published: story.lead.published?.toISOString() ?? null,
            story: story.storyId,
            new_sentences: story.sentences.map(({ text }) => text).join(' '),
            also_in: story.alsoIn.join('; '),
            copies: story.copies,
            retellings: story.retellings,
            because: story.because,
            accepted_by: accepted.map(({ addressee }) => addressee).join('; '),
          },
        ],
  )
}
