import { Command } from 'commander'
import { watchAddCommand } from './watch-add.ts'
import { watchEditCommand } from './watch-edit.ts'
import { watchListCommand } from './watch-list.ts'
import { watchMuteCommand, watchUnmuteCommand } from './watch-mute.ts'
import { watchRemoveCommand } from './watch-remove.ts'
import { watchTestCommand } from './watch-test.ts'

export function watchCommand(): Command {
  return new Command('watch')
    .description('The watches: list, add, edit, test, mute, remove')
    .addCommand(watchListCommand(), { isDefault: true })
    .addCommand(watchAddCommand())
    .addCommand(watchEditCommand())
    .addCommand(watchMuteCommand())
    .addCommand(watchUnmuteCommand())
    .addCommand(watchRemoveCommand())
    .addCommand(watchTestCommand())
    .addHelpText(
      'after',
      `
Commands that change the configuration keep its comments and order, and write nothing that would
not stand. A running service takes the change up by itself.
With --json they print the watch as it stands then, or the name that was removed.

Examples:
  wirewatch watch
  wirewatch watch add Troops --query '("north korea" OR dprk) AND troops'
  wirewatch watch test 'dprk AND troops' --since 30d
  wirewatch watch mute Troops --until 2026-12-24
  wirewatch watch remove Troops --json`,
    )
}
