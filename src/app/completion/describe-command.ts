import type { Command } from 'commander'

/** A command as a shell sees it. */
export interface Described {
  readonly name: string
  readonly about: string
  readonly commands: readonly Described[]
  readonly options: readonly DescribedOption[]
  /** The words its first argument may be, where they are given. */
  readonly choices: readonly string[]
}

export interface DescribedOption {
  /** As typed: '--json', '-c'. */
  readonly flags: readonly string[]
  readonly about: string
  readonly takesValue: boolean
  readonly choices: readonly string[]
}

/** The tree of commands with their options, as commander has it; what is hidden is left out. */
export function describeCommand(command: Command): Described {
  const help = command.createHelp()
  return {
    name: command.name(),
    about: command.description(),
    commands: help
      .visibleCommands(command)
      .filter((child) => child.name() !== 'help')
      .map(describeCommand),
    options: help
      .visibleOptions(command)
      .map(({ short, long, description, argChoices, ...option }) => ({
        flags: [short, long].flatMap((flag) => flag ?? []),
        about: description,
        takesValue: option.required || option.optional,
        choices: argChoices ?? [],
      })),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  }
}
