import { counted } from '../../core/digest/wording.ts'
import type { ReplayFacts } from './replay-history.ts'

/** A week made of a day or two is to be taken for what it is. */
export function countedOver({ from, to }: Pick<ReplayFacts, 'from' | 'to'>): string {
  const days = (to.getTime() - from.getTime()) / 86_400_000
  return days < 7 ? ` (counted over ${counted(Math.max(1, Math.round(days)), 'day')})` : ''
}
