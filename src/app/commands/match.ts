import { Command } from 'commander'
import { matchItems } from '../../core/watch/match-items.ts'
import { parseQuery } from '../../core/watch/parse-query.ts'
import type { Answer, Item, Watch } from '../../model.ts'
import { Refusal } from '../refusal.ts'
import { eachSource } from './each-source.ts'
import {
  configOption,
  jsonOption,
  vocabularyFor,
  type CommonOptions,
  type Done,
} from './options.ts'
import { highlight } from './highlight.ts'

interface MatchOptions extends CommonOptions {
  readonly watch: string
}

export function matchCommand(done: Done): Command {
  return new Command('match')
    .description('Show which items of files, addresses or - answer a query, and where')
    .requiredOption('-w, --watch <query>', 'the query, as it would stand in the configuration')
    .argument('<file|url...>')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  wirewatch match --watch lavrov feed.xml
  wirewatch match --watch '"north korea" AND NOT cricket' *.xml --json
  wirewatch match --watch '@lavrov NEAR/10 @dprk' feed.xml

The whole language: docs/query-language.md. @names are those of the configuration.`,
    )
    .action(async (names: string[], options: MatchOptions) => {
      const watch = await readWatch(options.watch, options)
      const now = new Date()
      let unread = 0
      for await (const { source, items } of eachSource(names, now)) {
        if (source.fetched.kind === 'failed') unread++
        const matches = matchItems(items, [watch], now)
        for (const { item, answers } of matches) {
          console.log(options.json ? asJson(source.name, item, answers) : asText(item, answers))
        }
        if (options.json) continue
        console.log(`${source.name}: ${matches.length} of ${items.length} items answer`)
      }
      done(unread > 0 ? 1 : 0)
    })
}

/** A query typed on the command line; a wrong one is refused with a caret under the place. */
export async function readWatch(written: string, options: CommonOptions): Promise<Watch> {
  const asksForNames = /@|\bcountry:|\bfeed:/i.test(written)
  const parsed = parseQuery(written, asksForNames ? await vocabularyFor(options) : undefined)
  if (!parsed.ok) {
    throw new Refusal(`the query: ${parsed.problem}\n  ${written}\n  ${' '.repeat(parsed.at)}^`)
  }
  return { name: 'query', query: parsed.query, written }
}

function asJson(file: string, item: Item, answers: readonly Answer[]): string {
  const { key, title, url, published, outlet } = item
  const spans = answers.flatMap((answer) => answer.spans)
  return JSON.stringify({ file, key, title, url, published, outlet, spans })
}

function asText(item: Item, answers: readonly Answer[]): string {
  const spans = answers.flatMap((answer) => answer.spans)
  const published = item.published?.toISOString().slice(0, 10) ?? 'undated'
  const lines = [`${highlight(item, 'title', spans)}  (${item.outlet}, ${published})`]
  const inText = spans.filter(({ field }) => field === 'text')
  if (inText.length > 0) lines.push(`    ${highlight(item, 'text', inText)}`)
  const clauses = [...new Set(spans.map(({ clause }) => clause))]
  lines.push(`    answers: ${clauses.join(', ')}`)
  return lines.join('\n')
}
