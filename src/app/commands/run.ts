import { Command } from 'commander'
import { hastenRefused } from '../feeds/hasten-feeds.ts'
import { keepSeeds } from '../keep-seeds.ts'
import { needDataFolder } from '../make-folder.ts'
import { watchOver } from '../operation/watch-over.ts'
import { workRound } from '../work-off.ts'
import { openWorld } from '../world.ts'
import { openLog } from '../open-log.ts'
import { configOption, jsonOption, settled, type CommonOptions, type Done } from './options.ts'

export function runCommand(done: Done): Command {
  return new Command('run')
    .description('Poll all due feeds once, send what is due, and end')
    .option('--once', 'the only way there is; for a service that keeps running use start')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
For cron or a systemd timer. Digests wait for their subscriber's schedule; a watch that is new is
set against the past first, and the first run of an hour keeps house. Exit code 1 when jobs were
left undone; --json prints how many. What each job did is on standard error, one line each.

Examples:
  wirewatch run --once
  wirewatch run --once --json | jq .leftUndone
  */15 * * * *  cd /srv/wirewatch && npx wirewatch run --once`,
    )
    .action(async (options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const log = openLog(environment)
      await needDataFolder(environment.dataFolder)
      const world = await openWorld({ environment, configuration })
      try {
        await keepSeeds(world, environment, log)
        const duties = { world, configuration, log }
        await hastenRefused(world, configuration)
        const leftOver = await workRound(duties)
        await watchOver(duties)
        if (options.json) console.log(JSON.stringify({ leftUndone: leftOver }))
        done(leftOver > 0 ? 1 : 0)
      } finally {
        await world.close()
      }
    })
}
