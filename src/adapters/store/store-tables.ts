/**
 * Every table of the store with what stands in it, each after those its rows refer to. A test
 * holds the list against the tables the migrations make.
 */
export const STORE_TABLES = [
  'feed_memory',
  'poll',
  'seen',
  'item',
  'item_version',
  'story',
  'document',
  'probe',
  'term',
  'story_term',
  'corpus_size',
  'placement',
  'digest',
  'delivery',
  'look',
  'told',
  'article_look',
  'look_back',
  'subscription',
  'subscriber_action',
  'secret',
  'story_move',
  'story_pin',
  'search_key',
  'search_segment',
  'search_again',
] as const

/** Made anew by whoever opens the store: its version, who visits a host at this moment, what is wrong. */
export const TABLES_LEFT_OUT = ['migration', 'host_lease', 'alarm'] as const
