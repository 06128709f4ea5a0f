/**
 * What stood in a feed at its last visit, beside the rest of its memory: nine tenths of it, which
 * visits that bring nothing neither read nor write.
 */
export const whatStood: readonly string[] = [
  'alter table feed_memory add column stood json',
  `update feed_memory set
    stood = json_strip_nulls(
      json_build_object('shown', memory->'shown', 'lastIds', memory->'lastIds')),
    memory = (memory::jsonb - 'shown' - 'lastIds')::json`,
]
