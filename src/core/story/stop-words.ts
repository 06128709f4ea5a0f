/**
 * Words that tell nothing about which event is told: the small words of each language, and the
 * words every news text uses (said, according, sources, on Friday). One table for all languages,
 * because the few words two languages share are small words in both or rare in either.
 */
const ENGLISH = `
a an and any are aren't as at be been being but by can can't cannot could couldn't did didn't do does
doesn't doing don't down during each either else even ever every few for from further had has hasn't
have haven't having he he's her here hers herself him himself his how however i i'm i've if in into is
isn't it it's its itself just let like ll made make makes many may me might mine more most much must my
myself n't neither no nor not now of off often on once one ones only or other others our ours ourselves
out over own per rather re s same shall she should since so some still such t than that that's the their
theirs them themselves then there these they they're this those though through thus to too toward towards
under until unless unlike up upon us ve very via was wasn't we well went were weren't what whatever when
where whether which while who whom whose why will with within without won't would wouldn't yet you your
yours yourself about above across after again against ago all almost along already also although always
am amid among another anyone anything around away back because become became before began behind below
beside between beyond both came come comes coming day days despite early earlier end ended first get gets
getting go goes going gone got half hour hours instead keep kept last late later latest least less long
look made main maybe mean means meanwhile minute minutes month months morning near nearly need never new
next night noon old part people per place put quite really right said say saying says second see seen
several showed show shown shows sign soon start started state statement take taken takes taking tell
tells think third three thing things time times today together told tomorrow took tuesday monday
wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april june
july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec two
use used using want wanted way week weeks weekend year years yesterday evening afternoon gmt est edt utc
pm mr mrs ms dr sir announced announcement according added asked called confirmed expected official
officials report reported reportedly reporter reporters reports source sources spokesman spokesperson
spokeswoman news agency agencies media press photo image video file caption updated update published
continue reading read click comment comments reply share follow article articles story stories website
site com www http https html copyright rights reserved reuters ap afp upi include includes including
included known number four five six seven eight nine ten good great little big
`
const RUSSIAN = `
а без более бы был была были было быть в вам вас весь во вот все всё всего всех вы где да даже для до его
ее её ей если есть еще ещё ему ж же за здесь из или им ими их к как какой когда который которая которые
которого которой которых которым ко кто ли лишь между меня мне много может мы на над надо нам нас наш не
него нее неё ней нет ни них но ну о об один одна однако он она они оно от по под после потом при про раз
с сам свой своего своей своих своим себя себе со так также такой там тем то того тоже той только том тот
тут ты у уже хотя чего чем через что чтобы эта эти это этого этой этом этот этих я время года году год
день дня заявил заявила заявили заявлению сообщил сообщила сообщили сообщает сообщило сообщению словам
рассказал отметил отметила подчеркнул добавил агентство агентства новости пресс тасс риа интерфакс
понедельник вторник среду среда четверг пятницу пятница субботу суббота воскресенье января февраля марта
апреля мая июня июля августа сентября октября ноября декабря сегодня вчера завтра ранее данным фото
`
const UKRAINIAN = `
або але б би був була були було бути в вам вас ви від він вона вони воно все всі всього всіх де для до
його її їй їм їх з за зі і із й йому коли котрий кого кому крім лише між мене мені ми на над нам нас наш
не нього неї ні них но ну о об один одна однак от по під після потім при про раз сам свій свого своєї
своїх себе собі та так також такий там те тим то того той тоді тільки тому у уже хоча це цей цього ці цю
чи через що щоб щодо я як яка який які якого якої яких яким час року рік день дня заявив заявила заявили
повідомив повідомила повідомили повідомляє повідомляють словами розповів зазначив додав агентство новини
понеділок вівторок середу середа четвер п'ятницю п'ятниця суботу субота неділю неділя січня лютого
березня квітня травня червня липня серпня вересня жовтня листопада грудня сьогодні вчора завтра раніше
деталі джерело даними фото
`
const KOREAN = `
그 그가 그는 그녀 그리고 그러나 그런 또 또한 등 및 것 것으로 것이 것은 것을 수 이 이날 이번 저 제 더 때 때문 위해
위한 대해 대한 관련 통해 따르면 따라 밝혔다 말했다 전했다 보도했다 발표했다 했다 한다 하고 하는 하며 한 할 해 됐다
된다 되는 있다 있는 있으며 있었다 없다 지난 오는 오늘 어제 내일 오전 오후 기자 뉴스 통신 연합뉴스 사진 제공 년 월 일
월요일 화요일 수요일 목요일 금요일 토요일 일요일
`
const JAPANESE = `
の に は を た が で て と し れ さ ある いる も する から な こと として い や れる など なっ ない この ため その
あっ よう また もの という あり まで られ なる へ か だ これ によって により おり より による ず なり られる において
ば なかっ なく しかし について せ だっ その後 できる それ う ので なお のみ でき き つ における および いう さらに でも
ら たり その他 に関する たち ます ん なら に対して 特に せる 及び これら とき では にて ほか ながら うち そして とともに
ただし かつて それぞれ または お ほど ものの に対する ほとんど と共に といった です とも ところ ここ 年 月 日 時 分 さん
氏 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 述べ 発表 明らか 報道 今日 昨日 明日 午前 午後
`
const CHINESE = `
的 了 在 是 和 与 與 及 或 但 而 于 於 对 對 为 為 以 把 被 从 從 到 将 將 就 也 都 还 還 很 更 最 这 這 那 其 他 她 它
我 们 我们 他们 你 您 之 等 并 並 因 所 则 該 该 此 某 每 各 个 個 一 一个 不 没有 有 会 會 可以 可 能 要 已 已经 曾
向 由 说 說 表示 称 稱 指出 报道 報道 报导 記者 记者 消息 新闻 新聞 据 據 根据 日 月 年 时 時 分 今天 昨天 明天 今年
星期一 星期二 星期三 星期四 星期五 星期六 星期日 周一 周二 周三 周四 周五 周六 周日 上 下 中 后 後 前
`

const STOP_WORDS: ReadonlySet<string> = new Set(
  [ENGLISH, RUSSIAN, UKRAINIAN, KOREAN, JAPANESE, CHINESE].join(' ').trim().split(/\s+/),
)

/** Whether a folded word (see foldWord) says nothing about which event a text tells. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word)
}
