/** What carries digests out, and what remembers that it did. */
import type { Delivery, Message, Notice } from '../model.ts'

export interface Mailer {
  /**
   * Post, and answer what the other side said; trouble worth another try is an answer too.
   * Throws only for a broken promise: no disk to write on. Posting the same Message-ID twice is
   * allowed and recognisable: the outbox overwrites, a mail server shows the same id.
   */
  post(message: Message): Promise<Posting>
  close(): Promise<void>
}

/** Ways beside mail. As with mail, trouble is an answer. */
export interface Channels {
  post(notice: Notice): Promise<Posting>
  close(): Promise<void>
}

export interface Posting {
  readonly outcome: Delivery['outcome']
  /** The other side's words. */
  readonly receipt: string
  /** After trouble: the other side asked to be left alone until then. */
  readonly notBefore?: Date
}

/**
 * What reached whom, kept apart from the store: when that is put back to an older copy, it would
 * tell again what it has forgotten.
 */
export interface Ledger {
  sent(subscriberId: string): Promise<Sent>
  keep(entry: LedgerEntry): Promise<void>
}

export interface Sent {
  /** Item -> the digest it came in. */
  readonly items: ReadonlyMap<string, string>
  /** `digest addressee` -> what was answered. */
  readonly receipts: ReadonlyMap<string, string>
}

export interface LedgerEntry {
  readonly subscriberId: string
  readonly digestId: string
  readonly addressee: string
  readonly at: Date
  readonly receipt: string
  readonly items: readonly string[]
}
