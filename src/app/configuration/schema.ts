/**
 * What may stand in wirewatch.yaml. The descriptions are what editors show on hover: the JSON
 * Schema beside the configuration is made from this file.
 */
import * as z from 'zod'
import { SEARCH_TEMPLATES } from '../../core/feed/search-address.ts'
import { ALLOW_ENTRY, isAllowEntry } from '../../core/net/allow-list.ts'

const DURATION = /^\d+(s|m|h|d)$/
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

const name = z.string().trim().min(1, 'give it a name')
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'write an id in lower-case letters, digits and hyphens')
  .meta({ title: 'id' })
const duration = z
  .string()
  .regex(DURATION, 'write a duration as a number and a unit: 90s, 15m, 2h, 1d')
  .meta({ title: 'duration' })
const timeOfDay = z
  .string()
  .regex(TIME_OF_DAY, 'write a time of day with two digits each: 07:30')
  .meta({ title: 'time' })
const day = z.iso.date('write a day like 2026-12-24').meta({ title: 'day' })
const timeZone = z.string().refine(isZone, {
  error: ({ input }) => `no time zone "${String(input)}"; write one like Asia/Seoul`,
})
const listOrOne = <T extends z.ZodType>(of: T) =>
  z.union([z.array(of).min(1, 'name at least one'), of])

const watch = z
  .strictObject({
    name: name.describe('How digests and pages call this watch'),
    keywords: z
      .array(z.string().trim().min(1, 'a keyword is empty'))
      .min(1, 'name at least one keyword')
      .optional()
      .describe('An item answers when any of these words or phrases stands in it'),
    query: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The same in the query language: lavrov AND ("north korea" OR dprk) NOT title:cricket',
      ),
    muted: z
      .union([z.boolean(), day], 'write true, or the day on which it is told again: 2026-12-24')
      .default(false)
      .describe('Followed and not told: true, or until a day (2026-12-24, at midnight UTC)'),
    urgent: z
      .boolean()
      .default(false)
      .describe('What answers it is told at once, in quiet hours too'),
    priority: z
      .enum(['low', 'normal', 'high'])
      .default('normal')
      .describe('Where its stories stand in a digest'),
  })
  .refine((given) => (given.keywords === undefined) !== (given.query === undefined), {
    message: 'give either keywords or query, one of the two',
  })

const weekdays = z.array(z.enum(WEEKDAYS)).min(1)

const schedule = z
  .strictObject({
    every: duration.optional().describe('At round times: 30m, 1h, 6h'),
    daily: listOrOne(timeOfDay).optional().describe('At these times of day: ["07:00", "19:00"]'),
    days: weekdays
      .or(z.literal('business'))
      .optional()
      .describe('Only on these days, with daily: [mon, thu], or business for Monday to Friday'),
    except: z
      .array(day)
      .min(1)
      .optional()
      .describe('Days without a digest, in the subscriber’s zone: [2026-12-25]'),
    at_once: duration
      .or(z.literal(true))
      .optional()
      .describe('When there is news, gathered for so long: 5m; true for 5 minutes'),
    cron: z.string().optional().describe('A cron pattern, read in the subscriber’s zone'),
  })
  .refine(
    ({ every, daily, cron, at_once: atOnce }) =>
      [every, daily, cron, atOnce].filter((way) => way !== undefined).length === 1,
    { message: 'give one of at_once, every, daily or cron' },
  )
  .refine(({ days, daily }) => days === undefined || daily !== undefined, {
    message: 'days goes with daily',
  })

const quiet = z.strictObject({
  from: timeOfDay.describe('When they begin'),
  to: timeOfDay.describe('When they end, on the next day where that is earlier'),
  days: weekdays.optional().describe('The days on which they begin; every day when absent'),
})

const address = z
  .url({ protocol: /^https?$/, error: 'write an http or https address' })
  .meta({ title: 'address' })
const channelId = id
  .optional()
  .describe('Tells it from others of its kind, and is kept in the store; the kind when absent')
export const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook'),
    id: channelId,
    url: address.describe('Each digest is posted there as JSON'),
    secret: z.string().min(1).optional().describe('Signs each request: ${WEBHOOK_SECRET}'),
  }),
  ...(['slack', 'teams', 'discord'] as const).map((kind) =>
    z.strictObject({
      kind: z.literal(kind),
      id: channelId,
      url: address.describe(
        `The webhook’s address, which is a secret: \${${kind.toUpperCase()}_URL}`,
      ),
    }),
  ),
  z.strictObject({
    kind: z.literal('telegram'),
    id: channelId,
    server: address.default('https://api.telegram.org').describe('Another Bot API server'),
    token: z.string().min(1).describe('The bot’s token: ${TELEGRAM_TOKEN}'),
    chat: z.string().min(1).describe('The chat’s id in quotes, or @channel'),
  }),
  z.strictObject({
    kind: z.literal('matrix'),
    id: channelId,
    server: address.describe('The homeserver: https://matrix.org'),
    token: z.string().min(1).describe('An access token: ${MATRIX_TOKEN}'),
    room: z
      .string()
      .startsWith('!', 'write the room’s id: !abc:matrix.org')
      .describe('The room’s id: !abc:matrix.org'),
  }),
  z.strictObject({
    kind: z.literal('ntfy'),
    id: channelId,
    url: address.describe('Server and topic: https://ntfy.sh/my-topic'),
    token: z.string().min(1).optional().describe('An access token, where the topic is protected'),
  }),
])

