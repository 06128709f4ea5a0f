import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { firstConfiguration } from './first-configuration.ts'
import { readConfiguration } from './read-configuration.ts'

const SHIPPED = readFileSync('config/wirewatch.yaml', 'utf8')

test.each([
  [['Lavrov'], ['07:00']],
  [
    ['Лавров', 'North Korea: "sappers", {x}', "l'Iran", '#tag', 'yes', '12', 'Лавров'],
    ['07:00', '19:30'],
  ],
])('whatever is looked for, the first configuration stands: %j', (keywords, at) => {
  const text = firstConfiguration(SHIPPED, {
    keywords,
    to: 'me@example.org',
    zone: 'Asia/Seoul',
    at,
  })
  const reading = readConfiguration(text, 'wirewatch.yaml', {})
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  const { watches, subscribers, feeds } = reading.configuration
  expect(watches.map(({ name }) => name)).toEqual([...new Set(keywords)])
  expect(subscribers).toMatchObject([
    {
      to: ['me@example.org'],
      zone: 'Asia/Seoul',
      schedule: { written: `daily at ${at.join(', ')}` },
    },
  ])
  expect(feeds.filter(({ name }) => name.startsWith('Google News'))).toHaveLength(watches.length)
  expect(text).toContain('# Secrets stay in the environment'.slice(2))
})
