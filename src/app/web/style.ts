/**
 * The stylesheet of every page. Colours are named for what they say and stand once for light and
 * once for dark; nothing but this file gives a page its looks, as no inline style passes the
 * policy. A number of columns is never fixed, so that 320 px hold everything.
 */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #1d1d1b; --soft: #5f5c55; --line: #dfdacd;
  --faint: #b9b3a4; --mark: #fff1b8; --new: #14603a; --update: #8a4b00; --bad: #a11d1d; --link: #123f7a; --news: #b4560a;
  --wash: #f3f0e8 }
@media (prefers-color-scheme: dark) { :root { --paper: #161614; --card: #1e1e1b; --ink: #ecebe6; --soft: #aaa79e;
  --line: #35342f; --faint: #6b685f; --mark: #4f4314; --new: #7fd0a2; --update: #e9b06a; --bad: #f08f8f; --link: #9cc3f5;
  --news: #e08f3c; --wash: #21211e } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK JP", sans-serif }
.skip { position: absolute; left: -100rem; background: var(--paper); padding: .6rem 1rem; z-index: 1 }
.skip:focus { left: 0; top: 0 }
.site, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1rem }
body > header { border-bottom: 1px solid var(--line) }
.site { display: flex; flex-wrap: wrap; gap: 0 1.2rem; align-items: center; padding-top: .4rem; padding-bottom: .4rem }
.brand { font-weight: 700; color: var(--ink); text-decoration: none; padding: .4rem 0 }
nav.sections { display: flex; flex-wrap: wrap; flex: 1 1 auto; min-width: 0 }
nav.sections a { flex: none; color: var(--soft); text-decoration: none; padding: .55rem .6rem; border-bottom: 2px solid transparent }
nav.sections a:hover { color: var(--ink) }
nav.sections a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--ink) }
/* Where it has no room beside the sections, the search page is one of these. */
.find { display: flex; flex: 1 1 10rem; max-width: 15rem }
@media (max-width: 62rem) { .site .find { display: none } }
.find input { width: 100% }
main { padding-bottom: 3rem } main:focus { outline: 0 }
footer { color: var(--soft); font-size: .875rem; padding-top: 1rem; padding-bottom: 2rem; border-top: 1px solid var(--line) }
a { color: var(--link); text-underline-offset: .15em }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.3rem 0 .5rem; text-wrap: balance }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 2rem 0 .4rem }
h3 { font-size: 1rem; margin: 0 }
h2.day { font-size: .875rem; color: var(--soft); border-bottom: 1px solid var(--line); padding-bottom: .2rem; margin: 1.6rem 0 0 }
.soft { color: var(--soft) } .bad { color: var(--bad) } .new { color: var(--new) } .update { color: var(--update) }
.small { font-size: .875rem }
p { margin: .3rem 0 }
ol.plain, ul.plain { list-style: none; padding: 0; margin: 0 }
ul.inline { list-style: none; padding: 0; margin: .3rem 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem }
li.story { padding: .9rem 0; border-bottom: 1px solid var(--line) }
li.story h2, li.story h3 { margin: 0; font-size: 1.1rem; line-height: 1.35 }
li.story h2 a, li.story h3 a { text-decoration-color: var(--faint) }
.chip { display: inline-block; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .55rem; font-size: .8rem;
  line-height: 1.45; font-weight: 600; white-space: nowrap; max-width: 100%; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom }
.chip.copy, .chip.retelling, .chip.known, .chip.none { color: var(--soft); font-weight: 400 }
.verdict { display: inline-block; min-width: 5.2rem; font-weight: 600 }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; margin: .8rem 0 1.2rem }
.facts > div { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .8rem }
.facts dt { color: var(--soft); font-size: .875rem } .facts dd { margin: 0; font-size: 1.35rem; line-height: 1.3; font-variant-numeric: tabular-nums }
.facts dd.words { font-size: 1rem }
.with-aside > aside { min-width: 0 } .with-aside aside h3 { font-weight: 600; margin-top: .8rem }
.with-aside aside li { padding: .35rem 0; border-bottom: 1px solid var(--line) }
@media (min-width: 60rem) { .with-aside { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 0 2.5rem } }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .925rem }
caption { text-align: left; color: var(--soft); padding: .3rem 0 }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line) }
th { font-weight: 600; color: var(--soft) }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
td time, p time { white-space: nowrap }
/* What others wrote may be one word of any length. */
td [dir=auto], th[dir=auto], td[dir=auto] { overflow-wrap: anywhere } th p { font-weight: 400 } td.value { min-width: 9rem }
.timeline { list-style: none; margin: .8rem 0 0; padding: 0 0 0 1.1rem; border-left: 2px solid var(--line) }
.timeline > li { position: relative; padding: 0 0 1.3rem }
.timeline > li::before { content: ""; position: absolute; left: calc(-1.1rem - 6px); top: .5rem; width: 10px; height: 10px;
  border-radius: 50%; background: var(--paper); border: 2px solid var(--faint) }
