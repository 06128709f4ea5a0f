/**
 * What the doctor looks at, from the ground up: program, folder, configuration, page, store and
 * queue, feeds, mail. What cannot be looked at because something below it is ill is left out.
 */
import { access, constants } from 'node:fs/promises'
import { counted } from '../../core/digest/wording.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment, Variables } from '../environment.ts'
import { loadConfiguration } from '../load-configuration.ts'
import { loadSeeds } from '../load-seeds.ts'
import { freeBytesOf, makeFolder } from '../make-folder.ts'
import { readFeedHealth } from '../read-feed-health.ts'
import { messageOf } from '../system-error.ts'
import { Refusal } from '../refusal.ts'
import { listenAt } from '../web/access/listen-at.ts'
import { askServers, verifyMail } from '../world.ts'
import { doubtful, ill, well, type Finding } from './finding.ts'
import { inGib, lookAtDisk } from './look-at-disk.ts'
import { lookAtFeeds } from './look-at-feeds.ts'
import { lookAtServers } from './look-at-servers.ts'

/** Look at everything, each finding as soon as it is there. Never throws for what is ill. */
export async function* examine(
  environment: Environment,
  variables: Variables,
  now: () => Date,
): AsyncGenerator<Finding> {
  yield well('program', `Node ${process.versions.node} on ${process.platform}`)
  yield* lookAtFolder(environment.dataFolder)
  const configuration = yield* lookAtConfiguration(environment.configurationFile, variables)
  if (configuration) yield lookAtPage(environment, configuration)
  yield* lookAtSeeds(environment.seedsFolder)
  if (configuration) yield* lookAtStore(environment, configuration, now)
  yield* lookAtMail(environment)
}

async function* lookAtFolder(folder: string): AsyncGenerator<Finding> {
  try {
    await makeFolder(folder)
    await access(folder, constants.R_OK | constants.W_OK)
    const free = await freeBytesOf(folder)
    yield (
      lookAtDisk(free) ?? well('data folder', `${folder} can be written to; ${inGib(free)} free`)
    )
  } catch (error) {
    yield ill('data folder', messageOf(error), 'give this user the folder, or set WIREWATCH_DATA')
  }
}

async function* lookAtConfiguration(
  file: string,
  variables: Variables,
): AsyncGenerator<Finding, Configuration | undefined> {
  try {
    const configuration = await loadConfiguration(file, variables)
    const { watches, subscribers, warnings } = configuration
    for (const warning of warnings) yield doubtful('configuration', warning, `edit ${file}`)
    yield subscribers.length === 0
      ? doubtful('configuration', `${file} names no subscriber`, 'nobody is told: name one')
      : well(
          'configuration',
          `${file}: ${counted(watches.length, 'watch', 'watches')}, ${counted(subscribers.length, 'subscriber')}`,
        )
    return configuration
  } catch (error) {
    yield ill('configuration', messageOf(error), 'mend what is named and run wirewatch config')
    return undefined
  }
}

/** Whether the page would be served, by the word of what decides it at the start. */
function lookAtPage(environment: Environment, configuration: Configuration): Finding {
  try {
    const { host, port, secrets } = listenAt(environment, configuration)
    const lets = secrets.length > 0 ? 'asks for a password or token' : 'lets this machine in alone'
    return well('page', `listens on ${host}, port ${port}, and ${lets}`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [found = '', ...next] = error.message.split('\n')
    return ill('page', `${found}: it would not start`, next.map((line) => line.trim()).join(' '))
  }
}

async function* lookAtSeeds(folder: string): AsyncGenerator<Finding> {
  try {
    const stories = await loadSeeds(folder)
    yield well('seeds', `${stories.length} stories in ${folder}`)
  } catch (error) {
    yield ill('seeds', messageOf(error), 'mend or remove the file that is named')
  }
}

async function* lookAtStore(
  environment: Environment,
  configuration: Configuration,
  now: () => Date,
): AsyncGenerator<Finding> {
  try {
    const { feeds, from } = await readFeedHealth(environment, configuration)
    yield well('store and queue', from)
    yield* lookAtServers(await askServers(environment), now())
    yield* lookAtFeeds(feeds, now())
  } catch (error) {
    const named = environment.databaseUrl ?? environment.redisUrl
    yield ill(
      'store and queue',
      messageOf(error),
      named ? 'do the servers in DATABASE_URL and REDIS_URL run and let us in?' : 'see above',
    )
  }
}

async function* lookAtMail(environment: Environment): AsyncGenerator<Finding> {
  const verified = await verifyMail(environment)
  if (verified.ok) yield well('mail', verified.to)
  else yield ill('mail', verified.because, 'look at SMTP_URL: host, port, user, password, TLS')
}
