/** A clear no to the person at the terminal: shown without a stack, exit code 2. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
