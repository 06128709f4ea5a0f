import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { effectiveValues } from './effective-values.ts'

const TEXT = `watches:
  # the minister
  - name: Lavrov
    keywords: [Lavrov, Лавров]
aliases:
  kim: Kim | 김
subscribers:
  - name: Desk
    to: desk@example.org
    channels: [{ kind: slack, url: '\${SLACK_URL}' }]
polling:
  every: 20m
web: { port: 9000, password: '\${PAGE_PASSWORD}' }
`
const find = (key: string, variables = {}) =>
  effectiveValues(TEXT, variables).find((value) => value.key === key)

test('tells where each value was said', () => {
  expect(find('polling.every')).toMatchObject({ value: '20m', line: 12 })
  expect(find('polling.concurrency')).toMatchObject({ value: '8' })
  expect(find('polling.concurrency')).not.toHaveProperty('line')
  expect(find('watches 1')).toMatchObject({
    value: 'name: Lavrov · keywords: [Lavrov, Лавров]',
    line: 3,
  })
  expect(find('aliases.kim')).toMatchObject({ value: 'Kim | 김', line: 6 })
  expect(find('mail.dkim')).toMatchObject({ value: '' })
  expect(find('web.port')).toMatchObject({ value: '9000', line: 13 })
})

test('the environment stands over the file, and no secret of it is told', () => {
  const variables = {
    WIREWATCH_WEB_PORT: '8080',
    PAGE_PASSWORD: 'hidden-one',
    SLACK_URL: 'https://hooks.example/hidden-two',
  }
  expect(find('web.port', variables)).toEqual({
    key: 'web.port',
    value: '8080',
    variables: ['WIREWATCH_WEB_PORT'],
    about: expect.any(String),
  })
  expect(find('web.password', variables)).toMatchObject({
    value: '${PAGE_PASSWORD}',
    variables: ['PAGE_PASSWORD'],
  })
  expect(find('subscribers 1', variables)).toMatchObject({ variables: ['SLACK_URL'] })
  const set = { ...variables, WIREWATCH_PASSWORD: 'hidden-three' }
  expect(find('web.password', set)).toMatchObject({
    value: '***',
    variables: ['WIREWATCH_PASSWORD'],
  })
  expect(JSON.stringify(effectiveValues(TEXT, set))).not.toContain('hidden')
})

test('every section of the shipped configuration is told, and nothing as an object', () => {
  const values = effectiveValues(readFileSync('config/wirewatch.yaml', 'utf8'), {})
  const sections = new Set(values.map(({ key }) => key.split(/[. ]/)[0]))
  for (const name of [
    'watches',
    'feeds',
    'searches',
    'aliases',
    'polling',
    'corpus',
    'mail',
    'web',
  ])
    expect(sections).toContain(name)
  expect(values.filter(({ value }) => value.includes('[object'))).toEqual([])
})
