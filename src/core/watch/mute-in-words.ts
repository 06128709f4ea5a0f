import type { Watch } from '../../model.ts'
import { isMuted } from './is-muted.ts'

/** 'muted until 2026-12-24'; empty when it is not. */
export function muteInWords(watch: Pick<Watch, 'muted'>, now: Date): string {
  if (!isMuted(watch, now)) return ''
  const until = watch.muted?.until
  return until ? `muted until ${until.toISOString().slice(0, 10)}` : 'muted'
}
