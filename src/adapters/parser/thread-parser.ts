import { nothingToRead, unreadable } from '../../core/feed/no-reading.ts'
import { teaser } from '../../core/feed/teasers.ts'
import type { Parser } from '../../ports.ts'
import { startThread, type Answer, type Body, type Question, type Thread } from './start-thread.ts'

export interface ParserLimits {
  /** Milliseconds for one body, from the moment the thread takes it up. */
  readonly timeMs?: number
  /** Megabytes of heap. */
  readonly memoryMb?: number
  /** Bodies of up to so many bytes are read by the thread that asks. */
  readonly smallBytes?: number
}

/**
 * A parser in a thread of its own, started at the first body that is worth it and replaced after
 * one that was too much. Bodies are read one after another, so that together they take no more
 * memory than one of them may.
 */
export function createThreadParser(limits: ParserLimits = {}): Parser {
  const settled = { timeMs: 4_000, memoryMb: 192, smallBytes: 16 * 1024, ...limits }
  let thread: Thread | undefined
  let line: Promise<unknown> = Promise.resolve()
  let closed = false

  async function askThread(question: Question): Promise<Answer> {
    refuseWhenClosed()
    if (!thread?.alive) {
      await thread?.end()
      thread = await startThread(settled.memoryMb)
      refuseWhenClosed()
    }
    const answer = await thread.ask(question, settled.timeMs)
    refuseWhenClosed()
    return answer
  }

  function inLine(question: Question): Promise<Answer> {
    const answer = line.then(() => askThread(question))
    line = answer.catch(() => {})
    return answer
  }

  /** Throws, because a body cut off by our own end is not the outlet's trouble. */
  function refuseWhenClosed(): void {
    if (closed) throw new Error('the parser was closed before the body was read')
  }

  return {
    async read(fetched, feed, now, memory) {
      if (fetched.kind !== 'body') return nothingToRead()
      if (fetched.bytes.length <= settled.smallBytes) {
        const { readFeed } = await import('../../core/feed/read-feed.ts')
        return readFeed(fetched, feed, now, memory)
      }
      const question = { kind: 'feed', fetched, feed, now, ...(memory && { memory }) } as const
      const answer = await inLine(question)
      return answer.kind === 'read' ? answer.reading : unreadable(trouble(answer, fetched, settled))
    },
    async readArticle(fetched, item) {
      if (fetched.kind !== 'body') return teaser(item, fetched.because)
      const answer = await inLine({ kind: 'article', fetched, item })
      return answer.kind === 'article'
        ? answer.article
        : teaser(item, trouble(answer, fetched, settled))
    },
    async close() {
      closed = true
      await thread?.end()
      // One that was just being started is there when the line is at its end.
      await line
      await thread?.end()
    },
  }
}

function trouble(
  answer: Answer,
  fetched: Body,
  { timeMs, memoryMb }: Required<ParserLimits>,
): string {
  const body = `a body of ${Math.ceil(fetched.bytes.length / 1024)} KB`
  if (answer.kind === 'too slow') {
    return `${body} that takes longer than ${timeMs / 1000} s to read, as no feed does`
  }
  if (answer.kind === 'too big') {
    return `${body} that takes more than ${memoryMb} MB of memory to read, as no feed does`
  }
  return `${body} that ended the reader: ${answer.kind === 'died' ? answer.because : answer.kind}`
}
