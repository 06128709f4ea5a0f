import { lazily } from '../text/lazily.ts'
import { foldWord, wordsOf } from '../text/words.ts'
import { stemOf } from './stem.ts'
import { tableOfForms } from './table-of-forms.ts'

/**
 * Countries by the names news gives them: the country, its people, its capital and seat of
 * power. "Moscow said" is no place that "Russia said" had not. One line, one key (the first).
 */
const LINES = `
north korea|north korean|north koreans|dprk|pyongyang|democratic people's republic of korea|северная корея|северной корее|северной кореи|северную корею|кндр|пхеньян|пхеньяне|пхеньяна|північна корея|північної кореї|північній кореї|північну корею|північнокорейський|северокорейский|пхеньян|북한|평양|북|조선|北朝鮮|平壌|朝鲜|平壤|朝鮮|北韓
south korea|south korean|south koreans|rok|seoul|republic of korea|южная корея|южной корее|южной кореи|сеул|сеуле|південна корея|південної кореї|південній кореї|сеул|한국|남한|서울|韓国|ソウル|韩国|首尔|南韓
russia|russian|russians|moscow|kremlin|russian federation|россия|россии|россию|россией|российский|москва|москве|москвы|кремль|кремля|рф|росія|росії|росію|російський|кремль|러시아|모스크바|크렘린|ロシア|モスクワ|クレムリン|俄罗斯|莫斯科|俄
ukraine|ukrainian|ukrainians|kyiv|kiev|украина|украине|украины|украину|украинский|киев|киева|україна|україні|україни|україну|український|київ|києва|우크라이나|키이우|ウクライナ|キーウ|乌克兰|基辅
china|chinese|beijing|prc|китай|китае|китая|китайский|пекин|пекине|китаї|китаю|китайський|пекін|중국|베이징|中国|北京|中國
japan|japanese|tokyo|япония|японии|японский|токио|японія|японії|токіо|일본|도쿄|日本|東京|东京
united states|us|u.s|usa|u.s.a|america|american|americans|washington|white house|pentagon|сша|вашингтон|вашингтона|американский|белый дом|америка|미국|워싱턴|백악관|米国|アメリカ|ワシントン|美国|华盛顿|白宫|美國
united kingdom|uk|u.k|britain|british|london|england|english|великобритания|великобритании|лондон|британия|британский|велика британія|영국|런던|英国|ロンドン|伦敦
france|french|paris|elysee|франция|франции|париж|франція|франції|프랑스|파리|フランス|法国|巴黎
germany|german|germans|berlin|германия|германии|берлин|німеччина|німеччини|берлін|독일|베를린|ドイツ|德国|柏林
european union|eu|e.u|europe|european|europeans|brussels|евросоюз|евросоюза|европа|ес|брюссель|європейський союз|єс|європа|брюссель|유럽연합|유럽|欧州|欧盟
nato|north atlantic treaty organization|нато|나토|北約|北约
united nations|un|u.n|оон|유엔|국제연합|国連|联合国
malaysia|malaysian|kuala lumpur|малайзия|малайзии|куала-лумпур|куала лумпур|малайзія|малайзії|말레이시아|쿠알라룸푸르|マレーシア|クアラルンプール|马来西亚|吉隆坡
asean|association of southeast asian nations|асеан|아세안|東南アジア諸国連合|东盟
shanghai cooperation organisation|shanghai cooperation organization|sco|шос|шанхайская организация сотрудничества|상하이협력기구|上海協力機構|上海合作组织|上合组织
indonesia|indonesian|jakarta|индонезия|индонезии|джакарта|джакарте|індонезія|джакарта|인도네시아|자카르타|インドネシア|印度尼西亚|雅加达
india|indian|new delhi|delhi|индия|индии|дели|індія|індії|делі|인도|뉴델리|インド|印度|新德里
israel|israeli|israelis|jerusalem|tel aviv|израиль|израиля|ізраїль|ізраїлю|이스라엘|イスラエル|以色列
iran|iranian|iranians|tehran|иран|ирана|иране|тегеран|іран|ірану|이란|테헤란|イラン|伊朗|德黑兰
turkey|turkiye|turkish|ankara|турция|турции|анкара|туреччина|туреччини|튀르키예|터키|トルコ|土耳其
belarus|belarusian|minsk|беларусь|белоруссия|белоруссии|минск|білорусь|білорусі|мінськ|벨라루스|ベラルーシ|白俄罗斯
poland|polish|warsaw|польша|польши|варшава|польща|польщі|폴란드|ポーランド|波兰
`

/** Where scripts begin whose runs of words are cut otherwise beside other words. */
const FIRST_UNSPACED = 0xe00

const aliases = tableOfForms(LINES, nameStems, nameStems)

/** A name's words folded, stemmed and joined: the form under which names are compared. */
export function nameStems(name: string): string {
  return wordsOf(name)
    .map(({ word }) => stemOf(foldWord(word)))
    .join(' ')
}

const firstStems = lazily(
  () => new Set([...aliases().keys()].map((stems) => stems.split(' ', 1)[0])),
)

/** Whether the name of a country or body may begin with this word; any of an unspaced script may. */
export function mayBeginPlace(word: string): boolean {
  return word.charCodeAt(0) >= FIRST_UNSPACED || firstStems().has(stemOf(foldWord(word)))
}

/** The country or body these name stems stand for, under its one key; undefined for others. */
export function placeNamed(stems: string): string | undefined {
  return aliases().get(stems)
}
