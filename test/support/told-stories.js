import PostalMime from 'postal-mime'

/** What a run is judged by: of each raw mail its Message-ID, its addressee and its text. */
export async function readMails(raws) {
  const mails = []
  for (const raw of raws) {
    const { messageId, to = [], text = '' } = await PostalMime.parse(raw)
    mails.push({ messageId, to: to[0]?.address ?? '', text })
  }
  return mails
}

/**
 * `addressee token` -> the Message-IDs of the mails the token stands in: anywhere, or only where
 * it leads a story. A story told before is named again where something is new in it.
 */
export function toldIn(mails, onlyLeads = false) {
  const told = new Map()
  for (const { messageId, to, text } of mails) {
    const leads = text.match(/^\* (?:NEW|UPDATE): .*\n(?: {2}.*\n)*? {2}Outlet[^\n]* · /gm) ?? []
    for (const [token] of (onlyLeads ? leads.join('') : text).matchAll(/Zq\d{5}x/g)) {
      const key = `${to} ${token}`
      told.set(key, (told.get(key) ?? new Set()).add(messageId))
    }
  }
  return told
}

/** Mails that came again under a Message-ID met before. */
export function repeatsIn(mails) {
  return mails.length - new Set(mails.map(({ messageId }) => messageId)).size
}
