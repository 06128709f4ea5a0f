import { feedHealths, type FeedHealth } from '../../core/feed/feed-health.ts'
import type { WebParts } from './web-parts.ts'

/** One figure under one name, or several told apart by labels. */
interface Metric {
  readonly name: string
  readonly help: string
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; value: number }[]
}

const STATES = ['well', 'quiet', 'failing', 'gone', 'not visited yet'] as const

/** What a monitor asks for, in Prometheus' text format 0.0.4. Times are Unix seconds. */
export async function metricsOf({ world, followed }: WebParts): Promise<string> {
  const { feeds, subscribers } = followed.current
  const [counts, jobs, memories, looks] = await Promise.all([
    world.store.counts(),
    world.queue.counts(),
    world.store.feedMemories(),
    Promise.all(subscribers.map(({ id }) => world.store.lookedAt(id))),
  ])
  const healths = feedHealths(feeds, memories, world.now())
  const metrics: Metric[] = [
    gauge('wirewatch_configuration_in_force', 'Whether the file as it stands is in force', [
      { value: followed.trouble === undefined ? 1 : 0 },
    ]),
    gauge(
      'wirewatch_feeds',
      'Feeds by health',
      STATES.map((health) => ({
        labels: { health },
        value: healths.filter((feed) => feed.health === health).length,
      })),
    ),
    gauge('wirewatch_last_read_timestamp_seconds', 'When a feed was last read', [
      { value: latestRead(healths) },
    ]),
    gauge('wirewatch_jobs', 'Jobs by state', byLabel('state', jobs)),
    gauge('wirewatch_stored', 'What the store holds', byLabel('kind', counts)),
    gauge(
      'wirewatch_last_look_timestamp_seconds',
      'When a subscriber’s digest was last looked into, told or not',
      subscribers.map(({ id }, at) => ({
        labels: { subscriber: id },
        value: (looks[at]?.getTime() ?? 0) / 1000,
      })),
    ),
    gauge('process_resident_memory_bytes', 'Memory of this process', [
      { value: process.memoryUsage.rss() },
    ]),
  ]
  return `${metrics.map(asText).join('\n')}\n`
}

function gauge(name: string, help: string, samples: Metric['samples']): Metric {
  return { name, help, samples }
}

function byLabel(label: string, figures: Readonly<Record<string, number>>): Metric['samples'] {
  return Object.entries(figures).map(([name, value]) => ({ labels: { [label]: name }, value }))
}

function latestRead(feeds: readonly FeedHealth[]): number {
  return Math.max(0, ...feeds.map(({ lastReadAt }) => lastReadAt?.getTime() ?? 0)) / 1000
}

function asText({ name, help, samples }: Metric): string {
  const lines = samples.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines].join('\n')
}

function labelsText(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeValue(value)}"`)
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
