/** ntfy (docs.ntfy.sh/publish): JSON to the server, the topic in it, as headers carry no Cyrillic. */
import type { Notice } from '../../../model.ts'
import { keepFitting } from '../keep-fitting.ts'
import { jsonNotice, moreLine, type NoticeOutline } from './outline-notice.ts'

/** Beyond 4,096 bytes a message becomes an attachment. */
const MOST_BYTES = 3_600

export function ntfyNotice(
  { subject, stories, lines, archive }: NoticeOutline,
  { url, token }: { readonly url: string; readonly token?: string | undefined },
): Notice {
  const { pathname, origin } = new URL(url)
  const blocks = stories.map(({ kind, headline, source }) =>
    [`${kind.toUpperCase()}: ${headline}`, source].join('\n'),
  )
  const { kept, left } = keepFitting([...blocks, ...lines], (block) => block, MOST_BYTES)
  const click = archive ?? stories[0]?.link
  return jsonNotice(
    `${origin}${pathname.replace(/[^/]*$/, '')}`,
    {
      topic: decodeURIComponent(pathname.replace(/^.*\//, '')),
      title: subject,
      message: [...kept, ...moreLine(left.length)].join('\n\n') || subject,
      ...(click !== undefined && { click }),
    },
    token === undefined ? {} : { authorization: `Bearer ${token}` },
  )
}
