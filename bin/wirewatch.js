#!/usr/bin/env node
import { existsSync } from 'node:fs'

const program = new URL('../dist/bundle/cli.js', import.meta.url)

if (existsSync(program)) {
  const { main } = await import(program.href)
  process.exitCode = await main(process.argv)
} else {
  console.error('wirewatch: not built yet; run `npm ci`, or `npm run build` after a change')
  process.exitCode = 1
}
