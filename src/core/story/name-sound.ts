import { perWord } from '../text/per-word.ts'

/**
 * How a name sounds, roughly: its consonants, those written apart in one script and together in
 * another as one. Лавров, Lavrov, 라브로프 and ラブロフ are all RPRP. Vowels, h and w say nothing:
 * every system of transcription has its own.
 */
export const nameSound = perWord((written) => {
  const text = written.normalize('NFC').toLowerCase()
  const sounds = /\p{Script=Hangul}/u.test(text)
    ? Array.from(text, soundOfSyllable).join('')
    : Array.from(latinOf(text), (letter) => LETTERS[letter] ?? '').join('')
  return sounds.replace(/N(?=P)/g, 'M').replace(/(.)\1+/g, '$1')
})

/** Several letters of Latin that are one sound; the order matters. */
const JOINED: readonly (readonly [RegExp, string])[] = [
  [/tch|dzh|sch|sh|ch|zh|ts|tz|дж/g, 's'],
  [/ph/g, 'p'],
  [/th/g, 't'],
  [/kh/g, 'h'],
  [/ng(?![aeiouy])/g, 'n'],
  [/ck/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/x/g, 'ks'],
]

const LETTERS: Readonly<Record<string, string>> = lettersBy({
  P: 'bpvfбпвф',
  T: 'dtдт',
  K: 'gkcqгґк',
  S: 'szjжзсцчшщ',
  R: 'lrлр',
  N: 'nн',
  M: 'mм',
})

function lettersBy(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([sound, letters]) =>
      Array.from(letters, (letter) => [letter, sound]),
    ),
  )
}

function latinOf(text: string): string {
  const latin = /\p{Script=Katakana}/u.test(text)
    ? text
        .replace(/[フヴ][ァィェォュ]?/g, 'p')
        .replace(/[テデト][ィゥ]/g, 't')
        .replace(/./gu, kanaSound)
    : text.normalize('NFD').replace(/\p{Script=Latin}\p{M}+/gu, (letter) => letter[0] ?? '')
  return JOINED.reduce((reduced, [pattern, sound]) => reduced.replace(pattern, sound), latin)
}

/** Katakana by the consonant of its row. */
const KANA: readonly (readonly [RegExp, string])[] = [
  [/[カキクケコガギグゲゴ]/, 'k'],
  [/[サシスセソザジズゼゾチツヂヅ]/, 's'],
  [/[タテトダデド]/, 't'],
  [/[ナニヌネノン]/, 'n'],
  [/[バビブベボパピプペポ]/, 'p'],
  [/[マミムメモ]/, 'm'],
  [/[ラリルレロ]/, 'r'],
  [/[ァ-ヿ]/, ''],
]

function kanaSound(sign: string): string {
  return KANA.find(([row]) => row.test(sign))?.[1] ?? sign
}

/** First and last consonants of a Hangul syllable in the order of Unicode (chapter 3.12). */
const INITIALS = [
  'K',
  'K',
  'N',
  'T',
  'T',
  'R',
  'M',
  'P',
  'P',
  'S',
  'S',
  '',
  'S',
  'S',
  'S',
  'K',
  'T',
  'P',
  '',
]
const FINALS = [
  ['', 'K', 'K', 'KS', 'N', 'NS', 'N', 'T', 'R', 'RK', 'RM', 'RP', 'RS', 'RT', 'RP', 'R', 'M', 'P'],
  ['PS', 'T', 'T', 'N', 'T', 'T', 'K', 'T', 'P', ''],
].flat()
const FIRST_SYLLABLE = 0xac00
const LAST_SYLLABLE = 0xd7a3

function soundOfSyllable(syllable: string): string {
  const code = syllable.codePointAt(0) ?? 0
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return ''
  const at = code - FIRST_SYLLABLE
  return `${INITIALS[Math.floor(at / 588)]}${FINALS[at % 28]}`
}
