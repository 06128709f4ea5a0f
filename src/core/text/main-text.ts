import { wordsOf } from './words.ts'
import { furnitureKind, type FurnitureKind } from './furniture.ts'
import { htmlLines } from './html-lines.ts'

export interface MainText {
  readonly title?: string
  /** The story's own paragraphs, one a line. */
  readonly text: string
  /** What was cut and why, in words. */
  readonly cut: readonly string[]
}

/** What is told of a longer text is told at its beginning. */
const LENGTH_LIMIT = 400_000
const LINE_LIMIT = 5_000

/** Words of a story that must stand before a heading may end it: menus name the same sections. */
const STORY_BEGUN = 40

/**
 * The story in a page's plain text, without what news sites put round it: menus, bylines, share
 * and subscribe lines, lists of other news, comments. Judged by line: whether it reads as a
 * sentence, repeats, is a time, or opens with words of furniture (en, ru, uk, ko, ja). Datelines
 * stay. A text without any sentence comes back whole but for its furniture.
 */
export function mainText(text: string): MainText {
  const lines = readLines(text)
  const first = lines.findIndex(({ prose, dateline }) => prose || dateline)
  if (first === -1) return withoutSentences(lines)
  const head = lines.slice(0, first)
  const title = pickTitle(head)
  const body = cutFurniture(lines.slice(first))
  const unused = head.length - (title ? 1 : 0)
  const cut = [
    ...(text.length > LENGTH_LIMIT ? [`all beyond the first ${LENGTH_LIMIT} characters`] : []),
    ...(unused > 0 ? [`${count(unused, 'line')} before the first sentence: page head`] : []),
    ...body.cut,
  ]
  return {
    ...(title ? { title } : {}),
    text: body.kept.map((line) => line.text).join('\n'),
    cut,
  }
}

/** The same of an HTML page, with what the page says of itself in its head. */
export function htmlMainText(html: string): MainText & {
  readonly outlet?: string
  readonly published?: string
  readonly language?: string
} {
  const { lines, dropped, title, outlet, published, language } = htmlLines(html)
  const main = mainText(lines.join('\n'))
  const headline = title ?? main.title
  return {
    ...(headline ? { title: headline } : {}),
    text: main.text,
    cut: [...dropped, ...main.cut],
    ...(outlet ? { outlet } : {}),
    ...(published ? { published } : {}),
    ...(language ? { language } : {}),
  }
}

interface Line {
  readonly text: string
  readonly words: number
  /** Reads as one or more sentences of a story. */
  readonly prose: boolean
  readonly dateline: boolean
  readonly furniture: FurnitureKind | undefined
}

function readLines(text: string): readonly Line[] {
  const rows = text
    .slice(0, LENGTH_LIMIT)
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .slice(0, LINE_LIMIT)
    .map((row) => {
      const shown = row.replace(/[\u200B-\u200D\u2060\uFEFF]/gu, '')
      return (/[^\S ]|  /.test(shown) ? shown.replace(/\s+/gu, ' ') : shown).trim()
    })
  return unwrap(rows)
    .filter((row) => /[\p{L}\p{N}]/u.test(row))
    .map(describeLine)
}

/**
 * Join lines broken at a fixed width, as plain-text mail has them. A break is such a one when the
 * next line's first word would not have fitted; a text is wrapped when most of its breaks are,
 * and some of them in the middle of a sentence.
 */
function unwrap(rows: readonly string[]): readonly string[] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0)
  if (width > 100 || width < 40) return rows
  const breaks = rows.flatMap((row, at) => {
    const above = rows[at - 1] ?? ''
    return above === '' || row === '' ? [] : [{ above, full: isFull(above, row, width) }]
  })
  const full = breaks.filter((each) => each.full)
  const insideSentences = full.filter(({ above }) => !ENDED.test(above)).length
  if (full.length < breaks.length * 0.6 || insideSentences < 2) return rows
  const joined: string[] = []
  rows.forEach((row, at) => {
    const above = rows[at - 1] ?? ''
    const continued = above !== '' && row !== '' && isFull(above, row, width)
    joined.push(continued ? `${joined.pop() ?? ''} ${row}` : row)
  })
  return joined
}

function isFull(above: string, below: string, width: number): boolean {
  return width - above.length <= (below.split(' ', 1)[0] ?? '').length
}

