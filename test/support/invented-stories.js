/** Words that no two stories share by chance, so that each is a story of its own. */
const SYLLABLES = ['ka', 'ro', 'mi', 'ten', 'vul', 'sha', 'pel', 'dor', 'gri', 'no', 'xa', 'bem']

function word(chance) {
  const made = Array.from({ length: 4 }, () => SYLLABLES[Math.floor(chance() * 12)]).join('')
  return made[0].toUpperCase() + made.slice(1)
}

/** A story about Lavrov that is known again by its token, wherever it is told. */
export function inventStory(number, at, chance = Math.random) {
  const some = () => word(chance)
  const token = `Zq${String(number).padStart(5, '0')}x`
  const title = `Lavrov ${some()} ${some()} ${token}`
  const text = `${some()} ${some()} told ${some()} of ${some()} ${some()}, and ${some()} ${some()} left ${some()}.`
  return { token, title, text, at }
}

export function itemXml({ token, title, text, at }, outlet = 'outlet.example') {
  return (
    `<item><guid>${token}</guid><title>${title}</title><link>http://${outlet}/${token}</link>` +
    `<description>${text}</description><pubDate>${at.toUTCString()}</pubDate></item>`
  )
}

export function feedXml(items) {
  return `<rss version="2.0"><channel><title>Outlet</title>${items.join('')}</channel></rss>`
}

/** What stood in a feed before anybody read it: an empty feed is no starting point. */
export const OLD = '<item><guid>old</guid><title>The weather of last year</title></item>'
