import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { narrate } from '../demo/narrate.ts'
import { runDemo } from '../demo/run-demo.ts'
import { openLog } from '../open-log.ts'
import { settledEnvironment, type Done } from './options.ts'

const recordings = fileURLToPath(new URL('../../../config/demo', import.meta.url))

export function demoCommand(done: Done): Command {
  return new Command('demo')
    .description('Run the main job on recorded news: six days of July 2025 in under a minute')
    .option('--keep', 'leave the web page up when the recordings end, until Ctrl-C')
    .addHelpText(
      'after',
      `
Serves the recordings in config/demo on loopback, polls them moment by moment,
sets them against seeds/, and writes digests to data/outbox. Needs no service and no network, and
uses none that the environment names. A demo that was killed goes on where it was.

Examples:
  wirewatch demo
  wirewatch demo --keep`,
    )
    .action(async ({ keep }: { keep?: boolean }) => {
      const environment = settledEnvironment({})
      const quiet = {
        ...environment,
        logLevel: process.env['LOG_LEVEL'] ? environment.logLevel : 'warn',
      } as const
      await runDemo({
        environment: quiet,
        recordings,
        log: openLog(quiet),
        narrator: narrate((line) => console.log(line), join(environment.dataFolder, 'outbox')),
        ...(keep && { keepUntil: interrupted() }),
      })
      done(0)
    })
}

/** Resolves at Ctrl-C or SIGTERM. */
function interrupted(): Promise<unknown> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve)
  })
}
