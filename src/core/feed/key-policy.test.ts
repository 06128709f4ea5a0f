import { describe, expect, it } from 'vitest'
import type { FeedMemory, Parsed, ParsedEntry } from '../../model.ts'
import { rememberKeys } from './key-policy.ts'

function reading(...entries: readonly Partial<ParsedEntry>[]): Parsed {
  const whole = entries.map((given) => ({ authors: [], categories: [], ...given }))
  return { feed: {}, entries: whole, problems: [] }
}

function entry(id: string, path: string, title = path): Partial<ParsedEntry> {
  return { id, url: `https://wire.example/${path}`, title }
}

function after(parsed: Parsed, before?: FeedMemory): FeedMemory {
  return {
    feedId: 'wire',
    url: '',
    failuresInARow: 0,
    because: '',
    ...rememberKeys(parsed, before),
  }
}

const first = after(reading(entry('1', 'a'), entry('2', 'b'), entry('3', 'c')))

describe('the guids of a feed', () => {
  it.each<[string, Parsed]>([
    ['all changed', reading(entry('4', 'a'), entry('5', 'b'), entry('6', 'c'))],
    ['all changed that were there', reading(entry('9', 'new'), entry('4', 'a'), entry('5', 'b'))],
    ['repeat', reading(entry('7', 'x'), entry('7', 'y'))],
  ])('are worthless when they %s', (_, parsed) => {
    expect(rememberKeys(parsed, first)).toEqual({ keyedBy: 'address' })
  })

  it.each<[string, Parsed]>([
    ['stay', reading(entry('1', 'a'), entry('2', 'b'), entry('3', 'c'))],
    ['change in part', reading(entry('1', 'a'), entry('5', 'b'), entry('6', 'c'))],
    ['change once', reading(entry('4', 'a'))],
    ['change with the headline', reading(entry('4', 'a', 'A!'), entry('5', 'b', 'B!'))],
    ['are absent', reading({ title: 'a' }, { url: 'https://wire.example/a' })],
    ['change where one address serves all', reading(entry('7', 'a'), entry('8', 'a', 'more'))],
    ['repeat under one address', reading(entry('7', 'x'), entry('7', 'x', 'x again'))],
  ])('are kept to when they %s', (_, parsed) => {
    expect(rememberKeys(parsed, first).keyedBy).toBeUndefined()
  })

  it('once worthless stay so', () => {
    const known: FeedMemory = { ...first, keyedBy: 'address' }
    expect(rememberKeys(reading(entry('1', 'a'), entry('2', 'b')), known).keyedBy).toBe('address')
  })

  it('are compared with the last reading, whatever came between without entries', () => {
    expect(rememberKeys(reading(), first)).toEqual({ lastIds: first.lastIds })
    expect(Object.keys(first.lastIds ?? {})).toHaveLength(3)
    const many = Array.from({ length: 200 }, (_, at) => entry(`${at}`, `path-${at}`))
    expect(JSON.stringify(rememberKeys(reading(...many), undefined)).length).toBeLessThan(2000)
  })
})