const ENDED = /[.!?。！？…:;][\s"'”’»)\]」』]*$/u
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

function describeLine(text: string): Line {
  const words = wordsOf(text).length
  const furniture = furnitureKind(text, words)
  const ended = ENDED.test(text)
  const fullStop = ended && !/[:;]$/u.test(text)
  const long = text.length >= (UNSPACED.test(text) ? 18 : /\p{Script=Hangul}/u.test(text) ? 24 : 45)
  const prose = furniture === undefined && ((fullStop && long && words >= 5) || words >= 45)
  const dateline = /^\p{Lu}{3,}[^.!?]{0,80}[—–-]$/u.test(text) && words <= 12
  return { text, words, prose, dateline, furniture }
}

/** A headline said twice, else the last line before the story that can be one. */
function pickTitle(head: readonly Line[]): string | undefined {
  const likely = head.filter(
    ({ text, words, furniture }) =>
      furniture === undefined && words >= 3 && words <= 40 && !isByline(text),
  )
  const twice = likely.find(({ text }, at) =>
    likely.some((other, otherAt) => otherAt !== at && other.text === text),
  )
  return (twice ?? likely.at(-1))?.text
}

/** A name with a date or a time of day, or 'By ...'. */
function isByline(text: string): boolean {
  return (
    /\b(?:19|20)\d{2}\b.*\b\d{1,2}:\d{2}\b/u.test(text) ||
    /^(?:by|published|updated|posted|автор|опубликовано|опубліковано|입력|발행|기자)\b/iu.test(
      text,
    ) ||
    /^(?:date )?\d{4}-\d{2}-\d{2}\b/u.test(text)
  )
}

interface Kept {
  readonly kept: readonly Line[]
  readonly cut: readonly string[]
}

function cutFurniture(lines: readonly Line[]): Kept {
  const closed = cutAfterClosing(lines)
  const inside = cutInside(closed.kept)
  const trimmed = trimEnd(inside.kept)
  return { kept: trimmed.kept, cut: [...inside.cut, ...trimmed.cut, ...closed.cut] }
}

/** Nothing below 'Related articles' or 'Comments' is the story, once the story has begun. */
function cutAfterClosing(lines: readonly Line[]): Kept {
  let words = 0
  const at = lines.findIndex((line) => {
    if (line.furniture === 'closing' && words >= STORY_BEGUN) return true
    if (line.prose) words += line.words
    return false
  })
  const heading = lines[at]
  if (!heading) return { kept: lines, cut: [] }
  const below = lines.length - at - 1
  const rest = below > 0 ? ` and the ${count(below, 'line')} below it` : ''
  return { kept: lines.slice(0, at), cut: [`"${heading.text}"${rest}: other things on the page`] }
}

const REASONS: Readonly<Record<FurnitureKind | 'headline' | 'repeated', string>> = {
  closing: 'headings of other parts of the page',
  pointing: 'pointers to other stories',
  headline: 'headlines of other stories',
  standing: 'advertising, buttons or credits',
  soliciting: 'calls to follow, subscribe or pay',
  clock: 'times of other news',
  repeated: 'said before, word for word',
}

function cutInside(lines: readonly Line[]): Kept {
  const kept: Line[] = []
  const tally = new Map<keyof typeof REASONS, number>()
  const said = new Set<string>()
  let pointed = false
  for (const line of lines) {
    const reason: keyof typeof REASONS | undefined = line.furniture ?? unwanted(line, pointed, said)
    pointed = line.furniture === 'pointing' || line.furniture === 'closing' || reason === 'headline'
    if (reason) tally.set(reason, (tally.get(reason) ?? 0) + 1)
    else kept.push(line)
    if (line.words >= 4) said.add(line.text)
  }
  return {
    kept,
    cut: [...tally].map(([reason, many]) => `${count(many, 'line')}: ${REASONS[reason]}`),
  }
}

function unwanted(
  line: Line,
  pointed: boolean,
  said: ReadonlySet<string>,
): 'headline' | 'repeated' | undefined {
  if (said.has(line.text)) return 'repeated'
  return pointed && !ENDED.test(line.text) && line.words <= 25 ? 'headline' : undefined
}

/** Lists of headlines and tags have no full stops: what follows the last sentence goes. */
function trimEnd(lines: readonly Line[]): Kept {
  const last = lines.findLastIndex(({ text, prose }) => prose || ENDED.test(text) || isBullet(text))
  const many = lines.length - last - 1
  if (last === -1 || many === 0) return { kept: lines, cut: [] }
  return {
    kept: lines.slice(0, last + 1),
    cut: [`${count(many, 'line')} after the last sentence: tags, links or headlines`],
  }
}

function isBullet(text: string): boolean {
  return /^(?:[-*–]|\d{1,2}[.)]) /u.test(text)
}

function withoutSentences(lines: readonly Line[]): MainText {
  const kept = lines.filter(({ furniture }) => furniture === undefined)
  const many = lines.length - kept.length
  const [headline, ...rest] = kept
  const cut = many > 0 ? [`${count(many, 'line')}: furniture of the page`] : []
  if (!headline || rest.length === 0) return { text: headline?.text ?? '', cut }
  return { title: headline.text, text: rest.map(({ text }) => text).join('\n'), cut }
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`
}
