/**
 * What one subscriber is told of one story: who leads, which sentences, who else tells it.
 *
 * `placed` are the story's placements in a digest's time, in order of sequence; their answers are
 * already only those of the subscriber's watches.
 */
import type { PlacedItem, ToldStory } from '../../model.ts'
import { withoutVersionMark } from '../story/headline.ts'
import { storyOrigins } from '../story/origins.ts'

const MOST_ANSWERED = 6

/**
 * The story as told, or undefined when nothing in it may be told: a story is told for a 'new' or
 * 'update' that answers a watch, and for one opened by an item this subscriber does not watch for
 * when a later telling does answer, since nobody has told it here yet.
 */
export function tellStory(
  placed: readonly PlacedItem[],
  watchNames: readonly string[],
): ToldStory | undefined {
  const tellable = placed.filter(({ heldBack }) => heldBack === undefined)
  const answering = tellable.filter(({ answers }) => answers.length > 0)
  const news = tellable.filter((one) => isNews(one) && (opens(one) || one.answers.length > 0))
  const lead = leadOf(answering, news)
  if (!lead) return undefined
  const watch = bestWatch(answering, watchNames)
  const tellings = tellable.filter(({ verdict }) => verdict.kind !== 'known')
  return {
    storyId: lead.verdict.storyId,
    kind: news.some(opens) ? 'new' : 'update',
    watch,
    headline: headlineOf(lead),
    lead: {
      outlet: lead.item.outlet,
      url: lead.item.url,
      title: titleOf(lead),
      ...(lead.item.published && { published: lead.item.published }),
      itemId: lead.item.id,
    },
    storyTitle: withoutVersionMark(lead.verdict.storyTitle),
    sentences: sentencesOf(news, lead),
    otherHeadlines: otherHeadlines(news, lead),
    alsoIn: outletsOf(tellings).filter((outlet) => outlet !== lead.item.outlet),
    ...originsTold(tellings),
    ...contradictionsTold(tellings),
    copies: countOf(tellings, 'copy'),
    retellings: countOf(tellings, 'retelling'),
    updates: countOf(tellings, 'update'),
    answered: answeredWords([lead, ...answering], watch),
    clauses: clausesAnswered(answering, watch),
    itemIds: tellings.map(({ item }) => item.id),
    because: (news.find(opens) ?? lead).verdict.because,
  }
}

/** A verdict given before origins were read says nothing of them. */
function originsTold(tellings: readonly PlacedItem[]): Pick<ToldStory, 'origins'> {
  const tellers = tellings.flatMap(({ item: { outlet }, verdict: { origins } }) =>
    origins ? [{ outlet, sources: origins }] : [],
  )
  return tellers.length > 0 ? { origins: storyOrigins(tellers) } : {}
}

function contradictionsTold(tellings: readonly PlacedItem[]): Pick<ToldStory, 'contradictions'> {
  const contradictions = tellings.flatMap(({ verdict }) => verdict.contradictions ?? [])
  return contradictions.length > 0 ? { contradictions } : {}
}

function isNews({ verdict }: PlacedItem): boolean {
  return verdict.kind === 'new' || verdict.kind === 'update'
}

function opens({ verdict }: PlacedItem): boolean {
  return verdict.kind === 'new'
}

/**
 * The update that brings most, the later of equals: the headline of a story that moved on says
 * where it is now. Without updates the opening item; without one that answers, the first that does.
 */
function leadOf(
  answering: readonly PlacedItem[],
  news: readonly PlacedItem[],
): PlacedItem | undefined {
  if (news.length === 0) return undefined
  const candidates = news.filter(({ answers }) => answers.length > 0)
  const updates = candidates.filter((one) => !opens(one))
  const [best] = updates.toSorted((a, b) => factCount(b) - factCount(a) || b.sequence - a.sequence)
  return best ?? candidates[0] ?? answering[0]
}

function factCount({ verdict }: PlacedItem): number {
  return verdict.newSentences.reduce((sum, { facts }) => sum + facts.length, 0)
}

