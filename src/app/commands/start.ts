import { Command } from 'commander'
import { keepSchemaBeside } from '../load-configuration.ts'
import { runService, type ServiceParts } from '../service.ts'
import { openLog } from '../open-log.ts'
import { configOption, settledQuietly, type CommonOptions, type Done } from './options.ts'

export function startCommand(done: Done): Command {
  return serviceCommand('start', 'Run the service: workers and the web page', done, {
    work: true,
    web: true,
  }).addHelpText(
    'after',
    `
Runs until SIGTERM or Ctrl-C, then finishes the jobs in hand; a second signal ends it at once.
With nothing configured, state is kept in ./data and digests are written to ./data/outbox.

Examples:
  wirewatch start
  wirewatch start --config /etc/wirewatch/wirewatch.yaml
  DATABASE_URL=postgres://... REDIS_URL=redis://... SMTP_URL=smtp://... wirewatch start`,
  )
}

export function workerCommand(done: Done): Command {
  return serviceCommand('worker', 'Run workers only; many may share Redis and PostgreSQL', done, {
    work: true,
    web: false,
  }).addHelpText(
    'after',
    `
With DATABASE_URL and REDIS_URL as the other machines have them. Runs until SIGTERM or Ctrl-C, then
finishes the jobs in hand; one that dies with its machine is taken over by the others.

Example:
  DATABASE_URL=postgres://... REDIS_URL=redis://... SMTP_URL=smtp://... wirewatch worker`,
  )
}

export function webCommand(done: Done): Command {
  return serviceCommand('web', 'Serve the web page only', done, {
    work: false,
    web: true,
  }).addHelpText(
    'after',
    `
Listens on 127.0.0.1, where it asks for no password. On any other address it starts only with one:
WIREWATCH_PASSWORD in the environment, or web.password: '\${WIREWATCH_PASSWORD}' in the configuration.
Programs send it, or WIREWATCH_TOKEN, as "Authorization: Bearer ...". /healthz, /readyz, /websub/,
signed links and the signed feeds of watches need neither.

Examples:
  wirewatch web
  WIREWATCH_PASSWORD="$(openssl rand -base64 24)" WIREWATCH_WEB_HOST=0.0.0.0 wirewatch web
  curl -H "Authorization: Bearer $WIREWATCH_TOKEN" http://127.0.0.1:8787/metrics`,
  )
}

function serviceCommand(name: string, description: string, done: Done, parts: ServiceParts) {
  return new Command(name)
    .description(description)
    .addOption(configOption())
    .action(async (options: CommonOptions) => {
      const { environment, configuration } = await settledQuietly(options)
      const log = openLog(environment)
      if (!(await keepSchemaBeside(environment.configurationFile))) {
        log.debug('the JSON Schema beside the configuration could not be written')
      }
      done(await runService(environment, configuration, log, parts))
    })
}
