import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import type { Job } from '../../ports.ts'
import { keepSeeds } from '../service.ts'
import { jobsDue, work } from '../worker.ts'
import { openWorld } from '../world.ts'
import { openLog } from '../open-log.ts'
import { configOption, settled, type CommonOptions, type Done } from './options.ts'

export function runCommand(done: Done): Command {
  return new Command('run')
    .description('Poll all due feeds once, send what is due, and end')
    .option('--once', 'the only way there is; for a service that keeps running use start')
    .addOption(configOption())
    .addHelpText(
      'after',
      `
For cron or a systemd timer. Digests wait for their subscriber's schedule.

Examples:
  wirewatch run --once
  */15 * * * *  cd /srv/wirewatch && npx wirewatch run --once`,
    )
    .action(async (options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const log = openLog(environment)
      const onTrouble = (event: string, detail: object) => log.warn(detail, event)
      const world = await openWorld({ environment, configuration, onTrouble })
      try {
        await keepSeeds(world, environment, log)
        // Nobody is left to take up a job for later: a visit put back is waited for here, and a
        // digest that could not be posted is left to the next run.
        let putBack: { job: Job; at: Date }[] = []
        let notPosted = 0
        const duties = {
          world,
          configuration,
          log,
          putBack: async (job: Job, at: Date) => {
            if (job.name === 'send-digest') notPosted += 1
            else putBack.push({ job, at })
          },
        }
        const failedBefore = (await world.queue.counts()).failed
        const working = await work(duties)
        await runAll('poll-feed')
        await runAll('send-digest')
        const { failed } = await world.queue.counts()
        await working.drain(5_000)
        done(failed > failedBefore || notPosted > 0 ? 1 : 0)

        async function runAll(name: 'poll-feed' | 'send-digest'): Promise<void> {
          const jobs = await jobsDue(duties)
          for (const job of jobs.filter((candidate) => candidate.name === name)) {
            await world.queue.add(job)
          }
          await world.queue.untilEmpty()
          while (putBack.length > 0) {
            const waiting = putBack
            putBack = []
            const first = Math.min(...waiting.map(({ at }) => at.getTime()))
            await sleep(Math.max(0, first - Date.now()))
            for (const { job } of waiting) await world.queue.add(job)
            await world.queue.untilEmpty()
          }
        }
      } finally {
        await world.close()
      }
    })
}
