import type { ReaderStore } from '../../ports.ts'
import type { Connection } from '../sql/connection.ts'
import { fileForSearch } from './file-for-search.ts'
import {
  coverage,
  digestArchive,
  digestsBeside,
  digestsAbout,
  placedSince,
} from './reader-digests.ts'
import { searchable } from './searchable.ts'
import { storyLine, storyLines, timeline } from './story-lines.ts'

export function createReaderStore(connection: Connection): ReaderStore {
  return {
    storyLines: (asked) => storyLines(connection, asked),
    storyLine: (storyId) => storyLine(connection, storyId),
    timeline: (storyId, range) => timeline(connection, storyId, range),
    digestsAbout: (storyId, limit) => digestsAbout(connection, storyId, limit),
    coverage: (from, zone) => coverage(connection, from, zone),
    placedSince: (from) => placedSince(connection, from),
    digestArchive: (asked) => digestArchive(connection, asked),
    digestsBeside: (id) => digestsBeside(connection, id),
    searchable: (asked) => searchable(connection, asked),
    fileForSearch: (now) => fileForSearch(connection, now),
  }
}
