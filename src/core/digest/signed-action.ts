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
  return sign(key, [kind, subscriberId, subject, watch])
}

export function isSigned(
  key: string,
  kind: ActionKind,
  action: LinkedAction,
  signature: string,
): boolean {
  return key !== '' && isSame(signature, signAction(key, kind, action))
}

/** In the address of a watch's feed: readers of feeds know neither passwords nor tokens. */
export function signWatchFeed(key: string, watch: string): string {
  return sign(key, ['feed', watch])
}

export function isSignedWatchFeed(key: string, watch: string, signature: string): boolean {
  return key !== '' && isSame(signature, signWatchFeed(key, watch))
}

function sign(key: string, what: readonly string[]): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(what))
    .digest()
    .subarray(0, SIGNATURE_BYTES)
    .toString('base64url')
}

function isSame(signature: string, wanted: string): boolean {
  const [given, right] = [Buffer.from(signature), Buffer.from(wanted)]
  return given.length === right.length && timingSafeEqual(given, right)
}
