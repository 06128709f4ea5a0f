import { withoutSecrets, type EnvironmentValue } from '../environment.ts'
import type { EffectiveValue } from './effective-values.ts'

/** A list is told entry by entry up to here, a longer one by its count. */
const LONG = 12
const LONGEST_VALUE = 100

interface Row {
  readonly key: string
  readonly value: string
  readonly from: string
}

/**
 * What is set and where that was said, a line each: `polling.every  20m  (wirewatch.yaml:12)`. With
 * `all`, every entry of every list and what nobody set too.
 */
export function settingsInWords(
  file: string,
  values: readonly EffectiveValue[],
  environment: readonly EnvironmentValue[],
  all: boolean,
): readonly string[] {
  const rows = values.map((value) => ({ ...value, from: sourceOf(value, file) }))
  const shown = all ? rows : withoutLongLists(rows.filter(({ from }) => from !== 'default'))
  const variables = environment
    .filter(({ isSet }) => all || isSet)
    .map(({ name, value, isSet }) => ({
      key: name,
      value,
      from: isSet ? 'environment' : 'default',
    }))
  return aligned([...variables, ...shown])
}

function sourceOf({ line, variables = [] }: EffectiveValue, file: string): string {
  const said = [...(line === undefined ? [] : [`${file}:${line}`]), ...variables]
  return said.join(', ') || 'default'
}

function withoutLongLists(rows: readonly Row[]): readonly Row[] {
  const sections = new Map<string, Row[]>()
  for (const row of rows) {
    const section = row.key.split(/[. ]/)[0] ?? ''
    const entries = sections.get(section)
    if (entries) entries.push(row)
    else sections.set(section, [row])
  }
  return [...sections].flatMap(([section, entries]) => {
    const [first] = entries
    if (!first || entries.length <= LONG) return entries
    const value = `${entries.length} entries; each with --all`
    return [{ key: section, value, from: `${first.from} and on` }]
  })
}

function aligned(rows: readonly Row[]): string[] {
  const width = Math.max(0, ...rows.map(({ key }) => key.length))
  return rows.map(({ key, value, from }) => {
    const plain = withoutSecrets(value)
    const cut = plain.length > LONGEST_VALUE ? `${plain.slice(0, LONGEST_VALUE)}…` : plain
    return `  ${key.padEnd(width)}  ${cut || 'not set'}  (${from})`
  })
}
