import { html, type Html } from './html.ts'

const SECTIONS = [
  ['/', 'Stories'],
  ['/feeds', 'Feeds'],
  ['/watches', 'Watches'],
  ['/digests', 'Digests'],
] as const

/** A whole page: heading, navigation with the current section marked, content. */
export function layout(title: string, current: string, content: Html): string {
  const links = SECTIONS.map(
    ([path, name]) =>
      html`<a href="${path}" ${path === current ? html`aria-current="page"` : ''}>${name}</a>`,
  )
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Wirewatch</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <a class="brand" href="/">Wirewatch</a>
          <nav aria-label="Sections">${links}</nav>
        </header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`
  return page.markup
}

export const STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d1d1b; --soft: #6a675f; --line: #e2ded4;
  --mark: #fff1b8; --new: #14603a; --update: #8a4b00; --bad: #a11d1d; --link: #123f7a; }
@media (prefers-color-scheme: dark) { :root { --paper: #161614; --ink: #ecebe6; --soft: #a3a097;
  --line: #33322e; --mark: #4a3f12; --new: #7fd0a2; --update: #e9b06a; --bad: #f08f8f; --link: #9cc3f5; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif }
header { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; align-items: baseline; padding: .8rem 1rem;
  border-bottom: 1px solid var(--line); max-width: 62rem; margin: 0 auto }
.brand { font-weight: 700; color: var(--ink); text-decoration: none; letter-spacing: .01em }
nav { display: flex; flex-wrap: wrap; gap: 1rem }
nav a[aria-current] { color: var(--ink); text-decoration-thickness: 2px }
main { max-width: 62rem; margin: 0 auto; padding: 0 1rem 4rem }
a { color: var(--link); text-underline-offset: .15em }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.2rem 0 .6rem }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .3rem }
.soft { color: var(--soft) } .bad { color: var(--bad) } .new { color: var(--new) } .update { color: var(--update) }
.small { font-size: .875rem }
ol.plain, ul.plain { list-style: none; padding: 0; margin: 0 }
li.story { padding: .9rem 0; border-bottom: 1px solid var(--line) }
li.story h2 { margin: 0 }
p { margin: .3rem 0 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .925rem }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line) }
th { font-weight: 600; color: var(--soft) }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
.verdict { display: inline-block; min-width: 5.2rem; font-weight: 600 }
iframe { width: 100%; height: 75vh; border: 1px solid var(--line); background: #fff }
h3 { font-size: 1rem; margin: 0 }
pre { overflow-x: auto; white-space: pre; font-size: .875rem; margin: .3rem 0 }
.spark { display: inline-block; vertical-align: middle; max-width: 100% } .spark .some { fill: var(--link) } .spark .none { fill: var(--line) }
.alert { border-left: 4px solid var(--bad); padding: .3rem .8rem; margin: .8rem 0 } .said { border-left: 4px solid var(--new); padding: .3rem .8rem }
form.watch label, form.watch legend { font-weight: 600; display: block; margin-top: .6rem }
form.watch fieldset { border: 0; padding: 0; margin: 0 } form.watch fieldset label { font-weight: 400; margin-top: .1rem }
form.watch textarea, form.watch #name { width: 100%; max-width: 46rem; font: inherit; padding: .45rem .6rem; color: inherit;
  background: transparent; border: 1px solid var(--soft); border-radius: 4px }
.row { display: flex; flex-wrap: wrap; gap: .5rem; margin: .6rem 0 0 }
button, .button { font: inherit; min-height: 2.5rem; padding: .3rem .9rem; border: 1px solid var(--soft); border-radius: 4px;
  background: transparent; color: inherit; cursor: pointer; text-decoration: none; display: inline-flex; align-items: center }
button.main { background: var(--link); color: var(--paper); border-color: var(--link) }
button:focus-visible, textarea:focus-visible, input:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
mark { background: var(--mark); color: inherit; padding: 0 .1em }
`
