import { Command } from 'commander'
import { examine } from '../doctor/examine.ts'
import { findingInWords } from '../doctor/finding.ts'
import {
  configOption,
  jsonOption,
  settledEnvironment,
  type CommonOptions,
  type Done,
} from './options.ts'

export function doctorCommand(done: Done): Command {
  return new Command('doctor')
    .description('Look at everything the service needs and say what to do about what is ill')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Looks at the data folder, the configuration, whether the page would start, the seeds, store and
queue, the feeds as last read, the clock and the mail server (it signs in and posts nothing). Visits no feed.
Exit code 1 when something is ill.

Examples:
  wirewatch doctor
  wirewatch doctor --json | jq 'select(.state != "well")'`,
    )
    .action(async (options: CommonOptions) => {
      let ill = false
      const environment = settledEnvironment(options)
      for await (const finding of examine(environment, process.env, () => new Date())) {
        console.log(options.json ? JSON.stringify(finding) : findingInWords(finding).join('\n'))
        ill ||= finding.state === 'ill'
      }
      if (ill) done(1)
    })
}
