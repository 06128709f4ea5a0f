/** Month names, folded, in the order of months: English, Russian, Ukrainian. */
const MONTHS = numbered(`
jan january январь января січень січня січні
feb february февраль февраля лютий лютого лютому
mar march март марта березень березня березні
apr april апрель апреля квітень квітня квітні
may мая травень травня травні
jun june июнь июня червень червня червні
jul july июль июля липень липня липні
aug august август августа серпень серпня серпні
sep sept september сентябрь сентября вересень вересня вересні
oct october октябрь октября жовтень жовтня жовтні
nov november ноябрь ноября листопад листопада листопаді
dec december декабрь декабря грудень грудня грудні
`)

/** Day names, folded, from Sunday. Short forms are left out: "sun" and "sat" are words. */
const WEEKDAYS = numbered(`
sunday воскресенье неділю неділя 일요일 日曜 日曜日 星期日 星期天 周日
monday понедельник понеділок 월요일 月曜 月曜日 星期一 周一
tuesday вторник вівторок 화요일 火曜 火曜日 星期二 周二
wednesday среду среда середу середа 수요일 水曜 水曜日 星期三 周三
thursday четверг четвер 목요일 木曜 木曜日 星期四 周四
friday пятницу пятница п'ятницю п'ятниця 금요일 金曜 金曜日 星期五 周五
saturday субботу суббота суботу субота 토요일 土曜 土曜日 星期六 周六
`)

/** What stands onto a day's name: "Friday's", 금요일에. */
const PARTICLE = /(?:은|는|에|의|부터|까지)$/
const MAY_HAVE_PARTICLE = /(?:'s|[가-힣])$/

function numbered(lines: string): ReadonlyMap<string, number> {
  const rows = lines.trim().split('\n')
  return new Map(rows.flatMap((row, at) => row.split(' ').map((word) => [word, at] as const)))
}

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
  const month = MONTHS.get(word)
  return month === undefined ? undefined : month + 1
}

/** The day of the week a folded word names, 0 for Sunday. */
export function weekdayNamed(word: string): number | undefined {
  const bare = MAY_HAVE_PARTICLE.test(word) ? word.replace(PARTICLE, '').replace(/'s$/, '') : word
  return WEEKDAYS.get(bare)
}

/** How many days from the day of telling a folded word points: yesterday is -1. */
export function nearDay(word: string): number | undefined {
  return NEAR_DAYS.get(word)
}
