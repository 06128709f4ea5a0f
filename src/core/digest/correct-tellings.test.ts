import { describe, expect, test } from 'vitest'
import { correctionMark, correctTellings, materialChange, uncorrected } from './correct-tellings.ts'
import type { Rewording } from '../../model.ts'

test.each([
  [
    '12 soldiers killed in Kursk blast',
    '21 soldiers killed in Kursk blast',
    '“21 soldiers” where “12 soldiers” stood',
  ],
  ['Lavrov meets Choe Son Hui in Wonsan', 'Lavrov meets Kim Jong Un in Wonsan', 'Kim'],
  ['Pyongyang sends troops to Kursk', 'Pyongyang denies sending troops to Kursk', 'denies'],
  ['Пхеньян направил войска', 'Пхеньян не направил войска', 'не'],
  ['Kim will not meet Lavrov', 'Kim will meet Lavrov', 'no longer says “not”'],
])('“%s” is corrected by “%s”', (was, now, because) => {
  expect(materialChange(was, now)).toContain(because)
})

test.each([
  ['Lavrov lands in Wonsan', 'Lavrov lands in Wonsan for talks'],
  ['Lavrov lands in Wonsan', 'Russia’s Lavrov in Wonsan for talks with Kim'],
  ['12 soldiers killed in Kursk', 'Soldiers killed in Kursk blast'],
  ['LIVE: Lavrov lands in Wonsan', 'LIVE: Kim hosts dinner on a yacht, state media say'],
  ['Lavrov lands in Wonsan', 'LAVROV LANDS IN WONSAN'],
])('“%s” is only reworded by “%s”', (was, now) => {
  expect(materialChange(was, now)).toBeUndefined()
})

describe('headline and text together', () => {
  const told = {
    storyId: 'story',
    digestId: 'desk-20250712T080000Z',
    messageId: '<desk>',
    itemId: 'blast',
    at: new Date('2025-07-12T08:00:00Z'),
    headline: '12 soldiers killed in Kursk blast',
  }
  const rewording: Rewording = {
    told,
    outlet: 'WIRE',
    url: 'https://wire.example/blast',
    headline: 'Soldiers killed in Kursk blast',
    at: new Date('2025-07-12T09:00:00Z'),
    summary: {
      told: 'The blast in Kursk killed 12 soldiers, he said.',
      now: 'The blast in Kursk killed 21 soldiers, he said.',
    },
  }
  const mended = { ...rewording, headline: '21 soldiers killed in Kursk blast' }

  test('a headline only reworded stays as it was told, and the text is corrected', () => {
    expect(correctTellings([rewording])).toMatchObject([
      {
        headline: told.headline,
        text: { was: rewording.summary?.told, summary: rewording.summary?.now },
      },
    ])
  })

  test('both are one correction', () => {
    expect(correctTellings([mended])).toMatchObject([
      { headline: mended.headline, text: { now: mended.summary?.now } },
    ])
  })

  test('what a later digest told by the ledger is not told again; what an earlier one told is', () => {
    const [correction] = correctTellings([mended])
    const mark = correctionMark(correction!)
    const after = (digest: string) => uncorrected([correction!], new Map([[mark, digest]]))
    expect(after('desk-20250712T090000Z')).toEqual([])
    expect(after('desk-20250711T090000Z')).toEqual([correction])
    expect(uncorrected([correction!], undefined)).toEqual([correction])
  })
})
