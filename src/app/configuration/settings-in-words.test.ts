import { expect, test } from 'vitest'
import { environmentValues } from '../environment.ts'
import { effectiveValues } from './effective-values.ts'
import { settingsInWords } from './settings-in-words.ts'

const TEXT = `watches:
  - name: Lavrov
    keywords: [Lavrov]
feeds:
${Array.from({ length: 13 }, (_, at) => `  - { name: F${at}, url: 'https://me:secret@f${at}.example/rss' }`).join('\n')}
polling: { every: 20m }
`
const variables = { WIREWATCH_WEB_PORT: '8080', WIREWATCH_PASSWORD: 'secret', UNKNOWN: 'secret' }
const said = (all: boolean) =>
  settingsInWords('w.yaml', effectiveValues(TEXT, variables), environmentValues(variables), all)
    .join('\n')
    .replaceAll(/ +/g, ' ')

test('what is set is told with where, a long list by its count, no default and no secret', () => {
  const words = said(false)
  expect(words).toContain(' polling.every 20m (w.yaml:18)')
  expect(words).toContain(' web.port 8080 (WIREWATCH_WEB_PORT)')
  expect(words).toContain(' watches 1 name: Lavrov · keywords: [Lavrov] (w.yaml:2)')
  expect(words).toContain(' feeds 13 entries; each with --all (w.yaml:5 and on)')
  expect(words).toContain(' WIREWATCH_PASSWORD *** (environment)')
  expect(words).not.toMatch(/default|concurrency|secret|WIREWATCH_DATA/)
})

test('all is told with the defaults and each entry', () => {
  const words = said(true)
  expect(words).toContain(' polling.concurrency 8 (default)')
  expect(words).toContain(' feeds 13 name: F12 · url: https://me:***@f12.example/rss (w.yaml:17)')
  expect(words).toContain(' WIREWATCH_DATA data (default)')
  expect(words).not.toContain('secret')
})
