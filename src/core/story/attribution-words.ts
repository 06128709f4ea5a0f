/**
 * Words that say on whose word something is told, beside the name of an agency or outlet. What
 * stands before a name is tried at the end of the text before it, what stands after at the
 * beginning of the text after.
 */

/** What a name may be introduced by: "the North's official news agency", "агентства". */
const DESCRIPTION =
  /^(?:the|a|an|its|state|state-run|state-owned|official|government|public|local|national|news|agency|wire|media|outlet|broadcaster|newspaper|network|channel|television|tv|daily|magazine|website|service|telegram|агентств\p{L}*|агенці\p{L}*|[ії]нформ\p{L}*|и?нформационн\p{L}*|новост\p{L}*|телеканал\p{L}*|газет\p{L}*|издани\p{L}*|виданн\p{L}*|портал\p{L}*|журнал\p{L}*|государственн\p{L}*|державн\p{L}*|центральн\p{L}*|официальн\p{L}*|офіційн\p{L}*|\p{L}+с[ьк]\p{L}{2,4})$/iu

const CAPITALISED = /^\p{Lu}[\p{L}.]*(?:['’]s)?$/u

/** Words of description between the cue and the name, at most. */
const DESCRIPTION_WORDS = 6

const TOLD_BEFORE = String.raw`according to|cit(?:ing|es|ed by)|quot(?:ing|es|ed by)|(?:report(?:ed)?|carried|published|released|said|announced|confirmed|relayed|seen|obtained) by|reports? (?:from|in)|told|via|source:|interview (?:with|to)|reference to|referring to|photo:|сообщ\p{L}+|переда[её]т|передал\p{L}?|пиш[еу]т|написал\p{L}?|по (?:данным|информации|сообщени\p{L}+|версии)|ссылк\p{L}+ на|ссылаясь на|ссыла\p{L}+ на|цитирует|рассказал\p{L}?|заявил\p{L}?|сказал\p{L}?|приводит|уточняет|отмечает|информирует|в (?:сообщении|публикации|материале|интервью)|источник:|повідомля\p{L}+|повідоми\p{L}+|передає|пише|за (?:даними|інформацією|повідомленням)|посиланням на|посилаючись на|посила\p{L}+ на|цитує|розпові\p{L}+|зазначає|інформує|джерело:`

/** The name is the end of the chain: others in the sentence only carry its word. */
const QUOTED_BEFORE = String.raw`citing|cites|quoting|quotes|reference to|referring to|ссылк\p{L}+ на|ссылаясь на|ссыла\p{L}+ на|цитирует|посиланням на|посилаючись на|посила\p{L}+ на|цитує`

const CARRIED_BEFORE = String.raw`(?:cited|quoted|carried|relayed|translated|as reported) by|,\s*(?:as )?(?:пишет|передает|передаёт|сообщает|цитирует|пише|передає|повідомляє)`

const atEnd = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})\\s+$`, 'iu')

const BEFORE = atEnd(TOLD_BEFORE)
const QUOTED = atEnd(QUOTED_BEFORE)
const CARRIED = atEnd(CARRIED_BEFORE)

const EAST_ASIAN_BEFORE = /(?:据|根据|援引|引述|转引|综合)[^，。、]{0,10}$/u
const EAST_ASIAN_QUOTED_BEFORE = /(?:援引|引述|转引)[^，。、]{0,6}$/u

const TOLD_AFTER: readonly RegExp[] = [
  /^['’]?s?[^.;:?!]{0,50}?\b(?:said|says|saying|reported|reports|reporting|writes|wrote|announced|added|quoted|cited|citing|quoting|carried|published|released|confirmed|revealed|disclosed|has learned|aired|showed|report)\b/iu,
  /^[»"”]?[^.;:?!]{0,50}?(?:сообщ|переда|пиш[еу]т|написал|отмеча|заявля|приводит|цитиру|уточн|утвержда|опублик|ссыла|повідом|пише|зазнач|опублік|посила|показал)/iu,
  /^\s?(?:통신|방송)?(?:\([^)]{1,20}\))?(?:은|는|이|가|을|를|에|도|의|와|과|,|\s)[^.]{0,200}?(?:보도|전했|전한|밝혔|인용|따르면|알렸|소개|발표|공개)/u,
  /^(?:通信)?(?:（[^）]{1,16}）)?(?:が|は|も|に|の|を|、|など)[^。]{0,200}?(?:報じ|伝え|よると|よれば|引用|報道|発表|配信)/u,
  /^[^，。]{0,16}?(?:报道|报导|称|消息|援引|引述|披露|发布|日电|说|指出|透露)/u,
]

const QUOTED_AFTER =
  /^\s?(?:통신|通信)?(?:\([^)]{1,20}\)|（[^）]{1,16}）)?(?:을|를|を)\s?(?:인용|引用)/u

/** Who is written of, not who tells: "a Reuters journalist". */
const NOT_TELLING =
  /^\s?(?:journalists?|reporters?|correspondents?|photographers?|offices?|building|employees?|staff)\b|^[^.]{0,12}\b(?:did not|has not|had not|made no|denied|не сообща|не сообщил)/iu

/** Whether words beside a name say that something is told on its word. */
export function isTold(before: string, after: string): boolean {
  if (NOT_TELLING.test(after)) return false
  return (
    introduces(BEFORE, before) ||
    EAST_ASIAN_BEFORE.test(before) ||
    TOLD_AFTER.some((words) => words.test(after)) ||
    standsAlone(before, after)
  )
}

/** Whether the name is quoted by another in its sentence. */
export function isQuoted(before: string, after: string): boolean {
  return (
    introduces(QUOTED, before) || EAST_ASIAN_QUOTED_BEFORE.test(before) || QUOTED_AFTER.test(after)
  )
}

/** Whether the name carries what another in its sentence said: "…, Reuters reported". */
export function isCarrier(before: string, after: string): boolean {
  return (
    introduces(CARRIED, before) ||
    (/,\s+$/.test(before) && /^ (?:reported|said|reports)\W*$/.test(after))
  )
}

/** "KCNA: Kim receives Lavrov", "Kim receives Lavrov - KCNA", "… (ТАСС)". */
function standsAlone(before: string, after: string): boolean {
  const opens = /^\W{0,2}$/u.test(before) && /^\s?[:：]/u.test(after)
  const closes = /\s[-–—|]\s?$|[(（[/]\s?$/u.test(before) && /^[)）\]/.]{0,2}\s*$/u.test(after)
  return opens || closes
}

/** Whether these words stand before a name, be there a description of it between. */
function introduces(words: RegExp, before: string): boolean {
  let left = before.replace(/[«"“]$/u, '')
  for (let turn = 0; turn <= DESCRIPTION_WORDS; turn++) {
    if (words.test(left)) return true
    const [last = ''] = /\S+\s+$/u.exec(left) ?? []
    const word = last.trim()
    if (!DESCRIPTION.test(word) && !CAPITALISED.test(word)) return false
    left = left.slice(0, left.length - last.length)
  }
  return false
}
