import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { nearestName } from '../core/text/nearest-name.ts'

const PORT = 'expected a port, 0 to 65535'

/** Where things stand and which services to use, from the environment. Secrets live only here. */
const environmentSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host:5432/database')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'expected redis://host:6379')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'expected smtp://user:password@host:587')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  WIREWATCH_CONFIG: z.string().default('config/wirewatch.yaml'),
  WIREWATCH_DATA: z.string().default('data'),
  WIREWATCH_SEEDS: z.string().optional(),
  WIREWATCH_WEB_HOST: z.string().optional(),
  WIREWATCH_WEB_PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65535, PORT).optional(),
  WIREWATCH_PASSWORD: z.string().optional(),
  WIREWATCH_TOKEN: z.string().optional(),
})

/** Where the package was installed from npm, its seeds do not stand in the working folder. */
export const SHIPPED_SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url))

export interface Environment {
  readonly databaseUrl?: string
  readonly redisUrl?: string
  readonly smtpUrl?: string
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL']
  readonly configurationFile: string
  readonly dataFolder: string
  readonly seedsFolder: string
  readonly webHost?: string
  readonly webPort?: number
  /** The page's password and the programs' token: either lets in. */
  readonly webSecrets?: readonly string[]
}

/** The variables themselves, as `${NAME}` in the configuration may ask for any of them. */
export type Variables = Readonly<Record<string, string | undefined>>

/** Read and check once; throws BadEnvironment naming everything wrong. Empty means not set. */
export function readEnvironment(variables: Variables): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(set)
  const problems = [...unknownVariables(set)]
  if (!parsed.success) {
    problems.push(
      ...parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    )
  }
  if (!parsed.success || problems.length > 0) throw new BadEnvironment(problems)
  const { data } = parsed
  const secrets = [data.WIREWATCH_PASSWORD ?? [], data.WIREWATCH_TOKEN ?? []].flat()
  return {
    ...(data.DATABASE_URL && { databaseUrl: data.DATABASE_URL }),
    ...(data.REDIS_URL && { redisUrl: data.REDIS_URL }),
    ...(data.SMTP_URL && { smtpUrl: data.SMTP_URL }),
    logLevel: data.LOG_LEVEL,
    configurationFile: data.WIREWATCH_CONFIG,
    dataFolder: data.WIREWATCH_DATA,
    seedsFolder: data.WIREWATCH_SEEDS ?? (existsSync('seeds') ? 'seeds' : SHIPPED_SEEDS),
    ...(data.WIREWATCH_WEB_HOST && { webHost: data.WIREWATCH_WEB_HOST }),
    ...(data.WIREWATCH_WEB_PORT !== undefined && { webPort: data.WIREWATCH_WEB_PORT }),
    ...(secrets.length > 0 && { webSecrets: secrets }),
  }
}

export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment'

  constructor(problems: readonly string[]) {
    super(`the environment cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`)
  }
}

export interface EnvironmentValue {
  readonly name: string
  /** With passwords hidden; a default where it is not set, or nothing. */
  readonly value: string
  readonly isSet: boolean
}

const HIDDEN = ['WIREWATCH_PASSWORD', 'WIREWATCH_TOKEN']

/** Every variable we know, for a person to look at. */
export function environmentValues(variables: Variables): readonly EnvironmentValue[] {
  return Object.entries(environmentSchema.shape).map(([name, schema]) => {
    const set = variables[name] || undefined
    const otherwise = schema.safeParse(undefined).data ?? ''
    const value = HIDDEN.includes(name) && set !== undefined ? '***' : withoutSecrets(set ?? '')
    return { name, value: set === undefined ? `${otherwise}` : value, isSet: !!set }
  })
}

/** A misspelt WIREWATCH_ name would silently do nothing; the demo sets its own address. */
function unknownVariables(variables: Variables): string[] {
  const known = [...Object.keys(environmentSchema.shape), 'WIREWATCH_DEMO_URL']
  return Object.keys(variables)
    .filter((name) => name.startsWith('WIREWATCH_') && !known.includes(name))
    .map((name) => {
      const meant = nearestName(name, known)
      return `${name} is not a setting${meant ? `; do you mean ${meant}?` : ''}`
    })
}

/** An address with its password hidden, for `config`, logs and errors. */
export function withoutSecrets(url: string): string {
  return url.replace(/(\/\/[^:/@]*:)[^@]*@/, '$1***@')
}
