import { lazily } from '../text/lazily.ts'

/**
 * A table of names, one a line with its forms between bars: each form as it is looked up, with the
 * line's key, which its first form makes. Read when it is first asked for.
 */
export function tableOfForms(
  lines: string,
  formOf: (written: string) => string,
  keyOf: (first: string) => string,
): () => ReadonlyMap<string, string> {
  return lazily(() => {
    const rows = lines.trim().split('\n')
    const entries = rows.flatMap((line) => {
      const forms = line.split('|')
      const key = keyOf(forms[0] ?? '')
      return forms.map((form) => [formOf(form), key] as const)
    })
    return new Map(entries)
  })
}
