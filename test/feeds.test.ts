/**
 * Every file in test/feeds holds what it shows and what must come of it: in its first comment, or
 * in `_fixture` where the format has no comments. A feed that was read wrongly becomes a file.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { normaliseItems } from '../src/core/feed/normalise-items.ts'
import { parseFeed } from '../src/core/feed/parse-feed.ts'
import type { Feed, Item } from '../src/model.ts'

interface Fixture {
  readonly description: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly expect: {
    readonly format?: string
    readonly feed?: object
    readonly items: readonly object[]
    /** Words that must stand in the problems; none: there must be no problem. */
    readonly problems: readonly string[]
  }
}

const folder = new URL('feeds/', import.meta.url)
const now = new Date('2025-07-14T00:00:00Z')

for (const file of readdirSync(folder)) {
  const bytes = readFileSync(new URL(file, folder))
  const fixture = fixtureIn(bytes, file)
  test(`${file}: ${fixture.description}`, async () => {
    const { url, headers = {} } = fixture
    const parsed = await parseFeed({ kind: 'body', url, status: 200, headers, bytes })
    const feed: Feed = { id: 'a-feed', name: 'A feed', url, every: 3_600_000 }
    const items = normaliseItems(parsed, feed, now).map(readable)
    expect(items).toHaveLength(fixture.expect.items.length)
    expect(items).toMatchObject(fixture.expect.items)
    expect(parsed.format).toBe(fixture.expect.format ?? parsed.format)
    expect(parsed.feed).toMatchObject(fixture.expect.feed ?? {})
    expect(problemsWithout(fixture.expect.problems, parsed.problems)).toEqual([])
  })
}

/** Expected words that no problem holds; where none is expected, the problems there are. */
function problemsWithout(
  expected: readonly string[],
  problems: readonly string[],
): readonly string[] {
  if (expected.length === 0) return problems
  return expected.filter((words) => !problems.some((problem) => problem.includes(words)))
}

/** The comment is ASCII in every charset, so that it can be read before the charset is known. */
function fixtureIn(bytes: Buffer, file: string): Fixture {
  if (file.endsWith('.json')) {
    return (JSON.parse(bytes.toString('utf8')) as { _fixture: Fixture })._fixture
  }
  const text = bytes.toString('latin1').replaceAll('\0', '')
  const comment = /<!--\s+Description: ([^]*?)\nUrl: (.*)\n(?:Headers: (.*)\n)?Expect: ([^]*?)\n-->/
  const [, description = '', url = '', headers, expected = '{}'] = comment.exec(text) ?? []
  return {
    description: Buffer.from(description, 'latin1').toString('utf8'),
    url,
    ...(headers && { headers: JSON.parse(headers) as Record<string, string> }),
    expect: JSON.parse(expected) as Fixture['expect'],
  }
}

/** Dates as text and what is missing as null, as expectations write them. */
function readable(item: Item): object {
  return {
    ...item,
    published: item.published?.toISOString() ?? null,
    updated: item.updated?.toISOString() ?? null,
    image: item.image ?? null,
  }
}
