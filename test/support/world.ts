import { createLocalParser } from '../../src/adapters/parser/local-parser.ts'
import { openStore } from '../../src/adapters/store/sql-store.ts'
import { keywordsQuery } from '../../src/core/watch/parse-query.ts'
import type { Feed, Message, Notice, Subscriber, Watch } from '../../src/model.ts'
import type { Bundle, LedgerEntry, PollStore, Posting, Store, World } from '../../src/ports.ts'
import { openEmbedded } from './backends.ts'
import { cannedOutlets, type CannedOutlets } from './canned-outlets.ts'

/** A whole world in this process: embedded store, canned outlets, a settable clock, a mailbox. */
export interface TestWorld extends World {
  readonly outlets: CannedOutlets
  readonly posted: readonly Message[]
  readonly noticed: readonly Notice[]
  /** What every way beside mail answers from now on. */
  answerNotices(posting: Posting): void
  /** What the mail server answers from now on. */
  answerMail(posting: Posting): void
  setClock(instant: string): void
  /** Die at a step, once: the next call of it throws, before or after it has done its work. */
  dieAt(step: Step, when: 'before' | 'after'): void
  close(): Promise<void>
}

export type Step = 'fetch' | 'record poll' | 'commit' | 'record digest' | 'post' | 'record delivery'

type Work<Ask, Answer> = (store: PollStore, asks: readonly Ask[]) => Promise<readonly Answer[]>

export class Death extends Error {
  override readonly name = 'Death'
}

export async function openTestWorld(start: string): Promise<TestWorld> {
  const connection = await openEmbedded()
  const store = await openStore(connection)
  const outlets = cannedOutlets()
  const posted: Message[] = []
  const noticed: Notice[] = []
  const ledger: LedgerEntry[] = []
  let answer: Posting = { outcome: 'accepted', receipt: '200 ok' }
  let mailAnswer: Posting = { outcome: 'accepted', receipt: '250 OK' }
  let now = new Date(start)
  let death: { step: Step; when: 'before' | 'after' } | undefined

  async function mortal<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const due = death?.step === step ? death.when : undefined
    if (due) death = undefined
    if (due === 'before') throw new Death(`before ${step}`)
    const result = await work()
    if (due === 'after') throw new Death(`after ${step}`)
    return result
  }

  /** The same of the same work, so that what is asked of it goes together here too. */
  const mortalWorks = new Map<unknown, unknown>()
  function mortalWork<Ask extends Bundle, Answer>(work: Work<Ask, Answer>): Work<Ask, Answer> {
    const create = (): Work<Ask, Answer> => (inner, asks) => {
      const recordPolls: PollStore['recordPolls'] = (...polls) =>
        mortal('record poll', () => inner.recordPolls(...polls))
      return work({ ...inner, recordPolls }, asks)
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of this very work below
    const made = (mortalWorks.get(work) as Work<Ask, Answer> | undefined) ?? create()
    mortalWorks.set(work, made)
    return made
  }

  const mortalStore: Store = {
    ...store,
    together: (ask, work) => mortal('commit', () => store.together(ask, mortalWork(work))),
    recordDigest: (...told) => mortal('record digest', () => store.recordDigest(...told)),
    recordDelivery: (done) => mortal('record delivery', () => store.recordDelivery(done)),
  }

  return {
    now: () => now,
    chance: () => 0.5,
    store: mortalStore,
    outlets,
    posted,
    noticed,
    answerNotices: (posting) => void (answer = posting),
    channels: {
      post: async (notice) => {
        noticed.push(notice)
        return answer
      },
      close: async () => {},
    },
    ledger: {
      async sent(subscriberId) {
        const own = ledger.filter((entry) => entry.subscriberId === subscriberId)
        return {
          items: new Map(
            own.flatMap(({ items, digestId }) => items.map((item) => [item, digestId])),
          ),
          receipts: new Map(own.map((one) => [`${one.digestId} ${one.addressee}`, one.receipt])),
        }
      },
      keep: async (entry) => void ledger.push(entry),
    },
    fetcher: {
      fetchFeed: (...visit) => mortal('fetch', () => outlets.fetchFeed(...visit)),
      fetchPage: (url) => outlets.fetchPage(url),
      askHub: (...asked) => outlets.askHub(...asked),
      close: () => outlets.close(),
    },
    parser: createLocalParser(),
    articles: { read: async (items) => items.map((item) => outlets.article(item)) },
    mailer: {
      post: (message) =>
        mortal('post', async () => {
          posted.push(message)
          return mailAnswer
        }),
      close: async () => {},
    },
    answerMail: (posting) => void (mailAnswer = posting),
    setClock: (instant) => void (now = new Date(instant)),
    dieAt: (step, when) => void (death = { step, when }),
    close: async () => {
      await store.close()
      await connection.close()
    },
  }
}

export const lavrov: Watch = { name: 'Lavrov', query: keywordsQuery(['Lavrov']), written: 'Lavrov' }

export function testFeed(id: string): Feed {
  return { id, name: id.toUpperCase(), url: `https://${id}.example/feed`, every: 3_600_000 }
}

export const desk: Subscriber = {
  id: 'desk',
  name: 'Desk',
  to: ['desk@example.org'],
  schedule: { crons: ['0 * * * *'], written: 'every 1h' },
  zone: 'UTC',
  evenWhenNothingIsNew: false,
}
