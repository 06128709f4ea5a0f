import { Command } from 'commander'
import { askStatus } from '../operation/open-status.ts'
import { configOption, jsonOption, settled, type CommonOptions, type Done } from './options.ts'

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
      const { environment, configuration } = await settled(options)
      const { status, words, ill } = await askStatus(environment, configuration)
      console.log(options.json ? JSON.stringify(status) : words.join('\n'))
      if (ill) done(1)
    })
}
