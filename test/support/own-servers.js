/**
 * Redis and PostgreSQL servers of a runner's own, on ports and in folders of their own, which it
 * may stop as it likes. PostgreSQL refuses to run as root: there it runs as the user postgres.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'

export async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** As docker-compose.yml has it: each write on disk within a second. `forgets`: nothing on disk. */
export async function startRedis({ forgets = false, more = [] } = {}) {
  const port = await freePort()
  const dir = mkdtempSync(join(tmpdir(), 'wirewatch-redis-'))
  const kept = forgets ? ['--save', ''] : ['--appendonly', 'yes']
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, ...kept, ...more]
  let child
  const start = async () => {
    child = spawn('redis-server', settings, { stdio: 'ignore' })
    const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null })
    redis.on('error', () => {})
    // While it reads its file it answers LOADING.
    while ((await redis.ping().catch(() => '')) !== 'PONG') await sleep(50)
    redis.disconnect()
  }
  const stop = (signal) => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    return ended
  }
  await start()
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async restart(downMs = 0) {
      await stop('SIGKILL')
      await sleep(downMs)
      await start()
    },
    async close() {
      await stop('SIGTERM')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Three masters that share the slots, once they agree that all is well. */
export async function startRedisCluster() {
  const more = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000']
  const nodes = []
  for (let at = 0; at < 3; at += 1) nodes.push(await startRedis({ forgets: true, more }))
  const clients = nodes.map(({ port }) => new Redis(port, '127.0.0.1'))
  const SLOTS = [0, 5461, 10_923, 16_384]
  for (const [at, client] of clients.entries()) {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', String(SLOTS[at]), String(SLOTS[at + 1] - 1))
    if (at > 0) await client.call('CLUSTER', 'MEET', '127.0.0.1', String(nodes[0].port))
  }
  for (const client of clients) {
    while (!(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await sleep(100)
    client.disconnect()
  }
  return {
    nodes,
    url: nodes[0].url,
    close: () => Promise.all(nodes.map((node) => node.close())),
  }
}

/** `restart` is a crash: immediate shutdown, recovery from the log. */
export async function startPostgres() {
  const port = await freePort()
  const dir = mkdtempSync(join(tmpdir(), 'wirewatch-postgres-'))
  const owner = serverUser()
  if (owner) chownSync(dir, owner.uid, owner.gid)
  chmodSync(dir, 0o700)
  const data = join(dir, 'data')
  const run = (program, ...settings) =>
    execFileSync(programPath(program), settings, { ...owner, cwd: dir, stdio: 'ignore' })
  const control = (...settings) => run('pg_ctl', '-D', data, '-w', ...settings)
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${dir}`
  const start = () => control('-l', join(dir, 'log'), '-o', options, 'start')
  run('initdb', '-D', data, '-U', 'wirewatch', '-A', 'trust', '-E', 'UTF8', '--locale', 'C')
  start()
  return {
    url: `postgres://wirewatch@127.0.0.1:${port}/postgres`,
    async restart(downMs = 0) {
      control('-m', 'immediate', 'stop')
      await sleep(downMs)
      start()
    },
    async close() {
      control('-m', 'immediate', 'stop')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function serverUser() {
  if (process.getuid?.() !== 0) return undefined
  const id = (kind) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Debian keeps the server's programs out of the PATH. */
function programPath(program) {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).toSorted().toReversed() : []
  const paths = versions.map((version) => join(root, version, 'bin', program))
  return paths.find((path) => existsSync(path)) ?? program
}
