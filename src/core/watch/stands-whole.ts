/**
 * Whether a find in a script without spaces is a word there, and not cut out of its neighbours:
 * 京都 stands in 京都市 but not in 東京都, マリ stands in マリ共和国 but not in ソマリア.
 *
 * A dictionary splits foreign names anywhere, so it is asked about the two edges only, and about
 * Chinese characters only where there are one or two: three in a row are no accident.
 */
export function standsWhole(text: string, start: number, end: number): boolean {
  if (end < text.length && MARK.test(text.slice(end, end + 1))) return false
  const found = text.slice(start, end)
  if (isInAnotherPlace(text, start, found)) return false
  const openKana = isKanaSeam(text, start)
  if (openKana && SHORT_KANA_BEFORE.test(text.slice(Math.max(0, start - 3), start))) return false
  const closeKana = isKanaSeam(text, end)
  const short = isShort(found)
  if (!openKana && !closeKana && !short) return true
  const edges = edgesAround(text, start, end)
  const opens = edges.has(start)
  const closes = edges.has(end)
  if ((openKana && !opens) || (closeKana && !closes)) return false
  if (!short || (opens && closes)) return true
  return (opens || closes) && !crosses(edges, start, end)
}

/** Thai vowels and tones above a letter: what stands before one is not the end of a word. */
const MARK = /^\p{M}/u
const KATAKANA = /[\p{Script=Katakana}ー]/u
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' })

/** Too short to be a word before another: ラスプーチン, but ポストプーチン. */
const SHORT_KANA_BEFORE = /(?<![\p{Script=Katakana}ー])[\p{Script=Katakana}ー]{1,2}$/u

/** Names of places that hold the name of another whole, which no dictionary tells apart. */
const PLACES = (
  '白俄罗斯 白俄羅斯 印度尼西亚 印度尼西亞 印度洋 南苏丹 南蘇丹 北爱尔兰 北愛爾蘭 ' +
  '赤道几内亚 几内亚比绍 巴布亚新几内亚 赤道幾內亞'
).split(' ')

const LETTERS_OF_PLACES = new Set(PLACES.join(''))

function isInAnotherPlace(text: string, start: number, found: string): boolean {
  if (!LETTERS_OF_PLACES.has(found[0]!)) return false
  return PLACES.some((place) => {
    const at = place.indexOf(found)
    return at >= 0 && place !== found && text.startsWith(place, start - at)
  })
}

function isKanaSeam(text: string, at: number): boolean {
  return at > 0 && at < text.length && KATAKANA.test(text[at - 1]!) && KATAKANA.test(text[at]!)
}

function isShort(found: string): boolean {
  if (/^\p{Script=Hiragana}+$/u.test(found)) return found.length <= 4
  return (
    found.length <=
    (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(found) ? 2 : 4)
  )
}

/** A word of the dictionary begins or ends strictly inside the find: it takes parts of two. */
function crosses(edges: ReadonlySet<number>, start: number, end: number): boolean {
  for (let at = start + 1; at < end; at++) if (edges.has(at)) return true
  return false
}

/** Letters read on each side; a sentence's worth would tell little more. */
const CONTEXT = 12

function edgesAround(text: string, start: number, end: number): ReadonlySet<number> {
  const from = Math.max(0, start - CONTEXT)
  const edges = new Set<number>()
  for (const { segment, index } of segmenter.segment(text.slice(from, end + CONTEXT))) {
    edges.add(from + index).add(from + index + segment.length)
  }
  return edges
}