export const subscriberSchema = z.strictObject({
  id: id.optional().describe('Kept in the store; made from the name when absent'),
  name: name.describe('How pages and the log call this subscriber'),
  to: listOrOne(z.email('write a mail address').meta({ title: 'mail address' }))
    .optional()
    .describe('Where digests go by mail; may be absent where there are channels'),
  channels: z
    .array(channelSchema)
    .min(1)
    .optional()
    .describe('Ways beside mail; each gets every digest, and fails alone'),
  quiet: listOrOne(quiet)
    .optional()
    .describe('Digests wait for the end of these hours, but for urgent watches'),
  pace_alarm: z
    .boolean()
    .default(false)
    .describe('Tell at once when far more outlets than usual take up a story'),
  watches: z.array(name).min(1).optional().describe('Names of the watches told; all when absent'),
  schedule: schedule.optional().describe('When digests go out; hourly when absent'),
  zone: timeZone.default('UTC').describe('IANA time zone: Asia/Seoul'),
  even_when_nothing_is_new: z
    .boolean()
    .default(false)
    .describe('Send a digest even when it only says that nothing is new'),
})

const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'write a country as its code of two capitals: RU, KP, GB')
  .meta({ title: 'country' })

/** Things by the names queries have for them: lavrov, asked for as @lavrov. */
const named = <T extends z.ZodType>(of: T) =>
  z
    .record(
      z
        .string()
        .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u, 'write a name without spaces: kim-jong-un'),
      of,
    )
    .default({})

const feed = z.strictObject({
  id: id.optional().describe('Kept in the store; made from the name when absent'),
  name: name.describe('The outlet as readers know it'),
  url: address.describe('Where the feed is'),
  every: duration
    .optional()
    .describe('Wanted time between visits; the feed’s own rhythm decides when absent'),
  language: z.string().min(2).optional().describe('BCP 47 tag: en, ru, ko'),
  country: country
    .optional()
    .describe('The outlet’s country, for country: in queries; its .ru or .kp decides when absent'),
  full_text: z
    .boolean()
    .default(false)
    .describe('It gives only teasers: the page of each fresh item is read for its text'),
})

const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'write a language as a BCP 47 tag: en, ru, ko, zh-TW')
  .meta({ title: 'language' })

