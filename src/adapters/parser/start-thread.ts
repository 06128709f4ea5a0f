import { Worker } from 'node:worker_threads'
import type { Article, Feed, FeedMemory, Fetched, Item, Reading } from '../../model.ts'

export type Body = Extract<Fetched, { kind: 'body' }>

export type Question =
  | {
      readonly kind: 'feed'
      readonly fetched: Body
      readonly feed: Feed
      readonly now: Date
      readonly memory?: FeedMemory
    }
  | { readonly kind: 'article'; readonly fetched: Body; readonly item: Item }

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'too slow' }
  | { readonly kind: 'too big' }
  /** Whatever else ended the thread. */
  | { readonly kind: 'died'; readonly because: string }

export interface Thread {
  /** Whether it may be asked again. */
  readonly alive: boolean
  /** One question at a time. An answer that is no reading leaves the thread to be ended. */
  ask(question: Question, limitMs: number): Promise<Answer>
  end(): Promise<void>
}

/** The program beside this file or its bundle, in the language this file runs in: .js when built. */
const PROGRAM = import.meta.url.replace(/[^/]+(?=\.[jt]s$)/, 'reading-thread')

/** Loading the program takes a tenth of this on a slow machine. */
const START_LIMIT_MS = 20_000

/** Room for what is short-lived; more would count against the memory of the whole process. */
const YOUNG_MB = 16

/**
 * Start the reading thread with at most so much heap. It keeps the process alive only while it
 * is asked. Rejects when it cannot be started.
 */
export async function startThread(memoryMb: number): Promise<Thread> {
  const worker = new Worker(new URL(PROGRAM), {
    // It reads what strangers wrote and needs nothing of ours.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
  })
  let alive = true
  let settle: (answer: Answer) => void = () => {}
  const stop = (answer: Answer) => {
    alive = false
    settle(answer)
  }
  worker.on('message', (answer: Answer) => settle(answer))
  worker.on('messageerror', (error) => stop(deathBy(error)))
  worker.on('error', (error) => stop(deathBy(error)))
  worker.on('exit', (code) => stop({ kind: 'died', because: `it ended with code ${code}` }))

  function nextAnswer(limitMs: number): Promise<Answer> {
    return new Promise((resolve) => {
      // Where this thread itself was held up past the limit, the answer may already lie here:
      // what has arrived is taken before time is called.
      const timer = setTimeout(() => setImmediate(() => stop({ kind: 'too slow' })), limitMs)
      settle = (answer) => {
        settle = () => {}
        clearTimeout(timer)
        resolve(answer)
      }
    })
  }

  const first = await nextAnswer(START_LIMIT_MS)
  if (first.kind !== 'ready') {
    await worker.terminate()
    throw new Error(`the reading thread does not start: ${JSON.stringify(first)}`)
  }
  worker.unref()
  return {
    get alive() {
      return alive
    },
    async ask(question, limitMs) {
      worker.ref()
      const answer = nextAnswer(limitMs)
      post(worker, question)
      return answer.finally(() => worker.unref())
    },
    async end() {
      await worker.terminate()
    },
  }
}

/** The bytes go as a copy, handed over whole: the visit's own are hashed after it was read. */
function post(worker: Worker, { fetched, ...question }: Question): void {
  const bytes = new Uint8Array(fetched.bytes)
  worker.postMessage({ ...question, fetched: { ...fetched, bytes } }, [bytes.buffer])
}

function deathBy(error: unknown): Answer {
  if (error instanceof Error) {
    if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'too big' }
    return { kind: 'died', because: error.message }
  }
  return { kind: 'died', because: String(error) }
}
