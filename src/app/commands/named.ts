import { nearestName } from '../../core/text/nearest-name.ts'
import { Refusal } from '../refusal.ts'

/** The one of a configured list that goes by this id or name; refused with the one that was meant. */
export function named<T extends { readonly id: string; readonly name: string }>(
  kind: string,
  wanted: string,
  list: readonly T[],
): T {
  const found = list.find(({ id, name }) => id === wanted || name === wanted)
  if (found) return found
  const ids = list.map(({ id }) => id)
  const meant = nearestName(wanted, ids)
  const known = ids.length > 0 && ids.length <= 5 ? `: ${ids.join(', ')}` : ''
  const hint = meant ? `; do you mean "${meant}"?` : `; it has ${ids.length}${known}`
  throw new Refusal(`no ${kind} "${wanted}" in the configuration${hint}`)
}
