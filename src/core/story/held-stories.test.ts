/** What a person put together or apart, when stories are looked at again. */
import { expect, test } from 'vitest'
import { aDocument, aTelling, NOON } from '../../../test/support/builders.ts'
import type { Document, Story } from '../../model.ts'
import type { Candidate } from './neighbours.ts'
import { regroup } from './regroup.ts'

const told = { telling: aTelling('told now'), published: NOON }

test('two stories a person parted are not put together, however alike they are', () => {
  const visits = ['visit', 'other visit'].map((id) => aStory(id, [{ pinned: true }]))
  expect(regroup(told, visits, alike(0.9)).moves).toEqual([])
  const free = ['visit', 'other visit'].map((id) => aStory(id, [{}]))
  expect(regroup(told, free, alike(0.9)).moves).toHaveLength(1)
})

test('documents a person put together are not parted, however little they share', () => {
  expect(regroup(told, [aStory('visit', [{ pinned: true }, { pinned: true }])], alike(0))).toEqual({
    moves: [],
  })
  expect(regroup(told, [aStory('visit', [{}, {}])], alike(0)).moves).toHaveLength(1)
})

test('of a story with pins out of sight only what was looked at may leave', () => {
  const [long, other] = [aStory('long', [{}, { pinned: true }]), aStory('other', [{}, {}])]
  const seen = { ...long, compared: long.compared.slice(0, 1) }
  const { moves } = regroup(told, [other, seen], alike(0.9))
  expect(moves).toMatchObject([{ from: 'long', to: 'other', documents: ['long 0'] }])
})

/** All as alike as that, and no two events. */
function alike(likeness: number) {
  return { likeness: () => likeness, tellApart: () => undefined }
}

function aStory(id: string, given: readonly Partial<Document>[]): Candidate {
  const documents = given.map((one, at) =>
    aDocument({ id: `${id} ${at}`, storyId: id, telling: aTelling(`${id} ${at}`), ...one }),
  )
  const story: Story = { id, title: id, firstAt: NOON, lastAt: NOON, documents }
  return { story, fit: 1, likeness: 1, nearest: documents[0]!, compared: documents }
}
