import type { DeliveryParts } from '../../src/ports.ts'

const refuse = () => Promise.reject(new Error('nothing is posted here'))

/** For worlds whose tests end before a digest: posting anything fails the test. */
export const noDelivery: DeliveryParts = {
  mailer: { post: refuse, close: async () => {} },
  channels: { post: refuse, close: async () => {} },
  ledger: { sent: async () => ({ items: new Map(), receipts: new Map() }), keep: refuse },
}
