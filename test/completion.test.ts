/** What shells complete, asked of the shells themselves where they are here. */
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-completion-'))
afterAll(() => rmSync(folder, { recursive: true }))

function isHere(shell: string): boolean {
  const here = spawnSync(shell, ['-c', 'true']).status === 0
  if (!here) console.warn(`not tried: completion in ${shell}, which is not installed`)
  return here
}

function scriptFor(shell: string): string {
  const path = join(folder, `wirewatch.${shell}`)
  const program = ['bin/wirewatch.js', 'completion', shell]
  writeFileSync(path, execFileSync(process.execPath, program, { encoding: 'utf8' }))
  return path
}

/** Cases every shell gets right: what is typed, what is offered, and what is not. */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['wirewatch ', ['start', 'why', 'completion', 'feeds'], ['merge']],
  ['wirewatch w', ['why', 'watch', 'web', 'worker'], ['start']],
  ['wirewatch stories ', ['list', 'merge', 'split'], ['start']],
  ['wirewatch stories merge a b --', ['--because', '--by', '--json'], ['--limit']],
  ['wirewatch stories merge --because list --', ['--by'], ['--limit']],
  ['wirewatch export ', ['items', 'stories', 'digests'], ['start']],
  ['wirewatch export items --format ', ['csv', 'json', 'jsonl'], ['items']],
  ['wirewatch -', ['--version', '--help'], ['--json']],
]

describe.skipIf(!isHere('bash'))('bash', () => {
  let script: string
  beforeAll(() => void (script = scriptFor('bash')))

  test.each(CASES)('%s', (typed, offered, not) => {
    const words = typed.split(' ').map((word) => `'${word}'`)
    const asked = `source '${script}'; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}
      _wirewatch; printf '%s\\n' "\${COMPREPLY[@]}"`
    const found = execFileSync('bash', ['-c', asked], { encoding: 'utf8' }).trim().split('\n')
    expect(found).toEqual(expect.arrayContaining([...offered]))
    expect(found.filter((word) => not.includes(word))).toEqual([])
  })
})

describe.skipIf(!isHere('fish'))('fish', () => {
  let script: string
  beforeAll(() => void (script = scriptFor('fish')))

  test.each(CASES)('%s', (typed, offered, not) => {
    const asked = `source '${script}'; complete -C '${typed}'`
    const lines = execFileSync('fish', ['--no-config', '-c', asked], { encoding: 'utf8' })
    const found = lines.split('\n').map((line) => line.split('\t')[0])
    expect(found).toEqual(expect.arrayContaining([...offered]))
    expect(found.filter((word) => word !== undefined && not.includes(word))).toEqual([])
  })
})

/** Types at a prompt of its own, asks for completion, and says what came until the next command. */
const AT_A_PROMPT = `
  zmodload zsh/zpty
  zpty z zsh -f -i
  zpty -w z "stty cols 200; fpath=($1 $fpath); autoload -Uz compinit; compinit -u -d $1/dump; PS1=rea''dy"
  zpty -r z out '*ready*'
  zpty -w -n z "$2"$'\\t\\x15'"print DO''NE"$'\\n'
  zpty -r z out '*DONE*'
  print -r -- $out`

describe.skipIf(!isHere('zsh'))('zsh', () => {
  beforeAll(() => copyFileSync(scriptFor('zsh'), join(folder, '_wirewatch')))

  test.each(CASES)('%s', (typed, offered, not) => {
    const asked = ['-f', '-c', AT_A_PROMPT, 'zsh', folder, typed]
    const shown = execFileSync('zsh', asked, { encoding: 'utf8', timeout: 30_000 })
    const lines = stripVTControlCharacters(shown).split(/[\r\n]+/)
    const found = lines.flatMap((line) => line.split(/ +-- /)[0]!.split(/ {2,}/))
    expect(found).toEqual(expect.arrayContaining([...offered]))
    expect(found.filter((word) => not.includes(word))).toEqual([])
  })
})

test('every command is in each script', () => {
  const help = execFileSync(process.execPath, ['bin/wirewatch.js', '--help'], { encoding: 'utf8' })
  const commands = Array.from(help.matchAll(/^ {2}([a-z]+)(?: |$)/gm), ([, name]) => name)
  expect(commands.length).toBeGreaterThan(20)
  for (const shell of ['bash', 'zsh', 'fish']) {
    const program = ['bin/wirewatch.js', 'completion', shell]
    const script = execFileSync(process.execPath, program, { encoding: 'utf8' })
    expect(
      commands.filter(
        (name) => name !== 'help' && name !== 'wirewatch' && !script.includes(`'${name}'`),
      ),
    ).toEqual([])
  }
})
