/** Searches of news services that answer with a feed: their addresses, made of a watch's words. */
import type { TermGroup } from '../watch/search-terms.ts'

export const SEARCH_TEMPLATES = ['google-news', 'bing-news', 'gdelt'] as const
export type SearchTemplate = (typeof SEARCH_TEMPLATES)[number]

export interface SearchWish {
  /** BCP 47: the language of the news looked for. */
  readonly language?: string
  /** ISO 3166-1, two letters: the edition, or for GDELT the outlet's country. */
  readonly region?: string
}

/** The services' own names, as readers know them. */
export const SEARCH_NAMES: Readonly<Record<SearchTemplate, string>> = {
  'google-news': 'Google News',
  'bing-news': 'Bing News',
  gdelt: 'GDELT',
}

/** Longer addresses are refused by servers on the way; the services' own limits lie near. */
export const LONGEST_SEARCH = 2000

/** The address that asks a service for news with at least one phrase of every group. */
export function searchAddress(
  template: SearchTemplate,
  groups: readonly TermGroup[],
  wish: SearchWish = {},
): string {
  return ADDRESSES[template](groups, wish)
}

/** The groups as a search box takes them: phrases in quotes, OR within a group, AND by a space. */
export function searchWords(groups: readonly TermGroup[]): string {
  const bracketed = groups.length > 1
  return groups.map((group) => anyOf(group, bracketed)).join(' ')
}

function anyOf(group: TermGroup, bracketed: boolean): string {
  const phrases = group.map((phrase) => (/\s/.test(phrase) ? `"${phrase}"` : phrase))
  const words = phrases.join(' OR ')
  return bracketed && phrases.length > 1 ? `(${words})` : words
}

/**
 * The edition is named three times over. English and Chinese editions name their region in `hl`
 * too, and Chinese ones their script in `ceid`.
 */
function googleNews(groups: readonly TermGroup[], wish: SearchWish): string {
  const { language, region, script } = edition(wish)
  const hl = language === 'en' || language === 'zh' ? `${language}-${region}` : language
  const spoken = language === 'zh' ? `zh-${script}` : language
  const query = encodeURIComponent(searchWords(groups))
  return `https://news.google.com/rss/search?q=${query}&hl=${hl}&gl=${region}&ceid=${region}:${spoken}`
}

/** `qft=sortbydate="1"`: by date, where relevance would keep old news at the top. */
function bingNews(groups: readonly TermGroup[], wish: SearchWish): string {
  const { language, region } = edition(wish)
  const query = encodeURIComponent(searchWords(groups))
  const market = `setlang=${language}&cc=${region}&mkt=${language}-${region}`
  return `https://www.bing.com/news/search?q=${query}&format=rss&${market}&qft=sortbydate%3d%221%22`
}

/**
 * DOC 2.0 takes OR only within brackets and searches its English translations of all languages;
 * language and country are those of the outlet, by their English names without spaces.
 */
function gdelt(groups: readonly TermGroup[], { language, region }: SearchWish): string {
  const words = groups.map(inLatin).map((group) => anyOf(group, true))
  if (language) words.push(`sourcelang:${englishName(language.split('-')[0] ?? '', 'language')}`)
  if (region) words.push(`sourcecountry:${englishName(region, 'region')}`)
  const query = encodeURIComponent(words.join(' '))
  const answer = 'mode=artlist&format=rss&sort=datedesc&timespan=1d&maxrecords=250'
  return `https://api.gdeltproject.org/api/v2/doc/doc?query=${query}&${answer}`
}

/** A group's Latin phrases, where it has any: the others would not be found in translations. */
function inLatin(group: TermGroup): TermGroup {
  const latin = group.filter((phrase) => !/[^\p{Script=Latin}\p{Script=Common}\p{M}]/u.test(phrase))
  return latin.length > 0 ? latin : group
}

function englishName(code: string, type: 'language' | 'region'): string {
  const name = new Intl.DisplayNames('en', { type }).of(code) ?? code
  return name.toLowerCase().replace(/[^a-z]/g, '')
}

/** Language, region and script, each made of the other where one is not named; US English else. */
function edition({ language, region }: SearchWish) {
  const named = language ?? (region ? `und-${region}` : 'en-US')
  const locale = new Intl.Locale(named, region ? { region } : {}).maximize()
  return {
    language: locale.language,
    region: locale.region ?? 'US',
    script: locale.script ?? 'Latn',
  }
}

const ADDRESSES: Readonly<
  Record<SearchTemplate, (groups: readonly TermGroup[], wish: SearchWish) => string>
> = { 'google-news': googleNews, 'bing-news': bingNews, gdelt }
