/**
 * A service that fell silent is what its users fear. Beside the jobs, and not as one of them, this
 * looks at how the service is getting on: a monitor elsewhere is pinged while nothing is wrong, so
 * that silence says something even when the machine is gone, and the operator is told by mail of
 * what is wrong, once, and once when it is mended.
 */
import type { Logger } from 'pino'
import type { Configuration } from '../configuration/configuration.ts'
import type { Finding } from '../doctor/finding.ts'
import { messageOf } from '../system-error.ts'
import type { QuietWorld } from '../world.ts'
import { zoneInUse } from '../zone-in-use.ts'
import { judgeOperation } from './judge-operation.ts'
import { readOperation, type Looked } from './read-operation.ts'
import { writeAlarm } from './write-alarm.ts'

export interface WatchedOver {
  readonly world: Pick<QuietWorld, 'store' | 'fetcher' | 'mailer' | 'now'> &
    Pick<Looked, 'queue' | 'queuePatienceMs' | 'freeBytes'>
  readonly log: Logger
  readonly configuration: Configuration
  /** Why the configuration as it stands in the file is not in force. */
  readonly trouble?: string | undefined
}

/** A feed or two that fail for one visit are no news to anybody. */
const HOLD_MS = 10 * 60_000

type Operator = NonNullable<Configuration['operator']>

/** Until somebody is named, how often it is looked whether somebody was. */
const LOOK_FOR_OPERATOR_MS = 60_000

/**
 * One look, where anybody is to learn of it. Never throws: what cannot be said or pinged is in the
 * log, and tried at the next.
 */
export async function watchOver(watched: WatchedOver): Promise<void> {
  const { world, log, configuration, trouble } = watched
  const { operator } = configuration
  if (!operator) return
  try {
    const operation = await readOperation(world, configuration, trouble)
    const ill = judgeOperation(operation).filter(({ state }) => state === 'ill')
    for (const { about, found } of ill) log.warn({ about, found }, `wrong: ${about}: ${found}`)
    await tell(watched, operator, ill)
    if (ill.length === 0) await ping(watched, operator)
  } catch (error) {
    log.error({ err: error }, `the service could not be looked at: ${messageOf(error)}`)
  }
}

async function tell(
  { world, log, configuration: { mail, subscribers } }: WatchedOver,
  operator: Operator,
  ill: readonly Finding[],
): Promise<void> {
  if (operator.notify.length === 0) return
  const at = world.now()
  const news = await world.store.noteAlarms(ill, at, HOLD_MS)
  if (news.begun.length + news.ended.length === 0) return
  try {
    const message = writeAlarm(news, ill, operator.notify, mail.from, at, zoneInUse(subscribers))
    const { outcome, receipt } = await world.mailer.post(message)
    if (outcome === 'accepted') return
    log.error({ outcome, receipt }, `the operator could not be told: ${receipt}`)
  } catch (error) {
    log.error({ err: error }, `the operator could not be told: ${messageOf(error)}`)
  }
  await world.store.takeBackAlarms(news)
}

async function ping({ world, log }: WatchedOver, operator: Operator): Promise<void> {
  if (operator.ping === undefined) return
  const answer = await world.fetcher.fetchPage(operator.ping)
  if (answer.kind !== 'failed') return
  // The address is a secret with most monitors: whoever has it can keep them quiet.
  const { because } = answer
  log.warn({ because }, `the monitor at ${new URL(operator.ping).host} was not reached: ${because}`)
}

/** Look again and again until stopped, never twice at the same time. */
export function keepWatch(watched: () => WatchedOver): { stop(): Promise<void> } {
  let looking: Promise<void> = Promise.resolve()
  let timer = later()
  function later() {
    return setTimeout(() => {
      looking = watchOver(watched()).then(() => void (timer = later()))
    }, watched().configuration.operator?.every ?? LOOK_FOR_OPERATOR_MS)
  }
  return {
    stop: async () => {
      clearTimeout(timer)
      await looking
      clearTimeout(timer)
    },
  }
}
