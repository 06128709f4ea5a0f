/**
 * Colours and shapes of the HTML part. Mail clients drop style sheets, so every element carries
 * its light style inline and the sheet only adds what cannot be inline: dark mode and phones.
 * Both palettes keep at least 4.5:1 between text and ground (WCAG 2.2, 1.4.3).
 */

const FONT =
  "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif"

const SHAPES = {
  page: `margin:0;padding:0;background-color:#f3f1ec;font-family:${FONT};-webkit-text-size-adjust:100%`,
  sheet: 'width:100%;max-width:640px;background-color:#ffffff;border-radius:6px',
  around: 'padding:20px 0',
  edge: 'padding:24px 32px 28px',
  brand:
    'margin:0 0 14px;font-size:12px;line-height:16px;letter-spacing:.12em;font-weight:700;color:#9c2f1d',
  h1: 'margin:0 0 4px;font-size:26px;line-height:32px;font-weight:700;color:#1d1b18',
  h2: 'margin:34px 0 0;padding:0 0 6px;border-bottom:2px solid #1d1b18;font-size:15px;line-height:20px;font-weight:700;color:#1d1b18',
  h3: 'margin:0;font-size:19px;line-height:25px;font-weight:700;color:#1d1b18',
  h4: 'margin:16px 0 4px;font-size:14px;line-height:20px;font-weight:700;color:#1d1b18',
  story: 'padding:18px 0 20px;border-bottom:1px solid #e2ded5',
  last: 'padding-bottom:6px;border-bottom:0',
  kicker: 'margin:0 0 4px;font-size:12px;line-height:16px;font-weight:700;letter-spacing:.06em',
  new: 'color:#0f6a4b',
  update: 'color:#8a5300',
  headline:
    'color:#1d1b18;text-decoration:underline;text-decoration-color:#b9b2a4;text-decoration-thickness:1px;text-underline-offset:3px',
  meta: 'margin:5px 0 0;font-size:13px;line-height:18px;color:#635d53',
  paragraph: 'margin:12px 0 0;font-size:16px;line-height:25px;color:#1d1b18',
  tight: 'margin:4px 0 0',
  mark: 'background-color:#fdf0c8;color:#1d1b18',
  sofar: 'margin:12px 0 2px;font-size:13px;line-height:18px;font-weight:700;color:#635d53',
  timeline: 'margin:0;padding:0 0 0 18px;font-size:13px;line-height:18px;color:#635d53',
  fresh: 'margin:14px 0 0',
  bar: 'padding:0 0 0 14px;border-left:3px solid #d99425',
  barRight: 'padding:0 14px 0 0;border-right:3px solid #d99425;text-align:right',
  label: 'margin:0;font-size:13px;line-height:18px;font-weight:700;color:#8a5300',
  notes: 'margin:12px 0 0;font-size:13px;line-height:19px;color:#635d53',
  small: 'margin:8px 0 0;font-size:14px;line-height:21px;color:#3f3b35',
  list: 'margin:0;padding:0 0 0 18px;font-size:14px;line-height:20px;color:#3f3b35',
  spaced: 'margin:10px 0 8px',
  item: 'margin:0 0 7px',
  muted: 'color:#635d53',
  link: 'color:#1d4f8c',
  warning:
    'margin:14px 0 0;padding:9px 12px;border-left:3px solid #b3261e;background-color:#fbeeec;font-size:14px;line-height:20px;color:#7a1b15',
  trouble: 'color:#a1241c',
  cell: 'padding:6px 12px 6px 0;border-bottom:1px solid #e2ded5;font-size:13px;line-height:18px;text-align:left;vertical-align:top;color:#3f3b35',
  closing: 'margin:18px 0 0;font-size:12px;line-height:18px;color:#635d53',
} as const

export type Shape = keyof typeof SHAPES

const DARK: Partial<Record<Shape, string>> = {
  page: 'background-color:#121211',
  sheet: 'background-color:#1c1b1a',
  brand: 'color:#f08a76',
  h1: 'color:#f2efe9',
  h2: 'color:#f2efe9;border-color:#8d867a',
  h3: 'color:#f2efe9',
  h4: 'color:#f2efe9',
  story: 'border-color:#3a3733',
  new: 'color:#6fd0a8',
  update: 'color:#f0b45a',
  headline: 'color:#f2efe9;text-decoration-color:#6f695f',
  meta: 'color:#b3aca0',
  paragraph: 'color:#e8e4dc',
  label: 'color:#f0b45a',
  mark: 'background-color:#4a3f12;color:#f2efe9',
  sofar: 'color:#b3aca0',
  timeline: 'color:#b3aca0',
  notes: 'color:#b3aca0',
  small: 'color:#d3cdc2',
  list: 'color:#d3cdc2',
  muted: 'color:#b3aca0',
  link: 'color:#9cc3f5',
  warning: 'color:#ffc9c2;background-color:#3a1f1c;border-color:#f28b7f',
  trouble: 'color:#ff9d92',
  cell: 'color:#d3cdc2;border-color:#3a3733',
  closing: 'color:#b3aca0',
}

/** Attributes of an element of this shape: `class` for the sheet, `style` for everybody. */
export function shaped(...shapes: readonly Shape[]): string {
  const style = shapes.map((shape) => SHAPES[shape]).join(';')
  return `class="${shapes.join(' ')}" style="${style}"`
}

/** The sheet for the head. Outlook.com renames what it darkens itself, hence the doubled rules. */
export function styleSheet(): string {
  const rules = Object.entries(DARK).map(([shape, style]) => [shape, important(style)] as const)
  const dark = rules.map(([shape, style]) => `.${shape}{${style}}`).join('')
  const outlook = rules.map(([shape, style]) => `[data-ogsc] .${shape}{${style}}`).join('')
  return [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    `@media (prefers-color-scheme:dark){${dark}}`,
    outlook,
    '@media (max-width:480px){.around{padding:0!important}.edge{padding:18px 16px 22px!important}.h1{font-size:23px!important;line-height:29px!important}}',
  ].join('\n')
}

function important(style: string): string {
  return style
    .split(';')
    .map((rule) => `${rule}!important`)
    .join(';')
}
