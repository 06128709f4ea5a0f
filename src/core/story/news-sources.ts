import { lazily } from '../text/lazily.ts'
import { foldWord } from '../text/words.ts'

/**
 * Agencies and outlets that others report on the word of: the name we show, then the forms in
 * which texts name them. A form ending in `*` is declined (Интерфакса). Of `X>Y` the first is a
 * loose name that says nothing more where one of the others is named too.
 */
const LINES = `
KCNA|Korean Central News Agency|ЦТАК|Центральное телеграфное агентство Кореи|Центрального телеграфного агентства Кореи|Центральне телеграфне агентство Кореї|Центрального телеграфного агентства Кореї|조선중앙통신|朝鮮中央通信|朝中社|朝鲜中央通讯社|朝中通信
Rodong Sinmun|«Нодон синмун»|Нодон синмун|노동신문|로동신문|労働新聞|劳动新闻|《劳动新闻》
KCTV|Korean Central Television|ЦТК|조선중앙TV|조선중앙텔레비죤|朝鮮中央テレビ|朝鲜中央电视台
Yonhap|Yonhap News Agency|Ёнхап|Рёнхап|Йонхап|Ренхап|Енхап|연합뉴스|聯合ニュース|聯合通信|韩联社|韓聯社
Newsis|뉴시스|ニューシス|纽西斯
News1|뉴스1|뉴스원
KBS
MBC
SBS
JTBC
Chosun Ilbo|조선일보|朝鮮日報|朝鲜日报|Чосон ильбо
JoongAng Ilbo|중앙일보|中央日報|中央日报|Чунан ильбо
Dong-A Ilbo|동아일보|東亜日報|东亚日报|Тона ильбо
Hankyoreh|한겨레|ハンギョレ|韩民族日报
Korea Herald
Korea Times
NK News|НК Ньюс
Daily NK|데일리NK|デイリーNK
TASS|ITAR-TASS|ТАСС|타스통신|타스 통신|タス通信|イタル・タス|塔斯社|俄塔社
RIA Novosti|RIA|РИА Новости|РИА «Новости»|РИА|리아노보스티|리아 노보스티|リア・ノーボスチ|ノーボスチ通信|俄新社
Interfax|Интерфакс*|«Интерфакс»|인테르팍스|인터팩스|インタファクス|国际文传电讯社|国际文传
Sputnik|스푸트니크|スプートニク|俄罗斯卫星通讯社|卫星通讯社|卫星社
RT|Russia Today
Izvestia|Известия|Известиям|Известий|이즈베스티야|イズベスチヤ|消息报
Kommersant|Коммерсантъ|Коммерсант*|코메르산트|コメルサント|生意人报
Vedomosti|Ведомости|Ведомостям|Ведомостей|베도모스티
RBC|РБК
Rossiyskaya Gazeta|Российская газета|Российской газете
Meduza|Медуза|Медузе
The Moscow Times|Moscow Times
Ukrinform|Укринформ*|Укрінформ*|우크린포름|ウクルインフォルム|乌通社
Ukrainska Pravda|Украинская правда|Українська правда|Української правди|Українській правді|우크라인스카 프라우다|ウクラインスカ・プラウダ
UNIAN|УНИАН|УНІАН
RBC-Ukraine|РБК-Україна|РБК-Украина
Interfax-Ukraine|Интерфакс-Украина|Інтерфакс-Україна
European Pravda|Європейська правда|Европейская правда
Suspilne|Суспільне|Суспильне
Reuters|Рейтер|Рейтерс|Ройтерс|로이터통신|로이터 통신|로이터|ロイター通信|ロイター|路透社|路透
AP|Associated Press|Ассошиэйтед Пресс|Ассошіейтед Прес|AP통신|AP 통신|AP通信|美联社|美聯社
AFP|Agence France-Presse|Франс Пресс|Франс-Пресс|Франс Прес|AFP통신|AFP通信|法新社
UPI|合众国际社
dpa|DPA|德新社
ANSA
EFE
Bloomberg|Блумберг*|블룸버그|ブルームバーグ|彭博社|彭博
CNN|Си-эн-эн
BBC|Би-би-си|Бі-бі-сі|英国广播公司
The New York Times|New York Times|NYT|뉴욕타임스|ニューヨーク・タイムズ|纽约时报
The Wall Street Journal|Wall Street Journal|WSJ|월스트리트저널|ウォール・ストリート・ジャーナル|华尔街日报
The Washington Post|Washington Post|워싱턴포스트|ワシントン・ポスト|华盛顿邮报
Financial Times|파이낸셜타임스|フィナンシャル・タイムズ|金融时报
The Guardian|Guardian|가디언|卫报
The Times
The Times of Israel|Times of Israel
The Times of India|Times of India
The Economist
The Telegraph|Daily Telegraph
Politico|Политико|폴리티코
Axios|악시오스|アクシオス
Fox News|폭스뉴스|FOXニュース|福克斯新闻
CBS News|CBS
NBC News|NBC
ABC News
Newsweek|뉴스위크|ニューズウィーク|新闻周刊
Kyodo|Kyodo News|Киодо|Кіодо|교도통신|共同通信|共同社
Jiji|Jiji Press|Дзидзи|지지통신|時事通信|时事社
NHK|エヌエイチケイ
Asahi Shimbun|Asahi|Асахи|아사히신문|朝日新聞|朝日新闻
Yomiuri Shimbun|Yomiuri|Ёмиури|Иомиури|요미우리신문|読売新聞|读卖新闻
Mainichi Shimbun|Mainichi|Майнити|마이니치신문|毎日新聞|每日新闻
Nikkei|Nikkei Asia|Никкэй|니혼게이자이|日本経済新聞|日经新闻|日本经济新闻
Sankei|Sankei Shimbun|산케이신문|産経新聞|产经新闻
Xinhua|Xinhua News Agency|Синьхуа|Сіньхуа|신화통신|신화사|新華社|新华社
CCTV|China Central Television|央视
Global Times|Хуаньцю шибао|환구시보|環球時報|环球时报
People's Daily|Жэньминь жибао|인민일보|人民日報|人民日报
China News Service|中国新闻社|中新社|中新网
South China Morning Post|SCMP|사우스차이나모닝포스트|南华早报
Al Jazeera|Аль-Джазира|알자지라|アルジャジーラ|半岛电视台
Anadolu|Anadolu Agency|Анадолу
IRNA
Tasnim
Fars
PTI|Press Trust of India
ANI
Bernama|베르나마|马新社
Antara
Radio Free Asia|RFA|자유아시아방송|自由アジア放送|自由亚洲电台
VOA|Voice of America|Голос Америки|미국의소리|ボイス・オブ・アメリカ|美国之音
RFE/RL|Radio Liberty|Радио Свобода|Радіо Свобода|自由欧洲电台
Deutsche Welle|DW
Le Monde
Der Spiegel|Spiegel
Bild
Euronews
North Korean state media>KCNA,Rodong Sinmun,KCTV|North Korea's state media|state media in North Korea|Pyongyang's state media|государственные СМИ КНДР|СМИ КНДР|северокорейские СМИ|північнокорейські ЗМІ|북한 매체|북한 관영매체|북한 관영 매체|北朝鮮メディア|北朝鮮の国営メディア|朝鲜官方媒体|朝鲜官媒
Russian agencies>TASS,RIA Novosti,Interfax|Russian news agencies|Russian state news agencies|Russia's news agencies|российские агентства|російські агентства
state media>KCNA,Rodong Sinmun,KCTV,North Korean state media,TASS,RIA Novosti,Xinhua,CCTV|State media|state television|state news agency|관영매체|官方媒体|国営メディア
South Korean media>Yonhap,KBS|South Korea's media|южнокорейские СМИ|південнокорейські ЗМІ|한국 언론|韓国メディア|韩国媒体|韩媒
Japanese media>Kyodo,NHK,Jiji|Japan's media|японские СМИ|японські ЗМІ|일본 언론|일본 매체|日本メディア|日本媒体|日媒
`

