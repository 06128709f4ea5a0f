import { html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'

/** What is looked for and who is told; both are edited in the configuration file. */
export function watchesPage({ followed, world }: WebParts): string {
  const { watches, subscribers } = followed.current
  return layout(
    'Watches',
    '/watches',
    html`<ul class="plain">
        ${watches.map(
          ({ name, written }) =>
            html`<li class="story">
              <h2>${name}</h2>
              <p dir="auto">${written}</p>
            </li>`,
        )}
      </ul>
      <h2>Who is told</h2>
      <ul>
        ${subscribers.map(
          ({ name, to, schedule, zone, watches: told }) =>
            html`<li>
              ${name} (${to.join(', ')}): ${schedule.written},
              ${zone}${told && html`; ${told.join(', ')}`}
            </li>`,
        )}
      </ul>
      <h2>What stands behind</h2>
      <p class="soft">${world.parts.store} · ${world.parts.queue} · mail: ${world.parts.mail}</p>`,
  )
}
