/**
 * Whether what follows a Korean keyword without a space is only particles, so that the word is
 * still the keyword: 라브로프는, 북한에서의, but not 북한군 (its army) or 북한산 (a mountain).
 *
 * Which of a pair of particles is used depends on whether the word before ends in a consonant;
 * the rule is kept, because it tells 가나가 from other words by itself.
 */
export function isParticleAfter(word: string, tail: string): boolean {
  if (word.length === 1 && !AFTER_ONE_SYLLABLE.has(tail)) return false
  if (ALWAYS.has(tail)) return true
  const final = finalConsonant(word)
  if (final === undefined) return AFTER_CONSONANT.has(tail) || AFTER_VOWEL.has(tail)
  if (AFTER_RO.has(tail)) return final === NONE || final === RIEUL
  return final === NONE ? AFTER_VOWEL.has(tail) : AFTER_CONSONANT.has(tail)
}

/** Longer ones after a single syllable mostly make another word: 북도 is a province. */
const AFTER_ONE_SYLLABLE = particles('은 는 이 가 을 를 의 과 와')

/** The longest of the tails below, in syllables. */
export const LONGEST_PARTICLE = 5

const NONE = 0
const RIEUL = 8

/** Index of the last syllable's final consonant, 0 for none; Unicode orders syllables by it. */
function finalConsonant(word: string): number | undefined {
  const syllable = word.charCodeAt(word.length - 1) - 0xac00
  return syllable >= 0 && syllable < 11_172 ? syllable % 28 : undefined
}

const ALWAYS = particles(
  '의 도 만 엔 에 에는 에도 에만 에의 에서 에서는 에서도 에서의 에서만 에선 에게 에게는 에게도 에게서 한테 한테는 께 께서 께서는',
  '까지 까지는 까지도 까지의 까지가 부터 부터는 부터도 부터의 만이 만은 만을 만의 만으로 보다 보다는 보다도',
  '처럼 처럼도 마다 조차 조차도 마저 마저도 밖에 밖에는 뿐 뿐만 뿐이 대로 만큼 만큼은 만큼이나 같이 하고 하고는 하고도',
  '들 들은 들이 들을 들의 들에 들에게 들과 들도 들로 들만 측 측은 측이 측을 측의 측과 측도 측에 측에서 측으로 등 등은 등이 등을 등의 등과 등에 등에서',
  '씨 씨는 씨가 씨를 씨의 씨와 씨도 씨에게',
)
const AFTER_CONSONANT = particles(
  '은 이 을 과 과는 과도 과의 으로 으로는 으로도 으로의 으로만 으로서 으로서는 으로써 으로부터 으로부터의',
  '이나 이란 이라 이라고 이라고는 이라는 이라며 이라면 이라도 이랑 이며 이고 이다 이었다 이었던 이던 이든 이야 이자 인데 입니다',
)
const AFTER_VOWEL = particles(
  '는 가 를 와 와는 와도 와의 나 란 라고 라고는 라는 라며 라면 라도 랑 였다 였던 이다 이고 이며 이자 인데 입니다',
)
const AFTER_RO = particles('로 로는 로도 로의 로만 로서 로서는 로써 로부터 로부터의')

function particles(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '))
}