export const searchSchema = z
  .strictObject({
    name: name.describe('What the search is called; put before the watch’s name'),
    template: z
      .enum(SEARCH_TEMPLATES)
      .optional()
      .describe('A service whose address is known: google-news, bing-news, gdelt'),
    url: z
      .string()
      .regex(/^https?:\/\//, 'write an http or https address')
      .includes('{query}', { error: 'write {query} where the watch’s keywords go' })
      .optional()
      .describe('Any other service: its address, {query} where the watch’s keywords go'),
    watches: z.array(name).min(1).describe('Names of the watches to search for'),
    every: duration.optional().describe('Wanted time between visits: 30m, 2h'),
    language: languageTag
      .optional()
      .describe('BCP 47 tag: en, ru, ko; with a template also the language searched'),
    region: z
      .string()
      .regex(/^[A-Z]{2}$/, 'write a region as two capitals: US, KR, RU')
      .optional()
      .describe('With a template: the country whose edition or outlets are searched'),
  })
  .refine(({ url, template }) => (url === undefined) !== (template === undefined), {
    message: 'give either template or url, one of the two',
  })
  .refine(({ region, template }) => region === undefined || template !== undefined, {
    message: 'region goes with template; write it into the url instead',
  })

export const configurationSchema = z.strictObject({
  watches: z.array(watch).min(1, 'name at least one watch').describe('What to look for'),
  queries: named(z.string().min(1)).describe(
    'Queries to use in others: dprk is asked for as @dprk',
  ),
  aliases: named(listOrOne(z.string().regex(/[\p{L}\p{N}]/u, 'a spelling is empty'))).describe(
    'One thing by its spellings, in any script: Lavrov | Лавров | 라브로프',
  ),
  blocs: named(listOrOne(z.string().trim().min(1))).describe(
    'Sets of sources, as source:@wires: feeds by name or id, domains, outlets as they are called',
  ),
  subscribers: z.array(subscriberSchema).default([]).describe('Who is told, when'),
  feeds: z.array(feed).default([]).describe('Where to look'),
  searches: z
    .array(searchSchema)
    .default([])
    .describe('Feeds made from watches by a search address'),
  polling: z
    .strictObject({
      every: duration
        .default('15m')
        .describe('Time between visits to a feed of no known rhythm that names none'),
      concurrency: z.int().min(1).max(100).default(8).describe('Jobs worked at the same time'),
      host_spacing: duration
        .default('1s')
        .describe('Time from the answer of a host to the next visit there; allow_hosts are exempt'),
      contact: z
        .string()
        .optional()
        .describe('A page or mail address put in the User-Agent, so that outlets can reach you'),
      allow_hosts: z
        .array(z.string().refine(isAllowEntry, `write ${ALLOW_ENTRY}`))
        .default([])
        .describe('Hosts and networks exempt from the private-address check: 10.1.0.0/16'),
      check_told: z
        .boolean()
        .default(true)
        .describe(
          'Articles that were told are visited a few times more; one that vanished is told',
        ),
    })
    .prefault({})
    .describe('How feeds are visited'),
  corpus: z
    .strictObject({
      remember: duration
        .default('365d')
        .describe('Time after which an item keeps but its fingerprint, by which it stays known'),
      most_documents: z
        .int()
        .min(1000)
        .default(1_000_000)
        .describe('Of more documents than this the ones told first are forgotten; seeds are not'),
    })
    .prefault({})
    .describe('What is kept of what was read'),
  operator: z
    .strictObject({
      ping: address
        .optional()
        .describe('Asked for by GET after each look at the service that finds nothing wrong'),
      notify: listOrOne(z.email('write a mail address').meta({ title: 'mail address' }))
        .optional()
        .describe('Told by mail, once each, when something is wrong and when it is mended'),
      every: duration.default('5m').describe('Time between two looks'),
    })
    .prefault({})
    .describe('Who learns that the service itself is in trouble'),
  mail: z
    .strictObject({
      from: z.string().default('Wirewatch <wirewatch@localhost>').describe('The sender'),
      per_minute: z.int().min(1).optional().describe('Mails in a minute, at most'),
      tls: z
        .enum(['when offered', 'required'])
        .default('when offered')
        .describe('required: no mail without an encrypted connection'),
      dkim: z
        .strictObject({
          domain: z.string().min(1).describe('The signing domain (d=)'),
          selector: z.string().min(1).describe('Where its public key is: selector._domainkey (s=)'),
          key_file: z.string().min(1).describe('The private key as PEM'),
        })
        .optional()
        .describe('Signs each mail (RFC 6376)'),
    })
    .prefault({})
    .describe('How mail is sent'),
  web: z
    .strictObject({
      host: z.string().default('127.0.0.1').describe('Address the page listens on'),
      port: z.int().min(0).max(65535).default(8787).describe('Its port; 0 for any free one'),
      password: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Asked of everybody, and needed where others reach the page: ${WIREWATCH_PASSWORD}, which also counts when set in the environment alone',
        ),
      token: listOrOne(z.string().min(1))
        .optional()
        .describe('For programs, sent as “Authorization: Bearer …”: ${WIREWATCH_TOKEN}'),
      public_url: z
        .url({ protocol: /^https?$/, error: 'write the http or https address others reach it by' })
        .optional()
        .describe(
          'Where others reach it: links in digests lead there, and hubs tell /websub/ of news as it is published',
        ),
    })
    .prefault({})
    .describe('The page'),
})

export type WrittenConfiguration = z.infer<typeof configurationSchema>
export type WrittenSchedule = NonNullable<WrittenConfiguration['subscribers'][number]['schedule']>

/** The JSON Schema (draft 2020-12) editors check wirewatch.yaml by. */
export function configurationJsonSchema(): string {
  const schema = z.toJSONSchema(configurationSchema, { io: 'input' })
  return `${JSON.stringify({ title: 'Wirewatch configuration', ...schema }, null, 2)}\n`
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** The keys the schema knows at a path, for saying what was meant by an unknown one. */
export function keysAllowedAt(path: readonly PropertyKey[]): string[] {
  let at: unknown = configurationSchema
  for (const step of path) {
    const inside = unwrapped(at)
    if (inside instanceof z.ZodArray) at = inside.element
    else if (inside instanceof z.ZodObject) at = inside.shape[String(step)]
  }
  const found = unwrapped(at)
  return found instanceof z.ZodObject ? Object.keys(found.shape) : []
}

function unwrapped(schema: unknown): unknown {
  const wraps =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  return wraps ? unwrapped(schema.unwrap()) : schema
}
