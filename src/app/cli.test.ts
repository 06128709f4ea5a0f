import { expect, test } from 'vitest'
import type { Command } from 'commander'
import { wholeProgram } from './cli.ts'
import { fitProse } from './commands/fit-prose.ts'

function helpsOf(command: Command): string[] {
  let help = ''
  command.configureOutput({
    writeOut: (text) => (help += fitProse(text, 80)),
    getOutHelpWidth: () => 80,
  })
  command.outputHelp()
  return [help, ...command.commands.flatMap(helpsOf)]
}

test('every help fits a terminal of 80 columns, but for commands to copy', async () => {
  const helps = helpsOf(await wholeProgram(() => {}))
  const isToCopy = (line: string) => /^ {2}.*\bwirewatch /.test(line)
  const lines = helps.flatMap((help) => help.split('\n'))
  expect(helps.length).toBeGreaterThan(30)
  expect(lines.filter((line) => line.length > 80 && !isToCopy(line))).toEqual([])
  expect(helps[0]!.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test('prose is broken anew, and lists stay as they are', () => {
  const text = '\nOne two\nthree four\nfive.\n\nExamples:\n  wirewatch one   two three four\n'
  expect(fitProse(text, 14)).toBe(
    '\nOne two three\nfour five.\n\nExamples:\n  wirewatch one   two three four\n',
  )
})
