import { setImmediate } from 'node:timers/promises'

/** A statement with more is long in coming for those who ask for little. */
const MOST = 100

interface Asking<Ask, Answer> {
  readonly ask: Ask
  readonly settle: (answer: Answer) => void
  readonly fail: (error: unknown) => void
}

export interface GatherOptions<Ask> {
  /** How much goes together at most, counted by `sizeOf`; the first goes however large it is. */
  readonly most?: number
  readonly sizeOf?: (ask: Ask) => number
  /** Nothing twice of one subject goes together. */
  readonly subjectOf?: (ask: Ask) => unknown
}

/**
 * Have many askers answered by one statement: what is asked while one is under way goes with the
 * next. Where a statement for several fails each is asked alone, so that nobody fails for another.
 */
export function gather<Ask, Answer>(
  answerAll: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
  { most = MOST, sizeOf = () => 1, subjectOf }: GatherOptions<Ask> = {},
): (ask: Ask) => Promise<Answer> {
  const waiting: Asking<Ask, Answer>[] = []
  let underWay = false

  async function answerWaiting(): Promise<void> {
    underWay = true
    while (waiting.length > 0) {
      // Those who were answered together mostly ask again together.
      await setImmediate()
      await answer(takeNext())
    }
    underWay = false
  }

  function takeNext(): Asking<Ask, Answer>[] {
    const taken = new Map<unknown, Asking<Ask, Answer>>()
    let size = 0
    for (const asking of waiting) {
      const subject = subjectOf ? subjectOf(asking.ask) : asking
      if (taken.has(subject)) continue
      size += sizeOf(asking.ask)
      if (size > most && taken.size > 0) break
      taken.set(subject, asking)
    }
    const next = [...taken.values()]
    for (const asking of next) waiting.splice(waiting.indexOf(asking), 1)
    return next
  }

  async function answer(askings: readonly Asking<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await answerAll(askings.map(({ ask }) => ask))
      askings.forEach(({ settle }, at) => settle(answers[at]!))
    } catch (error) {
      if (askings.length > 1) for (const asking of askings) await answer([asking])
      else askings[0]?.fail(error)
    }
  }

  return (ask) =>
    new Promise((settle, fail) => {
      waiting.push({ ask, settle, fail })
      if (!underWay) void answerWaiting()
    })
}
