/** The store as a whole, taken apart and put together again. */

/** A store taken apart: a table is named, then come its rows, as text. */
export type StorePart =
  | { readonly table: string; readonly columns: readonly string[] }
  | { readonly rows: readonly (readonly (string | null)[])[] }

/** Table -> rows. */
export type StoreTally = Readonly<Record<string, number>>

/** The store as a whole, whatever it says, for backups and for moves between databases. */
export interface WholeStore {
  /** Hand it out as it stands at one moment, with the version of its tables. */
  read<T>(work: (version: number, parts: () => AsyncGenerator<StorePart>) => Promise<T>): Promise<T>
  /**
   * Put another one in its place: all of it stands, or what was there before does. Throws
   * StoreNotEmpty where rows would be lost and `replace` is not set.
   */
  write(
    version: number,
    parts: () => AsyncIterable<StorePart>,
    replace: boolean,
  ): Promise<StoreTally>
  close(): Promise<void>
}

/** What a backup holds beside the store: a file, under the part of the installation it belongs to. */
export interface BackupFile {
  readonly role: 'ledger' | 'configuration' | 'seeds'
  /** Its name within its folder. */
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/** What stands at the head of a backup. */
export interface BackupHead {
  readonly program: string
  /** The version of the store's tables. */
  readonly storeVersion: number
  readonly madeAt: Date
}
