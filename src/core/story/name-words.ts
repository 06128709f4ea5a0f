/**
 * Capitalised words that are no names of what is told: offices and forms of address, which stand
 * before names, and the agencies and outlets that carry the news. Folded.
 */
const OFFICES = `
president vice prime minister ministers ministry foreign defence defense interior chief chairman
chairwoman chair secretary general state leader supreme king queen prince princess pope senator
representative congressman congresswoman governor mayor judge justice attorney ambassador envoy
spokesman spokeswoman spokesperson director commander marshal colonel captain lieutenant sergeant
admiral major professor doctor mr mrs ms miss dr sir dame lord lady deputy first acting former head
department council parliament assembly government administration army navy force forces police party chiefs staff
official officials intelligence service services security council coach quarterback officer officers detective inspector sheriff ceo cfo chancellor
premier republican democrat democratic republicans democrats central committee federal national
northern southern eastern western east west north south northeast southeast northwest southwest
президент президента премьер министр министра иностранных дел глава главы генерал председатель
посол секретарь губернатор депутат товарищ лидер пресс-служба делегация представитель ранее маршал мид минобороны госсекретарь
президента прем'єр міністр міністра закордонних справ голова голови очільник посол мзс
외무 국무 국방 외교 통일 합동 외상 外務 国防 장관 대통령 통일부 국방부 위원장 대변인 후보자 국방부 외무성 외교부
`
const OUTLETS = `
reuters ap afp upi kcna tass yonhap nhk bbc cnn interfax ria novosti sputnik xinhua kyodo bloomberg
associated press agence france-presse guardian times post journal independent telegraph herald
tribune rodong sinmun ukrinform unian pravda al jazeera dpa fox abc cbs nbc npr axios politico
telegram twitter facebook youtube instagram tiktok getty images epa news agency website
тасс риа новости интерфакс рейтер рейтерс рбк коммерсант ведомости известия цтак укринформ уніан
укрінформ українська правда
`
const CALENDAR = `
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december jan feb mar apr jun jul aug sept sep oct nov dec gmt utc
est edt pst bst eastern christmas easter
`

const NO_NAMES: ReadonlySet<string> = new Set(
  [OFFICES, OUTLETS, CALENDAR].join(' ').trim().split(/\s+/),
)

/** Whether a folded capitalised word is an office, an outlet or a day, and so no name itself. */
export function isNoName(word: string): boolean {
  return NO_NAMES.has(word)
}
