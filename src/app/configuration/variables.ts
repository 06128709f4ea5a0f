/** How a value of the configuration names a variable of the environment: `${NAME}`. */
const VARIABLE = /\$\{([A-Z0-9_]+)\}/g

/** Names of the variables in a text, as often as they stand there. */
export function variablesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(VARIABLE), ([, name = '']) => name)
}

/** The text with each variable replaced; `whole` is how it is written. */
export function replaceVariables(
  text: string,
  valueOf: (name: string, whole: string) => string,
): string {
  return text.replace(VARIABLE, (whole, name: string) => valueOf(name, whole))
}
