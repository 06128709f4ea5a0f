import * as z from 'zod'
import type { Configuration } from './configuration/configuration.ts'
import type { Environment } from './environment.ts'

/** A service on this machine answers at once; one that hangs must not hold up a command. */
const PATIENCE_MS = 3000

/** Where a running service is asked, and what lets a program in there. */
export interface ServiceAddress {
  readonly url: string
  readonly secret?: string
}

/** Where a service of this configuration has its page; undefined when it takes any free port. */
export function addressOfService(
  environment: Environment,
  { web }: Pick<Configuration, 'web'>,
): ServiceAddress | undefined {
  const host = environment.webHost ?? web.host
  const port = environment.webPort ?? web.port
  if (port === 0) return undefined
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }
  const named = everywhere[host] ?? (host.includes(':') ? `[${host}]` : host)
  const [secret] = [...(environment.webSecrets ?? []), ...(web.secrets ?? [])]
  return { url: `http://${named}:${port}/`, ...(secret !== undefined && { secret }) }
}

/**
 * Ask a running service for what only it can read, or with a body to do what only it can. Whatever
 * else may listen there gives no such answer and counts as none.
 */
export async function askService<T extends z.ZodType>(
  { url, secret }: ServiceAddress,
  path: string,
  schema: T,
  patienceMs = PATIENCE_MS,
  body?: object,
): Promise<z.infer<T> | undefined> {
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(new URL(path, url), {
      signal,
      redirect: 'error',
      headers: {
        ...(secret !== undefined && { authorization: bearer(secret) }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    const answer = schema.safeParse(await response.json())
    return answer.success ? answer.data : undefined
  } catch {
    return undefined
  }
}

/** The secret's bytes as they are: a header as `fetch` takes it has no other letters than Latin-1. */
function bearer(secret: string): string {
  return `Bearer ${Buffer.from(secret).toString('latin1')}`
}

/** Where a service of this configuration answers; undefined when none does. */
export async function serviceAt(
  environment: Environment,
  configuration: Pick<Configuration, 'web'>,
): Promise<ServiceAddress | undefined> {
  const address = addressOfService(environment, configuration)
  if (address === undefined) return undefined
  const answer = await askService(address, 'healthz', z.object({ status: z.literal('ok') }))
  return answer && address
}
