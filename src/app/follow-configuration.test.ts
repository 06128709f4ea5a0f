import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Configuration } from './configuration/configuration.ts'
import { followConfiguration, type FollowedConfiguration } from './follow-configuration.ts'
import { loadConfiguration } from './load-configuration.ts'

const watching = (...words: string[]) => `watches:
${words.map((word) => `  - { name: ${word}, keywords: [${word}] }`).join('\n')}
subscribers: [{ name: Desk, to: desk@example.org }]
feeds: [{ name: Wire, url: 'https://wire.example/rss' }]
mail: { from: w@example.org }
`

let folder: string
let file: string
let followed: FollowedConfiguration
const changes: string[][] = []
const refused: string[] = []
let fails = false
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirewatch-follow-'))
  file = join(folder, 'wirewatch.yaml')
  await writeFile(file, watching('Lavrov'))
  changes.length = 0
  refused.length = 0
  fails = false
  followed = followConfiguration({
    file,
    variables: {},
    start: await loadConfiguration(file, {}),
    change: async (next) => {
      if (fails) throw new Error('the queue is down')
      changes.push(names(next))
    },
    refuse: (trouble) => void refused.push(trouble),
  })
})
afterEach(async () => {
  followed.close()
  await rm(folder, { recursive: true })
})

test('what was opened at the start counts from the next one on, until it reads as it did', async () => {
  await write(`${watching('Lavrov', 'Troops')}web: { port: 8080 }\n`)
  expect(followed.waiting).toEqual(['web.port'])
  await write(`${watching('Lavrov')}web: { port: 8080, public_url: 'https://wire.example' }\n`)
  expect(followed.waiting).toEqual(['web.port'])
  await write(`${watching('Troops')}polling: { allow_hosts: [10.0.0.0/8], concurrency: 2 }\n`)
  expect(followed.waiting).toEqual([])
})

const names = ({ watches }: Configuration) => watches.map(({ name }) => name)

async function write(text: string): Promise<void> {
  await writeFile(file, text)
  await followed.reload()
}

test('a file that changed is in force', async () => {
  await write(watching('Lavrov', 'Troops'))
  expect(names(followed.current)).toEqual(['Lavrov', 'Troops'])
  expect(changes).toEqual([['Lavrov', 'Troops']])
})

test('a file that means the same changes nothing', async () => {
  await write(`# a comment\n${watching('Lavrov')}`)
  expect(changes).toEqual([])
})

test('a broken one leaves the one before in force, and says where it is wrong, until it is mended', async () => {
  await write(watching('Lavrov', 'Troops').replace('keywords: [Troops]', 'keyword: [Troops]'))
  expect(names(followed.current)).toEqual(['Lavrov'])
  expect(followed.trouble).toContain(
    `watch "Troops" at ${file}:3: unknown key "keyword"; do you mean "keywords"?`,
  )
  expect(refused).toEqual([followed.trouble])
  await write(watching('Lavrov'))
  expect(followed.trouble).toBeUndefined()
  expect(changes).toEqual([])
})

test('a file that is gone for a moment is no change', async () => {
  await rm(file)
  await followed.reload()
  expect(followed.trouble).toContain('no configuration at')
  await write(watching('Troops'))
  expect(names(followed.current)).toEqual(['Troops'])
})

test('one that cannot be taken up is put back, and taken up at the next reading', async () => {
  fails = true
  await write(watching('Troops'))
  expect(names(followed.current)).toEqual(['Lavrov'])
  expect(followed.trouble).toBe('the queue is down')
  fails = false
  await followed.reload()
  expect(names(followed.current)).toEqual(['Troops'])
})
