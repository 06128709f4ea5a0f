import type { Watch } from '../../model.ts'

/** Whether a watch is muted at an instant. What answers it then is known, and never told later. */
export function isMuted({ muted }: Pick<Watch, 'muted'>, at: Date): boolean {
  return muted !== undefined && (muted.until === undefined || muted.until > at)
}
