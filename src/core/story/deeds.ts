import { mayBeEastAsian } from '../text/scripts-of.ts'
import type { Word } from '../text/words.ts'
import { foldWord } from '../text/words.ts'
import type { PlacedFact } from './numbers.ts'
import { stemOf } from './stem.ts'

/**
 * Turns of events by the words that tell them: who was to come and now has come, cancelled, was
 * arrested, resigned. The words of one line are one deed, in whatever language. Left out are
 * ways of saying (slam, urge, hail), which every outlet chooses for itself.
 */
const LINES = `
arrive|arrived arrives lands landed прибыл прибыла прибыли прилетел прилетела приехал прибув прибула прилетів приїхав|도착 到着 抵达
leave|departed departs вылетел вылетела покинул покинула улетел вилетів вилетіла залишив|출국 떠났 出国した 离开 离境
meet|met received receives встретился встретилась встретились принял приняла зустрівся зустрілася прийняв|접견 만났 会見した 会见 接见 会晤
sign|signed signs подписал подписала подписали подписан підписав підписала підписали|서명 署名 签署
invite|invited invites пригласил пригласила запросив запросила|초청 招待 邀请
warn|warned warns warning предупредил предупредила предостерег попередив попередила застеріг|경고 警告
deny|denied denies опроверг опровергла опровергли отрицает спростував спростувала заперечив|부인했 부인하 否定した 否认
reject|rejected rejects refused refuses rebuffed отверг отвергла отказался отказалась відкинув відмовився відмовилася|거부 거절 일축 拒否 拒绝
cancel|cancelled canceled cancels scrapped отменил отменила отменили отменен отменена скасував скасувала скасовано|취소 取り消 取消
postpone|postponed postpones delayed отложил отложила отложен отложена отложили перенесен перенесена відклав відклали відкладено перенесено|연기했 연기됐 미뤄 延期 推迟
suspend|suspended suspends halted приостановил приостановила приостановлен приостановлена призупинив призупинила призупинено|중단 停止した 暂停
resume|resumed resumes reopened restored restores восстановил восстановили восстановлено возобновил возобновила возобновлен возобновлены відновив відновила відновлено|재개 복구 再開 復旧 恢复
ban|banned bans barred bars запретил запретила запретили заборонив заборонила заборонили|금지 禁止
resign|resigned resigns resignation отставку отставка відставку відставка|사임 사퇴 辞任 辞職 辞职
appoint|appointed appoints назначил назначила назначен назначена призначив призначила призначено|임명 任命
arrest|arrested arrests detained арестован арестована арестовали задержан задержана задержали заарештовано затримано затримали|체포 구속 逮捕 拘留
free|freed освободил освободили освобожден освобождены звільнив звільнили звільнено|석방 釈放 释放
die|died dies killed погиб погибла погибли погибло умер умерла загинув загинула загинули помер померла|사망 숨졌 死亡した 死亡 遇难
launch|launched launches запустил запустила запустили запустив запустила|발사 発射 发射
attack|attacked attacks атаковал атаковала атаковали атакував атакували|공격했 攻撃した 袭击
withdraw|withdrew withdraws withdrawn вывел вывела вывели отвел отвели вивів вивели відвів|철수 철거 撤退 撤去 撤出
charge|charged charges indicted indicts обвинен обвинена обвиняется звинувачено|기소 起訴 起诉
convict|convicted convicts guilty осужден осуждена виновным виновной засуджено винним винною|유죄 有罪
sentence|sentenced приговорен приговорена приговорили засуджений засуджена|선고 判決 判处
acquit|acquitted acquits оправдан оправдана оправдали виправдано виправдали|무죄 無罪 无罪
pardon|pardoned pardons помиловал помиловала помилован помилував помилувала|사면 恩赦 赦免
impeach|impeached impeaches impeachment импичмент імпічмент|탄핵 弾劾 弹劾
sack|sacked sacks ousted ousts уволил уволила уволен уволена|해임 경질 解任 更迭 免职 罢免
elect|elected elects reelected избран избрана избрали переизбран переизбрана обрано обрали переобрано|당선 当選 当选
approve|approved approves ratified ratifies одобрил одобрила одобрили ратифицировал ратифицировала схвалив схвалила схвалили ратифікував ратифікувала|승인 비준 承認 可決 批准
veto|vetoed vetoes вето|거부권 拒否権 否决
agree|agreed agrees согласился согласилась согласились договорились погодився погодилася погодилися домовилися|합의했 합의됐 合意した 达成协议
impose|imposed imposes ввел ввела ввели запровадив запровадила запровадили|부과 科した 实施制裁
expel|expelled expels выслал выслала выслали вислав вислала вислали|추방 追放 驱逐
extradite|extradited extradites экстрадирован экстрадировали екстрадовано|송환 引き渡 引渡
seize|seized seizes confiscated captured captures захватил захватила захватили изъяли захопив захопила захопили вилучили|압수 나포 押収 拿捕 扣押 缴获
deploy|deployed deploys развернул развернула развернули розгорнув розгорнула розгорнули|배치 配備 部署
surrender|surrendered surrenders сдался сдались здався здалися|항복 투항 降伏 投降
shoot|shot shoots gunman застрелил застрелили застрелен застрелив застрелено|총격 銃撃 枪击
explode|exploded explodes explosion explosions blast взорвался взорвалась взрыв взрыва вибухнув вибухнула вибух вибуху|폭발 爆発 爆炸
burn|ablaze torched burned burnt blaze загорелся загорелась сгорел сгорела пожар пожара загорівся загорілася згорів згоріла пожежа пожежі|화재 불탔 火災 火灾 起火
crash|crashed crashes разбился разбилась розбився розбилася|추락 墜落 坠毁
collapse|collapsed collapses обрушился обрушилась обрушилось обвалился обвалился обвалився обвалилася|붕괴 崩壊 倒壊 倒塌 坍塌
sink|sank sinks sunk затонул затонула затонуло затонув|침몰 沈没 沉没
evacuate|evacuated evacuates evacuation эвакуировали эвакуация эвакуированы евакуювали евакуація евакуйовано|대피 避難した 疏散
rescue|rescued rescues спасли спасены врятували врятовано|구조됐 구조했 救助 获救
injure|injured injures wounded ранен ранена ранены пострадали поранено постраждали|부상 다쳤 負傷 けが 受伤
hospital|hospitalized hospitalised госпитализирован госпитализирована госпіталізовано|입원 入院 住院
hack|hacked hacks взломали взломал зламали|해킹 ハッキング 黑客攻击
defect|defected defects|귀순 망명 亡命 叛逃
bankrupt|bankrupt bankruptcy банкротство банкротом банкрутство банкрутом|파산 破産 破产
acquire|acquired acquires takeover приобрел приобрела придбав придбала|인수 買収 收购
recession|recession рецессия рецессию рецессии рецесія рецесії|경기침체 景気後退 衰退
correct|correction corrects corrected исправлено поправка виправлено|정정합 바로잡 訂正 更正
`

