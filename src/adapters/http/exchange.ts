/**
 * One request and its answer over undici, taken in as it comes.
 *
 * undici 7 throws an assertion that nobody can catch when an outlet closes the connection while
 * its body is held back (nodejs/undici#5360, mended in 8, which needs Node 22). So the body is
 * never held back: it is collected up to its limit, and a body nobody wants ends the connection.
 */
import type { Agent, Dispatcher } from 'undici'
import { tooLarge } from './visit-trouble.ts'

export interface Question {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly bodyBytes: number
  /** Sent by POST; absent: GET. */
  readonly form?: string
  /** Called whenever something arrives. */
  readonly progress: () => void
}

export interface Answer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** As sent, still packed; empty where the status says that it is no feed. */
  readonly bytes: Uint8Array
}

/** Ask once. Rejects with the signal's reason, a VisitTrouble or undici's error. */
export async function exchange(agent: Agent, question: Question): Promise<Answer> {
  const { url, headers, signal, form } = question
  const method = form === undefined ? 'GET' : 'POST'
  const asked = {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers,
    ...(form !== undefined && { body: form }),
  } as const
  let stop = () => {}
  try {
    return await new Promise<Answer>((resolve, reject) => {
      let running: Dispatcher.DispatchController | undefined
      stop = () => {
        reject(toError(signal.reason))
        running?.abort(toError(signal.reason))
      }
      signal.addEventListener('abort', stop)
      agent.dispatch(asked, {
        ...collect(question, resolve),
        onRequestStart(controller) {
          running = controller
          // Given up while still connecting.
          if (signal.aborted) stop()
        },
        onResponseError: (_, error) => reject(error),
      })
    })
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function collect(
  question: Question,
  resolve: (answer: Answer) => void,
): Dispatcher.DispatchHandler {
  const { bodyBytes, progress } = question
  const body = growingBytes()
  let answer: Answer = { status: 0, headers: {}, bytes: new Uint8Array() }
  return {
    onResponseStart(controller, status, headers) {
      progress()
      // Early hints and the like; the answer is still to come.
      if (status < 200) return
      answer = { ...answer, status, headers: flatten(headers) }
      if (status !== 200 && status !== 203) {
        resolve(answer)
        // A 304 has no body and ends by itself.
        if (status !== 304) controller.abort(new Error(`the body of a ${status} is not wanted`))
      } else if (Number(headers['content-length']) > bodyBytes)
        controller.abort(tooLarge(bodyBytes))
    },
    onResponseData(controller, chunk) {
      progress()
      if (body.size() + chunk.length > bodyBytes) controller.abort(tooLarge(bodyBytes))
      else body.add(chunk)
    },
    onResponseEnd: () => resolve({ ...answer, bytes: body.whole() }),
  }
}

const FIRST_ROOM = 64 * 1024

/** Copied together as they come: fifteen million chunks of one byte kept apart take gigabytes. */
function growingBytes() {
  let room = new Uint8Array()
  let size = 0
  return {
    size: () => size,
    add(chunk: Uint8Array) {
      if (size + chunk.length > room.length) {
        const larger = new Uint8Array(Math.max(room.length * 2, size + chunk.length, FIRST_ROOM))
        larger.set(room.subarray(0, size))
        room = larger
      }
      room.set(chunk, size)
      size += chunk.length
    },
    whole: () => room.slice(0, size),
  }
}

/** A header given twice is one list (RFC 9110 5.3). Cookies are not even looked at. */
function flatten(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === 'set-cookie') continue
    flat[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
