/** PostgreSQL as it is spoken to: messages of a frontend in, those of the backend out. */
export interface Cluster {
  readonly closed: boolean
  /** What it says to these messages, to the last of it. Answers come in the order asked. */
  ask(messages: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

/** One after the other, in memory of their own. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
