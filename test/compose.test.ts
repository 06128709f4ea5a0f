import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { readEnvironment } from '../src/app/environment.ts'

/**
 * The part of the Compose specification (compose-spec/05-services.md) that docker-compose.yml
 * uses, strictly: a misspelt key or a wrong form is found without an engine to run it on.
 */
const duration = z.string().regex(/^(\d+(us|ms|s|m|h))+$/)
const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
    interval: duration.optional(),
    retries: z.int().positive().optional(),
  }),
])
const service = z
  .strictObject({
    image: z
      .string()
      .regex(/^[a-z0-9./-]+:[\w.-]+$/, 'name the image with its tag')
      .optional(),
    build: z.string().optional(),
    command: z.array(z.string()).optional(),
    restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']).optional(),
    environment: z.record(z.string(), z.string()).optional(),
    volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(:ro)?$/)).optional(),
    ports: z
      .array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/, 'open to this machine only'))
      .optional(),
    depends_on: z
      .record(z.string(), z.strictObject({ condition: z.literal('service_healthy') }))
      .optional(),
    stop_grace_period: duration.optional(),
    healthcheck: healthcheck.optional(),
  })
  .refine(({ image, build }) => (image === undefined) !== (build === undefined), 'image or build')
const compose = z.strictObject({
  'x-wirewatch': z.unknown(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
})

const file = compose.parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }))

test('the compose file names the services the README promises', () => {
  expect(Object.keys(file.services).toSorted()).toEqual([
    'mailpit',
    'postgres',
    'redis',
    'web',
    'worker',
  ])
})

test('every dependency is a service with a health check, every named volume is declared', () => {
  for (const { depends_on: needs = {}, volumes = [] } of Object.values(file.services)) {
    for (const name of Object.keys(needs)) expect(file.services[name]?.healthcheck).toBeDefined()
    const named = volumes
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((name) => /^\w/.test(name))
    for (const name of named) expect(file.volumes).toHaveProperty(name)
  }
})

test('the grace period leaves the worker its time to drain', () => {
  const source = readFileSync('src/app/service.ts', 'utf8')
  const drainMs = Number(/DRAIN_LIMIT_MS = ([\d_]+)/.exec(source)?.[1]?.replaceAll('_', ''))
  const graceSeconds = Number.parseInt(file.services['worker']?.stop_grace_period ?? '', 10)
  expect(graceSeconds * 1000).toBeGreaterThan(drainMs)
})

test('the page in its container asks for a password, which nobody has who made none', () => {
  expect(file.services['web']?.environment?.['WIREWATCH_PASSWORD']).toMatch(
    /^\$\{WIREWATCH_PASSWORD:\?.+\}$/,
  )
  expect(file.services['web']?.environment?.['DATABASE_URL']).toBeDefined()
})

test('what the containers are given is what the program knows', () => {
  const line = /^ENV (.+)$/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1] ?? ''
  const image = Object.fromEntries(
    Array.from(line.matchAll(/(\w+)=(\S+)/g), (pair) => pair.slice(1)),
  )
  for (const name of ['web', 'worker']) {
    const given = { ...image, ...file.services[name]?.environment }
    expect(readEnvironment(given)).toMatchObject({ dataFolder: '/data', webHost: '0.0.0.0' })
    const { databaseUrl, redisUrl, smtpUrl } = readEnvironment(given)
    const hosts = [databaseUrl, redisUrl, smtpUrl].map((url) => new URL(url ?? '').hostname)
    for (const host of hosts) expect(file.services).toHaveProperty(host)
  }
})
