import { expect, test } from 'vitest'
import type { Item, PastItem } from '../../model.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { openTrials } from './open-trials.ts'

const CONFIGURATION = `watches: [{ name: Kim, keywords: [Kim] }]
feeds: [{ id: north, name: North, url: 'https://north.example/feed' }]`
const NOON = new Date('2025-07-12T12:00:00Z')
const form = { was: '', name: 'Troops', kind: 'query', asks: 'troops' } as const

test('a watch is tried while no other is: the second is told so, and may come again', async () => {
  const read = readConfiguration(CONFIGURATION, 'test.yaml', {})
  if (!read.ok) throw new Error('no configuration')
  let answer: (past: readonly PastItem[]) => void = () => {}
  const firstRead = new Promise<readonly PastItem[]>((resolve) => (answer = resolve))
  let asked = 0
  const history = async () => (asked++ === 0 ? firstRead : [])
  const tryOut = openTrials({
    world: { now: () => NOON, store: { history } },
    followed: { current: read.configuration, trouble: undefined, waiting: [] },
  })
  const running = tryOut(form)
  expect((await tryOut(form)).problem?.problem).toContain('another watch is being tried')
  answer([{ ...A_VISIT, item: anItem('Troops parade') }])
  expect((await running).test).toMatchObject({ hits: 1 })
  expect((await tryOut(form)).test).toMatchObject({ hits: 0 })
})

const A_VISIT = { number: 1, readAt: NOON, recordedAt: NOON, baseline: false, placed: false }

function anItem(title: string): Item {
  const words = { title, summary: '', text: '', outlet: 'North', url: 'https://north.example/1' }
  return { id: 'item', feedId: 'north', key: 'item', authors: [], categories: [], ...words }
}