/** Aggregators write 'Headline - Outlet'; the outlet is named beside it anyway. */
function headlineOf(placed: PlacedItem): string {
  const title = withoutVersionMark(titleOf(placed))
  for (const mark of [' - ', ' | ', ' – ', ' — ']) {
    const suffix = mark + placed.item.outlet
    if (title.length > suffix.length && title.endsWith(suffix)) {
      return title.slice(0, -suffix.length)
    }
  }
  return title
}

/** As its outlet words it now. */
function titleOf({ item, headlines }: PlacedItem): string {
  return headlines?.at(-1) ?? item.title
}

/** One headline cannot speak for a day of developments: every other item that brought news has its own. */
function otherHeadlines(
  news: readonly PlacedItem[],
  lead: PlacedItem,
): ToldStory['otherHeadlines'] {
  const said = new Set([
    folded(headlineOf(lead)),
    folded(withoutVersionMark(lead.verdict.storyTitle)),
  ])
  return news.flatMap((one) => {
    const headline = headlineOf(one)
    if (said.has(folded(headline))) return []
    said.add(folded(headline))
    return [{ headline, outlet: one.item.outlet }]
  })
}

/** In order of reading, each once, without those that only say the headline again. */
function sentencesOf(news: readonly PlacedItem[], lead: PlacedItem): ToldStory['sentences'] {
  const said = new Set([folded(headlineOf(lead)), folded(lead.item.title)])
  const sentences = news.flatMap(({ item, verdict }) =>
    verdict.newSentences.map(({ text, facts }) => ({
      text,
      outlet: item.outlet,
      url: item.url,
      facts: facts.map(({ written }) => written),
    })),
  )
  const told = sentences.filter(({ text }) => {
    const key = folded(text)
    return key !== '' && !said.has(key) && said.add(key)
  })
  return told.length > 0 ? told : summaryOf(lead, said)
}

/** Feeds that give only a headline and a teaser have no sentence to set apart: the teaser stands in. */
function summaryOf({ item }: PlacedItem, said: ReadonlySet<string>): ToldStory['sentences'] {
  if (item.summary === '' || said.has(folded(item.summary))) return []
  return [{ text: item.summary, outlet: item.outlet, url: item.url, facts: [] }]
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s.!?…]+/gu, ' ')
    .trim()
}

function outletsOf(placed: readonly PlacedItem[]): string[] {
  return [...new Set(placed.map(({ item }) => item.outlet))]
}

function countOf(placed: readonly PlacedItem[], kind: string): number {
  return placed.filter(({ verdict }) => verdict.kind === kind).length
}

/** A headline that answers weighs three times a text that does; the first configured of equals. */
function bestWatch(answering: readonly PlacedItem[], watchNames: readonly string[]): string {
  const weight = (name: string): number =>
    answering
      .flatMap(({ answers }) => answers.filter(({ watch }) => watch === name))
      .reduce(
        (sum, { spans }) => sum + 1 + (spans.some(({ field }) => field === 'title') ? 2 : 0),
        0,
      )
  const [best = ''] = watchNames.toSorted((a, b) => weight(b) - weight(a))
  return best
}

/** As they stood in the text, each once whatever its case, the lead's first. */
function answeredWords(placed: readonly PlacedItem[], watch: string): string[] {
  const words = new Map<string, string>()
  for (const { item, answers } of placed) {
    for (const { field, start, end } of answers.find((one) => one.watch === watch)?.spans ?? []) {
      const written = item[field].slice(start, end)
      const key = written.toLowerCase()
      if (key !== '' && !words.has(key)) words.set(key, written)
      if (words.size === MOST_ANSWERED) return [...words.values()]
    }
  }
  return [...words.values()]
}

function clausesAnswered(placed: readonly PlacedItem[], watch: string): string[] {
  const spans = placed.flatMap(({ answers }) =>
    answers.filter((answer) => answer.watch === watch).flatMap((answer) => answer.spans),
  )
  return [...new Set(spans.map(({ clause }) => clause))].slice(0, MOST_ANSWERED)
}
