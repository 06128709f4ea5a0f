import type { Letterhead } from '../model.ts'
import type { Store } from '../ports.ts'
import type { Configuration } from './configuration/configuration.ts'

/** The sender, and the page: where subscribers reach it, else where this process serves it. */
export async function letterheadOf(
  store: Pick<Store, 'linkKey'>,
  { mail: { from }, web }: Pick<Configuration, 'mail' | 'web'>,
  served?: string,
): Promise<Letterhead> {
  const url = web.publicUrl ?? served?.replace(/\/+$/, '')
  if (url === undefined) return { from }
  return { from, page: { url, key: await store.linkKey() } }
}
