import { spawn } from 'node:child_process'
import { join } from 'node:path'

const program = join(import.meta.dirname, '..', '..', 'bin', 'wirewatch.js')

/** A verb of the built program as a process, the lines of its log as they come. */
export function runService(verb, environment, nodeOptions = []) {
  const child = spawn(process.execPath, [...nodeOptions, program, verb], {
    env: { ...process.env, LOG_LEVEL: 'debug', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lines = []
  const ended = new Promise((resolve) => child.on('exit', resolve))
  let text = ''
  child.stderr.on('data', (chunk) => {
    text += chunk
    const parts = text.split('\n')
    text = parts.pop()
    lines.push(...parts)
  })
  /** Resolves when the log has such words, or at the end. */
  const says = (words) =>
    new Promise((resolve) => {
      const look = () => {
        if (lines.some((line) => line.includes(words))) resolve()
      }
      child.stderr.on('data', look)
      child.on('exit', resolve)
    })
  return { child, lines, says, up: says('wirewatch is up'), ended }
}
