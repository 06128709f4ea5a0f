import type { Telling } from '../../model.ts'
import { lazily } from '../text/lazily.ts'
import { scriptOf, wordsAmong } from './script-of.ts'
import { stemOf } from './stem.ts'

/**
 * In what share of English news texts a common word stands, in bands: the mean over 23 matters of the
 * news (ECB+ topics 1 to 25), so that no matter counts for its words alone; only words of four
 * matters at least, and no names.
 */
const SHARES: readonly (readonly [share: number, words: string])[] = [
  [0.3, `fire killed office police workers`],
  [0.21, `building car hit injured man million run`],
  [
    0.15,
    `area arrested attack authorities charged city county death department died director family former
found government group gun head high home know left life live manager mark members men move national
outside received released returned scene set shooting shot street team woman`,
  ],
  [
    0.105,
    `act appeared armed attempted believed block called case caused center central change checked closed
country court damage dead deal decision door escape face final front games general give hand held
help hold hospital inside international job large law leading leaving local murder named opened past
plans play point posted president public recent remain round saw season service star stopped store
suspect treatment tried trying turned victims walking witnesses women world`,
  ],
  [
    0.075,
    `action agent allowed bank based best bill blaze business capital carrying chief co coast conditions
conference current decades decided degree deputy described destroyed district done dozen driver due
employee entered fact failed federal felt fight film floor forced free full gas gave guards happened
hard history host house incident investigators issues like line listed loss major make measures
miles nation nearby nothing park passed person place previously prison protect provide pulled record
recovered red required rescue residents responded result role rule seems sentence series sheriff
shop shortly southern spending standing state step struck suffered suspicious talk top total unit
vehicle vote watches west wife win windows`,
  ],
  [
    0.053,
    `able accused actress affected age allegedly anger anti apartment apparently approaching argued
arrived assault assistant attorney avenue awards bad barely battles better biggest black board body
bomb boy break bring broke brother candidates captured caught chance chased children church claimed
clear club committed community completely concerned considered continue contract control convicted
course crew crime criminal critical cuts date declined defense details determined dies dropped drove
duty east effort election enough equipment escorted estimated evacuated executive experience experts
extremely fall far fatal feel fell find firefighters fish fled fleeing friends gang given ground
health heard hearing heart helicopter hiding homicide hope hurt identified immediately information
interest interior investigation involved judge landed led limited locked lost lot magazines medical
meet met missed money movie natural offered operation patrol percent picture plant political
possible potential power problem process producers projects protesters question quickly raise
reached replaced rest review risk road rushed safety school scored search security seeking sent
serious serving side small smashed someone something son speak spent spot spread station stay strike
strong support sure survived teenager television thought thousands threatened time title town trade
trial union vice villages violence visit water weapon won worth wounded yards young youths`,
  ],
  [
    0.037,
    `accident accounting added addition additional address agreed aid aimed alive amount annual approved
arts asked attended attention avoid bear begin book born box broadcast brought bullet burned caliber
campaign carried catching certainly clashes class commissioner company conducted cook cops corner
cost council couple created critics crowd custody daily defended designed development different
difficult division dollars earned economic economy effect elected ensure everyone everything excited
expressed facility fear feet female figure filed finished firearm flames focus foods foot foreign
forward fourth franchise fund future girl global guilty guy handling harm huge hugh hundreds husband
ice improved increased independent indicated initially interview jail joined jury knocking ladders
launched legal level loaded love low market married minister minor mother murdering negotiated
negotiations neighborhood newspaper nominated none north noticed occurred oil order ordered
organization originally particularly pay peaceful personal phone picked pin poll popular port
position possibility practice prepared presented presidential prime prior probably products
professional program promises prompted prosecutors pushed ran ratings really reason refused related
relatives represents request respect retain reverse revolver rise robbers rock ropes safe scheduled
seats senior sense similar site situation smoke sound south special spoke squad staff stage
struggled students studio success successful superior suspended system targeted tear term thank
threats throwing training transport trouble understand university urged veteran view wait wearing
white wild writing wrong wrote`,
  ],
  [
    0.025,
    `admitted aggravated air alarm alerted angry announced appeal appearance assessment assistance
associated available average bail balance beach beat bid billion bit blood blow border brazen
briefly budget busy centre choice circumstances citizens civil clark client collapsed college
comfortable command connection consecutive consequences conservation conservative construction
contact contain contest conviction courtroom craft crisis customs dangerous daughter declared deep
definitely delay demand denied devastated direction disappointed draft drew drug easily easy
emergency enforcement enjoys entire entrance era especially established event eventually evidence
exactly examined executed expected explained explosion extensive eye fallen famous father favor
financial firm formally fought foundation frequently gathered grabbed grew growing handgun happy
heavily highest hired human idea impact individual industry inspector intended intent jumped justice
kind knew lack largest learned lengthy light located location majority male mandatory mental message
military ministry motion mountain multiple necessary nomination notorious number numerous obviously
oh ongoing online operator opponents opposition option overall paid partner peace pending perform
performance permits personnel plus poses pounds powerful prevent private production profile progress
promoted pronounced property proved pursuing quiet quoted rampage range rare regained region
relationship remember repeatedly representative resources response responsibilities responsible
revealed rich room sad save scale screen sea section self separate shaking shock shook shut single
sister sleep slipped social society sometimes square standards stock storm straight study style
sudden suggested suit summer super supposed surgery surprised surrounding survey tape telephone test
theater there threw throughout tough travel true tv twice unknown upset usual van victory violent
wall war warming warning web western whole wide words worst zone`,
  ],
]

/**
 * Shorter ones are weighed by the corpus alone. The shares are those of whole texts: a common word
 * in a headline was chosen, and is not common there.
 */
const WORDS_OF_A_TEXT = 30

/** With a smaller share of common words a text in Latin letters is in another language. */
const ENGLISH = 0.3

const shares = lazily(
  () =>
    new Map(
      SHARES.flatMap(([share, words]) =>
        words.split(/\s+/).map((word) => [stemOf(word), share] as const),
      ),
    ),
)

/** In what share of English news a term stands, 0 to 1; 0 for one that is not common. */
export function commonShare(term: string): number {
  return shares().get(term) ?? 0
}

const known = new WeakMap<Telling, boolean>()

/** Whether a telling is a whole text in English, as far as its words show. */
export function isEnglishText(telling: Telling): boolean {
  const before = known.get(telling)
  if (before !== undefined) return before
  const english = scriptOf(telling) === 'Latin' && isMostlyCommon(Object.keys(telling.terms))
  known.set(telling, english)
  return english
}

function isMostlyCommon(terms: readonly string[]): boolean {
  const words = wordsAmong(terms)
  if (words.length < WORDS_OF_A_TEXT) return false
  return words.filter((word) => shares().has(word)).length >= words.length * ENGLISH
}
