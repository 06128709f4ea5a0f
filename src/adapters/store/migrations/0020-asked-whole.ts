/**
 * What is asked for without a feed or a subscriber: an item by its address, which is how people ask why,
 * and the digests that told of an item or a story, which an export asks for every row. Addresses are
 * hashed: they are asked for whole, and a tree of them takes several times as much.
 */
export const askedWhole: readonly string[] = [
  "create index item_address on item using hash (url) where url <> ''",
  'create index told_of_item on told (item_id)',
  'create index told_of_story on told (story_id)',
]
