import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** A violation of each rule, planted in a tree of its own, and the sentence that must answer it. */
const VIOLATIONS = [
  ['core/feed/a.ts', `import '../../adapters/mail/b.ts'`, 'core/ decides'],
  ['core/feed/b.ts', `import '../../ports.ts'`, 'core/ decides'],
  ['core/feed/c.ts', `export { readFile } from 'node:fs'`, 'core/ is pure'],
  ['core/feed/d.ts', `export { Queue } from 'bullmq'`, 'core/ is pure'],
  ['core/feed/e.ts', `export const b = () => Date.now()`, 'core/ has no clock'],
  ['core/feed/f.ts', `export const b = () => Math.random()`, 'core/ has no chance'],
  ['core/feed/g.ts', `export const b = () => process.cwd()`, 'core/ decides; pass the fact in'],
  ['pipeline.ts', `import './adapters/mail/b.ts'`, 'pipeline.ts reads as the order of events'],
  ['ports.ts', `import './core/feed/b.ts'`, 'The ports know the words'],
  ['ports/a.ts', `import '../core/feed/b.ts'`, 'The ports know the words'],
  ['model.ts', `import './ports.ts'`, 'model.ts is the words alone'],
  ['model/a.ts', `import '../ports.ts'`, 'model/ is the words alone'],
  ['adapters/mail/a.ts', `import '../store/b.ts'`, 'Adapters are strangers'],
  ['adapters/mail/b2.ts', `import '../parser/b.ts'`, 'Adapters are strangers'],
  ['adapters/mail/c.ts', `import '../../app/jobs.ts'`, 'An adapter answers one port'],
  ['app/jobs.ts', `import '../adapters/mail/b.ts'`, 'decided once, in app/world.ts'],
  ['core/watch/a.ts', `import { b } from './b.ts'\nexport const a = () => b`, 'no-cycle'],
] as const

const LAWFUL = {
  'core/watch/b.ts': `import { a } from './a.ts'\nexport const b = () => a`,
  'app/world.ts': `import { b } from '../adapters/mail/b.ts'\nexport const a = b`,
  'adapters/mail/b.ts': 'export const b = 1',
}

let folder: string
let findings: readonly { filename: string; message: string; code: string }[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wirewatch-law-'))
  const planted = VIOLATIONS.map(([file, text]) => [file, text] as const)
  for (const [file, text] of [...planted, ...Object.entries(LAWFUL)]) {
    mkdirSync(dirname(join(folder, 'src', file)), { recursive: true })
    writeFileSync(join(folder, 'src', file), text)
  }
  // The rules that need types are left to the linter's own run: they would load a whole program.
  const rules: object = JSON.parse(readFileSync('.oxlintrc.json', 'utf8'))
  const untyped = { ...rules, options: { typeAware: false } }
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(untyped))
  const oxlint = resolve('node_modules/.bin/oxlint')
  const run = spawnSync(oxlint, ['--format=json', 'src'], { cwd: folder, timeout: 20_000 })
  findings = JSON.parse(run.stdout.toString()).diagnostics
})
afterAll(() => rmSync(folder, { recursive: true }))

function findingsIn(file: string): string[] {
  return findings
    .filter(({ filename }) => filename.endsWith(join('src', file)))
    .map(({ message, code, ...more }) => `${code} ${message} ${JSON.stringify(more)}`)
}

describe('the import law', () => {
  test.each(VIOLATIONS)('%s with %s is caught', (file, _, sentence) => {
    expect(findingsIn(file).join('\n')).toContain(sentence)
  })

  test('only the world builds adapters', () => {
    expect(findingsIn('app/world.ts')).toEqual([])
  })
})
