import type { FeedHealth } from '../../core/feed/feed-health.ts'
import { judgeOperation } from '../operation/judge-operation.ts'
import { readOperation, type Operation, type SubscriberState } from '../operation/read-operation.ts'
import { version } from '../version.ts'
import type { WebParts } from './web-parts.ts'

/** One figure under one name, or several told apart by labels. */
interface Metric {
  readonly name: string
  readonly help: string
  readonly type?: 'gauge' | 'counter'
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; value: number }[]
}

const STATES = ['well', 'quiet', 'failing', 'gone', 'not visited yet'] as const

/** What a monitor asks for, in Prometheus' text format 0.0.4. Times are Unix seconds; 0 is never. */
export async function metricsOf({ world, followed }: WebParts): Promise<string> {
  const operation = await readOperation(world, followed.current, followed.trouble)
  return `${[...metricsOfOperation(operation), ...metricsOfProcess()].map(asText).join('\n')}\n`
}

function metricsOfOperation(operation: Operation): readonly Metric[] {
  const { feeds, subscribers, jobs = {}, stored, lastVisitAt, configurationTrouble } = operation
  const ill = judgeOperation(operation).filter(({ state }) => state === 'ill')
  const each = (value: (subscriber: SubscriberState) => number) =>
    subscribers.map((one) => ({ labels: { subscriber: one.id }, value: value(one) }))
  return [
    gauge('wirewatch_ill', 'How many things are wrong that need somebody', [{ value: ill.length }]),
    gauge(
      'wirewatch_trouble',
      'What is wrong, by what it is about',
      ill.map(({ about }) => ({ labels: { about }, value: 1 })),
    ),
    gauge('wirewatch_configuration_in_force', 'Whether the file as it stands is in force', [
      { value: configurationTrouble === undefined ? 1 : 0 },
    ]),
    gauge(
      'wirewatch_feeds',
      'Feeds by health',
      STATES.map((health) => ({
        labels: { health },
        value: feeds.filter((feed) => feed.health === health).length,
      })),
    ),
    gauge('wirewatch_last_visit_timestamp_seconds', 'When a feed was last visited', [
      { value: seconds(lastVisitAt) },
    ]),
    gauge('wirewatch_last_read_timestamp_seconds', 'When a feed was last read', [
      { value: latestRead(feeds) },
    ]),
    gauge('wirewatch_jobs', 'Jobs by state', byLabel('state', jobs)),
    gauge('wirewatch_stored', 'What the store holds', byLabel('kind', stored)),
    gauge(
      'wirewatch_last_look_timestamp_seconds',
      'When a subscriber’s digest was last looked into, told or not',
      each(({ lookedAt }) => seconds(lookedAt)),
    ),
    gauge(
      'wirewatch_last_digest_timestamp_seconds',
      'When a subscriber’s last digest was composed',
      each(({ lastDigestAt }) => seconds(lastDigestAt)),
    ),
    gauge(
      'wirewatch_digests_waiting',
      'Digests that did not reach every addressee so far',
      each(({ waiting }) => waiting),
    ),
  ]
}

function metricsOfProcess(): readonly Metric[] {
  const { user, system } = process.cpuUsage()
  return [
    gauge('wirewatch_build_info', 'The version', [{ labels: { version }, value: 1 }]),
    gauge('process_start_time_seconds', 'When this process began', [
      { value: Math.round(Date.now() / 1000 - process.uptime()) },
    ]),
    {
      ...gauge('process_cpu_seconds_total', 'CPU time of this process', [
        { value: (user + system) / 1e6 },
      ]),
      type: 'counter',
    },
    gauge('process_resident_memory_bytes', 'Memory of this process', [
      { value: process.memoryUsage.rss() },
    ]),
  ]
}

function seconds(instant: Date | undefined): number {
  return (instant?.getTime() ?? 0) / 1000
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

function asText({ name, help, type = 'gauge', samples }: Metric): string {
  const lines = samples.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join('\n')
}

function labelsText(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeValue(value)}"`)
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
