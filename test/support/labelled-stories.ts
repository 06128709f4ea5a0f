import { readdirSync, readFileSync } from 'node:fs'
import type { VerdictKind } from '../../src/model.ts'

/** An item with what a careful editor makes of it. */
export interface LabelledItem {
  readonly id: string
  readonly language: string
  readonly published: Date
  readonly outlet: string
  readonly title: string
  readonly sentences: readonly string[]
  readonly url: string
  readonly story: string
  /** A seed stands in the corpus before the first item. */
  readonly expected: VerdictKind | 'seed'
  readonly newSentences: readonly string[]
}

const HEADER =
  /^(?<id>\w+) (?<language>\w\w) (?<published>\S+) (?<outlet>[^|]+?) \| (?<expected>\w+) \| (?<story>[\w-]+)(?: \| = (?<same>\w+))?$/

/**
 * The labelled items of a folder in order of arrival. Its text files hold blocks set apart by
 * empty lines; `#` opens a remark. A block is a header, the headline, and the sentences, each
 * after two spaces, or after `+ ` where it is new:
 *
 *     e03 en 2025-07-12T03:30Z Coastal Times | update | visit-2025
 *
 * with `| = e01` at its end where the item stands under the address of another.
 */
export function labelledStories(folder: URL): readonly LabelledItem[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  const blocks = files.flatMap((name) =>
    readFileSync(new URL(name, folder), 'utf8').trim().split(/\n\n+/),
  )
  return blocks
    .filter((block) => !block.startsWith('#'))
    .map(readBlock)
    .toSorted((a, b) => a.published.getTime() - b.published.getTime())
}

function readBlock(block: string): LabelledItem {
  const [header = '', title = '', ...lines] = block.split('\n')
  const found = HEADER.exec(header)?.groups
  if (!found) throw new Error(`no header: ${header}`)
  const { id = '', language = '', outlet = '', story = '', same = id } = found
  if (lines.some((line) => !/^(?: {2}|\+ )\S/.test(line))) throw new Error(`a bad line in ${id}`)
  return {
    id,
    language,
    outlet,
    title,
    story,
    published: new Date(found['published']?.replace(/Z$/, ':00Z') ?? ''),
    url: `https://news.example/${same}`,
    expected: found['expected'] as LabelledItem['expected'],
    sentences: lines.map((line) => line.slice(2)),
    newSentences: lines.filter((line) => line.startsWith('+')).map((line) => line.slice(2)),
  }
}
