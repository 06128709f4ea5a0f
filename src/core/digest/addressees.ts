import type { Addressee, Subscriber } from '../../model.ts'

/** Everybody a subscriber's digest goes to. The key is what deliveries are put on record under. */
export function addresseesOf({ to, channels = [] }: Subscriber): readonly Addressee[] {
  return [
    ...to.map((address) => ({ key: `mail:${address.toLowerCase()}`, address })),
    ...channels.map((channel) => ({ key: `${channel.kind}:${channel.id}`, channel })),
  ]
}