interface NewsSource {
  readonly name: string
  readonly forms: readonly string[]
  readonly sayMore: readonly string[]
}

const SOURCES: readonly NewsSource[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const [head = '', ...forms] = line.split('|')
    const [name = '', more = ''] = head.split('>')
    return { name, forms: [name, ...forms], sayMore: more === '' ? [] : more.split(',') }
  })

const byForm = lazily<ReadonlyMap<string, string>>(
  () =>
    new Map(
      SOURCES.flatMap(({ name, forms }) =>
        forms.map((form) => [sourceKey(form.replace('*', '')), name] as const),
      ),
    ),
)

const FORMS = SOURCES.flatMap(({ forms }) => forms).toSorted((a, b) => b.length - a.length)

const UNSPACED = /[\p{Script=Han}\p{Script=Katakana}]/u

/** Looked at first: with what letter a form begins costs less than what may stand before it. */
const BEGINS = `(?=[${[...new Set(FORMS.map((form) => form.slice(0, 1)))].join('')}])`

/** Scripts that put no space between words are found anywhere in a run; Korean at its beginning. */
const mention = lazily(
  () =>
    new RegExp(
      `${BEGINS}(?:${[
        `(?<![\\p{L}\\p{N}])(?:${anyOf((form) => !/\p{Script=Hangul}/u.test(form) && !UNSPACED.test(form))})(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}])`,
        `(?<![\\p{L}\\p{N}])(?:${anyOf((form) => /\p{Script=Hangul}/u.test(form))})`,
        anyOf((form) => UNSPACED.test(form)),
      ].join('|')})`,
      'gu',
    ),
)

