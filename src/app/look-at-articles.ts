/**
 * Whether the articles that were told still stand at their addresses: one of each host in a round,
 * while the host is held as for a poll, and none where it is busy or asked to be left alone.
 */
import { afterLook } from '../core/digest/article-look.ts'
import { retryAfter } from '../core/feed/outlet-wishes.ts'
import type { Fetched } from '../model.ts'
import type { ToldArticle, World } from '../ports.ts'
import { atHost, type Held } from './at-host.ts'
import type { Configuration } from './configuration/configuration.ts'

/** Looked through in one round; what is left waits for the next. */
const MOST_DUE = 200
const MOST_HOSTS = 30

type LookWorld = Pick<World, 'store' | 'fetcher' | 'now' | 'chance'>

/** Answers how many were looked at, and how many of them are gone for good. */
export async function lookAtArticles(
  world: LookWorld,
  polling: Configuration['polling'],
): Promise<{ readonly looked: number; readonly vanished: number }> {
  const due = await world.store.articlesToLookAt(world.now(), MOST_DUE)
  const byHost = groupByHost(due)
  let [looked, vanished] = [0, 0]
  for (const [article, ...others] of [...byHost.values()].slice(0, MOST_HOSTS)) {
    if (!article || (await asksToWait(world, article))) continue
    const { url: address, itemId, look } = article
    const make = ({ answered }: Held) => world.fetcher.fetchPage(address).finally(answered)
    const visit = await atHost(world, polling, { address, make })
    if ('busy' in visit) continue
    const status = statusOf(visit.done)
    const known = afterLook(look, { itemId, status, now: world.now() })
    await world.store.recordArticleLook(known)
    await putOff(world, others, visit.done)
    looked += 1
    if (known.vanishedAt) vanished += 1
  }
  return { looked, vanished }
}

function groupByHost(due: readonly ToldArticle[]): Map<string, ToldArticle[]> {
  const byHost = new Map<string, ToldArticle[]>()
  for (const article of due) {
    const host = URL.canParse(article.url) ? new URL(article.url).host : article.url
    byHost.set(host, [...(byHost.get(host) ?? []), article])
  }
  return byHost
}

/** By the answers to its feed's visits. */
async function asksToWait({ store, now }: LookWorld, { feedId }: ToldArticle): Promise<boolean> {
  const { memory } = await store.beforeVisit(feedId, now())
  return memory?.askedToWaitUntil !== undefined && memory.askedToWaitUntil > now()
}

/** An outlet that says Retry-After to one look is spared the others for as long. */
async function putOff(
  { store, now }: LookWorld,
  others: readonly ToldArticle[],
  { headers = {} }: Fetched,
): Promise<void> {
  const rest = retryAfter(headers, now())
  if (rest === undefined) return
  const nextAt = new Date(now().getTime() + rest)
  for (const { itemId, look = { itemId, looks: 0 } } of others) {
    await store.recordArticleLook({ ...look, nextAt })
  }
}

/** Whatever was answered with a page counts as 200; undefined: no answer. */
function statusOf(fetched: Fetched): number | undefined {
  return fetched.kind === 'failed' ? fetched.status : 200
}
