/** What is wrong with the wildcards in a phrase's words; undefined when nothing is. */
export function wildcardTrouble(words: readonly string[]): string | undefined {
  for (const word of words.filter((each) => /[*?]/.test(each))) {
    for (const part of word.split(/[^\p{L}\p{M}\p{N}*?'’]+/u)) {
      const literal = /^[^*?]*/.exec(part)![0].length
      if (literal === part.length) continue
      if (part.includes('*') && part.indexOf('*') < part.length - 1) {
        return `a * may only end a word: ${word}`
      }
      const least =
        part.includes('*') && /^[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(part) ? 2 : 1
      if (literal < least) {
        return `a wildcard needs at least ${least === 1 ? 'one letter' : 'two letters'} before it: ${word}`
      }
    }
  }
  return undefined
}
