import type { Placement } from '../../model.ts'
import type { NewDocument } from './place-documents.ts'
import { toInstant } from './storable.ts'

/** A telling dated after we read it was told when we read it, or its story would never age. */
export function newDocument({ document, verdict }: Placement, readAt: Date): NewDocument {
  const published = toInstant(document.published)
  const toldAt = published && new Date(published) < readAt ? new Date(published) : readAt
  return { document, toldAt, story: { title: verdict.storyTitle, firstAt: toldAt, lastAt: toldAt } }
}
