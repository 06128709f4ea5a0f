import { foldWord } from '../text/words.ts'
import { stemOf } from './stem.ts'

/**
 * What news counts, by the words that name it: a small number is a fact only beside one of these
 * ("three killed"), because "three" alone stands in every text. The words of one line are one
 * thing: troops are soldiers.
 */
const THINGS: readonly (readonly [string, string])[] = [
  [
    'dead',
    'dead die died dies dying death deaths killed kill kills killing fatality fatalities toll',
  ],
  ['dead', 'погиб погибли погибших погибло загинули загинув загиблих убиты убит жертв смерти'],
  ['dead', '사망 사망자 숨졌다 숨진 死亡 死者 遇难 遇難'],
  ['hurt', 'injured injuring injuries injury wounded wounding hurt пострадали пострадавших'],
  ['hurt', 'ранены раненых ранен ранения поранено поранені поранених постраждали'],
  ['hurt', '부상 부상자 다쳤다 負傷 けが 受伤 受傷'],
  ['missing', 'missing unaccounted пропали пропавших зникли 실종 行方不明 失踪'],
  ['held', 'arrested arrest arrests detained suspects suspect hostages hostage captured prisoners'],
  ['held', 'задержаны задержали арестованы затримано заложников заручників 체포 逮捕 被捕'],
  ['troops', 'troops soldiers soldier servicemen fighters personnel солдат военных военнослужащих'],
  ['troops', 'солдатів військових військовослужбовців бойцов бійців 군인 병력 병사 兵士 士兵 兵'],
  ['workers', 'workers builders engineers deminers sappers рабочих строителей саперов робітників'],
  ['people', 'people persons civilians residents passengers children women men человек людей'],
  ['people', 'жителей жителів цивільних осіб дітей 명 人 名'],
  ['people', 'citizens nationals tourists workers guests граждан граждане туристов громадян жертв'],
  ['weapons', 'missiles missile rockets drones drone shells bombs rounds ракет ракеты дронов'],
  ['weapons', 'беспилотников дронів безпілотників снарядов снарядів 미사일 ミサイル 导弹 飛彈'],
  [
    'vehicles',
    'ships vessels boats planes jets aircraft tanks trains cars судов кораблей самолетов',
  ],
  ['buildings', 'houses homes buildings apartments домов зданий будинків будівель'],
  ['magnitude', 'magnitude richter магнитудой магнітудою 규모 マグニチュード'],
  ['rounds', 'games goals points wins losses titles seats votes'],
]

/** Things of which one is news, and whose number grows as more becomes known. */
export const GRAVE: ReadonlySet<string> = new Set(['dead', 'hurt', 'missing', 'held'])

const KINDS: ReadonlyMap<string, string> = new Map(
  THINGS.flatMap(([kind, words]) =>
    words.split(' ').map((word) => [stemOf(foldWord(word)), kind] as const),
  ),
)

/** What kind of counted thing a stem names, if any. */
export function countedThing(stem: string): string | undefined {
  return KINDS.get(stem)
}
