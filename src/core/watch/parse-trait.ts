import type { Query, Trait } from '../../model.ts'
import { countryCode, countryMeant } from './country.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { Vocabulary } from './vocabulary.ts'

/** `lang:ru`, `country:KP`, `site:kcna.kp` … -> a query, or what is wrong with it. */
export function parseTrait(
  trait: Trait,
  written: string,
  text: string,
  vocabulary: Vocabulary,
): Query | string {
  const value = VALUES[trait](text, written, vocabulary)
  if (typeof value !== 'string') return value.problem
  const { countries } = vocabulary
  const known = trait === 'country' && Object.keys(countries).length > 0
  return { kind: 'trait', trait, written, value, ...(known && { countries }) }
}

type Value = string | { readonly problem: string }
type ReadValue = (text: string, written: string, vocabulary: Vocabulary) => Value

const VALUES: Readonly<Record<Trait, ReadValue>> = {
  url: (text, written) => (text === '' ? { problem: `there is nothing in ${written}` } : text),
  lang: (text, written) =>
    /^[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*$/i.test(text)
      ? text
      : { problem: `lang: takes a language tag like ru, en or zh-Hans, not ${written}` },
  country: readCountry,
  site: readSite,
  feed: readFeed,
}

function readCountry(text: string, written: string): Value {
  const code = countryCode(text)
  if (code !== undefined) return code
  const meant = countryMeant(text)
  const hint = meant === undefined ? 'RU, KP, KR' : `did you mean country:${meant}?`
  return { problem: `country: takes a code of two letters, ISO 3166 (${hint}), not ${written}` }
}

/** An address pasted whole means its host. */
function readSite(text: string, written: string): Value {
  const host = text
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./i, '')
    .replace(/[/:].*$/, '')
  return URL.canParse(`https://${host}/`) && /^[\p{L}\p{N}.-]+$/u.test(host)
    ? new URL(`https://${host}/`).hostname
    : { problem: `site: takes a domain like bbc.co.uk, not ${written}` }
}

/** By id or by name; without a configuration there are no names to know. */
function readFeed(text: string, _: string, { feeds }: Vocabulary): Value {
  const wanted = text.toLowerCase()
  const found = feeds.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted)
  if (found !== undefined || feeds.length === 0) return found?.id ?? wanted
  const names = feeds.flatMap(({ id, name }) => [id, name.toLowerCase()])
  const near = nearestName(wanted, names)
  const meant = feeds.find(({ id, name }) => id === near || name.toLowerCase() === near)
  const hint = meant ? `did you mean feed:${meant.id}?` : 'wirewatch feeds lists them'
  return { problem: `there is no feed "${text}" (${hint}); source: asks for an outlet by name` }
}
