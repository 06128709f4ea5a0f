import type { Form } from './word-forms.ts'

/**
 * The Russian and Ukrainian case forms of a word given in the nominative, without the word itself.
 *
 * Made from endings alone: a form too many is nearly always a word that nobody writes, a form too
 * few is news missed. Derived words (Лавровка, лавровский) are no forms.
 */
export function cyrillicForms(written: string, word: string): readonly Form[] {
  const capitals = /^\p{Lu}{2,}$/u.test(written)
  const ends = capitals ? ENDS_OF_ABBREVIATION : DECLENSIONS
  const fitting = word.length < 2 ? undefined : ends.find(({ end }) => end.test(word))
  if (fitting === undefined) return []
  const stem = word.slice(0, word.length - fitting.cut)
  const forms = new Map<string, Form>()
  for (const ending of fitting.endings) {
    if (capitals) addCapital(forms, stem + ending)
    else if (ending !== '-') add(forms, stem + ending)
    else if (stem.length >= SHORTEST_BARE_STEM) add(forms, stem)
  }
  for (const other of respelled(word, capitals)) add(forms, other)
  for (const ending of surnameEndings(written, word)) addCapital(forms, word + ending)
  forms.delete(word)
  return [...forms.values()]
}

interface Declension {
  readonly end: RegExp
  /** How many letters fall away before an ending. */
  readonly cut: number
  /** `-` stands for no ending. Both languages together. */
  readonly endings: readonly string[]
}

/** A stem alone is a case too (ракета, ракет), but a short one is another word (мина, мин). */
const SHORTEST_BARE_STEM = 4

const ADJECTIVE =
  'ый ий ій ой ого его ього ому ему ьому ым им ім ом ем ая яя а я ую юю у ю ой ей ою ею ої ьої ьою ое ее е є ые ие і ї ых их ыми ими'
const SOFT_PLURAL = 'ям ями ях'
const HARD_PLURAL = 'ам ами ах'

/** The first whose end fits. */
const DECLENSIONS: readonly Declension[] = [
  declension(/(?:[ыиі]й|[ая]я|[оеьыи]е)$/u, 2, ''),
  declension(/[иі]я$/u, 1, `и ю ей ею є ї єю й ${SOFT_PLURAL}`),
  declension(/я$/u, 1, `и і ї е ю ей ею єю й ь ${SOFT_PLURAL}`),
  declension(/[гкхжчшщ]а$/u, 1, `и і е у ой ою ей ею ої ій - ${HARD_PLURAL}`),
  declension(/а$/u, 1, `ы и і е у ой ою ей ею ої ій - ${HARD_PLURAL}`),
  declension(/о$/u, 1, `а у ом е і ові - ${HARD_PLURAL}`),
  declension(/е$/u, 1, `я а ю у ем - ей ${SOFT_PLURAL} ${HARD_PLURAL}`),
  declension(/(?:[иі]и|ії)$/u, 1, `й ев їв ${SOFT_PLURAL}`),
  declension(/[ыи]$/u, 1, `ов ів ей - ${HARD_PLURAL} ${SOFT_PLURAL}`),
  declension(/і$/u, 1, 'их им ими'),
  declension(/й$/u, 1, `я ю ем єм е и і ї еві єві ев їв ${SOFT_PLURAL}`),
  declension(/ь$/u, 1, `я ю ем е и і ью ей ів ${SOFT_PLURAL}`),
  declension(/[жчшщц]$/u, 0, `а у ом ем е и і ы ей ев ів ${HARD_PLURAL}`),
  declension(/[гкх]$/u, 0, `а у ом е и і ов ів ові ${HARD_PLURAL}`),
  declension(/[бвдзлмнпрстф]$/u, 0, `а у ом е ы и і ов ів ові ${HARD_PLURAL}`),
]

/** МИД declines, keeping its capitals (МИДа; миди is a skirt); США and КНДР do not. */
const ENDS_OF_ABBREVIATION: readonly Declension[] = [
  declension(/[бвгджзклмнпрстфхцчшщ]$/u, 0, 'а у ом е и ы і ов ам ами ах'),
]

function declension(end: RegExp, cut: number, endings: string): Declension {
  return { end, cut, endings: endings.split(' ').filter((ending) => ending !== '') }
}

/** What endings alone do not say: adjectives, vowels that come and go, к that turns into ц. */
function respelled(word: string, capitals: boolean): readonly string[] {
  if (capitals) return []
  const forms: string[] = []
  const stem = word.slice(0, -1)
  const shorter = word.slice(0, -2)
  if (word.length >= 5 && /[ыиі]й$|[ая]я$|[оеь]е$|[ыи]е$|ой$/u.test(word)) {
    forms.push(...ADJECTIVE.split(' ').map((ending) => shorter + ending))
  }
  if (/[ыиі]й$/u.test(word)) forms.push(...withEndings(stem, `я ю ем єм е и і ї ев ${SOFT_PLURAL}`))
  if (/[аяе]я$/u.test(word)) forms.push(...withEndings(stem, 'и і ї е ю ей ею єю'))
  if (/[ияь]е$/u.test(word)) forms.push(...withEndings(stem, `я ю ем и й ${SOFT_PLURAL}`))
  if (/[^аеиоуыэюя](?:ок|ек|ец|єць)$/u.test(word)) {
    forms.push(...withEndings(shorter + word.at(-1), 'а у ом ем е и ы ов ев ам ами ах'))
  }
  // посол, посла; but never после, which is "after".
  if (/..[^аеиоуыэюя][ое]л$/u.test(`_${word}`)) {
    forms.push(...withEndings(`${shorter}л`, 'а у ом ем ы ов ам ами ах'))
  }
  if (/[^аеиоуыэюя][ео]нь$/u.test(word)) {
    forms.push(...withEndings(`${word.slice(0, -3)}н`, `я ю ем е и ей ${SOFT_PLURAL}`))
  }
  if (/[^аеиоуыэюяь]ка$/u.test(word)) forms.push(`${shorter}ок`, `${shorter}ек`)
  if (/[іїє]в$/u.test(word)) {
    const vowel = word.endsWith('їв') ? ['єв'] : ['ов', 'ев']
    forms.push(...vowel.flatMap((end) => withEndings(shorter + end, 'а у ом і ові')))
  }
  const softened = SOFTENED[word.at(-2) ?? '']
  if (softened !== undefined && word.endsWith('а')) forms.push(`${shorter}${softened}і`)
  return forms
}

const SOFTENED: Readonly<Record<string, string>> = { г: 'з', к: 'ц', х: 'с' }

function withEndings(stem: string, endings: string): readonly string[] {
  return endings.split(' ').map((ending) => stem + ending)
}

/**
 * A surname in -ов, -ев or -ин takes an adjective's endings in some cases. So does the adjective
 * of a thing of that name (лавровый, bay), which is written small: these want a capital.
 */
function surnameEndings(written: string, word: string): readonly string[] {
  if (!/^\p{Lu}/u.test(written) || !/(?:[оеиы]в|[иы]н|їв|ін)$/u.test(word)) return []
  return ['ым', 'им', 'ой', 'ою', 'ых', 'их', 'ыми', 'ими']
}

function add(forms: Map<string, Form>, word: string): void {
  if (word.length >= 2) forms.set(word, { word })
}

function addCapital(forms: Map<string, Form>, word: string): void {
  forms.set(word, { word, spelling: { is: 'capital' } })
}
