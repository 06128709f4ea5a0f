import { readFileSync } from 'node:fs'
import { assert, property, string, webUrl } from '../../../test/support/properties.ts'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { addToList, removeFromList, writtenEntries } from './edit-list.ts'

const shipped = readFileSync('config/wirewatch.yaml', 'utf8')
const entry = { name: 'Harbour News', url: 'https://harbour.example/rss?a=1#b', language: 'en' }

describe('a feed added to a configuration', () => {
  test('stands at the end of the list in the style of the one before, and nothing else moves', () => {
    const added = addToList(shipped, 'feeds', entry)
    const line = `  - { name: Harbour News, url: 'https://harbour.example/rss?a=1#b', language: en }\n`
    const meduza = shipped.indexOf('\n', shipped.indexOf('name: Meduza')) + 1
    expect(added).toBe(shipped.slice(0, meduza) + line + shipped.slice(meduza))
  })

  test('and removed again leaves the shipped file byte for byte as it was, whatever its name', () => {
    const count = writtenEntries(shipped, 'feeds').length
    assert(
      property(string({ unit: 'binary', minLength: 1 }), webUrl(), (name, url) => {
        const added = addToList(shipped, 'feeds', { name, url })
        expect(parse(added).feeds[count]).toEqual({ name, url })
        expect(removeFromList(added, 'feeds', count)).toBe(shipped)
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    ['written in lines', 'feeds:\n  - name: A\n    url: a\n'],
    ['without an indent', 'feeds:\n- name: A\n  url: a\n'],
    [
      'with a comment below',
      'feeds:\n  - name: A\n    url: a\n    # every: 1h\n\n# next\nweb: {}\n',
    ],
    ['with a comment beside', 'feeds:\n  - { name: A, url: a } # the first\nweb: {}\n'],
    ['without a last line break', 'web: {}\nfeeds:\n  - { name: A, url: a }'],
    ['with Windows line breaks', 'feeds:\r\n  - { name: A, url: a }\r\nweb: {}\r\n'],
    ['in brackets', 'feeds: [{ name: A, url: a }]\nweb: {}\n'],
    ['in brackets over lines', 'feeds: [\n  { name: A, url: a }, # first\n]\nweb: {}\n'],
    ['with a block of text', 'feeds:\n  - url: a\n    name: |\n      A\n\nweb: {}\n'],
  ])('keeps a list %s', (_, text) => {
    const added = addToList(text, 'feeds', entry)
    const before = parse(text)
    expect(parse(added)).toEqual({ ...before, feeds: [...before.feeds, entry] })
    for (const comment of text.match(/#.*/g) ?? []) expect(added).toContain(comment.trim())
    expect(parse(removeFromList(added, 'feeds', 1))).toEqual(before)
    const inBrackets = text.startsWith('feeds: [')
    expect(inBrackets || removeFromList(added, 'feeds', 1).trimEnd()).toBe(
      inBrackets || text.trimEnd(),
    )
  })

  test.each(['', 'web: {}', 'feeds: []\nweb: {}\n', 'feeds:\nweb: {}\n', 'feeds: # none yet\n'])(
    'begins a list where there is none: %j',
    (text) => {
      const added = addToList(text, 'feeds', entry)
      expect(parse(added)).toEqual({ ...parse(text), feeds: [entry] })
      expect(added).toContain(/#.*/.exec(text)?.[0] ?? '')
    },
  )
})

describe('a feed taken out', () => {
  test('of the middle takes its own comment along and leaves its neighbours alone', () => {
    const text = `feeds:\n  # wires\n  - { name: A, url: a } # gone\n  - { name: B, url: b } # kept\n`
    expect(removeFromList(text, 'feeds', 0)).toBe(
      `feeds:\n  # wires\n  - { name: B, url: b } # kept\n`,
    )
  })

  test('as the only one leaves an empty list', () => {
    const text = 'feeds:\n  - { name: A, url: a }\nweb: {} # here\n'
    expect(parse(removeFromList(text, 'feeds', 0))).toEqual({ feeds: [], web: {} })
    expect(removeFromList(text, 'feeds', 0)).toContain('# here')
  })

  test('is found by what is written, not by what the environment makes of it', () => {
    const text = "feeds:\n  - { name: A, url: 'https://a.example/${KEY}' }\n"
    expect(writtenEntries(text, 'feeds')).toEqual([
      { id: '', kind: '', name: 'A', url: 'https://a.example/${KEY}' },
    ])
  })
})