const DEEDS: ReadonlyMap<string, string> = new Map(
  rows().flatMap(({ deed, spaced }) =>
    spaced.split(' ').map((word) => [stemOf(foldWord(word)), deed] as const),
  ),
)

const UNSPACED: ReadonlyMap<string, string> = new Map(
  rows().flatMap(({ deed, unspaced }) => unspaced.split(' ').map((word) => [word, deed] as const)),
)

const UNSPACED_DEED = new RegExp([...UNSPACED.keys()].join('|'), 'gu')

/** What is told to have happened. Keys are `deed:` and the deed, one for all languages. */
export function deedsIn(sentence: string, words: readonly Word[]): PlacedFact[] {
  const spaced = words.flatMap(({ word, start, end }) => {
    const deed = DEEDS.get(stemOf(word))
    return deed === undefined ? [] : [fact(deed, sentence, start, end)]
  })
  const found = mayBeEastAsian(sentence) ? sentence.matchAll(UNSPACED_DEED) : []
  const unspaced = Array.from(found, ({ 0: written, index }) =>
    fact(UNSPACED.get(written) ?? written, sentence, index, index + written.length),
  )
  return [...spaced, ...unspaced]
}

function fact(deed: string, sentence: string, start: number, end: number): PlacedFact {
  return { key: `deed:${deed}`, kind: 'deed', written: sentence.slice(start, end), start, end }
}

function rows(): { deed: string; spaced: string; unspaced: string }[] {
  return LINES.trim()
    .split('\n')
    .map((line) => {
      const [deed = '', spaced = '', unspaced = ''] = line.split('|')
      return { deed, spaced, unspaced }
    })
}
