import { absoluteUrl, canonicalUrl } from '../feed/link.ts'

/** The address a person may have meant, as it would be on record; undefined for what is none. */
export function addressAsked(asked: string): string | undefined {
  const written = /^[\w-]+(\.[\w-]+)+\/\S/.test(asked) ? `https://${asked}` : asked
  if (!/^https?:\/\//i.test(written)) return undefined
  const address = absoluteUrl(written, '')
  return address === undefined ? undefined : canonicalUrl(address)
}

/** The same address as other writers have it: http or https, with www or not, with a slash or not. */
export function variantsOf(address: string): readonly string[] {
  const url = new URL(address)
  const bare = url.hostname.replace(/^www\./, '')
  const port = url.port === '' ? '' : `:${url.port}`
  const path = url.pathname.replace(/\/+$/, '')
  const rest = url.search + url.hash
  return ['https', 'http'].flatMap((scheme) =>
    [bare, `www.${bare}`].flatMap((host) =>
      [path, `${path}/`]
        .map((ending) => `${scheme}://${host}${port}${ending}${rest}`)
        // There is no www. before 127.0.0.1 or [::1].
        .filter((variant) => URL.canParse(variant))
        .map((variant) => new URL(variant).href),
    ),
  )
}
