import { html, type Html } from './html.ts'

const BAR = 5
const HEIGHT = 28

/** A little bar chart, one bar a day, drawn where it stands: no script, no file. */
export function sparkline(values: readonly number[], label: string): Html {
  const most = Math.max(...values, 1)
  const width = values.length * BAR
  const bars = values.map((value, at) => {
    const height = value === 0 ? 1 : Math.max(2, Math.round((value / most) * HEIGHT))
    return html`<rect
      x="${at * BAR}"
      y="${HEIGHT - height}"
      width="${BAR - 1}"
      height="${height}"
      class="${value === 0 ? 'none' : 'some'}"
    />`
  })
  return html`<svg
    class="spark"
    width="${width}"
    height="${HEIGHT}"
    viewBox="0 0 ${width} ${HEIGHT}"
    role="img"
    aria-label="${label}"
  >
    ${bars}
  </svg>`
}
