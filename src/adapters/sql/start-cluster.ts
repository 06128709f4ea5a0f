import { Worker } from 'node:worker_threads'
import type { Cluster } from './cluster.ts'

/** What the thread says: nothing but that it is open at first, then to each question, in the order asked. */
export type Saying = { readonly kind: 'said'; readonly bytes: Uint8Array<ArrayBuffer> } | Failure

interface Failure {
  readonly kind: 'failed'
  readonly because: string
  /** Of the system's errors, which lose it on their way between threads. */
  readonly code?: string
}

/** What it is asked: messages of a frontend, or to close. */
export type Asking = Uint8Array<ArrayBuffer> | 'close'

/** The program beside this file, in the language this file runs in: .js when built. */
const PROGRAM = import.meta.url.replace(/start-cluster(?=\.[jt]s$)/, 'cluster-thread')

/**
 * Open the cluster in `folder` in a thread of its own, so that what it takes is taken beside what
 * this one does. It keeps the process alive only while it is asked. Rejects when it cannot be
 * opened. Should the thread end, so does the process: nothing can be done without the store, and
 * a new start finds every commit that was answered. Unbuilt it opens in this thread, because
 * Node 20 runs no TypeScript in another.
 */
export async function startCluster(folder: string): Promise<Cluster> {
  if (PROGRAM.endsWith('.ts')) {
    const { openCluster } = await import('./open-cluster.ts')
    return openCluster(folder)
  }
  const worker = new Worker(new URL(PROGRAM), { workerData: folder, execArgv: [] })
  const waiting: Waiting[] = []
  let closed = false
  let wanted = true
  worker.on('exit', (code) => {
    if (wanted) throw new Error(`the store's thread ended with code ${code}`)
  })
  worker.on('message', (saying: Saying) => {
    const asked = waiting.shift()
    if (waiting.length === 0) worker.unref()
    if (saying.kind === 'failed') asked?.reject(failureOf(saying))
    else asked?.resolve(saying.bytes)
  })

  function answer(): Promise<Uint8Array<ArrayBuffer>> {
    worker.ref()
    return new Promise((resolve, reject) => void waiting.push({ resolve, reject }))
  }
  try {
    await answer()
  } catch (error) {
    wanted = false
    await worker.terminate()
    throw error
  }
  return {
    get closed() {
      return closed
    },
    ask(messages) {
      const said = answer()
      worker.postMessage(messages satisfies Asking, [messages.buffer])
      return said
    },
    async close() {
      const said = answer()
      worker.postMessage('close' satisfies Asking)
      try {
        await said
      } finally {
        closed = true
        wanted = false
        await worker.terminate()
      }
    },
  }
}

interface Waiting {
  resolve(bytes: Uint8Array<ArrayBuffer>): void
  reject(error: Error): void
}

function failureOf({ because, code }: Failure): Error {
  return Object.assign(new Error(because), code !== undefined && { code })
}
