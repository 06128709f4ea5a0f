import { expect, test } from 'vitest'
import { packMembers, placesOf, SEGMENT, unpackMembers } from './segments.ts'

test.each([1, 3, 127, 128, 700, SEGMENT])('%i places of a segment come back as stored', (count) => {
  const places = Array.from({ length: count }, (_, at) => Math.floor((at * SEGMENT) / count))
  const packed = packMembers(places)
  expect(placesOf(unpackMembers(packed))).toEqual(places.toReversed())
  // Rows of the store hold pieces of memory that other rows share.
  expect(placesOf(unpackMembers(Buffer.from(packed)))).toEqual(places.toReversed())
})
