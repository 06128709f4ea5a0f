/** Feeds from and to other readers, as OPML. */
import { readFile } from 'node:fs/promises'
import { readOpml, type ListedFeed } from '../../core/feed/read-opml.ts'
import { writeOpml } from '../../core/feed/write-opml.ts'
import type { Feed } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { addToList, writtenEntries } from '../configuration/edit-list.ts'
import { addressItself, addressToWrite, freeName } from '../configuration/name-feed.ts'
import { slug } from '../configuration/settle.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { Refusal } from '../refusal.ts'

export interface Imported {
  readonly added: readonly ListedFeed[]
  /** How many were there already, or twice in the list. */
  readonly doubles: number
  readonly problems: readonly string[]
}

/**
 * Add the feeds of an OPML file to the configuration file, folders flattened. Throws Refusal when
 * no feeds are in it, naming it as `from`.
 */
export async function importFeeds(
  file: string,
  opml: Uint8Array,
  from: string,
  configuration: Pick<Configuration, 'feeds'>,
): Promise<Imported> {
  const { feeds, problems } = readOpml(opml)
  if (feeds.length === 0) {
    throw new Refusal([`${from}: no feeds were read from it`, ...problems].join('\n  '))
  }
  const { added, doubles } = newAmong(feeds, configuration.feeds)
  await editConfiguration(file, process.env, (text) =>
    addToList(text, 'feeds', ...added.map((feed) => ({ ...feed }))),
  )
  return { added, doubles, problems }
}

export interface Exported {
  readonly opml: string
  readonly count: number
  /** Names of feeds whose address takes a secret from the environment. */
  readonly leftOut: readonly string[]
}

export async function exportFeeds(
  file: string,
  { feeds }: Pick<Configuration, 'feeds'>,
  now: Date,
): Promise<Exported> {
  const secret = await feedsWithSecrets(file)
  const shown = feeds.filter(({ id }) => !secret.has(id))
  return {
    opml: writeOpml(shown, 'Feeds of Wirewatch', now),
    count: shown.length,
    leftOut: feeds.filter(({ id }) => secret.has(id)).map(({ name }) => name),
  }
}

function newAmong(listed: readonly ListedFeed[], present: readonly Feed[]) {
  const known = [...present]
  const addresses = new Set(present.map(({ url }) => addressItself(url)))
  const added: ListedFeed[] = []
  for (const feed of listed) {
    const url = addressToWrite(feed.url)
    if (addresses.has(addressItself(url))) continue
    addresses.add(addressItself(url))
    const name = freeName(feed.name, url, known)
    added.push({ ...feed, name, url })
    known.push({ id: slug(name), name, url, every: 0 })
  }
  return { added, doubles: listed.length - added.length }
}

async function feedsWithSecrets(configurationFile: string): Promise<ReadonlySet<string>> {
  const entries = writtenEntries(await readFile(configurationFile, 'utf8'), 'feeds')
  const secret = entries.filter(({ url }) => url.includes('${'))
  return new Set(secret.map(({ id, name }) => id || slug(name)))
}
