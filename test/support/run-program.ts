import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export interface Program {
  readonly child: ChildProcess
  /** Everything printed so far. */
  output(): string
  errors(): string
  /** Resolves when a line printed to either stream holds the words. Rejects if it ends before. */
  says(words: string | RegExp): Promise<void>
  /** Resolves with the exit code, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals | null>
}

/** Run the built program as a person would, in an environment of its own. */
export function runProgram(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
  input?: string,
): Program {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, ['bin/wirewatch.js', ...parameters], {
    env: { PATH, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(input)
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const exit = once(child, 'close').then(
    ([code, signal]: (number | NodeJS.Signals | null)[]) => code ?? signal ?? null,
  )
  return {
    child,
    output: () => output,
    errors: () => errors,
    ended: () => exit,
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const said = `${output}\n${errors}`
          if (typeof words === 'string' ? said.includes(words) : words.test(said)) resolve()
        }
        look()
        child.stdout.on('data', look)
        child.stderr.on('data', look)
        void exit.then(() =>
          reject(new Error(`ended without saying ${words}\n${output}\n${errors}`)),
        )
      }),
  }
}
