import { configurationJsonSchema } from './schema.ts'

/** The parts of a JSON Schema that the reference shows. */
interface Schema {
  readonly title?: string
  readonly description?: string
  readonly type?: string
  readonly default?: unknown
  readonly const?: string | boolean
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | false
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

/** A whole configuration that shows the usual keys; a test reads it. */
export const CONFIGURATION_EXAMPLE = `watches:
  - name: Lavrov in Korea
    query: '@lavrov NEAR/30 ("north korea" OR dprk OR @kim)'
    urgent: true
  - name: Troops
    keywords: [North Korean troops, северокорейские войска, 북한군]
aliases:
  lavrov: [Lavrov, Лавров, 라브로프, 拉夫罗夫, ラブロフ]
  kim: [Kim Jong Un, Ким Чен Ын, 김정은]
subscribers:
  - name: Desk
    to: [desk@example.org, night@example.org]
    zone: Asia/Seoul
    schedule: { daily: ['07:00', '19:00'], days: business }
    quiet: { from: '22:00', to: '06:30' }
    channels:
      - { kind: slack, url: '\${SLACK_URL}' }
feeds:
  - { name: Yonhap, url: 'https://en.yna.co.kr/RSS/news.xml', language: en }
  - { name: TASS, url: 'https://tass.com/rss/v2.xml', full_text: true }
searches:
  - { name: Google News, template: google-news, watches: [Troops], language: ko }
polling: { contact: 'https://example.org/about-our-reader' }
mail: { from: 'Wirewatch <wirewatch@example.org>', tls: required }
`

const INTRODUCTION = `# Configuration

Made from the schema by \`npx wirewatch config --reference > docs/configuration.md\`; do not edit it.

Everything stands in one YAML file, \`config/wirewatch.yaml\` or where \`WIREWATCH_CONFIG\` says. Only
\`watches\` must be there. \`npx wirewatch config\` checks the file, names each mistake with line and
place, and prints what is in effect. A running service takes up a change by itself; a file with a
mistake in it leaves the one before in force.

\`\`\`yaml
${CONFIGURATION_EXAMPLE}\`\`\`

A value like \`\${SLACK_URL}\` is taken from the environment. Secrets must be written so.

| word     | written as                                       |
| -------- | ------------------------------------------------ |
| duration | a number and a unit: \`90s\`, \`15m\`, \`2h\`, \`1d\`    |
| time     | \`"07:30"\`, in quotes, in the subscriber’s zone   |
| day      | \`2026-12-24\`                                     |
| id       | lower-case letters, digits and hyphens           |
| query    | see [the query language](query-language.md)      |
`

/** Every key of wirewatch.yaml with what it takes, its default and its meaning, as Markdown. */
export function configurationReference(): string {
  const root: Schema = JSON.parse(configurationJsonSchema())
  return [INTRODUCTION, ...entries(root).flatMap(([key, schema]) => section(key, schema))].join(
    '\n',
  )
}

function section(path: string, schema: Schema): string[] {
  const level = path.includes('.') ? '###' : '##'
  const heading = `${level} ${path}\n\n${schema.description ?? path}.\n`
  const object = objectOf(schema)
  if (object === undefined) return [heading, `Takes ${valueOf(schema)}.\n`]
  if (object.oneOf) return [heading, table(object.oneOf.flatMap(kindRows))]
  const inner = entries(object).filter(([, of]) => objectOf(of) !== undefined)
  return [
    heading,
    table(entries(object).map(([key, of]) => row(key, of, object))),
    ...inner.flatMap(([key, of]) => section(`${path}.${key}`, of)),
  ]
}

function entries({ properties = {} }: Schema): [string, Schema][] {
  return Object.entries(properties)
}

/** The object a key holds, alone, in a list or as one of several kinds. */
function objectOf(schema: Schema | undefined): Schema | undefined {
  if (schema === undefined) return undefined
  if (schema.properties ?? schema.oneOf) return schema
  return schema.anyOf?.map(objectOf).find(Boolean) ?? objectOf(schema.items)
}

/** One kind of several: the row that names it, then its other keys. */
function kindRows(kind: Schema): string[] {
  return entries(kind).map(([key, of]) => row(key === 'kind' ? '**kind**' : key, of, kind))
}

function row(key: string, schema: Schema, { required = [] }: Schema): string {
  const name = key.startsWith('*') ? key : `\`${key}\``
  const otherwise = required.includes(key) ? 'required' : defaultOf(schema)
  const about = schema.description ?? ''
  return `| ${[name, valueOf(schema), otherwise, about].map(cell).join(' | ')} |`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function table(rows: readonly string[]): string {
  return ['| key | takes | default | |', '| --- | --- | --- | --- |', ...rows, ''].join('\n')
}

function defaultOf({ default: given }: Schema): string {
  if (given === undefined || JSON.stringify(given) === '{}') return ''
  return `\`${typeof given === 'string' ? given : JSON.stringify(given)}\``
}

/** What may be written: the name its rule has, the words to choose from, or a plain type. */
function valueOf(schema: Schema): string {
  if (schema.title !== undefined) return schema.title
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (schema.enum) return schema.enum.map((one) => `\`${String(one)}\``).join(', ')
  if (schema.items) return `list of ${valueOf(schema.items)}`
  if (schema.anyOf) return anyOfWords(schema.anyOf)
  if (schema.properties ?? schema.oneOf) return 'keys below'
  const each = schema.additionalProperties
  if (each) return `names with ${valueOf(each)} for each`
  if (schema.type === 'integer') return numberWords(schema)
  return { boolean: '`true`, `false`', string: 'text' }[schema.type ?? ''] ?? schema.type ?? ''
}

function anyOfWords(ways: readonly Schema[]): string {
  const words = ways.map(valueOf)
  const [list, one] = words
  return list === `list of ${one}` ? `${one}, one or a list` : words.join(', or ')
}

function numberWords({ minimum, maximum }: Schema): string {
  const bounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
  return bounded ? `${minimum} to ${maximum}` : `a number, at least ${minimum}`
}
