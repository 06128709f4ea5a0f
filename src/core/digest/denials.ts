/** Words that take something back by themselves; "not" and the like are read with what they deny. */
const DENIALS =
  /^(?:denies|denied|deny|denying|false|retracts|retracted|опроверг(?:ает|ла|ли|ают)?|спростував|спростувала|dementiert|dément|niega|desmiente|부인(?:하|했|한)\S*|사실무근\S*|오보\S*)$/u

/** "No longer" and "no fewer than" deny nothing that happened. */
const NO_DENIAL = /^(?:longer|fewer|less|more|later|doubt|matter|one)$/

export function isDenial(word: string, next: string | undefined): boolean {
  return DENIALS.test(word) || (word === 'no' && !NO_DENIAL.test(next ?? ''))
}
