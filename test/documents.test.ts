import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'

const documents = [
  ...(await readdir('.')),
  ...(await readdir('docs', { recursive: true })).map((name) => join('docs', name)),
].filter((name) => name.endsWith('.md'))

/** Files that a document links to, as they stand from the root. */
function linksIn(document: string): string[] {
  const text = readFileSync(document, 'utf8')
  return Array.from(text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)|<img src="([^":]+)"/g), (link) =>
    join(dirname(document), link[1] ?? link[2]!),
  )
}

describe('the documents', () => {
  test.each(documents)('every file that %s links to is there', (document) => {
    expect(linksIn(document).filter((file) => !existsSync(file))).toEqual([])
  })

  test('every decision is in the list of them', async () => {
    const notes = (await readdir('docs/decisions')).filter((name) => /^\d/.test(name))
    const listed = linksIn('docs/decisions/README.md').map((file) => file.split('/').at(-1))
    expect(notes.filter((name) => !listed.includes(name))).toEqual([])
  })
})

const packed = z.array(z.object({ files: z.array(z.object({ path: z.string() })) })).length(1)

test('the package holds what a user runs and reads, and no more', () => {
  const listing = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'])
  const [{ files }] = packed.parse(JSON.parse(listing.toString())) as [z.infer<typeof packed>[0]]
  const paths = files.map(({ path }) => path)
  expect(paths).toEqual(
    expect.arrayContaining([
      'bin/wirewatch.js',
      'config/wirewatch.yaml',
      'config/wirewatch.schema.json',
      'dist/bundle/cli.js',
      'docs/configuration.md',
      'seeds/README.md',
      'CHANGELOG.md',
    ]),
  )
  expect(paths.filter((path) => /^(src|test|data)\/|\.test\./.test(path))).toEqual([])
})
