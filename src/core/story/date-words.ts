/** Beginnings of month names, folded, in the order of months: English, Russian, Ukrainian. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|january|январ[ья]|січ(?:ень|ня|ні))$/,
  /^(?:feb|february|феврал[ья]|лют(?:ий|ого|ому))$/,
  /^(?:mar|march|марта?|берез(?:ень|ня|ні))$/,
  /^(?:apr|april|апрел[ья]|квіт(?:ень|ня|ні))$/,
  /^(?:may|мая|травень|травня|травні)$/,
  /^(?:jun|june|июн[ья]|червень|червня|червні)$/,
  /^(?:jul|july|июл[ья]|липень|липня|липні)$/,
  /^(?:aug|august|августа?|серпень|серпня|серпні)$/,
  /^(?:sep|sept|september|сентябр[ья]|вересень|вересня|вересні)$/,
  /^(?:oct|october|октябр[ья]|жовтень|жовтня|жовтні)$/,
  /^(?:nov|november|ноябр[ья]|листопада?|листопаді)$/,
  /^(?:dec|december|декабр[ья]|грудень|грудня|грудні)$/,
]

/** Day names, folded, from Sunday. Short forms are left out: "sun" and "sat" are words. */
const WEEKDAYS: readonly RegExp[] = [
  /^(?:sunday|воскресенье|неділю|неділя|일요일|日曜日?|星期日|星期天|周日)$/,
  /^(?:monday|понедельник|понеділок|월요일|月曜日?|星期一|周一)$/,
  /^(?:tuesday|вторник|вівторок|화요일|火曜日?|星期二|周二)$/,
  /^(?:wednesday|сред[уа]|серед[уа]|수요일|水曜日?|星期三|周三)$/,
  /^(?:thursday|четверг|четвер|목요일|木曜日?|星期四|周四)$/,
  /^(?:friday|пятниц[уа]|п'ятниц[юя]|금요일|金曜日?|星期五|周五)$/,
  /^(?:saturday|суббот[уа]|субот[уа]|토요일|土曜日?|星期六|周六)$/,
]

/** Days from the day of telling. */
const NEAR_DAYS: ReadonlyMap<string, number> = new Map([
  ['yesterday', -1],
  ['tomorrow', 1],
  ['вчера', -1],
  ['завтра', 1],
  ['вчора', -1],
  ['어제', -1],
  ['내일', 1],
  ['昨日', -1],
  ['昨天', -1],
  ['明日', 1],
  ['明天', 1],
])

/** The month a folded word names, 1 to 12. */
export function monthNamed(word: string): number | undefined {
  const index = MONTHS.findIndex((month) => month.test(word))
  return index === -1 ? undefined : index + 1
}

/** The day of the week a folded word names, 0 for Sunday. */
export function weekdayNamed(word: string): number | undefined {
  const bare = word.replace(/(?:은|는|에|의|부터|까지)$/, '').replace(/'s$/, '')
  const index = WEEKDAYS.findIndex((day) => day.test(bare))
  return index === -1 ? undefined : index
}

/** How many days from the day of telling a folded word points: yesterday is -1. */
export function nearDay(word: string): number | undefined {
  return NEAR_DAYS.get(word)
}
