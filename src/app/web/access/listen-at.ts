import type { Configuration } from '../../configuration/configuration.ts'
import type { Environment } from '../../environment.ts'
import { Refusal } from '../../refusal.ts'

/** Where the page is served, and what lets people and programs in. */
export interface Listening {
  readonly host: string
  readonly port: number
  /** Passwords and tokens; none: only this machine is let in. */
  readonly secrets: readonly string[]
}

/** Guessed at the pace the page allows, a shorter one of plain words might be found in a year. */
const SHORTEST_SECRET = 12

/**
 * Settle where the page listens. Throws Refusal for an address others reach while nothing is asked
 * of them, and for a secret that is too short to be one.
 */
export function listenAt(
  environment: Pick<Environment, 'webHost' | 'webPort' | 'webSecrets'>,
  { web }: Pick<Configuration, 'web'>,
): Listening {
  const host = environment.webHost ?? web.host
  const port = environment.webPort ?? web.port
  const secrets = [...new Set([...(environment.webSecrets ?? []), ...(web.secrets ?? [])])]
  if (secrets.some((secret) => secret.length < SHORTEST_SECRET)) {
    throw new Refusal(
      `the page's password or a token has fewer than ${SHORTEST_SECRET} characters\n` +
        '  make a longer one: openssl rand -base64 24',
    )
  }
  if (secrets.length === 0 && !isLoopback(host)) {
    throw new Refusal(
      `the page would listen on ${host}, where other machines reach it, and no password is set\n` +
        '  set WIREWATCH_PASSWORD in the environment (openssl rand -base64 24 makes one),\n' +
        '  or let it listen on this machine alone: web.host: 127.0.0.1',
    )
  }
  return { host, port, secrets }
}

export function isLoopback(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|::1|\[::1\]|localhost)$/.test(host)
}
