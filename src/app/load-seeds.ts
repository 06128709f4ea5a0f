import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSeed, seedStories } from '../core/corpus/seed-document.ts'
import type { Story } from '../model.ts'
import { Refusal } from './refusal.ts'
import { codeOf } from './system-error.ts'

/**
 * The seed corpus in a folder, as stories. A missing folder is an empty corpus; a seed that
 * cannot be read is refused by name, because a seed left out silently would be mailed as news.
 */
export async function loadSeeds(folder: string): Promise<readonly Story[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  const files = names.filter((name) => name.endsWith('.md') && name !== 'README.md').toSorted()
  const seeds = []
  const problems: string[] = []
  for (const name of files) {
    const parsed = parseSeed(name, await readFile(join(folder, name), 'utf8'))
    if (parsed.ok) seeds.push(parsed.seed)
    else problems.push(`${join(folder, name)}:${parsed.line}: ${parsed.problem}`)
  }
  if (problems.length > 0) throw new Refusal(`seeds that cannot be read:\n${problems.join('\n')}`)
  return seedStories(seeds)
}
