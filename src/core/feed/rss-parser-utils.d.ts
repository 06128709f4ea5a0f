/** The one inner part of rss-parser that we touch; it ships no types for it. */
declare module 'rss-parser/lib/utils.js' {
  const utils: { getSnippet: (html: string) => string }
  export = utils
}
