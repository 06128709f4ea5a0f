import { expect, test } from 'vitest'
import { newestSitemap } from './sitemap-index.ts'

const entry = (loc: string, lastmod?: string) =>
  `<sitemap><loc>${loc}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</sitemap>`
const index = (...entries: string[]) =>
  `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</sitemapindex>`

test.each([
  ['changed last', index(entry('/a', '2025-07-10'), entry('/b', '2025-07-12T08:00Z')), '/b'],
  ['named news', index(entry('/pages', '2025-07-12'), entry('/news', '2025-07-10')), '/news'],
  ['that is the only one', index(entry('/a')), '/a'],
  [
    'that alone is named news',
    index(entry('/pages'), entry('/google-news.xml')),
    '/google-news.xml',
  ],
  ['with a date, where others have none', index(entry('/a'), entry('/b', '2025-07-10')), '/b'],
  ['of an index in UTF-8 with a mark before it', `\ufeff${index(entry('/a'))}`, '/a'],
])('the map %s is read', (_, body, path) => {
  const newest = newestSitemap(Buffer.from(body), undefined, 'https://daily.example/index.xml')
  expect(newest).toBe(`https://daily.example${path}`)
})

test.each([
  ['an index that does not say which is newest', index(entry('/a'), entry('/b'))],
  ['an index of nothing', index()],
  ['a sitemap', '<urlset><url><loc>/a</loc></url></urlset>'],
  ['a feed that speaks of one', '<rss><channel><title>&lt;sitemapindex</title></channel></rss>'],
  [
    'a feed that quotes one',
    `<rss><channel><title><![CDATA[${index(entry('/a'))}]]></title></channel></rss>`,
  ],
  [
    'an index of an archive',
    index(...Array.from({ length: 40_000 }, (_, at) => entry(`/${at}`, '2025-07-10'))),
  ],
  ['nothing', ''],
])('%s is left to the reader of feeds', (_, body) => {
  expect(newestSitemap(Buffer.from(body), undefined, 'https://daily.example/')).toBeUndefined()
})
