import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('the compiler alone writes nothing: what runs is a bundle, which would stay as it was', () => {
  const parameters = ['-p', 'tsconfig.build.json', '--showConfig']
  const { stdout } = spawnSync('node_modules/.bin/tsc', parameters, { encoding: 'utf8' })
  expect(JSON.parse(stdout).compilerOptions).toMatchObject({ noEmit: true, outDir: './dist' })
})
