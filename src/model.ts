/**
 * The words. One word per thing: in code, tables, commands, pages and docs.
 *
 * feed        an address we poll (RSS, Atom, RDF, JSON Feed, news sitemap)
 * poll        one visit to a feed, and what came of it
 * item        one entry of a feed, normalised
 * seen        an item key met before in this feed
 * watch       a named query a person wrote
 * match       an item, a watch, and the words that answered
 * corpus      everything already known: the seed documents and every matched item since
 * document    one member of the corpus
 * telling     what is kept of a text so that later texts can be set against it
 * story       one event and its developments, however many outlets tell it
 * verdict     what an item is against the corpus, with `because`
 * subscriber  who gets digests, when, by which channel
 * digest      what one subscriber is told at one time
 * message     a digest ready to post
 * delivery    the record that it was posted
 */
export * from './model/feed.ts'
export * from './model/item.ts'
export * from './model/watch.ts'
export * from './model/story.ts'
export * from './model/poll.ts'
export * from './model/digest.ts'
