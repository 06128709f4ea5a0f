import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly pid: number
  /** The lines it prints, as they come. */
  readonly lines: AsyncIterator<string>
  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  kill(): Promise<void>
}

const RUN = `
const { runnerImport } = await import('vite')
await runnerImport(process.argv[1], { logLevel: 'error' })
`

/** Start a TypeScript file of test/support/children as a process of its own. */
export function startChild(file: string, parameters: readonly string[]): Child {
  const path = fileURLToPath(new URL(`children/${file}`, import.meta.url))
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', RUN, path, ...parameters],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: fileURLToPath(new URL('../..', import.meta.url)) },
  )
  const gone = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
