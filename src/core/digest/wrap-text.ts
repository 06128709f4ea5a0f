/**
 * Lines of at most `width` columns for mail readers and terminals. Chinese, Japanese and Korean
 * letters take two columns and may be broken between; a word longer than a line, such as an
 * address, stays whole so that it can still be followed.
 */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60\p{Emoji_Presentation}]/u
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60]/u
const ZERO_WIDTH = /[\p{M}\u200C\u200D]/u

/** The text in lines, `first` before the first line and as many spaces or `rest` before the others. */
export function wrapText(
  text: string,
  {
    width = 76,
    first = '',
    rest = ' '.repeat(first.length),
  }: {
    readonly width?: number
    readonly first?: string
    readonly rest?: string
  } = {},
): string {
  const lines: string[] = []
  let line = first
  let columns = columnsOf(first)
  let isEmpty = true
  for (const { piece, spaced } of piecesOf(text)) {
    const gap = spaced && !isEmpty ? 1 : 0
    const needed = gap + columnsOf(piece)
    if (!isEmpty && columns + needed > width) {
      lines.push(line)
      line = rest + piece
      columns = columnsOf(line)
    } else {
      line += ' '.repeat(gap) + piece
      columns += needed
    }
    isEmpty = false
  }
  return [...lines, line].join('\n')
}

/** Words, and single letters of scripts that put no spaces; closing marks stay with what they close. */
function piecesOf(text: string): { piece: string; spaced: boolean }[] {
  const pieces: { piece: string; spaced: boolean }[] = []
  for (const word of text.split(/ +/)) {
    if (!UNSPACED.test(word)) {
      pieces.push({ piece: word, spaced: true })
      continue
    }
    const parts = word.match(
      /[\p{Ps}\p{Pi}]*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Ps}\p{Pi}]+)[\u30FC\p{M}\p{Pe}\p{Pf}\p{Po}]*|[^\s]/gu,
    )
    for (const [index, piece] of (parts ?? [word]).entries()) {
      pieces.push({ piece, spaced: index === 0 })
    }
  }
  return pieces
}

/** Columns a text takes in a terminal. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const letter of text) columns += ZERO_WIDTH.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1
  return columns
}
