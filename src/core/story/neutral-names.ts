import type { Fact } from '../../model.ts'
import { mayBeEastAsian } from '../text/scripts-of.ts'
import { foldWord } from '../text/words.ts'
import { nameSound } from './name-sound.ts'
import { nameStems, placeNamed } from './place-aliases.ts'
import { tableOfForms } from './table-of-forms.ts'

/**
 * Names of the news that sound does not join: Han readings, names too short to go by it, places.
 * One line, one name; the first is its key. Beside these, names go by their sound.
 */
const LINES = `
kim jong un|ким чен ын|ким чен ыном|ким чен ына|ким чен ыну|кім чен ин|김정은|金正恩|キム・ジョンウン
kim yo jong|ким ё чжон|ким ё чен|кім йо чжон|김여정|金与正|キム・ヨジョン
choe son hui|choe sun hui|цой сон хи|чхве сон хи|чхве сон хі|최선희|崔善姫|崔善姬|崔善喜|チェ・ソンヒ
lavrov|sergei lavrov|лавров|라브로프|拉夫罗夫|ラブロフ
putin|vladimir putin|путин|путін|푸틴|普京|プーチン
xi jinping|си цзиньпин|сі цзіньпін|시진핑|习近平|習近平
wang yi|ван и|ван і|왕이|王毅
trump|donald trump|трамп|트럼프|特朗普|トランプ
zelensky|zelenskiy|zelenskyy|зеленский|зеленський|젤렌스키|泽连斯基|ゼレンスキー
shoigu|сергей шойгу|шойгу|쇼이구|绍伊古|ショイグ
rubio|marco rubio|рубио|рубіо|루비오|鲁比奥|ルビオ
lee jae myung|ли чжэ мён|лі чже мьон|이재명|李在明
ishiba|исиба|ісіба|이시바|石破
iwaya|ивая|івая|이와야|岩屋
wonsan|вонсан|원산|元山|ウォンサン
kalma|кальма|갈마|葛麻
rason|rajin|расон|раджин|나선|라선|羅先|罗先
kursk|курск|쿠르스크|库尔斯克|クルスク
vladivostok|владивосток|블라디보스토크|海参崴|符拉迪沃斯托克|ウラジオストク
yongbyon|нёнбён|йонбен|영변|寧辺|宁边
kaesong|кэсон|кесон|개성공단|開城
panmunjom|пханмунджом|판문점|板門店|板门店
`

const known = tableOfForms(LINES, nameStems, (first) => first)

/** In scripts without spaces or capitals a name stands within words: 원산서, 元山で. */
const UNSPACED = new RegExp(
  LINES.split(/[|\n]/)
    .filter((form) => /[\p{Script=Han}\p{Script=Hangul}]{2}/u.test(form))
    .toSorted((a, b) => b.length - a.length)
    .join('|'),
  'gu',
)

/** Consonants that a name must have to be told from others by its sound. */
const TELLING_SOUNDS = 4

/** A name's stems in no language: a name of the news, a country's key, or its sound. */
export function neutralName(stems: string): string | undefined {
  const place = placeNamed(stems)
  if (place !== undefined) return place
  const words = stems.split(' ')
  const last = words.at(-1) ?? ''
  const meant = known().get(stems) ?? known().get(last)
  if (meant !== undefined) return meant
  const parts = stems.split(/[・\s]/u)
  return [parts.at(-1) ?? '', stems].map(nameSound).find((one) => one.length >= TELLING_SOUNDS)
}

/** Terms under which a telling is found from other languages: `x:` and who or where, no countries. */
export function neutralTerms(text: string, facts: readonly Fact[]): ReadonlySet<string> {
  const named = facts.flatMap(({ kind, key }) => {
    const stems = key.slice('name:'.length)
    const name = kind === 'name' && placeNamed(stems) === undefined ? neutralName(stems) : undefined
    return name ?? []
  })
  const forms = mayBeEastAsian(text) ? [...foldWord(text).matchAll(UNSPACED)] : []
  const within = forms.flatMap(([form]) => known().get(nameStems(form)) ?? [])
  return new Set([...named, ...within].map((name) => `x:${name}`))
}

/** Whether a term is a name in no language. */
export function isNeutralName(term: string): boolean {
  return term.startsWith('x:')
}
