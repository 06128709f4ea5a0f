import { doubtful, ill, type Finding } from './finding.ts'

const GIB = 1024 ** 3
const LITTLE = GIB
/** Below it the store may be unable to write at any moment, and to note that it told of it. */
const TOO_LITTLE = GIB / 4

/** What is wrong with so many bytes left for the data folder; undefined where they are enough. */
export function lookAtDisk(free: number): Finding | undefined {
  if (free >= LITTLE) return undefined
  const found = `${inGib(free)} of its disk are free`
  const next = 'make room; or stop, move it to a larger disk and name that by WIREWATCH_DATA'
  return free < TOO_LITTLE ? ill('data folder', found, next) : doubtful('data folder', found, next)
}

/** '0.2 GiB'. */
export function inGib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`
}
