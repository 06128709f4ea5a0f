/**
 * Who has signed in, by a cookie that carries its own end and a signature: nothing is stored, it
 * holds over a restart, and on every machine that serves the page from one store. The key is made
 * of the store's own and of the secrets, so that another password ends every session.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Sessions {
  /** Whether this is one of the secrets, in a time that tells nothing of them. */
  isSecret(given: string): boolean
  /** Set-Cookie for somebody who has signed in. */
  begin(now: Date): string
  /** Whether a Cookie header holds a session that stands. */
  isOpen(cookies: string | undefined, now: Date): boolean
  /** End the session in a Cookie header; Set-Cookie that takes it out of the browser. */
  end(cookies: string | undefined, now: Date): string
}

const LIFE_MS = 14 * 86_400_000

/** `overHttps`: browsers send the cookie over https alone. */
export function openSessions(
  secrets: readonly string[],
  storeKey: string,
  overHttps: boolean,
): Sessions {
  const digests = secrets.map(sha256)
  const key = createHmac('sha256', storeKey).update(JSON.stringify(secrets)).digest()
  // The prefix has browsers refuse such a cookie from a page beside ours, or without `Secure`.
  const name = overHttps ? '__Host-wirewatch' : 'wirewatch'
  const attributes = `Path=/; HttpOnly; SameSite=Strict${overHttps ? '; Secure' : ''}`
  /** Ended before their time, until that time; only those we signed get in here. */
  const ended = new Map<string, number>()

  const sign = (id: string, until: number) =>
    createHmac('sha256', key).update(`${id}.${until}`).digest('base64url')

  function read(cookies: string | undefined, now: Date): { id: string; until: number } | undefined {
    const pair = (cookies ?? '').split('; ').find((one) => one.startsWith(`${name}=`))
    const [id = '', written = '', signature = ''] = (pair ?? '').slice(name.length + 1).split('.')
    const until = Number(written)
    if (!(until > now.getTime())) return undefined
    return isSame(sha256(signature), sha256(sign(id, until))) ? { id, until } : undefined
  }

  return {
    isSecret: (given) => {
      const digest = sha256(given)
      // Every one is compared, whichever it is.
      return digests.filter((known) => isSame(known, digest)).length > 0
    },
    begin: (now) => {
      const id = randomBytes(16).toString('base64url')
      const until = now.getTime() + LIFE_MS
      const value = `${id}.${until}.${sign(id, until)}`
      return `${name}=${value}; ${attributes}; Max-Age=${LIFE_MS / 1000}`
    },
    isOpen: (cookies, now) => {
      const session = read(cookies, now)
      return session !== undefined && !ended.has(session.id)
    },
    end: (cookies, now) => {
      for (const [id, until] of ended) if (until <= now.getTime()) ended.delete(id)
      const session = read(cookies, now)
      if (session) ended.set(session.id, session.until)
      return `${name}=; ${attributes}; Max-Age=0`
    },
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Digests are of one length, which `timingSafeEqual` wants. */
function isSame(a: Buffer, b: Buffer): boolean {
  return timingSafeEqual(a, b)
}
