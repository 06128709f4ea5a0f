/**
 * The queue on a Redis Cluster of three masters on loopback, made for the occasion.
 *
 *   node test/redis-cluster.js
 *
 * Judged: every job put in line is done once, the timetable strikes, a job for later comes, all
 * keys stand on one node, and all goes on after a crash of that node.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { startRedisCluster } from './support/own-servers.js'

const { openQueue } = await import(
  new URL('../dist/adapters/queue/bullmq-queue.js', import.meta.url).href
)
const STRIKES = [{ job: { name: 'poll-feed', subject: 'strikes' }, when: { everyMs: 200 } }]
const cluster = await startRedisCluster()
const queue = await openQueue({ backend: { kind: 'redis', url: cluster.url } })
const done = new Map()
const working = await queue.work(
  async ({ subject }) => void done.set(subject, (done.get(subject) ?? 0) + 1),
  { concurrency: 4 },
)
await queue.keepTimetable(STRIKES)
for (let at = 0; at < 100; at += 1) await queue.add({ name: 'poll-feed', subject: `feed ${at}` })
await queue.add({ name: 'send-digest', subject: 'later' }, { at: new Date(Date.now() + 1000) })
await until(() => done.size === 102)
const keys = await keysByNode()
const before = done.get('strikes')
const owner = cluster.nodes[keys.findIndex((count) => count > 0)]
await owner.restart()
// It comes back empty: whoever looks round puts the timetable back.
await until(async () => (await queue.mendTimetable(STRIKES).catch(() => 0)) > 0)
await until(() => done.get('strikes') > before + 2)
const judged = {
  doneOnce: [...done].filter(([subject, times]) => subject !== 'strikes' && times === 1).length,
  nodesWithKeys: keys.filter((count) => count > 0).length,
  strikesBeforeTheCrash: before,
  strikesAfterIt: done.get('strikes') - before,
}
console.log(JSON.stringify({ keysByNode: keys, ...judged }))
process.exitCode =
  judged.doneOnce === 101 && judged.nodesWithKeys === 1 && judged.strikesAfterIt > 0 ? 0 : 1
await working.drain(2000)
await queue.close()
await cluster.close()

async function keysByNode() {
  const counts = []
  for (const { port } of cluster.nodes) {
    const redis = new Redis(port, '127.0.0.1')
    counts.push(await redis.dbsize())
    redis.disconnect()
  }
  return counts
}

/** Looks often until it is so, or for half a minute. */
async function until(isSo) {
  for (let tries = 0; tries < 300 && !(await isSo()); tries += 1) await sleep(100)
}
