import { Command } from 'commander'
import { askRunning, askStatus, type AnsweredStatus } from '../operation/open-status.ts'
import {
  configOption,
  jsonOption,
  settled,
  settledEnvironment,
  type CommonOptions,
  type Done,
} from './options.ts'

/** A service that runs knows how it is, and what is wrong with the file, where the file is wrong. */
async function answered(options: CommonOptions): Promise<AnsweredStatus> {
  const known = await settled(options).catch(async (error: unknown) => {
    const asked = await askRunning(settledEnvironment(options), { web: USUAL_PAGE })
    if (asked) return { asked }
    throw error
  })
  return 'asked' in known ? known.asked : askStatus(known.environment, known.configuration)
}

const USUAL_PAGE = { host: '127.0.0.1', port: 8787 }

export function statusCommand(done: Done): Command {
  return new Command('status')
    .description('One screen of how the service is: feeds, visits, queue, digests, what is wrong')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A running service is asked at its web address; without one the store is opened. Exit code 1 when
something is wrong (✗); what is only doubtful (!) does not count.

Examples:
  wirewatch status
  wirewatch status --json | jq .warnings
  wirewatch status > /dev/null || echo "look at wirewatch" | mail admin@example.org`,
    )
    .action(async (options: CommonOptions) => {
      const { status, words, ill } = await answered(options)
      console.log(options.json ? JSON.stringify(status) : words.join('\n'))
      if (ill) done(1)
    })
}
