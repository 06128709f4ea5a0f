/**
 * Links that let a subscriber act without an account: whoever has the message has the right. The
 * signature covers what is done, for whom and about what, so that no link can be made of another.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ActionKind } from '../../model.ts'

export interface LinkedAction {
  readonly subscriberId: string
  /** An addressee's key or a story's id. */
  readonly subject: string
  readonly watch?: string
}

/** 128 bits of HMAC-SHA256: a link stays short, and guessing stays out of reach. */
const SIGNATURE_BYTES = 16

export function signAction(key: string, kind: ActionKind, action: LinkedAction): string {
  const { subscriberId, subject, watch = '' } = action
  return createHmac('sha256', key)
    .update(JSON.stringify([kind, subscriberId, subject, watch]))
    .digest()
    .subarray(0, SIGNATURE_BYTES)
    .toString('base64url')
}

export function isSigned(
  key: string,
  kind: ActionKind,
  action: LinkedAction,
  signature: string,
): boolean {
  const given = Buffer.from(signature)
  const right = Buffer.from(signAction(key, kind, action))
  return key !== '' && given.length === right.length && timingSafeEqual(given, right)
}
