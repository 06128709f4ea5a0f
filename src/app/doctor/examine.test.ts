import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readEnvironment } from '../environment.ts'
import { examine } from './examine.ts'
import type { Finding } from './finding.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-examine-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'wirewatch.yaml')
writeFileSync(
  file,
  `watches: [{ name: Lavrov, keywords: [Lavrov] }]
feeds: [{ name: North, url: 'https://north.example/feed' }]
subscribers: [{ name: Desk, to: desk@example.org, schedule: { every: 1h } }]
`,
)

async function findingOfPage(set: Readonly<Record<string, string>>): Promise<Finding | undefined> {
  const variables = { WIREWATCH_CONFIG: file, WIREWATCH_DATA: folder, ...set }
  const now = () => new Date('2025-07-11T06:00:00Z')
  for await (const finding of examine(readEnvironment(variables), variables, now)) {
    if (finding.about === 'page') return finding
  }
  return undefined
}

test.each([
  [{}, 'well', 'listens on 127.0.0.1, port 8787, and lets this machine in alone'],
  [
    { WIREWATCH_WEB_HOST: '0.0.0.0', WIREWATCH_PASSWORD: 'correct horse battery' },
    'well',
    'asks for a password or token',
  ],
  [{ WIREWATCH_WEB_HOST: '0.0.0.0' }, 'ill', 'no password is set: it would not start'],
  [{ WIREWATCH_PASSWORD: 'secret' }, 'ill', 'fewer than 12 characters: it would not start'],
])('with %j the doctor finds the page %s', async (set, state, found) => {
  const next = expect.stringContaining('openssl rand -base64 24')
  expect(await findingOfPage(set)).toMatchObject({
    state,
    found: expect.stringContaining(found),
    ...(state === 'ill' && { next }),
  })
})
