import type { Subscriber } from '../model.ts'

/** The zone of the subscribers where they all have one; UTC where they differ, or there are none. */
export function zoneInUse(subscribers: readonly Pick<Subscriber, 'zone'>[]): string {
  const zones = new Set(subscribers.map(({ zone }) => zone))
  const [only = 'UTC'] = zones.size === 1 ? zones : []
  return only
}
