import type { Fact } from '../../model.ts'
import { isLatin, mayBeEastAsian } from '../text/scripts-of.ts'
import { isCarrier, isQuoted, isTold } from './attribution-words.ts'
import { exactSources, knownSourcesIn, sourceNamed, type Mention } from './news-sources.ts'
import { sourceFact } from './origins.ts'

/** A report says in its beginning on whose word it is told; later names are of other reports. */
const LEAD_SENTENCES = 4

/** What is read of the text on either side of a name. */
const BEFORE = 120
const AFTER = 260

const NAME = String.raw`(?:The )?\p{Lu}[\p{L}\d’'&-]*(?: \p{Lu}[\p{L}\d’'&-]*){0,3}`

/** Outlets nobody listed, by the words that say what they are. */
const UNLISTED_LATIN: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<=\b(?:newspaper|news agency|agency|broadcaster|daily|magazine|website|outlet|channel|news site|network|radio station) )${NAME}`,
    'gu',
  ),
  /(?:The )?(?:\p{Lu}[\p{L}’'-]+ ){1,3}(?:Times|News|Post|Daily|Press|Journal|Herald|Gazette|Tribune|Chronicle|Observer|Wire|Ledger|Bulletin|Courier|Telegraph|Mail|Today|TV|Radio|Agency|Broadcasting|Weekly)(?!\p{L})/gu,
]
const UNLISTED_CYRILLIC: readonly RegExp[] = [
  /(?<=(?:агентств|газет|издани|телеканал|портал|канал|журнал|агенці|виданн)\p{L}* )(?:«[^»]{2,40}»|"[^"]{2,40}"|\p{Script=Latin}[\p{Script=Latin}\d ]{1,30}(?=[\s,.]))/giu,
  /(?<=(?:пишет|сообщает|передает|передаёт|пише|повідомляє|передає|данным|даними) )«[^»]{2,40}»/giu,
]
const UNLISTED_EAST_ASIAN: readonly RegExp[] = [
  /(?<![\p{L}\p{N}])[\p{Script=Hangul}A-Z]{2,8}(?:통신|일보|신문|방송|뉴스|TV)/gu,
  /[\p{Script=Han}\p{Script=Katakana}ー]{2,10}?(?:通信|新聞|テレビ|放送)/gu,
  /(?<=据|援引|引述|根据|^|[，。、《])(?!据|根据|援引|引述)[\p{Script=Han}]{2,8}?(?:通讯社|日报|晚报|新闻网|电视台|新闻社|时报|晨报)/gu,
]

/** "SEOUL, July 12 (Reuters) -", "МОСКВА, 12 июля. /ТАСС/.", "(서울=연합뉴스)", "新华社平壤7月12日电". */
const DATELINE =
  /^(?:[^\n()/]{0,60}[(/【[]([^)/】\]\n]{2,30})[)/】\]]|【([^】]{2,30})】|([\p{Script=Han}]{2,5}社)[\p{Script=Han}]{0,8}\d{1,2}月\d{1,2}日电)/u

/** "Yonhap and KCNA": what holds for the one holds for the other. */
const JOINED = /^[»"”]?\s?(?:and|и|та|й|와|과|と|和|、)\s?[«"“]?(?:the )?$/u

const CREDIT = /^(?:source|источник|джерело|출처|出典|来源)\s?[:：]/iu

/**
 * The agencies and outlets on whose word a text is told, as facts of kind 'source', the ends of
 * the chains the text itself names: of "Reuters, citing KCNA" that is KCNA. None where it cites
 * nobody. `title` as the feed gave it, `sentences` in order.
 */
export function attributionsIn(title: string, sentences: readonly string[]): Fact[] {
  const [first = '', ...rest] = sentences.slice(0, LEAD_SENTENCES)
  const told = [title, first.replace(DATELINE, ''), ...rest].map(sourcesTold)
  const credits = sentences.slice(LEAD_SENTENCES).filter((line) => CREDIT.test(line))
  const named = [...told, ...credits.map(sourcesTold)]
  const carriers = named.flatMap((one) => one.carriers)
  const ends = named.flatMap((one) => one.ends).filter((name) => !carriers.includes(name))
  const dateline = ends.length === 0 ? datelineOf(first) : []
  return exactSources([...new Set([...ends, ...dateline])]).map(sourceFact)
}

interface Told {
  readonly ends: readonly string[]
  readonly carriers: readonly string[]
}

function sourcesTold(sentence: string): Told {
  const told: (Mention & { readonly quoted: boolean; readonly carrier: boolean })[] = []
  for (const mention of mentionsIn(sentence)) {
    const before = sentence.slice(Math.max(0, mention.start - BEFORE), mention.start)
    const after = sentence.slice(mention.end, mention.end + AFTER)
    const last = told.at(-1)
    const joined = last && JOINED.test(sentence.slice(last.end, mention.start))
    const quoted = joined ? last.quoted : isQuoted(before, after)
    if (!quoted && !joined && !isTold(before, after)) continue
    told.push({ ...mention, quoted, carrier: !joined && isCarrier(before, after) })
  }
  const isQuoting = told.some(({ quoted }) => quoted)
  const carries = ({ name, quoted, carrier }: (typeof told)[number]) =>
    isQuoting
      ? !quoted && !told.some((other) => other.quoted && other.name === name)
      : carrier && told.some((other) => other.name !== name)
  return {
    ends: told.filter((one) => !carries(one)).map(({ name }) => name),
    carriers: told.filter(carries).map(({ name }) => name),
  }
}

function mentionsIn(sentence: string): Mention[] {
  const known = knownSourcesIn(sentence)
  const patterns = [
    ...UNLISTED_LATIN,
    ...(isLatin(sentence) ? [] : UNLISTED_CYRILLIC),
    ...(mayBeEastAsian(sentence) || sentence.includes('TV') ? UNLISTED_EAST_ASIAN : []),
  ]
  const unlisted = patterns.flatMap((pattern) =>
    [...sentence.matchAll(pattern)].map(({ 0: written, index }) => ({
      name: sourceNamed(written.replace(/^[«"]|[»"]$/gu, '')),
      start: index,
      end: index + written.length,
    })),
  )
  const mentions = [...known, ...unlisted]
  return mentions
    .filter(
      (one, at) =>
        !mentions.slice(0, at).some(({ start, end }) => one.start < end && one.end > start),
    )
    .toSorted((a, b) => a.start - b.start)
}

/** A dateline names who wrote it down: the origin, unless the text cites somebody. */
function datelineOf(first: string): string[] {
  const [, ...names] = DATELINE.exec(first) ?? []
  const [source] = knownSourcesIn(names.find((name) => name !== undefined) ?? '')
  return source ? [source.name] : []
}
