import { Command, CommanderError } from 'commander'
import { configCommand } from './commands/config.ts'
import { corpusCommand } from './commands/corpus.ts'
import { demoCommand } from './commands/demo.ts'
import { digestCommand } from './commands/digest.ts'
import { explainCommand } from './commands/explain.ts'
import { feedsCommand } from './commands/feeds.ts'
import { matchCommand } from './commands/match.ts'
import { parseCommand } from './commands/parse.ts'
import { pollCommand } from './commands/poll.ts'
import { replayCommand } from './commands/replay.ts'
import { runCommand } from './commands/run.ts'
import { startCommand, webCommand, workerCommand } from './commands/start.ts'
import { watchCommand } from './commands/watch.ts'
import { BadEnvironment } from './environment.ts'
import { Refusal } from './refusal.ts'
import { messageOf } from './system-error.ts'
import { version } from './version.ts'

const EXAMPLES = `
Examples:
  wirewatch demo                                  see the whole line at work on recorded news
  wirewatch start                                 run the service from config/wirewatch.yaml
  wirewatch run --once                            poll what is due, send what is due, end
  wirewatch parse feed.xml --json                 what is read from a feed
  wirewatch match --watch '"north korea" AND lavrov' feed.xml
  wirewatch explain article.txt                   what the corpus makes of it, and why
  wirewatch replay week.jsonl --json              the stories a file of items makes
  wirewatch poll bbc-world --dry                  visit a feed, keep nothing
  wirewatch feeds add https://www.nknews.org/     add a feed, or the one a page names
  wirewatch watch add Troops --query 'dprk AND troops'
  wirewatch corpus add report.html --event lavrov-visit

Exit codes: 0 done, 1 trouble, 2 a wrong command, configuration or environment.
Environment: DATABASE_URL, REDIS_URL, SMTP_URL, LOG_LEVEL, WIREWATCH_CONFIG, WIREWATCH_DATA,
WIREWATCH_SEEDS, WIREWATCH_WEB_HOST, WIREWATCH_WEB_PORT; see README.md.`

/** Run one command line; resolves with the exit code and never throws for a person's mistake. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const done = (code: number) => {
    exitCode = code
  }
  const program = new Command('wirewatch')
    .description('Watches news feeds for your keywords and mails a digest of what is new.')
    .version(version)
    .showHelpAfterError('(add --help for usage and examples)')
    .showSuggestionAfterError()
    .addHelpText('after', EXAMPLES)
    .exitOverride()
  const commands = [
    startCommand(done),
    workerCommand(done),
    webCommand(done),
    runCommand(done),
    demoCommand(done),
    parseCommand(done),
    matchCommand(),
    explainCommand(),
    replayCommand(done),
    pollCommand(done),
    digestCommand(),
    feedsCommand(done),
    watchCommand(),
    corpusCommand(),
    configCommand(),
  ]
  for (const command of commands) program.addCommand(inheritSettings(command))
  try {
    await program.parseAsync([...argv])
    return exitCode
  } catch (error) {
    return explainFailure(error)
  }
}

function inheritSettings(command: Command): Command {
  command.exitOverride().showHelpAfterError('(add --help for usage and examples)')
  for (const child of command.commands) inheritSettings(child)
  return command
}

function explainFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof Refusal || error instanceof BadEnvironment) {
    console.error(`wirewatch: ${error.message}`)
    return 2
  }
  console.error(`wirewatch: ${messageOf(error)}`)
  if (process.env['LOG_LEVEL'] === 'debug') console.error(error)
  return 1
}
