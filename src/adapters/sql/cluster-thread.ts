/** The program of the store's thread: opens the cluster and says so, then answers what it is asked. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Cluster } from './cluster.ts'
import { openCluster } from './open-cluster.ts'
import type { Asking, Saying } from './start-cluster.ts'

const nothing = () => new Uint8Array()

let cluster: Cluster
await tell(async () => {
  cluster = await openCluster(String(workerData))
  return nothing()
})
parentPort?.on('message', (asking: Asking) => void tell(() => answer(asking)))

async function answer(asking: Asking): Promise<Uint8Array<ArrayBuffer>> {
  if (asking !== 'close') return cluster.ask(asking)
  await cluster.close()
  return nothing()
}

async function tell(work: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
  try {
    const bytes = await work()
    say({ kind: 'said', bytes }, [bytes.buffer])
  } catch (error) {
    say({ kind: 'failed', ...reasonOf(error) })
  }
}

function reasonOf(error: unknown): { because: string; code?: string } {
  if (!(error instanceof Error)) return { because: String(error) }
  return { because: error.message, ...('code' in error && { code: String(error.code) }) }
}

function say(saying: Saying, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(saying, [...transfer])
}
