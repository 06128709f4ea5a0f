/**
 * Full texts for feeds that give only teasers: the pages behind fresh items, visited with the
 * manners of a poll. Every page takes its host for itself; those of the feed's own host do so as
 * the holder of the poll's lease, which stays to its end.
 */
import { setTimeout } from 'node:timers/promises'
import { retryAfter } from '../core/feed/outlet-wishes.ts'
import { teaser } from '../core/feed/teasers.ts'
import type { Article, Item } from '../model.ts'
import type { Articles, World } from '../ports.ts'
import { hostToSpace, leaseOn } from './at-host.ts'
import type { Configuration } from './configuration/configuration.ts'

/** Pages read in one poll: what more came at once keeps its teasers. */
const MOST_ARTICLES = 10
const LONGEST_MS = 40_000
/** So often a host may turn out to be taken. */
const MOST_TRIES = 30

interface Round {
  readonly world: Pick<World, 'now' | 'store' | 'fetcher' | 'parser'>
  readonly polling: Configuration['polling']
  readonly holder: string
  /** Those the poll holds. */
  readonly ownHosts: readonly (string | undefined)[]
  readonly until: Date
  /** Hosts that asked to be left alone. */
  readonly closed: Set<string>
}

/** The articles port during one visit to `addresses`; `holder` has the leases on their hosts. */
export function articlesDuring(
  world: Round['world'],
  polling: Round['polling'],
  {
    holder,
    addresses,
  }: { readonly holder: string; readonly addresses: readonly (string | undefined)[] },
): Articles {
  return {
    async read(items) {
      const until = new Date(world.now().getTime() + LONGEST_MS)
      const ownHosts = addresses.map((one) => one && hostToSpace(one, polling.allowHosts))
      const round: Round = { world, polling, holder, ownHosts, until, closed: new Set() }
      const articles: Article[] = []
      for (const item of items.slice(0, MOST_ARTICLES)) articles.push(await readOne(item, round))
      const beyond = items.slice(MOST_ARTICLES)
      const because = `more than ${MOST_ARTICLES} fresh items at once`
      return [...articles, ...beyond.map((item) => teaser(item, because))]
    },
  }
}

async function readOne(item: Item, round: Round): Promise<Article> {
  const { world, closed, until } = round
  const { host } = new URL(item.url)
  if (closed.has(host)) return teaser(item, `${host} asked to be left alone (Retry-After)`)
  if (world.now() > until) return teaser(item, 'reading the articles before it took too long')
  const leave = await takeTurn(item.url, round)
  if (!leave) return teaser(item, `${host} was being visited all the time`)
  const page = await world.fetcher.fetchPage(item.url)
  await leave()
  if (retryAfter(page.headers ?? {}, world.now()) !== undefined) closed.add(host)
  return world.parser.readArticle(page, item)
}

/** Take the host of an address, waiting for it; undefined when it is not free in time. */
async function takeTurn(
  address: string,
  { world, polling, holder, ownHosts, until }: Round,
): Promise<(() => Promise<void>) | undefined> {
  const host = hostToSpace(address, polling.allowHosts)
  if (host === undefined) return async () => {}
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const lease = leaseOn(host, holder, world.now(), polling.hostSpacing)
    const { freeAt } = await world.store.takeHost(lease)
    if (!freeAt) {
      return () => {
        const rested = leaseOn(host, holder, world.now(), polling.hostSpacing)
        const end = ownHosts.includes(host) ? rested.until : rested.at
        return world.store.holdHost({ ...rested, until: end })
      }
    }
    const wait = Math.min(freeAt.getTime() - lease.at.getTime(), Math.max(polling.hostSpacing, 50))
    if (lease.at.getTime() + wait > until.getTime()) return undefined
    await setTimeout(wait)
  }
  return undefined
}
