/**
 * Loaded before a program (`--import`): every name under `.example` is this machine. Outlets on
 * loopback then have hosts of their own, which are spaced like any other.
 */
import { promises } from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'

const { lookup } = promises

promises.lookup = async (name, options) => {
  if (!name.endsWith('.example')) return lookup(name, options)
  const address = { address: '127.0.0.1', family: 4 }
  return options?.all ? [address] : address
}
syncBuiltinESMExports()
