/** Where a PostgreSQL server is and in which schema our tables live. */
export interface PostgresAddress {
  readonly address: URL
  readonly schema: string
}

/**
 * Read postgres://user:password@host:5432/database?schema=public. Throws what is wrong with it,
 * never showing a password.
 */
export function readPostgresAddress(url: string): PostgresAddress {
  const address = parseUrl(url)
  const schema = address.searchParams.get('schema') ?? 'public'
  address.searchParams.delete('schema')
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new Error(
      `?schema=${schema} in the database's address: expected lower-case letters, digits and _, 63 at most`,
    )
  }
  return { address, schema }
}

function parseUrl(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (address?.protocol === 'postgres:' || address?.protocol === 'postgresql:') return address
  // What was given is not shown: a password may stand anywhere in an address that is not one.
  throw new Error(
    "the database's address is not one of PostgreSQL: expected postgres://user:password@host:5432/database",
  )
}

/** Why the server cannot be used, with its address and without its password. */
export function unreachable(address: URL, error: unknown): string {
  const shown = `${address.protocol}//${address.host || 'localhost'}${address.pathname}`
  const because = withoutPassword(error, address).message
  return `PostgreSQL at ${shown} cannot be used: ${because}; check DATABASE_URL and that the server runs`
}

/** Several addresses tried (::1 and 127.0.0.1) fail as an AggregateError with an empty message. */
function withoutPassword(error: unknown, address: URL): Error {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
  const text = errors.map((one) => (one instanceof Error ? one.message : String(one))).join(', ')
  const secrets = [address.password, decodeURIComponent(address.password)].filter(Boolean)
  return new Error(secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text))
}