/** A place in a text that names an agency or outlet; offsets in UTF-16 code units. */
export interface Mention {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The known agencies and outlets a text names, in order. */
export function knownSourcesIn(text: string): Mention[] {
  return [...text.matchAll(mention())].map(({ 0: written, index }) => ({
    name: sourceNamed(written),
    start: index,
    end: index + written.length,
  }))
}

/** The name by which an agency or outlet is shown; an unknown one goes by its own. */
export function sourceNamed(written: string): string {
  const form = sourceKey(written)
  return byForm().get(form) ?? declined(form) ?? written.trim()
}

/** The agency or outlet of a feed: "Reuters World News" is Reuters. */
export function sourceOfOutlet(outlet: string): string {
  const [first] = knownSourcesIn(outlet)
  return first && first.start <= 4 ? first.name : sourceNamed(outlet)
}

/** Names without the loose ones that others among them say more exactly. */
export function exactSources(names: readonly string[]): string[] {
  return names.filter((name) => {
    const source = SOURCES.find((one) => one.name === name)
    return !source?.sayMore.some((more) => names.includes(more))
  })
}

/** Two names of outlets that share this are one: "Moscow Times" and "The Moscow Times". */
export function sourceKey(form: string): string {
  return foldWord(form)
    .replace(/^the /, '')
    .replace(/[«»《》"“”]/gu, '')
    .trim()
}

function declined(form: string): string | undefined {
  return SOURCES.find(({ forms }) =>
    forms.some((one) => one.endsWith('*') && form.startsWith(sourceKey(one.slice(0, -1)))),
  )?.name
}

/** By first letters, so that at each place in a text only few forms are tried. */
function anyOf(belongs: (form: string) => boolean): string {
  const rests = new Map<string, string[]>()
  for (const form of FORMS.filter(belongs)) {
    const first = form.slice(0, 1)
    rests.set(first, [...(rests.get(first) ?? []), formPattern(form.slice(1))])
  }
  return [...rests].map(([first, rest]) => `${first}(?:${rest.join('|')})`).join('|')
}

function formPattern(form: string): string {
  const written = form.replace(/[.+?^${}()|[\]\\/]/g, String.raw`\$&`)
  return written.replace(/\*$/, String.raw`\p{Script=Cyrillic}{0,2}`)
}
