/** Measures in which one quantity is told by several outlets, as so many of a base unit. */
const UNITS: readonly (readonly [RegExp, string, number])[] = [
  [
    /^(?:kilomet(?:er|re)s?|km|километр.{0,3}|кілометр.{0,3}|км|킬로미터.{0,3}|キロメートル|キロ|公里|千米)$/,
    'km',
    1,
  ],
  [/^(?:met(?:er|re)s?|метр.{0,3}|미터.{0,3}|メートル|米)$/, 'km', 0.001],
  [/^(?:miles?|миля|миль|мили|миль|милі|마일.{0,3}|マイル|英里)$/, 'km', 1.609],
  [/^(?:feet|foot|ft|фут.{0,3}|피트.{0,3}|フィート|英尺)$/, 'km', 0.000305],
  [/^(?:tonnes?|tons?|тонн.{0,2}|톤.{0,3}|トン|吨|噸)$/, 't', 1],
  [
    /^(?:kilograms?|kilos?|kg|килограмм.{0,2}|кілограм.{0,3}|кг|킬로그램.{0,3}|キログラム|公斤|千克)$/,
    't',
    0.001,
  ],
  [/^(?:hectares?|ha|гектар.{0,3}|га|헥타르.{0,3}|ヘクタール|公顷)$/, 'ha', 1],
  [/^(?:acres?|акр.{0,3}|에이커.{0,3}|エーカー|英亩)$/, 'ha', 0.405],
  [/^(?:barrels?|баррел.{0,3}|барел.{0,3}|배럴.{0,3}|バレル|桶)$/, 'barrel', 1],
]

/** Rounding in telling and converting: a 50 km march is one of 31 miles. */
const ALIKE = 0.04

/** A quantity in its base unit as a key ("0.85km"), for the folded word after a number. */
export function quantityKey(value: number, unitWord: string): string | undefined {
  const [, unit, factor] = UNITS.find(([words]) => words.test(unitWord)) ?? []
  if (unit === undefined || factor === undefined) return undefined
  return `${Number((value * factor).toPrecision(6))}${unit}`
}

/** Whether two keys are one quantity, give or take rounding. */
export function isSameQuantity(a: string, b: string): boolean {
  const [own, other] = [readQuantity(a), readQuantity(b)]
  if (!own || !other || own.unit !== other.unit) return false
  return Math.abs(own.value - other.value) <= ALIKE * Math.max(own.value, other.value)
}

/** A key of quantityKey taken apart; undefined for a plain number. */
export function readQuantity(
  key: string,
): { readonly value: number; readonly unit: string } | undefined {
  const [, value, unit] = /^([\d.e+-]+)(km|t|ha|barrel)$/.exec(key) ?? []
  return unit === undefined ? undefined : { value: Number(value), unit }
}
