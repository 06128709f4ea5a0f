/**
 * One record of RFC 4180, with its line break. A text that a spreadsheet would take for a formula
 * (CWE-1236) has an apostrophe put before it: what outlets write is not to be run.
 */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(csvField).join(',')}\r\n`
}

function csvField(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Also in full width, and behind blanks, which some spreadsheets pass over. */
const FORMULA = /^[\s\u00A0]*[=+\-@＝＋－＠]|^[\t\r\n]/