.timeline > li.news::before { background: var(--news); border-color: var(--news) }
.timeline h3 { font-size: 1.05rem; line-height: 1.35 }
blockquote { margin: .4rem 0; padding: .1rem 0 .1rem .8rem; border-left: 3px solid var(--news) }
details { margin: .4rem 0 } summary { cursor: pointer; padding: .3rem 0 } details > ol, details > ul { margin-top: .2rem }
iframe { width: 100%; height: 75vh; margin-top: .6rem; border: 1px solid var(--line); background: #fff }
pre { overflow-x: auto; white-space: pre; font-size: .875rem; margin: .3rem 0 } pre.wrap { white-space: pre-wrap; overflow-wrap: anywhere }
code { overflow-wrap: anywhere }
.spark { display: inline-block; vertical-align: middle; max-width: 100% } .spark .some { fill: var(--link) } .spark .none { fill: var(--line) } .spark + .small { display: inline-block }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: .8rem 1.5rem }
.chart { margin: .4rem 0 } .chart svg { display: block; width: 100%; height: auto; max-width: 46rem }
.chart .news { fill: var(--news) } .chart .rest { fill: var(--faint) } .chart .axis { stroke: var(--line); stroke-width: 1 }
.chart .mail { fill: var(--link) } .chart text { fill: var(--soft); font-size: 10px; font-family: inherit }
.key { display: inline-block; width: .7em; height: .7em; border-radius: 2px; margin-right: .3em; background: var(--faint) }
.key.news { background: var(--news) } .key.mail { background: var(--link); border-radius: 50% }
.alert { border-left: 4px solid var(--bad); padding: .3rem .8rem; margin: .8rem 0 } .alert h2 { margin-top: .3rem } .said { border-left: 4px solid var(--new); padding: .3rem .8rem }
input, select, textarea { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--faint); border-radius: 4px;
  padding: .35rem .6rem; max-width: 100% }
input, select, button, .button { min-height: 2.5rem } input[type=radio], input[type=checkbox] { min-height: 0 }
input[type=hidden] { display: none }
.filters { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: end; margin: .6rem 0 }
.filters label { display: grid; font-size: .875rem; color: var(--soft) } .filters label > * { color: var(--ink); font-size: 1rem; min-width: 0 }
.filters .wide { flex: 1 1 100% }
form.watch label, form.watch legend { font-weight: 600; display: block; margin-top: .6rem }
form.watch legend { padding: 0 } form.watch fieldset { border: 0; padding: 0; margin: 0 } form.watch fieldset label { font-weight: 400; margin-top: .1rem }
form.watch fieldset + fieldset, form.watch .row + fieldset, form.watch input + fieldset { margin-top: .6rem } form.watch .row label, form.watch .filters label { font-weight: 400 }
td > form.row { flex-wrap: nowrap; margin: 0 } td > form.row > * { white-space: nowrap; padding: .3rem .6rem } .cards th[scope=row] { min-width: 9rem }
form.watch textarea, form.watch #name, form.watch .whole { width: 100%; max-width: 46rem }
.row { display: flex; flex-wrap: wrap; gap: .5rem; margin: .6rem 0 0; align-items: center }
button, .button { font: inherit; padding: .3rem .9rem; border: 1px solid var(--soft); border-radius: 4px;
  background: transparent; color: inherit; cursor: pointer; text-decoration: none; display: inline-flex; align-items: center }
button.main { background: var(--link); color: var(--paper); border-color: var(--link) }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
mark { background: var(--mark); color: inherit; padding: 0 .1em }
.pages { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: 1.2rem 0; align-items: center }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (max-width: 40rem) {
  h1 { font-size: 1.35rem } nav.sections { margin: 0 -.42rem } nav.sections a { padding: .35rem .42rem } .facts { grid-template-columns: repeat(auto-fit, minmax(6.4rem, 1fr)); gap: .4rem }
  .facts > div { padding: .35rem .5rem } .facts dt { font-size: .8rem; line-height: 1.3 } .facts dd.words { font-size: .925rem }
  table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  table.cards, table.cards caption, table.cards tbody { display: block }
  table.cards tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) }
  table.cards th, table.cards td { display: block; border: 0; padding: .1rem 0; text-align: left }
  table.cards td[data-label]::before { content: attr(data-label) ": "; color: var(--soft) }
}
@media print { body > header, footer, .filters, .pages { display: none } }
`
