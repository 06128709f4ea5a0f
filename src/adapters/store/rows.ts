import type { Digest, FeedRecord, Item, PlacedItem, ToldStory } from '../../model.ts'

/** A row as the model has it, where what may be absent is null instead. */
export type Row<T> = {
  [Name in keyof T]-?: undefined extends T[Name] ? Exclude<T[Name], undefined> | null : T[Name]
}

export const ITEM_COLUMNS = `
  item.id, item.feed_id as "feedId", item.key, item.title, item.url, item.outlet, item.published,
  item.updated, item.authors, item.summary, coalesce(item.text, item.summary) as text,
  item.categories, item.language, item.image, item.full_text as "fullText"`

export const PLACED_ITEM_COLUMNS = `
  placement.sequence::float8 as sequence, placement.placed_at as "placedAt", placement.answers,
  placement.verdict, placement.held_back as "heldBack",
  (select json_agg(title order by read_at) from item_version where item_id = item.id) as headlines,
  ${ITEM_COLUMNS}`

export type PlacedItemRow = Row<Omit<PlacedItem, 'item'>> & Row<Item>

export function toPlacedItem(row: PlacedItemRow): PlacedItem {
  const { sequence, placedAt, answers, verdict, heldBack, ...rest } = row
  const { headlines: wordings, ...item } = rest
  // A wording may have changed its summary alone.
  const headlines = wordings?.filter((title, at) => title !== wordings[at - 1]) ?? []
  return {
    sequence,
    placedAt,
    item: withoutNulls<Item>(item),
    answers,
    verdict,
    ...(heldBack !== null && { heldBack }),
    ...(headlines.length > 1 && { headlines }),
  }
}

/** The model's object made of its row: what is null there is absent here. */
export function withoutNulls<T extends object>(row: Row<T>): T
export function withoutNulls(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}

/** A digest read from JSON, where its dates are text. */
export function toDigest(stored: Digest): Digest {
  const { composedAt, covers, stories, feeds, corrections } = stored
  return {
    ...stored,
    composedAt: new Date(composedAt),
    covers: { ...covers, from: new Date(covers.from), to: new Date(covers.to) },
    stories: stories.map(toToldStory),
    feeds: feeds.map(withDates),
    ...(corrections && {
      corrections: corrections.map((one) =>
        withDate({ ...one, told: withDate(one.told, 'at') }, 'at'),
      ),
    }),
  }
}

function toToldStory(stored: ToldStory): ToldStory {
  const { lead, earlier } = stored
  return {
    ...stored,
    lead: withDate(lead, 'published'),
    ...(earlier && { earlier: earlier.map((one) => withDate(one, 'at')) }),
  }
}

function withDates(stored: FeedRecord): FeedRecord {
  const dated = withDate(withDate(stored, 'lastSuccessAt'), 'goneSince')
  return withDate(withDate(dated, 'overflowedAt'), 'latestItemAt')
}

function withDate<Name extends string, T extends { readonly [K in Name]?: Date }>(
  stored: T,
  name: Name,
): T {
  const date = stored[name]
  return date === undefined ? stored : { ...stored, [name]: new Date(date) }
}
