#!/usr/bin/env node
/**
 * `npm test`: everything that must hold, in the order in which it is cheapest to learn of a
 * break. All of it runs even when an early part fails, so that one run names every trouble. Ends
 * with the backends that were not tried and the line `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const CHECKS = [
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['lint and import law', 'oxlint'],
  ['nothing unused', 'knip', '--no-progress'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['build', 'npm', 'run', '--silent', 'build'],
]

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-test-'))
const results = join(folder, 'results.json')
let passed = 0
let failed = 0

for (const [name, ...command] of CHECKS) {
  const { code } = await run(command)
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`)
  if (code === 0) passed++
  else failed++
}

const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
const tests = await run(['vitest', 'run', ...reporters, ...process.argv.slice(2)])
const counted = countTests()
passed += counted.passed
failed += counted.failed
// A run that broke outside its tests (a file that does not load) has failed all the same.
if (tests.code !== 0 && counted.failed === 0) failed++

const notTried = new Set(tests.output.match(/not tried: .+/g))
console.log('')
for (const line of notTried) console.log(line)
if (notTried.size === 0)
  console.log('tried on: the embedded store and queue, PostgreSQL, Redis, Chromium, Python’s email')
console.log(`${passed} passed, ${failed} failed`)
rmSync(folder, { recursive: true })
process.exitCode = failed > 0 ? 1 : 0

function countTests() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** Run a program of node_modules, its output shown and kept. */
function run([program, ...parameters]) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(
      program === 'npm' ? program : join('node_modules', '.bin', program),
      parameters,
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
        },
      },
    )
    for (const name of ['stdout', 'stderr']) {
      child[name].on('data', (chunk) => {
        output += chunk
        process[name].write(chunk)
      })
    }
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code, output }))
  })
}
