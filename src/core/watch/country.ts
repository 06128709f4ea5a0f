import type { Item } from '../../model.ts'

/** An ISO 3166 code in capitals; UK is taken for GB. Undefined when there is no such country. */
export function countryCode(written: string): string | undefined {
  const code = written.toUpperCase() === 'UK' ? 'GB' : written.toUpperCase()
  return nameOf(code) === undefined ? undefined : code
}

/** The code of a country written by its English name. */
export function countryMeant(name: string): string | undefined {
  const wanted = name.toLowerCase()
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      if (nameOf(first + second)?.toLowerCase() === wanted) return first + second
    }
  }
  return undefined
}

/** Where an item's country is known from. */
export interface ItemCountry {
  readonly code: string
  readonly because: string
}

/**
 * An item's country: the one its feed has in the configuration, else that of the item's own
 * address by its top-level domain (.kp, .uk), where that says a country. Undefined when neither
 * does; most outlets under .com need a word in the configuration.
 */
export function countryOf(
  { feedId, url }: Pick<Item, 'feedId' | 'url'>,
  countries: Readonly<Record<string, string>> = {},
): ItemCountry | undefined {
  const configured = countries[feedId]
  if (configured !== undefined) return { code: configured, because: `as configured for its feed` }
  const domain = URL.canParse(url) ? new URL(url).hostname.split('.').at(-1)! : ''
  if (domain.length !== 2 || FOR_ANYONE.has(domain)) return undefined
  const code = domain === 'su' ? 'RU' : countryCode(domain)
  return code === undefined ? undefined : { code, because: `by its address, .${domain}` }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Domains of countries that outlets from anywhere take for their looks, and of no country. */
const FOR_ANYONE = new Set(
  'ac ai cc co eu fm gg gl im io la ly me ms nu sh so st tk to tv vc ws'.split(' '),
)

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
/** Codes that are none of a country's. */
const NO_COUNTRY = new Set(['EU', 'UN', 'EZ', 'ZZ', 'QO', 'XA', 'XB'])

function nameOf(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) && !NO_COUNTRY.has(code) ? names.of(code) : undefined
}
