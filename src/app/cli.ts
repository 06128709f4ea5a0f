import { Command, CommanderError } from 'commander'
import { fitProse } from './commands/fit-prose.ts'
import type { Done } from './commands/options.ts'
import { BadEnvironment } from './environment.ts'
import { Refusal } from './refusal.ts'
import { codeOf, messageOf } from './system-error.ts'
import { version } from './version.ts'

const EXAMPLES = `
Examples:
  wirewatch demo                                see it work on recorded news
  wirewatch init                                write a first configuration
  wirewatch start                               run the service
  wirewatch run --once                          poll and send what is due, end
  wirewatch parse feed.xml --json               what is read from a feed
  wirewatch match --watch '"north korea" AND lavrov' feed.xml
  wirewatch explain article.txt                 what the corpus makes of it
  wirewatch replay week.jsonl --json            the stories that items make
  wirewatch poll bbc-world --dry                visit a feed, keep nothing
  wirewatch feeds add https://www.nknews.org/   a feed, or what a page names
  wirewatch watch add Troops --query 'dprk AND troops'
  wirewatch status                              exit code 1 if it is ill
  wirewatch export items --since 30d > items.csv
  wirewatch backup wirewatch.backup             all of it, also while it runs
  wirewatch completion bash                     for your shell to complete it
  wirewatch why https://example.org/article     why it was told, or not
  wirewatch doctor                              look at all, say what to do
  wirewatch backtest --config new.yaml --since 30d
  wirewatch corpus add report.html --event lavrov-visit
  wirewatch stories merge s6f1c9a0b2d3e4f50 s77ab01c2d3e4f506 --because "one"

Exit codes: 0 done, 1 trouble, 2 a wrong command, configuration or environment.

Environment: DATABASE_URL, REDIS_URL, SMTP_URL, LOG_LEVEL, WIREWATCH_CONFIG, WIREWATCH_DATA,
WIREWATCH_SEEDS, WIREWATCH_WEB_HOST, WIREWATCH_WEB_PORT, WIREWATCH_PASSWORD, WIREWATCH_TOKEN; see
README.md.`

/** Run one command line; resolves with the exit code and never throws for a person's mistake. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const done = (code: number) => {
    exitCode = code
  }
  process.stdout.off('error', endWithReader).on('error', endWithReader)
  const program = programOf(await commandsFor(argv[2], done))
  try {
    await program.parseAsync([...argv])
    return exitCode
  } catch (error) {
    return explainFailure(error)
  }
}

/** Whoever read the output has enough: `| head`. */
function endWithReader(error: Error): void {
  if (codeOf(error) !== 'EPIPE') throw error
  process.exit(0)
}

function programOf(commands: readonly Command[]): Command {
  const program = new Command('wirewatch')
    .description('Watches news feeds for your keywords and mails a digest of what is new.')
    .version(version)
    .addHelpText('after', EXAMPLES)
  for (const command of commands) program.addCommand(command)
  return withSettings(program)
}

/**
 * Each verb with its file, read only when it is asked for: most need neither database nor queue,
 * and reading these takes longer than a small command's work.
 */
const COMMANDS: Readonly<Record<string, (done: Done) => Promise<Command>>> = {
  init: async () => (await import('./commands/init.ts')).initCommand(),
  start: async (done) => (await import('./commands/start.ts')).startCommand(done),
  worker: async (done) => (await import('./commands/start.ts')).workerCommand(done),
  web: async (done) => (await import('./commands/start.ts')).webCommand(done),
  run: async (done) => (await import('./commands/run.ts')).runCommand(done),
  demo: async (done) => (await import('./commands/demo.ts')).demoCommand(done),
  parse: async (done) => (await import('./commands/parse.ts')).parseCommand(done),
  match: async (done) => (await import('./commands/match.ts')).matchCommand(done),
  explain: async (done) => (await import('./commands/explain.ts')).explainCommand(done),
  poll: async (done) => (await import('./commands/poll.ts')).pollCommand(done),
  replay: async (done) => (await import('./commands/replay.ts')).replayCommand(done),
  digest: async (done) => (await import('./commands/digest.ts')).digestCommand(done),
  feeds: async (done) => (await import('./commands/feeds.ts')).feedsCommand(done),
  watch: async () => (await import('./commands/watch.ts')).watchCommand(),
  backtest: async () => (await import('./commands/backtest.ts')).backtestCommand(),
  stories: async () => (await import('./commands/stories.ts')).storiesCommand(),
  corpus: async () => (await import('./commands/corpus.ts')).corpusCommand(),
  backup: async () => (await import('./commands/backup.ts')).backupCommand(),
  restore: async () => (await import('./commands/backup.ts')).restoreCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand(),
  status: async (done) => (await import('./commands/status.ts')).statusCommand(done),
  why: async (done) => (await import('./commands/why.ts')).whyCommand(done),
  doctor: async (done) => (await import('./commands/doctor.ts')).doctorCommand(done),
  config: async () => (await import('./commands/config.ts')).configCommand(),
  completion: async (done) =>
    (await import('./commands/completion.ts')).completionCommand(() => wholeProgram(done)),
}

/** The program with all its commands, as help and completion walk it. */
export async function wholeProgram(done: Done): Promise<Command> {
  return programOf(await commandsFor(undefined, done))
}

/** The one command that is named; all of them for help and for a verb that is misspelt. */
function commandsFor(verb: string | undefined, done: Done): Promise<readonly Command[]> {
  const named = verb === undefined ? undefined : COMMANDS[verb]
  return Promise.all((named ? [named] : Object.values(COMMANDS)).map((load) => load(done)))
}

/** Its suggestions stand on lines of their own. */
function isError(text: string): boolean {
  return text.startsWith('error:')
}

function helpWidth(): number {
  return Math.min(process.stdout.columns ?? 80, 100)
}

/** In lists of commands each stands by its name: what it takes would leave its words no room. */
function withSettings(command: Command): Command {
  command
    .exitOverride()
    .showHelpAfterError('(add --help for usage and examples)')
    .configureHelp({ subcommandTerm: (child) => child.name() })
    .configureOutput({
      writeOut: (text) => process.stdout.write(fitProse(text, helpWidth())),
      writeErr: (text) => process.stderr.write(isError(text) ? text : fitProse(text, helpWidth())),
    })
  for (const child of command.commands) withSettings(child)
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
