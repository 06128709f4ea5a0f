/**
 * Made-up news: phrases to watch for, the frequent ones first, and articles of about 400 words in
 * which they stand about as often as names do in news (one word in twenty begins one, by Zipf's
 * law). The same every time.
 */
const SYLLABLES = {
  latin:
    'ba bri co da dor el fen ga gri hal in jo ka lan lo mar mi nor o pel ra ri sha sto ta tra ul ver wen zo',
  cyrillic:
    'ба бри во га дор ел жен за ив ка лан ло мар ми нор о пел ра ри ша сто та тра ул вер зо че щу',
  hangul: lettersFrom('가', 600, 18),
  han: lettersFrom('一', 1500, 9),
  kana: lettersFrom('ガ', 60, 1),
}
const COMMON = {
  latin: 'the of to and in a for on that is with said as at by it from was be has other’s don’t',
  cyrillic: 'в и на что с по не он к из у за от как это для его до но был',
  hangul: '그 이 저 및 등 수 것 더 또 한',
  han: '的 了 在 是 和',
  kana: 'の に は を が',
}
/** A particle stands behind a katakana word, whose end nobody could tell otherwise. */
const BETWEEN = { han: '', kana: 'の' }
const WORDS = 6000
const NAME_RATE = 0.05

export function newsroom(scripts, articleCount, phraseCount) {
  const random = mulberry(42)
  const rooms = scripts.map((script) =>
    roomOf(script, Math.ceil(phraseCount / scripts.length), random),
  )
  const phrases = Array.from(
    { length: phraseCount },
    (_, at) => rooms[at % rooms.length].names[Math.floor(at / rooms.length)],
  )
  const articles = Array.from({ length: articleCount }, (_, at) =>
    articleOf(rooms[at % rooms.length], random),
  )
  return { phrases, articles }
}

function roomOf(script, nameCount, random) {
  const syllables = SYLLABLES[script].split(' ')
  const isSpaced = script === 'latin' || script === 'cyrillic'
  const word = (least) => {
    const count = least + Math.floor(random() * 3)
    return Array.from(
      { length: count },
      () => syllables[Math.floor(random() * syllables.length)],
    ).join('')
  }
  const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1)
  const words = [...COMMON[script].split(' '), ...distinct(WORDS, () => word(isSpaced ? 1 : 2))]
  const [given, families] = [400, 1500].map((count) => distinct(count, () => capital(word(2))))
  const names = distinct(nameCount, () =>
    random() < 0.6 && script !== 'han' && script !== 'kana'
      ? `${anyOf(given, random)} ${anyOf(families, random)}`
      : capital(word(3)),
  )
  return { words, names, between: BETWEEN[script] ?? ' ', random }
}

function distinct(count, make) {
  const made = new Set()
  while (made.size < count) made.add(make())
  return [...made]
}

function articleOf({ words, names, between, random }) {
  const title = Array.from({ length: 10 }, () => oneOf(words, random)).join(between)
  const sentences = Array.from({ length: 24 }, () => {
    const length = 10 + Math.floor(random() * 14)
    const parts = Array.from({ length }, () => oneOf(random() < NAME_RATE ? names : words, random))
    return `${parts.join(between)}.`
  })
  return { title, text: sentences.join(' ') }
}

/** So many letters apart in the code: every script has as many as its news uses. */
function lettersFrom(first, count, apart) {
  const from = first.codePointAt(0)
  return Array.from({ length: count }, (_, at) => String.fromCodePoint(from + at * apart)).join(' ')
}

function anyOf(list, random) {
  return list[Math.floor(random() * list.length)]
}

/** By Zipf's law: the place is as likely as its logarithm. */
function oneOf(list, random) {
  return list[Math.floor(list.length ** random()) - 1]
}

function mulberry(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
