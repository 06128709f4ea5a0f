/**
 * Run a program to its end and say what it took: wall and CPU seconds of it and all it waited for,
 * and the peak memory of the largest of them in MiB. CPU is what this process's own ended children
 * came to, so no other may end meanwhile. Memory is read off /proc every few milliseconds, so a
 * child that lives shorter may be missed. Both are 0 where there is no /proc.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const LOOK_EVERY_MS = 20
const TICKS_PER_SECOND = 100

export async function measuredRun(command, parameters, options = {}) {
  const started = performance.now()
  const before = ticksOfEnded()
  const child = spawn(command, parameters, { stdio: ['ignore', 'ignore', 'pipe'], ...options })
  let trouble = ''
  child.stderr?.on('data', (chunk) => (trouble = `${trouble}${chunk}`.slice(-2000)))
  let peak = 0
  const look = () => {
    for (const pid of familyOf(child.pid)) peak = Math.max(peak, peakMemory(pid))
  }
  const looking = setInterval(look, LOOK_EVERY_MS)
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  }).finally(() => clearInterval(looking))
  const cpu = (ticksOfEnded() - before) / TICKS_PER_SECOND
  return { code, trouble, wall: (performance.now() - started) / 1000, cpu, peak }
}

function familyOf(root) {
  const family = new Set([root])
  try {
    const parents = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)])
    for (let size = 0; size !== family.size;) {
      size = family.size
      for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid)
    }
  } catch {
    return family
  }
  return family
}

function parentOf(pid) {
  try {
    return Number(statOf(pid)[1])
  } catch {
    return 0
  }
}

function peakMemory(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** CPU of the children of this process that have ended, and of all that these waited for. */
function ticksOfEnded() {
  try {
    const stat = statOf(process.pid)
    return Number(stat[13]) + Number(stat[14])
  } catch {
    return 0
  }
}

/** The fields behind the program's name, which may hold anything. */
function statOf(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
