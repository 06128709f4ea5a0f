/**
 * Scripts by which shells complete a command line. Each lists, for every path of commands ("corpus
 * add"), the words that may come next; where none does, the shell completes files.
 */
import type { Described, DescribedOption } from './describe-command.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

export function completionScript(shell: Shell, program: Described): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](program)
}

interface Place {
  /** The commands that lead here: 'corpus add'; empty for the program itself. */
  readonly path: string
  readonly command: Described
}

function placesOf(command: Described, path = ''): readonly Place[] {
  const children = command.commands.flatMap((child) =>
    placesOf(child, path === '' ? child.name : `${path} ${child.name}`),
  )
  return [{ path, command }, ...children]
}

/** What may be typed at a place, each word with what it does. */
function wordsAt({
  commands,
  options,
  choices,
}: Described): readonly (readonly [string, string])[] {
  return [
    ...commands.map(({ name, about }) => [name, about] as const),
    ...choices.map((choice) => [choice, ''] as const),
    ...options.flatMap(({ flags, about }) => flags.map((flag) => [flag, about] as const)),
  ]
}

function valued({ options }: Described): readonly DescribedOption[] {
  return options.filter(({ takesValue }) => takesValue)
}

/** The path is walked from the words typed so far: an option's value is no command. */
function bashScript(program: Described): string {
  const places = placesOf(program)
  const words = places.map(
    ({ path, command }) =>
      `    ${quoted(path)}) words=${quoted(
        wordsAt(command)
          .map(([word]) => word)
          .join(' '),
      )} ;;`,
  )
  return `# bash completion for wirewatch, made by: wirewatch completion bash
_wirewatch() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  local path="" words="" word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "\${path:+$path }$word" in
${places
  .filter(({ path }) => path !== '')
  .map(({ path }) => `      ${quoted(path)}) path=${quoted(path)} ;;`)
  .join('\n')}
    esac
  done
  case "$path|$prev" in
${places.flatMap(({ path, command }) => valued(command).map((option) => bashValue(path, option))).join('\n')}
  esac
  case "$path" in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _wirewatch wirewatch`
}

function bashValue(path: string, { flags, choices }: DescribedOption): string {
  const patterns = flags.map((flag) => quoted(`${path}|${flag}`)).join('|')
  const words = choices.length > 0 ? `$(compgen -W ${quoted(choices.join(' '))} -- "$cur")` : ''
  return `    ${patterns}) COMPREPLY=(${words}); return ;;`
}

function zshScript(program: Described): string {
  const places = placesOf(program)
  return `#compdef wirewatch
# zsh completion for wirewatch, made by: wirewatch completion zsh
_wirewatch() {
  local path_typed="" word
  local -a candidates
  for word in \${words[2,CURRENT-1]}; do
    case "\${path_typed:+$path_typed }$word" in
${places
  .filter(({ path }) => path !== '')
  .map(({ path }) => `      ${quoted(path)}) path_typed=${quoted(path)} ;;`)
  .join('\n')}
    esac
  done
  case "$path_typed|\${words[CURRENT-1]}" in
${places.flatMap(({ path, command }) => valued(command).map((option) => zshValue(path, option))).join('\n')}
  esac
  case "$path_typed" in
${places.map(({ path, command }) => `    ${quoted(path)}) candidates=(${wordsAt(command).map(zshWord).join(' ')}) ;;`).join('\n')}
  esac
  local -a commands=(\${candidates:#-*}) options=(\${(M)candidates:#-*})
  _describe -t commands command commands || _describe -o option options || _files
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _wirewatch "$@"; else compdef _wirewatch wirewatch; fi`
}

function zshValue(path: string, { flags, choices }: DescribedOption): string {
  const patterns = flags.map((flag) => quoted(`${path}|${flag}`)).join('|')
  const values = choices.length > 0 ? `compadd ${choices.map(quoted).join(' ')}` : '_files'
  return `    ${patterns}) ${values}; return ;;`
}

function zshWord([word, about]: readonly [string, string]): string {
  return quoted(`${word.replaceAll(':', '\\:')}:${about.replaceAll(':', '\\:')}`)
}

function fishScript(program: Described): string {
  const lines = placesOf(program).flatMap(({ path, command }) => {
    const condition = `-n ${quoted(`__wirewatch_at ${fishWord(path)}`)}`
    return [
      ...[
        ...command.commands.map(({ name, about }) => [name, about] as const),
        ...command.choices.map((choice) => [choice, ''] as const),
      ].map(
        ([word, about]) =>
          `complete -c wirewatch ${condition} -a ${fishWord(word)} -d ${fishWord(about)}`,
      ),
      ...command.options.map(
        (option) =>
          `complete -c wirewatch ${condition} ${fishOption(option)} -d ${fishWord(option.about)}`,
      ),
    ]
  })
  return `# fish completion for wirewatch, made by: wirewatch completion fish
function __wirewatch_at
    set -l path ""
    for word in (commandline -opc)[2..-1]
        set -l longer (string trim -- "$path $word")
        if contains -- "$longer" ${placesOf(program)
          .filter(({ path }) => path !== '')
          .map(({ path }) => fishWord(path))
          .join(' ')}
            set path $longer
        end
    end
    test "$path" = "$argv[1]"
end
${lines.join('\n')}`
}

function fishOption({ flags, takesValue, choices }: DescribedOption): string {
  const named = flags.map((flag) =>
    flag.startsWith('--') ? `-l ${fishWord(flag.slice(2))}` : `-s ${fishWord(flag.slice(1))}`,
  )
  const value = choices.length > 0 ? ` -x -a ${fishWord(choices.join(' '))}` : ' -r'
  return `${named.join(' ')}${takesValue ? value : ''}`
}

/** One word for bash and zsh, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** One word for fish, which knows two escapes within quotes. */
function fishWord(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
}
