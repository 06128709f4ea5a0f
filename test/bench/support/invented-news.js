/**
 * News of invented events for measurements: the same seed gives the same news, and with another
 * `turn` other news in the same words and names. These and numbers are drawn as in language (Zipf),
 * so that a few stand everywhere and most hardly ever; of a name no part in more than a few of a
 * hundred texts, or unrelated events would have most of their words in common.
 */
export function inventNews(seed, turn = 0) {
  const vocabulary = mulberry(seed)
  const words = Array.from({ length: 20_000 }, () =>
    syllables(vocabulary, 1 + Math.floor(vocabulary() * 3)),
  )
  const names = Array.from({ length: 30_000 }, () => capital(syllables(vocabulary, 2)))
  const random = turn === 0 ? vocabulary : mulberry(seed * 1_000_003 + turn)
  const word = () => words[zipf(random, words.length)]
  const name = () =>
    `${names[zipf(random, names.length, FAMOUS)]} ${names[zipf(random, names.length, FAMOUS)]}`
  const number = () => Math.ceil(10 ** (6 * random()))
  const event = () => ({
    who: [name(), name(), name()],
    many: [number(), number()],
    what: [word(), word(), word()],
  })

  function sentence({ who, many, what }, length) {
    const parts = Array.from({ length }, () => {
      const chance = random()
      if (chance < 0.08) return pick(random, who)
      if (chance < 0.11) return String(pick(random, many))
      return chance < 0.16 ? pick(random, what) : word()
    })
    return `${capital(parts.join(' '))}.`
  }
  return {
    random,
    event,
    /** An outlet's own words on an event. */
    tell(of, length = 40 + random() * 40) {
      const sentences = []
      for (let left = length; left > 4; left -= 14) sentences.push(sentence(of, Math.min(14, left)))
      return {
        title: `${of.who[0]} ${of.what[0]} ${word()} ${of.what[1]} ${of.who[1]}`,
        text: sentences.join(' '),
      }
    },
    /** The same text with a few words changed. */
    copy({ title, text }) {
      const changed = text.split(' ')
      for (let edit = 0; edit < 3; edit++) changed[Math.floor(random() * changed.length)] = word()
      return { title: `UPDATE 1-${title}`, text: changed.join(' ') }
    },
  }
}

/** Names about as often told of as the first. */
const FAMOUS = 50

function mulberry(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Rank 1 twice as often as rank 2, thrice as rank 3; with `level`, so many ranks about as often. */
function zipf(random, size, level = 1) {
  return Math.floor(level * (size / level + 1) ** random() - level)
}

function pick(random, list) {
  return list[Math.floor(random() * list.length)]
}

function syllables(random, count) {
  const onsets = ['b', 'ch', 'd', 'f', 'gr', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 'st', 't', 'v', 'z']
  const rests = ['a', 'e', 'i', 'o', 'u', 'an', 'er', 'ing', 'ol', 'und']
  return Array.from({ length: count }, () => pick(random, onsets) + pick(random, rests)).join('')
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
