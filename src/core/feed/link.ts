import { TRACKING_PARAMETERS, TRACKING_PREFIXES, TRACKING_VALUES } from './tracking-parameters.ts'
import { targetOfRedirector } from './redirectors.ts'

/** Desktop addresses of hosts whose mobile or AMP edition carries the same paths. */
const DESKTOP_HOSTS: Readonly<Record<string, string>> = {
  'amp.cnn.com': 'www.cnn.com',
  'amp.dw.com': 'www.dw.com',
  'amp.theguardian.com': 'www.theguardian.com',
  'edition-m.cnn.com': 'edition.cnn.com',
  'm.bbc.co.uk': 'www.bbc.co.uk',
  'm.bbc.com': 'www.bbc.com',
  'm.dw.com': 'www.dw.com',
  'm.facebook.com': 'www.facebook.com',
  'm.faz.net': 'www.faz.net',
  'm.huffpost.com': 'www.huffpost.com',
  'm.koreatimes.co.kr': 'www.koreatimes.co.kr',
  'm.lenta.ru': 'lenta.ru',
  'm.spiegel.de': 'www.spiegel.de',
  'm.theguardian.com': 'www.theguardian.com',
  'm.washingtonpost.com': 'www.washingtonpost.com',
  'm.yna.co.kr': 'www.yna.co.kr',
  'm.youtube.com': 'www.youtube.com',
  'm-en.yna.co.kr': 'en.yna.co.kr',
  'mobile.nytimes.com': 'www.nytimes.com',
  'mobile.reuters.com': 'www.reuters.com',
  'mobile.twitter.com': 'twitter.com',
}

/** Longer than any address browsers and servers agree to take. */
const LONGEST_ADDRESS = 8192

/** Redirectors point at redirectors; after this many the address is taken as it is. */
const MOST_REDIRECTORS = 4

/**
 * An http or https address made absolute, or undefined when there is none to be made. Anything
 * else a feed may put there (`javascript:`, `data:`, `mailto:`) is no place to send a reader.
 * What comes out is bounded too: nested bases, each relative to the last, grow without end.
 */
export function absoluteUrl(written: string, base: string): string | undefined {
  return webUrl(written, base)?.href
}

function webUrl(written: string, base: string): URL | undefined {
  const address = written.trim()
  if (address === '' || address.length > LONGEST_ADDRESS) return undefined
  const url = parsedUrl(address, base) ?? parsedUrl(withoutFaults(address), base)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  return url.href.length > LONGEST_ADDRESS ? undefined : url
}

/**
 * The address of the article itself: known redirectors resolved from what they carry, mobile and
 * AMP editions led back, tracking removed. Works without a request, so two addresses that differ
 * may still be one article. Takes and gives an absolute address.
 */
export function canonicalUrl(address: string): string {
  const url = parsedUrl(address, '')
  return url ? canonical(url) : address
}

/** The same of an address as it was written, made absolute; empty when there is none. */
export function canonicalAddress(written: string | undefined, base: string | undefined): string {
  const url = written === undefined ? undefined : webUrl(written, base ?? '')
  return url ? canonical(url) : ''
}

function canonical(given: URL): string {
  let url = given
  for (let hop = 0; hop < MOST_REDIRECTORS; hop += 1) {
    const target = targetOfRedirector(url)
    const next: URL | undefined = target === undefined ? undefined : parsedUrl(target, url.href)
    if (!next || !/^https?:$/.test(next.protocol)) break
    url = next
  }
  leadToDesktop(url)
  dropTracking(url)
  return url.href
}

function parsedUrl(address: string, base: string): URL | undefined {
  try {
    return base === '' ? new URL(address) : new URL(address, base)
  } catch {
    return undefined
  }
}

/** Faults seen in the wild: `http:///host`, `http:\\host`, line breaks and blanks inside. */
function withoutFaults(address: string): string {
  return address
    .replaceAll('\\', '/')
    .replace(/\s+/g, '')
    .replace(/^(https?):\/*/i, '$1://')
}

function leadToDesktop(url: URL): void {
  const host = Object.hasOwn(DESKTOP_HOSTS, url.hostname) ? DESKTOP_HOSTS[url.hostname] : undefined
  if (host) url.hostname = host
  const wiki = /^([a-z-]+)\.m\.(wikipedia\.org|wikinews\.org)$/.exec(url.hostname)
  if (wiki) url.hostname = `${wiki[1]}.${wiki[2]}`
  // WordPress and its like: the AMP edition is the address with /amp behind it.
  if (/.\/amp\/?$/.test(url.pathname)) url.pathname = url.pathname.replace(/\/amp(\/?)$/, '$1')
}

function dropTracking(url: URL): void {
  if (url.search !== '') {
    // Kept as written: URLSearchParams would encode the remaining ones anew.
    const parameters = url.search.slice(1).split('&')
    const kept = parameters.filter((parameter) => !isTracking(parameter))
    if (kept.length < parameters.length) url.search = kept.join('&')
  }
  if (/^#(xtor|utm_|at_|ref=|intcid|rss)|:~:/i.test(url.hash)) url.hash = ''
}

function isTracking(parameter: string): boolean {
  const equals = parameter.indexOf('=')
  const name = (equals < 0 ? parameter : parameter.slice(0, equals)).toLowerCase()
  const value = equals < 0 ? '' : parameter.slice(equals + 1).toLowerCase()
  return (
    TRACKING_PARAMETERS.has(name) ||
    TRACKING_PREFIXES.some((prefix) => name.startsWith(prefix)) ||
    (TRACKING_VALUES.get(name)?.test(value) ?? false)
  )
}
