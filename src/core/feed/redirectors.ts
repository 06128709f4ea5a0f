/** Hosts that carry the real address in a parameter: host, path, and the parameters to try. */
const CARRIERS: readonly {
  readonly host: RegExp
  readonly path: RegExp
  readonly parameters: readonly string[]
}[] = [
  { host: /^(www\.)?google\.[a-z.]{2,6}$/, path: /^\/url$/, parameters: ['url', 'q'] },
  { host: /^news\.google\.[a-z.]{2,6}$/, path: /^\/news\/url$/, parameters: ['url'] },
  { host: /^(www\.)?bing\.com$/, path: /^\/news\/apiclick\.aspx$/, parameters: ['url'] },
  { host: /^(l|lm|www|m)\.facebook\.com$/, path: /^\/l\.php$/, parameters: ['u'] },
  { host: /^l\.instagram\.com$/, path: /^\/$/, parameters: ['u'] },
  { host: /^out\.reddit\.com$/, path: /^\//, parameters: ['url'] },
  { host: /^(www\.)?youtube\.com$/, path: /^\/redirect$/, parameters: ['q'] },
  { host: /^t\.umblr\.com$/, path: /^\/redirect$/, parameters: ['z'] },
  { host: /^(m\.)?vk\.com$/, path: /^\/away\.php$/, parameters: ['to'] },
  { host: /^slack-redir\.net$/, path: /^\/link$/, parameters: ['url'] },
  { host: /^(www\.)?duckduckgo\.com$/, path: /^\/l\/$/, parameters: ['uddg'] },
  { host: /^(www\.)?linkedin\.com$/, path: /^\/redir\//, parameters: ['url'] },
  { host: /^click\.linksynergy\.com$/, path: /^\//, parameters: ['murl'] },
  { host: /^go\.redirectingat\.com$/, path: /^\//, parameters: ['url'] },
  { host: /^feeds?\.feedblitz\.com$/, path: /^\//, parameters: ['u'] },
]

/** Any of their hosts: one look instead of fifteen at nearly every address. */
const CARRIER = new RegExp(CARRIERS.map(({ host }) => host.source).join('|'))

/** Hosts that answer with nothing but a redirect, so that a feed's own `origLink` is better. */
const OPAQUE_HOSTS =
  /(^|\.)(feedproxy\.google\.com|feeds\.feedburner\.com|feedsportal\.com|feedblitz\.com|pheedo\.com|rss\.cnn\.com|t\.co|bit\.ly|ow\.ly|dlvr\.it|ift\.tt|trib\.al|buff\.ly|tinyurl\.com|goo\.gl)$/

/** Whether this address leads elsewhere and does not say where. */
export function isOpaqueRedirector(address: string): boolean {
  try {
    const url = new URL(address)
    return OPAQUE_HOSTS.test(url.hostname) || url.pathname.startsWith('/~r/')
  } catch {
    return false
  }
}

/** Where a known redirector leads, read from the address alone; undefined for anything else. */
export function targetOfRedirector(url: URL): string | undefined {
  return carriedInParameter(url) ?? carriedInPath(url) ?? carriedByGoogleNews(url)
}

function carriedInParameter(url: URL): string | undefined {
  if (!CARRIER.test(url.hostname)) return undefined
  const carrier = CARRIERS.find(
    ({ host, path }) => host.test(url.hostname) && path.test(url.pathname),
  )
  if (!carrier) return undefined
  return carrier.parameters
    .map((name) => url.searchParams.get(name) ?? '')
    .find((value) => /^https?:\/\//i.test(value))
}

function carriedInPath(url: URL): string | undefined {
  const { hostname } = url
  // https://www.google.com/amp/s/host/path and https://host.cdn.ampproject.org/c/s/host/path
  const amp =
    /^(www\.)?google\.[a-z.]{2,6}$/.test(hostname) || hostname.endsWith('.ampproject.org')
      ? /^\/(?:amp|[acv])\/(s\/)?(.+)$/.exec(url.pathname + url.search)
      : undefined
  if (amp) return `${amp[1] ? 'https' : 'http'}://${amp[2]}`
  // Yahoo: http://us.rd.yahoo.com/dailynews/rss/*http://host/path
  const star = hostname.endsWith('.rd.yahoo.com')
    ? /\*\*?(https?:.+)$/.exec(url.pathname + url.search)
    : undefined
  return star?.[1] && decodedComponent(star[1])
}

/**
 * Until 2024 the last part of a Google News address was a base64 protocol buffer with the
 * article's address in clear inside. Newer ones hold only a token, and stay as they are.
 */
function carriedByGoogleNews(url: URL): string | undefined {
  if (url.hostname !== 'news.google.com') return undefined
  const token = /^\/(?:rss\/|__i\/rss\/rd\/)?articles\/([\w-]{20,2000})$/.exec(url.pathname)?.[1]
  if (!token) return undefined
  const bytes = Buffer.from(token, 'base64url').toString('latin1')
  return /https?:\/\/[!-~]+/.exec(bytes)?.[0]
}

function decodedComponent(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
