import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'

/** What tells a process from any other, also from a later one that got the same number. */
export interface ProcessMark {
  readonly pid: number
  readonly host: string
  /** Clock ticks after boot at which it began, where /proc tells; else empty. */
  readonly startedAt: string
}

export async function markOfThisProcess(): Promise<ProcessMark> {
  return { pid: process.pid, host: hostname(), startedAt: await processStart(process.pid) }
}

/** Whether the process still runs; undefined when it ran on another host, or in a container. */
export async function isAlive(mark: ProcessMark): Promise<boolean | undefined> {
  if (mark.host !== hostname()) return undefined
  if (!answersSignal(mark.pid)) return false
  return mark.startedAt === (await processStart(mark.pid))
}

export function writeMark({ pid, host, startedAt }: ProcessMark): string {
  return `${pid} ${startedAt || '-'} ${host}`
}

/** The mark that was written, or undefined for anything else. */
export function readMark(written: string): ProcessMark | undefined {
  const [pid, startedAt, host, ...more] = written.trim().split(' ')
  if (!pid || !/^\d{1,10}$/.test(pid) || !startedAt || !host || more.length > 0) return undefined
  return { pid: Number(pid), host, startedAt: startedAt === '-' ? '' : startedAt }
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Field 22 of /proc/PID/stat (proc(5)), counted after the name, which may hold anything. */
async function processStart(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
