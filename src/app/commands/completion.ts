import { Argument, Command } from 'commander'
import { completionScript, SHELLS, type Shell } from '../completion/completion-script.ts'
import { describeCommand } from '../completion/describe-command.ts'

/** `program` is the whole of it, with every command read. */
export function completionCommand(program: () => Promise<Command>): Command {
  return new Command('completion')
    .description('Print what lets a shell complete commands and options')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText(
      'after',
      `
Examples:
  wirewatch completion bash > ~/.local/share/bash-completion/completions/wirewatch
  wirewatch completion zsh > "\${fpath[1]}/_wirewatch"
  wirewatch completion fish > ~/.config/fish/completions/wirewatch.fish`,
    )
    .action(async (shell: Shell) => {
      console.log(completionScript(shell, describeCommand(await program())))
    })
}
