import { readFileSync } from 'node:fs'
import * as z from 'zod'

const packageFile = new URL('../../package.json', import.meta.url)

/** The version in package.json, which stands two folders up in src and in dist alike. */
export const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(packageFile, 'utf8')))
