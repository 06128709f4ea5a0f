import type * as Embedded from '../../src/adapters/sql/connect-embedded.ts'

/** Where the compiler put it. */
export const BUILT = new URL('../../dist/adapters/sql/connect-embedded.js', import.meta.url).href

/**
 * The built one, whose store is in a thread, as the program's is: Node 20 runs no TypeScript in
 * a thread, so that the one of src/ opens it in its own.
 */
export const { connectEmbedded }: typeof Embedded = await import(BUILT)
