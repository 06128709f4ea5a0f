/** The program of the reading thread: says when it is ready, then answers one body at a time. */
import { parentPort } from 'node:worker_threads'
import { readFeed } from '../../core/feed/read-feed.ts'
import type { Answer, Question } from './start-thread.ts'

parentPort?.on('message', (question: Question) => {
  // Should posting fail, the rejection ends this thread, and its owner hears of that.
  void answer(question).then(post)
})
post({ kind: 'ready' })

async function answer(question: Question): Promise<Answer> {
  const { fetched } = question
  if (question.kind === 'feed') {
    const { feed, now, memory } = question
    return { kind: 'read', reading: await readFeed(fetched, feed, now, memory) }
  }
  // Most services read no articles, and what reads them is large.
  const { readArticle } = await import('../../core/feed/read-article.ts')
  return { kind: 'article', article: readArticle(fetched, question.item) }
}

function post(answered: Answer): void {
  parentPort?.postMessage(answered)
}
