/** The program of the reading thread: says when it is ready, then answers one body at a time. */
import { parentPort } from 'node:worker_threads'
import { readFeed } from '../../core/feed/read-feed.ts'
import type { Answer, Question } from './start-thread.ts'

parentPort?.on('message', ({ fetched, feed, now, memory }: Question) => {
  // Should posting fail, the rejection ends this thread, and its owner hears of that.
  void readFeed(fetched, feed, now, memory).then((reading) => post({ kind: 'read', reading }))
})
post({ kind: 'ready' })

function post(answer: Answer): void {
  parentPort?.postMessage(answer)
}
