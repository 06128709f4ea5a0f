import { parseFeedDate } from './feed-date.ts'
import { absoluteUrl } from './link.ts'
import type { XmlElement } from './read-xml.ts'
import { byName, elementsOf, firstText } from './xml-children.ts'

export interface Listed {
  readonly url: string
  readonly modified?: Date
}

/** The maps an index lists that are named news, or all of them where none is. */
export function newsMaps(index: XmlElement): readonly Listed[] {
  const listed = elementsOf(index).flatMap((child) => {
    const named = byName(child)
    const url = absoluteUrl(firstText(named, ['loc']) ?? '', index.scope.base)
    const modified = parseFeedDate(firstText(named, ['lastmod']))
    return url === undefined ? [] : [{ url, ...(modified && { modified }) }]
  })
  const news = listed.filter(({ url }) => /news/i.test(new URL(url).pathname))
  return news.length > 0 ? news : listed
}
