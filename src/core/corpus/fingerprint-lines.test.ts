import { expect, test } from 'vitest'
import type { Document } from '../../model.ts'
import { shinglesOf, probesOf } from '../story/shingles.ts'
import { tellingOf } from '../story/telling.ts'
import {
  FIRST_LINE,
  fingerprintLine,
  firstLineProblem,
  readFingerprintLine,
  storiesOfLines,
} from './fingerprint-lines.ts'

const text = 'Lavrov arrived in Wonsan on Friday for talks with his North Korean counterpart.'
const told = new Date('2025-07-11T12:00:00Z')
const document: Document = {
  id: 'd1',
  storyId: 's1',
  origin: 'item',
  title: 'Lavrov lands in Wonsan',
  outlet: 'The Herald',
  url: 'https://herald.example/1',
  telling: tellingOf({ title: 'Lavrov lands in Wonsan', text }),
}

test('a document that was taken elsewhere is known there by its text, which did not travel', () => {
  const written = fingerprintLine(document, 'The visit', told)
  expect(written).not.toContain('counterpart')
  const read = readFingerprintLine(written)
  const [story] = storiesOfLines(read.ok ? [read.line] : [])
  expect(story).toMatchObject({ id: 's1', title: 'The visit', firstAt: told, lastAt: told })
  const shingles = shinglesOf(text)
  expect(story?.documents).toEqual([
    {
      ...document,
      origin: 'seed',
      published: told,
      telling: tellingOf({ title: document.title, text: '', published: told }),
      original: { shingles, probes: probesOf(shingles) },
    },
  ])
})

test.each([
  [FIRST_LINE, undefined],
  ['{"wirewatch":"corpus","version":2}', 'version 2 of the format; this wirewatch reads 1'],
  ['{"id":"a"}', 'no exported corpus; expected the first line to say so'],
  ['<rss>', 'no exported corpus; expected the first line to say so'],
])('a file that begins with %s: %s', (line, problem) => {
  expect(firstLineProblem(line)).toBe(problem)
})

test.each([
  ['', 'no line of JSON'],
  [{ id: '' }, '"id" is missing'],
  [{ told: 'Friday' }, 'told is "Friday"; expected 2025-07-12T07:53:00Z'],
  [
    { fingerprint: 'AAA' },
    'the fingerprint is not base64 of whole 32-bit numbers; make it anew from the original',
  ],
])('a line with %j is left out, with the reason', (change, problem) => {
  const whole: object = JSON.parse(fingerprintLine(document, 'The visit', told))
  const line = typeof change === 'string' ? change : JSON.stringify({ ...whole, ...change })
  expect(readFingerprintLine(line)).toEqual({ ok: false, problem })
})
