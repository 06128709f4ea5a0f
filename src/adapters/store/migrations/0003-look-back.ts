/** The watches that were set against everything read before they were written, and how they asked. */
export const lookBack: readonly string[] = [
  `create table look_back (
    watch text primary key,
    query_hash text not null,
    at timestamptz not null
  )`,
]
