import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { wholeProgram } from './cli.ts'

const program = await wholeProgram(() => {})

function everyCommand(command: Command, above = ''): (readonly [string, Command])[] {
  return command.commands.flatMap((child) => {
    const name = `${above}${child.name()}`
    return [[name, child] as const, ...everyCommand(child, `${name} `)]
  })
}

test.each(everyCommand(program))('the help of %s ends with an example of it', (name, command) => {
  let help = ''
  command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp()
  const [, examples = ''] = help.split(/^Examples?:$/m)
  expect(examples).toContain(`wirewatch ${name.replace(/ list$/, '')}`)
})
