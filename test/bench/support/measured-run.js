/**
 * Run a program to its end and say what it took: wall and CPU seconds of it and its children,
 * and the peak memory of the largest of them in MiB. CPU and memory are read off /proc every few
 * milliseconds, so a child that lives shorter may be missed: 0 where there is no /proc.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const LOOK_EVERY_MS = 20
const TICKS_PER_SECOND = 100

export async function measuredRun(command, parameters, options = {}) {
  const started = performance.now()
  const child = spawn(command, parameters, { stdio: ['ignore', 'ignore', 'pipe'], ...options })
  let trouble = ''
  child.stderr?.on('data', (chunk) => (trouble = `${trouble}${chunk}`.slice(-2000)))
  const ticks = new Map()
  let peak = 0
  const look = () => {
    for (const pid of familyOf(child.pid)) {
      const { cpu, memory } = readProcess(pid)
      ticks.set(pid, Math.max(ticks.get(pid) ?? 0, cpu))
      peak = Math.max(peak, memory)
    }
  }
  const looking = setInterval(look, LOOK_EVERY_MS)
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  }).finally(() => clearInterval(looking))
  const cpu = [...ticks.values()].reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND
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

function readProcess(pid) {
  try {
    const stat = statOf(pid)
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const memory = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024
    // Its own time and that of the children it has waited for.
    return { cpu: Number(stat[11]) + Number(stat[12]), memory }
  } catch {
    return { cpu: 0, memory: 0 }
  }
}

/** The fields behind the program's name, which may hold anything. */
function statOf(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
