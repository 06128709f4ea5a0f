import { perWord } from '../text/per-word.ts'

const LATIN = /^[a-z'-]+$/
const CYRILLIC = /^[\p{Script=Cyrillic}'-]+$/u
const HANGUL = /^\p{Script=Hangul}+$/u

/** Case endings of Russian and Ukrainian nouns, adjectives and past verbs, longest first. */
const CYRILLIC_ENDING =
  /(?:иями|иях|иям|ями|ами|ого|ому|ему|его|ыми|ими|ової|ові|еві|ості|ость|ости|ием|ией|ення|ение|ения|ень|ших|ах|ях|ам|ям|ом|ем|ем|єм|ой|ей|ий|ый|їй|ою|ею|єю|ої|ая|яя|ую|юю|ое|ее|ые|ие|их|ых|им|ым|ів|ов|ев|єв|ия|ию|ии|ий|ла|ло|ли|ть|ти|ся|сь|а|е|и|о|у|ы|ь|ю|я|й|і|ї|є|в|л)$/u

/** Particles Korean writes onto the noun, longest first. */
const HANGUL_PARTICLE =
  /(?:으로부터|에서는|으로는|이라고|에게서|까지|부터|에서|에게|으로|이며|라고|께서|처럼|보다|이나|에는|과의|와의|은|는|이|가|을|를|의|에|로|와|과|도|만)$/u

/**
 * A light stem: enough that the forms of one word meet, in English, Russian, Ukrainian and
 * Korean; other words stay as they are. Takes a folded word. Not a dictionary: two words may
 * meet that should not, which costs less than two forms that never do.
 */
export const stemOf = perWord((word) => {
  if (LATIN.test(word)) return stemEnglish(word)
  if (CYRILLIC.test(word)) return stemCyrillic(word)
  if (HANGUL.test(word) && word.length > 2) return word.replace(HANGUL_PARTICLE, '')
  return word
})

function stemEnglish(written: string): string {
  const word = written.replace(/'s?$/, '')
  if (word.length < 4) return word
  const singular = dropPlural(word)
  const base = singular.replace(/(?<=[a-z]{3})(?:ing|edly|ed|er|or|ment|ly)$/, '')
  return base.replace(/([bdfgklmnprt])\1$/, '$1').replace(/(?<=[a-z]{3})[ey]$/, '')
}

function dropPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return word.slice(0, -3) + 'y'
  if (/(?:ss|us|is)$/.test(word)) return word
  if (/(?:ches|shes|sses|xes|zes)$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

/** Twice, since a family name is declined too: Лавров, Лаврова, Лавровым. */
function stemCyrillic(word: string): string {
  const once = dropEnding(word, 3)
  return dropEnding(once, 4)
}

function dropEnding(word: string, kept: number): string {
  if (word.length < 5) return word
  const stem = word.replace(CYRILLIC_ENDING, '')
  return stem.length >= kept ? stem : word
}
