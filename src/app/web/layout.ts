import { html, type Html } from './html.ts'

/** What stands in the navigation, in this order. */
const SECTIONS = [
  ['/', 'Stories'],
  ['/search', 'Search'],
  ['/watches', 'Watches'],
  ['/digests', 'Digests'],
  ['/feeds', 'Feeds'],
  ['/subscribers', 'Subscribers'],
  ['/jobs', 'Jobs'],
  ['/settings', 'Settings'],
] as const

/**
 * A whole page: heading, navigation with the current section marked, content. The first stop of
 * the keyboard leads past the navigation.
 */
export function layout(title: string, current: string, content: Html): string {
  const links = SECTIONS.map(
    ([path, name]) =>
      html`<a href="${path}" ${path === current && html`aria-current="page"`}>${name}</a>`,
  )
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · Wirewatch</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <div class="site">
            <a class="brand" href="/">Wirewatch</a>
            <nav class="sections" aria-label="Sections">${links}</nav>
            ${current !== '/search' && searchBox}
          </div>
        </header>
        <main id="main" tabindex="-1">
          <h1 dir="auto">${title}</h1>
          ${content}
        </main>
      </body>
    </html>`
  return page.markup
}

const searchBox = html`<form class="find" role="search" action="/search">
  <input
    type="search"
    name="q"
    placeholder="Search everything read"
    aria-label="Search everything read"
  />
</form>`

/** What stands beside the page's name in a tab. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1d1d1b"/><path d="M2.5 4.5l2.5 7 3-6 3 6 2.5-7" fill="none" stroke="#fff" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round"/></svg>`
