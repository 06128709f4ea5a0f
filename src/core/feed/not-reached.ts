/**
 * Whether a visit failed before anything came to the outlet: its name was not found, or no
 * connection was made. That is as a rule this machine's network and no trouble of the outlet's,
 * which minds neither that it is tried again soon nor how often. The words are the fetcher's.
 */
export function wasNotReached(failure: string): boolean {
  return NOT_REACHED.test(failure)
}

const NOT_REACHED =
  /^(?:the name \S+ is not known \(DNS\)|DNS gave no answer for \S+|\S+ cannot be reached|no connection to \S+ (?:with)?in \d+(?:\.\d+)? s)$/
