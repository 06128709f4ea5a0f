#!/usr/bin/env node
/**
 * `npm run bench [-- NAME…]`: the measurements of this folder, each in a process of its own, one
 * after the other. A measurement prints what it compares and the ratios of this one run; no test
 * rests on it, since machines are noisy. Build first: what is measured is what is shipped.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const known = readdirSync(folder)
  .filter((name) => name.endsWith('.js') && name !== 'run.js')
  .map((name) => name.slice(0, -'.js'.length))
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`no measurement ${unknown.join(', ')}; there are ${known.join(', ')}`)
  process.exit(2)
}

for (const name of asked.length > 0 ? asked : known) {
  console.log(`\n# ${name}`)
  const { status } = spawnSync(process.execPath, ['--expose-gc', `${folder}${name}.js`], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}
