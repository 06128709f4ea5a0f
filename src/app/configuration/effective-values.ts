import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { configurationJsonSchema } from './schema.ts'
import { variablesIn } from './variables.ts'

/** One setting as it is in effect, and where that was said. */
export interface EffectiveValue {
  /** `polling.every`, `watches 2`. */
  readonly key: string
  /** As it is written; of what is taken from the environment the name alone. */
  readonly value: string
  /** The line of the file, from 1; absent for a default. */
  readonly line?: number
  /** Variables of the environment it is made of, or that stand over what the file says. */
  readonly variables?: readonly string[]
  readonly about?: string
}

interface Schema {
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
}

/** Settings that a variable of the environment overrules. */
const OVERRULED: Readonly<Record<string, string>> = {
  'web.host': 'WIREWATCH_WEB_HOST',
  'web.port': 'WIREWATCH_WEB_PORT',
  'web.password': 'WIREWATCH_PASSWORD',
  'web.token': 'WIREWATCH_TOKEN',
}
const SECRET = new Set(['web.password', 'web.token'])
const HIDDEN = '***'

/**
 * Every setting of a configuration's text with where it comes from. Of sections each key is told,
 * written or not; of lists each entry, on one line. No value of the environment is told but those
 * that stand over the file and are no secret.
 */
export function effectiveValues(
  text: string,
  variables: Readonly<Record<string, string | undefined>>,
): readonly EffectiveValue[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const lineOf = (node: unknown) =>
    isNode(node) && node.range ? { line: lines.linePos(node.range[0]).line } : {}
  const root: Schema = JSON.parse(configurationJsonSchema())

  function told(node: unknown): Pick<EffectiveValue, 'value' | 'variables'> {
    const value = isNode(node) ? oneLine(node.toJS(document)) : ''
    const names = variablesIn(value)
    return { value, ...(names.length > 0 && { variables: [...new Set(names)] }) }
  }
  function section(path: readonly string[], schema: Schema): EffectiveValue[] {
    return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      valuesAt([...path, name], inner),
    )
  }
  function valuesAt(path: readonly string[], schema: Schema): EffectiveValue[] {
    const node: unknown = document.getIn(path, true)
    const key = path.join('.')
    const about = schema.description === undefined ? {} : { about: schema.description }
    const over = OVERRULED[key]
    const set = over === undefined ? undefined : variables[over] || undefined
    if (over !== undefined && set !== undefined) {
      return [{ key, value: SECRET.has(key) ? HIDDEN : set, variables: [over], ...about }]
    }
    if (isSeq(node) && path.length === 1) {
      return node.items.map((item, at) => ({
        key: `${key} ${at + 1}`,
        ...told(item),
        ...lineOf(item),
      }))
    }
    // A key that may be absent altogether is told as one; a section by its keys.
    if (schema.properties && (node !== undefined || !key.includes('.')))
      return section(path, schema)
    if (isMap(node) && path.length === 1) {
      return node.items.map(({ key: name, value }) => ({
        key: `${key}.${isScalar(name) ? String(name.value) : ''}`,
        ...told(value),
        ...lineOf(name),
      }))
    }
    if (node !== undefined) return [{ key, ...told(node), ...lineOf(node), ...about }]
    const { default: given } = schema
    if (given === undefined) return [{ key, value: '', ...about }]
    return isEmpty(given) ? [] : [{ key, value: oneLine(given), ...about }]
  }
  return section([], root)
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** Words as they are; lists and keys as in the file, without the quotes nobody needs to see. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return value.map(oneLine).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, inner]) => {
      const words = oneLine(inner)
      if (Array.isArray(inner)) return `${name}: [${words}]`
      return `${name}: ${typeof inner === 'object' ? `{ ${words} }` : words}`
    })
    .join(' · ')
}
