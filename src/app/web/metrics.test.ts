import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod'
import type { FeedMemory } from '../../model.ts'
import { metricsOf } from './metrics.ts'
import type { WebParts } from './web-parts.ts'

const now = new Date('2026-11-25T12:00:00Z')
const read = new Date('2026-11-25T11:30:00Z')
const memory: FeedMemory = {
  feedId: 'north',
  url: 'https://north.example/rss',
  lastVisitAt: read,
  lastSuccessAt: read,
  failuresInARow: 0,
  because: 'every 15 min',
}

const hourly = { to: [], zone: 'UTC', schedule: { crons: ['0 * * * *'], written: 'every 1h' } }

const parts = {
  world: {
    now: () => now,
    store: {
      counts: async () => ({ items: 7, documents: 5, stories: 3, digests: 1 }),
      feedMemories: async () => [memory],
      lookedAt: async (id: string) => (id === 'desk' ? read : undefined),
      lastDigest: async (id: string) => (id === 'desk' ? { upTo: 1, composedAt: read } : undefined),
      undelivered: async (id: string) =>
        id === 'desk' ? [{ digest: { composedAt: read }, deliveries: [] }] : [],
      latestDeliveries: async () => [],
    },
    queue: { counts: async () => ({ waiting: 0, active: 2, delayed: 4, failed: 1 }) },
  },
  followed: {
    trouble: 'line 3: a quote is opened but not closed',
    current: {
      feeds: [
        { id: 'north', name: 'North', url: memory.url, every: 900_000 },
        { id: 'south', name: 'South', url: 'https://south.example/rss', every: 900_000 },
      ],
      subscribers: [
        { ...hourly, id: 'desk' },
        { ...hourly, id: 'a"b\\' },
      ],
    },
  },
} as unknown as WebParts

test('a monitor reads what is waiting, what is ill and when something last happened', async () => {
  const lines = (await metricsOf(parts)).trim().split('\n')
  const figures = Object.fromEntries(
    lines.filter((line) => !line.startsWith('#')).map((line) => line.split(/ (?=\S+$)/)),
  )
  expect(figures).toMatchObject({
    wirewatch_ill: '1',
    'wirewatch_trouble{about="configuration"}': '1',
    'wirewatch_digests_waiting{subscriber="desk"}': '1',
    'wirewatch_last_digest_timestamp_seconds{subscriber="desk"}': String(read.getTime() / 1000),
    wirewatch_last_visit_timestamp_seconds: String(read.getTime() / 1000),
    wirewatch_configuration_in_force: '0',
    'wirewatch_feeds{health="well"}': '1',
    'wirewatch_feeds{health="not visited yet"}': '1',
    wirewatch_last_read_timestamp_seconds: String(read.getTime() / 1000),
    'wirewatch_jobs{state="failed"}': '1',
    'wirewatch_stored{kind="documents"}': '5',
    'wirewatch_last_look_timestamp_seconds{subscriber="desk"}': String(read.getTime() / 1000),
    'wirewatch_last_look_timestamp_seconds{subscriber="a\\"b\\\\"}': '0',
  })
})

test('every figure has its help and its type before it, as the format wants', async () => {
  const lines = (await metricsOf(parts)).trim().split('\n')
  const named = (start: string) => lines.filter((line) => line.startsWith(start)).length
  expect(named('# HELP wirewatch_feeds ')).toBe(1)
  expect(named('# HELP ')).toBe(named('# TYPE '))
  expect(
    lines.every((line) => /^(# (HELP|TYPE) \w+ .+|\w+(\{[^\n]*\})? \d+(\.\d+)?)$/.test(line)),
  ).toBe(true)
})

const expression = z.object({ expr: z.string(), legendFormat: z.string().optional() })
const dashboardSchema = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(expression).min(1) })).min(8),
})

test('the Grafana dashboard asks for figures and labels that are there', async () => {
  const dashboard = dashboardSchema.parse(JSON.parse(readFileSync('docs/grafana.json', 'utf8')))
  const text = await metricsOf(parts)
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const labelsOf = (name: string) =>
    samples
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .flatMap((line) => Array.from(line.matchAll(/[{,](\w+)="/g), ([, label]) => label))
  const names = new Set(samples.map((line) => /^\w+/.exec(line)?.[0]))
  const faults = dashboard.panels.flatMap(({ title, targets }) =>
    targets.flatMap(({ expr, legendFormat = '' }) => {
      const asked = Array.from(expr.matchAll(/\b(?:wirewatch|process)_\w+/g), ([name]) => name)
      const known = new Set([...asked.flatMap(labelsOf), 'job'])
      const labels = [
        ...Array.from(expr.matchAll(/[{,]\s*(\w+)\s*[=!]/g), ([, label]) => label),
        ...Array.from(expr.matchAll(/ by \((\w+)\)/g), ([, label]) => label),
        ...Array.from(legendFormat.matchAll(/\{\{(\w+)\}\}/g), ([, label]) => label),
      ]
      return [
        ...(asked.length === 0 ? [`${title}: no figure of ours`] : []),
        ...asked.filter((name) => !names.has(name)).map((name) => `${title}: ${name}`),
        ...labels.filter((label) => !known.has(label)).map((label) => `${title}: ${label}`),
      ]
    }),
  )
  expect(faults).toEqual([])
})
