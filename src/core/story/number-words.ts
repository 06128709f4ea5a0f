import { perWord } from '../text/per-word.ts'

/** Further forms of Russian and Ukrainian numerals, declined and collective: seven, of seven. */
const DECLINED = `1.5 полтора полторы полутора півтора півтори
2 двумя двое двоих двоє двомя
3 тремя трое троих троє трьома
4 четырьмя четверо четверых
5 пятью пятеро пятерых п'ятеро п'ятьох
6 шестью шестеро шестерых шістьох
7 семи семью семеро семерых сімох
8 восьми восемью восьмеро восьмерых вісьмох
9 девяти девятью девятеро девятерых дев'яти дев'ятьох
10 десятью десятеро десятерых десятьох
11 одиннадцать одиннадцати одинадцять одинадцяти
12 двенадцати дванадцяти
13 тринадцать тринадцати тринадцять
14 четырнадцать четырнадцати чотирнадцять
15 пятнадцати п'ятнадцяти
16 шестнадцать шестнадцати шістнадцять
17 семнадцать семнадцати сімнадцять
18 восемнадцати вісімнадцяти
19 девятнадцать девятнадцати дев'ятнадцять
20 двадцати
30 тридцати
40 сорока
50 пятидесяти
60 шестьдесят шестидесяти шістдесят
70 семьдесят семидесяти сімдесят
80 восемьдесят восьмидесяти вісімдесят
90 девяносто дев'яносто
200 двухсот
300 триста трехсот
400 четыреста
500 пятьсот п'ятсот`

/** Small numbers as words, folded: English, Russian, Ukrainian, Korean. */
const SMALL: ReadonlyMap<string, number> = new Map([
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['five', 5],
  ['six', 6],
  ['seven', 7],
  ['eight', 8],
  ['nine', 9],
  ['ten', 10],
  ['eleven', 11],
  ['twelve', 12],
  ['thirteen', 13],
  ['fourteen', 14],
  ['fifteen', 15],
  ['sixteen', 16],
  ['seventeen', 17],
  ['eighteen', 18],
  ['nineteen', 19],
  ['twenty', 20],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['sixty', 60],
  ['seventy', 70],
  ['eighty', 80],
  ['ninety', 90],
  ['два', 2],
  ['две', 2],
  ['двух', 2],
  ['дві', 2],
  ['двох', 2],
  ['три', 3],
  ['трех', 3],
  ['трьох', 3],
  ['четыре', 4],
  ['четырех', 4],
  ['чотири', 4],
  ['чотирьох', 4],
  ['пять', 5],
  ['пяти', 5],
  ["п'ять", 5],
  ["п'яти", 5],
  ['шесть', 6],
  ['шести', 6],
  ['шість', 6],
  ['семь', 7],
  ['сім', 7],
  ['восемь', 8],
  ['вісім', 8],
  ['девять', 9],
  ["дев'ять", 9],
  ['десять', 10],
  ['десяти', 10],
  ['двенадцать', 12],
  ['дванадцять', 12],
  ['пятнадцать', 15],
  ["п'ятнадцять", 15],
  ['двадцать', 20],
  ['двадцать', 20],
  ['двадцять', 20],
  ['тридцать', 30],
  ['тридцять', 30],
  ['сорок', 40],
  ['пятьдесят', 50],
  ["п'ятдесят", 50],
  ['вісімнадцять', 18],
  ['восемнадцать', 18],
  ['두', 2],
  ['세', 3],
  ['네', 4],
  ['다섯', 5],
  ['여섯', 6],
  ['일곱', 7],
  ['여덟', 8],
  ['아홉', 9],
  ['열', 10],
  ...DECLINED.split('\n').flatMap(declinedForms),
  ['сто', 100],
  ['двести', 200],
  ['двісті', 200],
])

function declinedForms(line: string): [string, number][] {
  const [value = '', ...words] = line.split(' ')
  return words.map((word) => [word, Number(value)])
}

/** Words that multiply what stands before them. Cyrillic by beginning, since they are declined. */
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^hundred$/, 100],
  [/^(?:thousand|тыс|тысяч.{0,3}|тис|тисяч.{0,3})$/, 1e3],
  [/^(?:millions?|mln|mn|млн|миллион.{0,3}|мільйон.{0,3})$/, 1e6],
  [/^(?:billions?|bln|bn|млрд|миллиард.{0,3}|мільярд.{0,3})$/, 1e9],
  [/^(?:trillions?|trn|трлн|триллион.{0,3}|трильйон.{0,3})$/, 1e12],
]

/** Myriads are written onto the digits: 1만, 2千, 3億. */
export const EAST_ASIAN_SCALES: Readonly<Record<string, number>> = {
  십: 10,
  十: 10,
  백: 100,
  百: 100,
  천: 1e3,
  千: 1e3,
  만: 1e4,
  万: 1e4,
  萬: 1e4,
  억: 1e8,
  億: 1e8,
  亿: 1e8,
  조: 1e12,
  兆: 1e12,
}

const HAN_DIGITS = '〇一二三四五六七八九'

/** 三, 十二, 六千, 一万五千 as numbers; undefined for what is none. */
export function readHanNumeral(written: string): number | undefined {
  let total = 0
  let part = 0
  let digit = 0
  for (const sign of written.replace(/[两兩]/gu, '二')) {
    const scale = EAST_ASIAN_SCALES[sign]
    if (scale === undefined) digit = HAN_DIGITS.indexOf(sign)
    else if (scale < 1e4) {
      part += (digit || 1) * scale
      digit = 0
    } else {
      total += (part + digit || 1) * scale
      part = 0
      digit = 0
    }
  }
  const value = total + part + digit
  return value > 0 ? value : undefined
}

/** The number a folded word stands for, if it stands for a small one. */
export function smallNumber(word: string): number | undefined {
  return SMALL.get(word)
}

/** What a folded word multiplies the number before it by, if it does. */
export function scaleOf(word: string): number | undefined {
  return scale(word) || undefined
}

const scale = perWord((word) => SCALES.find(([pattern]) => pattern.test(word))?.[1] ?? 0)
