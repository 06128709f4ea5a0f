import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the compiler alone writes nothing: what runs is a bundle, which would stay as it was', () => {
  const parameters = ['-p', 'tsconfig.build.json', '--showConfig']
  const { stdout } = spawnSync('node_modules/.bin/tsc', parameters, { encoding: 'utf8' })
  expect(JSON.parse(stdout).compilerOptions).toMatchObject({ noEmit: true, outDir: './dist' })
})

test('who installs a packed Wirewatch gets what is tested here: its own versions of what it holds back', () => {
  const { overrides, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(overrides).toBeUndefined()
  expect(dependencies).toMatchObject({ 'light-my-request': '6.6.0' })
})
