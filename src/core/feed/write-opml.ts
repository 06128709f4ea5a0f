import { escapeHtml } from '../digest/escape.ts'
import type { ListedFeed } from './read-opml.ts'

/** What XML 1.0 forbids even escaped: controls, lone surrogates and two non-characters. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu

/** A list of feeds as OPML 2.0 (http://opml.org/spec2.opml), for other readers. */
export function writeOpml(feeds: readonly ListedFeed[], title: string, now: Date): string {
  const outlines = feeds.map(({ name, url, language }) => {
    const tag = language ? ` language="${escaped(language)}"` : ''
    const called = escaped(name)
    return `    <outline type="rss" text="${called}" title="${called}" xmlUrl="${escaped(url)}"${tag}/>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escaped(title)}</title>`,
    `    <dateCreated>${now.toUTCString()}</dateCreated>`,
    '  </head>',
    '  <body>',
    ...outlines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n')
}

function escaped(text: string): string {
  return escapeHtml(text.replace(FORBIDDEN, ''))
}
