import { describe, expect, it } from 'vitest'
import type { Feed, FeedMemory, Fetched } from '../../model.ts'
import { rememberMove } from './moved.ts'

const at = new Date('2025-07-09T10:00:00Z')
const parsed = { feed: {}, entryCount: 0, problems: [] }

function moveFrom(from: string, to: string) {
  const feed: Feed = { id: 'wire', name: 'Wire', url: from, every: 900_000 }
  const memory: FeedMemory = { feedId: 'wire', url: from, failuresInARow: 0, because: '' }
  const found = { status: 200, headers: {}, bytes: new Uint8Array() }
  const fetched: Fetched = { kind: 'body', url: to, movedTo: to, ...found }
  return rememberMove({ feed, memory, fetched, parsed, at })
}

describe('a feed moved for good', () => {
  it.each([
    ['http://wire.example/rss', 'https://wire.example/rss'],
    ['https://wire.example/rss', 'https://feeds.wire.example/rss'],
    ['https://wire.example/rss', 'https://8.8.8.8/rss'],
    ['http://10.1.2.3/rss', 'http://10.1.2.3/new'],
  ])('from %s to %s is remembered', (from, to) => {
    expect(moveFrom(from, to)).toEqual({ movedTo: to, movedSince: at, movedVisits: 1 })
  })

  it.each([
    ['https://wire.example/rss', 'http://wire.example/rss'],
    ['https://wire.example/rss', 'https://10.1.2.3/rss'],
    ['https://wire.example/rss', 'https://[fd00::1]/rss'],
    ['https://wire.example/rss', 'https://localhost/rss'],
    ['https://wire.example/rss', 'https://portal/login'],
    ['https://wire.example/rss', 'https://router.lan/login'],
  ])('from %s to %s never is', (from, to) => {
    expect(moveFrom(from, to)).toEqual({})
  })
})
