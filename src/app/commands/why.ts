import { Command } from 'commander'
import { askWhy } from '../why/open-why-desk.ts'
import { configOption, jsonOption, settled, type CommonOptions, type Done } from './options.ts'

export function whyCommand(done: Done): Command {
  return new Command('why')
    .description('Why something was told or not: an article, a story or a digest')
    .argument('<address|id>', 'an article’s address, or the id of an item, a story or a digest')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Says when and in which feed it was read, which watches it answers or nearly answers and by how
little, its verdict with the evidence, and for each subscriber in which digest it was told or why
not. Of an address never read it says which feeds would have carried it. A running service is
asked at its web address; without one the store is opened. Exit code 1 when nothing goes by it.

Examples:
  wirewatch why 'https://www.bbc.com/news/articles/c1234567890o?at_medium=RSS'
  wirewatch why desk-20250712T220000Z
  wirewatch why s6f1c9a0b2d3e4f50 --json`,
    )
    .action(async (asked: string, options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const { kind, why, words } = await askWhy(environment, configuration, asked)
      console.log(options.json ? JSON.stringify(why) : words.join('\n'))
      if (kind === 'never read') done(1)
    })
}
