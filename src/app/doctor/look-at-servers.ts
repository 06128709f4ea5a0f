import { doubtful, ill, well, type Finding } from './finding.ts'

/** What the servers named in the environment say of themselves. */
export interface ServerFacts {
  readonly database?: Date
  readonly redis?: { readonly clock: Date; readonly evicts: string; readonly keeps: boolean }
}

/** Schedules, leases and a job's delay are set by one clock and read by another. */
const CLOCKS_APART_MS = 2_000

/** Whether the servers' clocks agree with ours, and whether Redis keeps the jobs it is given. */
export function lookAtServers({ database, redis }: ServerFacts, now: Date): readonly Finding[] {
  return [
    ...(database ? [lookAtClock('PostgreSQL', database, now)] : []),
    ...(redis ? [lookAtClock('Redis', redis.clock, now)] : []),
    ...(redis ? lookAtRedis(redis.evicts, redis.keeps) : []),
  ]
}

function lookAtClock(server: string, clock: Date, now: Date): Finding {
  const apart = Math.abs(clock.getTime() - now.getTime())
  const seconds = `${(apart / 1000).toFixed(1)} s`
  return apart > CLOCKS_APART_MS
    ? ill('clock', `ours and ${server}'s are ${seconds} apart`, 'let both machines follow NTP')
    : well('clock', `within ${seconds} of ${server}'s`)
}

function lookAtRedis(evicts: string, keeps: boolean): readonly Finding[] {
  const evicting = evicts !== '' && evicts !== 'noeviction'
  return [
    ...(evicting
      ? [
          ill(
            'Redis',
            `it throws jobs away when its memory is full (maxmemory-policy ${evicts})`,
            'set maxmemory-policy noeviction',
          ),
        ]
      : []),
    ...(keeps
      ? []
      : [
          doubtful(
            'Redis',
            'it keeps nothing on disk: after its restart what is due waits for the next look round',
            'set appendonly yes',
          ),
        ]),
    ...(evicting || !keeps ? [] : [well('Redis', 'it keeps its jobs')]),
  ]
}
