import { expect, test } from 'vitest'
import type { Item, Match, Placement, Story } from '../../model.ts'
import { memoryCorpus, type MemoryCorpus } from './memory-corpus.ts'
import { placeInStories } from './place-in-stories.ts'
import { probesOf, shinglesOf } from './shingles.ts'
import { describeTellings, tellingOf } from './telling.ts'

const now = new Date('2025-07-13T12:00:00Z')

const arrival = `Russian Foreign Minister Sergei Lavrov landed in the North Korean coastal city of Wonsan on Friday, state media said.
He came from Kuala Lumpur, where he had met his ASEAN counterparts, and stays until Sunday.
Talks with his North Korean counterpart Choe Son Hui are planned.
North Korea has sent more than 10,000 soldiers to fight for Russia against Ukraine, and has promised 6,000 builders for the Kursk region.`

const announced2023 = `Russian Foreign Minister Sergei Lavrov is due in North Korea on Wednesday and Thursday, state media and his ministry said.
Kim Jong Un and Vladimir Putin met a month ago and spoke about satellites and the fighting in Ukraine.
Washington accuses Pyongyang of shipping arms to Russia, which both deny.
Nuclear envoys of South Korea and the United States met in Jakarta and promised a stern response should the North try a third time to launch a spy satellite after two failures.`

function itemOf(id: string, told: Partial<Item>): Item {
  return {
    id,
    feedId: 'wire',
    key: id,
    title: 'Untitled',
    url: `https://wire.example/${id}`,
    outlet: 'Wire',
    published: new Date('2025-07-12T06:00:00Z'),
    authors: [],
    summary: '',
    text: '',
    categories: [],
    ...told,
  }
}

function place(corpus: MemoryCorpus, ...items: readonly Item[]): readonly Placement[] {
  const matches: Match[] = items.map((item) => ({ item, answers: [] }))
  const tellings = describeTellings(matches, now)
  const placements = placeInStories(tellings, corpus.near(tellings))
  corpus.record(placements, now)
  return placements
}

function placeOne(corpus: MemoryCorpus, item: Item): Placement {
  const [placement] = place(corpus, item)
  return placement!
}

function seed(id: string, title: string, text: string, published: string, original = ''): Story {
  const at = new Date(published)
  const shingles = shinglesOf(original)
  return {
    id: `seed-${id}`,
    title,
    firstAt: at,
    lastAt: at,
    documents: [
      {
        id,
        storyId: `seed-${id}`,
        origin: 'seed',
        title,
        outlet: 'Agency',
        url: '',
        published: at,
        telling: tellingOf({ title, text, published: at }),
        ...(original === '' ? {} : { original: { shingles, probes: probesOf(shingles) } }),
      },
    ],
  }
}

const seeds = [
  seed('arrival', 'Lavrov lands in North Korea', arrival, '2025-07-12T01:00:00Z'),
  seed('2023', 'Lavrov to visit North Korea', announced2023, '2023-10-17T01:00:00Z'),
]

test('a story nobody told is new and opens under its own id', () => {
  const { verdict, document } = placeOne(
    memoryCorpus(),
    itemOf('a1', { title: 'Lavrov lands in North Korea', text: arrival }),
  )
  expect(verdict).toMatchObject({ kind: 'new', storyId: 'sa1', similarity: 0 })
  expect(verdict.newSentences).toHaveLength(3)
  expect(document).toMatchObject({ id: 'a1', storyId: 'sa1', origin: 'item' })
})

test('the same item again is known', () => {
  const corpus = memoryCorpus()
  const item = itemOf('a1', { title: 'Lavrov lands', text: arrival })
  placeOne(corpus, item)
  expect(placeOne(corpus, item).verdict).toMatchObject({ kind: 'known', storyId: 'sa1' })
})

test('one article in two feeds of an outlet is known by its address', () => {
  const corpus = memoryCorpus()
  placeOne(corpus, itemOf('a1', { text: arrival, url: 'https://wire.example/x' }))
  const again = itemOf('b1', { text: arrival, url: 'https://wire.example/x', feedId: 'wire-asia' })
  expect(placeOne(corpus, again).verdict.kind).toBe('known')
})

test('another article under an address used before is judged by what it says', () => {
  const corpus = memoryCorpus()
  placeOne(corpus, itemOf('a1', { text: arrival, url: 'https://wire.example/live' }))
  const other = itemOf('b1', {
    title: 'Glass works in Sheffield burns down',
    text: 'A fire destroyed a glass works in Sheffield on Saturday night. Nobody was hurt.',
    url: 'https://wire.example/live',
  })
  expect(placeOne(corpus, other).verdict.kind).toBe('new')
})

const [first = '', second = '', third = ''] = arrival.split('\n')

test.each([
  ['under another title', arrival],
  ['in capitals and other quotation marks', arrival.toUpperCase()],
  ['as a teaser of one sentence', first],
  ['trimmed to its beginning', `${first}\n${second}`],
  ['behind a dateline', `WONSAN (Agency) - ${arrival}`],
  ['with a call to read on', `${arrival}\nRead more on our website.`],
])('a wire story %s is a copy', (_, text) => {
  const corpus = memoryCorpus()
  placeOne(corpus, itemOf('a1', { title: 'Lavrov lands in North Korea', text: arrival }))
  const copy = itemOf('b1', { title: 'UPDATE 2-Lavrov in Wonsan | Daily', outlet: 'Daily', text })
  expect(placeOne(corpus, copy).verdict).toMatchObject({ kind: 'copy', storyId: 'sa1' })
})

test('of a copy it is said how much of its text is the other’s', () => {
  const corpus = memoryCorpus()
  placeOne(corpus, itemOf('a1', { title: 'Lavrov lands in North Korea', text: arrival }))
  const copy = itemOf('b1', { title: 'Lavrov in Wonsan', text: arrival, outlet: 'Daily' })
  expect(placeOne(corpus, copy).verdict.because).toBe(
    "shares 100% of its text with 'Lavrov lands in North Korea' (Wire)",
  )
})

test('a long article is a copy of the short one it grew from only where it adds nothing', () => {
  const corpus = memoryCorpus()
  placeOne(corpus, itemOf('a1', { title: 'Lavrov lands in North Korea', text: first }))
  const long = itemOf('b1', { title: 'Lavrov lands in North Korea', text: arrival })
  const { verdict } = placeOne(corpus, long)
  expect(verdict.kind).toBe('update')
  expect(verdict.newSentences.map(({ text }) => text)).not.toContain(first)
})

test('a wire story sent again with one more sentence is an update, and only that is new', () => {
  const corpus = memoryCorpus()
  placeOne(corpus, itemOf('a1', { text: arrival }))
  const added = 'Kim Yo Jong received him at the airport with 300 children.'
  const { verdict } = placeOne(corpus, itemOf('a2', { text: `${arrival}\n${added}` }))
  expect(verdict.kind).toBe('update')
  expect(verdict.newSentences.map(({ text }) => text)).toEqual([added])
  expect(verdict.because).toContain('Kim Yo Jong')
})

test('a toll that rises is an update though every other word stays', () => {
  const corpus = memoryCorpus()
  const text = `A strong earthquake shook the island of Qeshm on Saturday, state television said.
It killed 10 people and damaged houses in the villages round Dargahan, officials of the province said.`
  placeOne(corpus, itemOf('a1', { text }))
  const { verdict } = placeOne(corpus, itemOf('a2', { text: text.replace('10', '14') }))
  expect(verdict).toMatchObject({ kind: 'update' })
  expect(verdict.newSentences).toHaveLength(1)
})

test('another outlet on the same event in other words is a retelling', () => {
  const { verdict } = placeOne(
    memoryCorpus(seeds),
    itemOf('b1', {
      title: 'Moscow’s top diplomat Lavrov arrives in North Korea',
      outlet: 'Daily',
      text: `Sergei Lavrov, Russia’s foreign minister, has arrived in Wonsan in North Korea.
He flew there on Friday from an ASEAN meeting in Malaysia and will see Choe Son Hui.
Ten thousand North Korean troops have already fought against Ukraine at Moscow’s side; 6,000 builders are to follow to Kursk.`,
    }),
  )
  expect(verdict).toMatchObject({ kind: 'retelling', storyId: 'seed-arrival' })
  expect(verdict.partner).toMatchObject({ documentId: 'arrival', origin: 'seed' })
  expect(verdict.because).toContain('nothing new')
})

test('what hangs loosely on a story and says it in words nobody used is told, without a new fact', () => {
  const corpus = memoryCorpus([])
  const dawn = new Date('2025-07-12T02:00:00Z')
  const papers = [
    ['Lavrov lands in Wonsan for talks with Choe', 'Talks in Wonsan go on until Sunday.'],
    ['Lavrov in Wonsan: talks with Choe begin', 'Lavrov began his talks with Choe in Wonsan.'],
    ['Wonsan talks of Lavrov and Choe continue', 'The talks in Wonsan continue, Choe said.'],
  ] as const
  for (const [at, [title, text]] of papers.entries()) {
    place(corpus, itemOf(`p${at}`, { title, text, published: dawn, outlet: `Paper ${at}` }))
  }
  const title = 'Lavrov in Wonsan: the harbour workers have no rice'
  const text = 'Dock families queue for relief while the visitors talk in Wonsan.'
  const { verdict } = placeOne(corpus, itemOf('rice', { title, text, outlet: 'Dock Post' }))
  expect(verdict).toMatchObject({ kind: 'update', newSentences: [{ text, facts: [] }] })
})

test('of an update the lead in new words is shown, and not the reporter’s sign-off', () => {
  const corpus = memoryCorpus([])
  const alert = 'South Korea is on alert after the sister of the North Korean leader threatened it.'
  place(
    corpus,
    itemOf('alert', { title: 'South Korea on alert after North Korea threat', text: alert }),
  )
  const lead = 'Seoul says North Korea has blown up a liaison office on the border of the two.'
  const text = `${lead}\nHarbour TV’s Jane Dock joins us live from Seoul.`
  const title = 'South Korea says North blew up liaison office'
  const { verdict } = placeOne(corpus, itemOf('blown', { title, text, outlet: 'Harbour TV' }))
  expect(verdict.newSentences).toMatchObject([{ text: lead }])
})

test('a turn of events in the headline of a long story is told', () => {
  const corpus = memoryCorpus([])
  const texts = [
    'Police officer knelt on the neck of George Floyd in Minneapolis',
    'Video shows officer who knelt on the neck of George Floyd',
    'Minneapolis mourns George Floyd, on whose neck an officer knelt',
  ]
  for (const [at, title] of texts.entries()) {
    place(corpus, itemOf(`f${at}`, { title, outlet: `Paper ${at}` }))
  }
  const title = 'Officer who knelt on the neck of George Floyd charged with murder'
  const { verdict } = placeOne(corpus, itemOf('charged', { title, outlet: 'Paper 9' }))
  expect(verdict).toMatchObject({ kind: 'update', because: expect.stringContaining('charged') })
})

test('what a retelling adds is shown, and only the sentence that adds it', () => {
  const { verdict } = placeOne(
    memoryCorpus(seeds),
    itemOf('b1', {
      title: 'Lavrov in North Korea: Kyiv expects more troops',
      text: `Sergei Lavrov has arrived in Wonsan in North Korea for talks with Choe Son Hui.
Ukrainian intelligence expects Pyongyang to send another 25,000 to 30,000 troops.
About 10.000 soldiers have fought for Russia so far.`,
    }),
  )
  expect(verdict.kind).toBe('update')
  expect(verdict.newSentences).toHaveLength(1)
  expect(verdict.because).toContain('25,000')
})

test('a fact one outlet told is not new when the next tells it', () => {
  const corpus = memoryCorpus(seeds)
  const told = `Russian Foreign Minister Sergei Lavrov is in Wonsan, North Korea, for talks with Choe Son Hui.
He will then fly on to Beijing to meet Wang Yi, his ministry said.`
  const again = `Sergei Lavrov is having talks with Choe Son Hui in Wonsan.
From North Korea the Russian minister flies to Beijing, where Wang Yi expects him.`
  const [one, two] = place(
    corpus,
    itemOf('b1', { title: 'Lavrov to go on from North Korea to China', text: told }),
    itemOf('c1', { title: 'From North Korea Lavrov flies to China', outlet: 'Daily', text: again }),
  )
  expect(one?.verdict.kind).toBe('update')
  expect(two?.verdict.kind).toBe('retelling')
})

test('the original of a seed is known by its fingerprint, furniture round it or not', () => {
  const brief = 'Lavrov came to Wonsan on Friday for talks with Choe Son Hui.'
  const corpus = memoryCorpus([
    seed('arrival', 'Lavrov in Wonsan', brief, '2025-07-12T01:00:00Z', arrival),
  ])
  const { verdict } = placeOne(
    corpus,
    itemOf('b1', { title: 'All you need to know', text: arrival }),
  )
  expect(verdict).toMatchObject({ kind: 'known', storyId: 'seed-arrival', similarity: 1 })
  expect(verdict.because).toContain('original')
})

test('the visit of 2025 is not that of 2023, nor the other way round', () => {
  const only2023 = memoryCorpus(seeds.slice(1))
  const visit2025 = itemOf('b1', {
    title: 'Lavrov to visit North Korea',
    published: new Date('2025-07-09T06:00:00Z'),
    text: `Russian Foreign Minister Sergei Lavrov will visit North Korea this week, state media said.
Sergei Shoigu was in Pyongyang in June and announced that deminers would be sent to the Kursk region.`,
  })
  expect(placeOne(only2023, visit2025).verdict.kind).toBe('new')
  const both = memoryCorpus(seeds)
  const old = itemOf('b2', {
    title: 'Lavrov to Visit North Korea',
    text: announced2023,
    published: now,
  })
  const placed = placeOne(both, old)
  expect(placed.verdict).toMatchObject({ kind: 'known', storyId: 'seed-2023' })
})

test('a piece of 2023 under its own date is placed in 2023', () => {
  const { verdict } = placeOne(
    memoryCorpus(seeds),
    itemOf('b1', {
      title: 'Kim Jong Un receives Lavrov in North Korea',
      published: new Date('2023-10-19T15:00:00Z'),
      text: `Kim Jong Un met Russian Foreign Minister Sergei Lavrov on Thursday, state media said.
Lavrov's visit follows the meeting of Kim and Vladimir Putin on satellites and the fighting in Ukraine.`,
    }),
  )
  expect(verdict.storyId).toBe('seed-2023')
})

test('the visit of 2023 told anew under today’s date joins 2023 and is held back', () => {
  const { verdict, heldBack } = placeOne(
    memoryCorpus(seeds),
    itemOf('b1', {
      title: 'Russian foreign minister arrives in North Korea',
      published: now,
      text: `Sergei Lavrov arrived in North Korea on Wednesday, 18 October 2023, for two days.
It follows the meeting of Kim Jong Un and Vladimir Putin, who spoke about satellites and Ukraine.
Washington accuses Pyongyang of shipping arms, and nuclear envoys of South Korea and the United States, in Jakarta, promised a stern response to a third launch of a spy satellite.`,
    }),
  )
  expect(verdict.storyId).toBe('seed-2023')
  expect(heldBack).toContain('2023-10-17')
})

test('the visit of 2023 paraphrased under today’s date and naming no day stays out of 2025', () => {
  const { verdict } = placeOne(
    memoryCorpus(seeds),
    itemOf('b1', {
      title: 'Russian Foreign Minister Lavrov to Visit North Korea',
      published: now,
      text: `Lavrov will be in North Korea on Wednesday and Thursday, as KCNA reports and his ministry confirms.
Kim Jong Un and Putin recently spoke about satellites and Ukraine at a rare meeting.
The United States says Pyongyang ships arms to Russia; both deny it. Envoys who met in Jakarta warned against a third attempt to launch a spy satellite.`,
    }),
  )
  expect(verdict.storyId).not.toBe('seed-arrival')
})

test.each([
  [
    'two earthquakes',
    'A 5.6 magnitude earthquake hit the island of Qeshm off southern Iran on Saturday, injuring five people and damaging houses round Dargahan.',
    'A 6.3 magnitude earthquake hit western Afghanistan near Herat on Saturday, killing at least 120 people and flattening villages in Zinda Jan.',
  ],
  [
    'two quarterly results',
    'Shares of Norvik Motors closed at 81.20 on Friday, a change of 2.40 percent, as investors weighed the outlook for Baltic Steel. Analysts at Hartmann called the move broad.',
    'Shares of Pelham Foods closed at 12.75 on Friday, a change of 1.10 percent, as investors weighed the outlook for Andes Mining. Analysts at Corvin called the move broad.',
  ],
])('%s on one day are two stories', (_, one, two) => {
  const corpus = memoryCorpus(seeds)
  const placed = place(corpus, itemOf('a1', { text: one }), itemOf('b1', { text: two }))
  expect(placed.map(({ verdict }) => verdict.kind)).toEqual(['new', 'new'])
})

test('the results of the next quarter are news, however alike the report', () => {
  const corpus = memoryCorpus()
  const report = (quarter: string, figure: string, day: string) =>
    `Norvik Motors earned ${figure} million euros in the ${quarter} quarter, the company said on ${day}, as demand for its vans in Poland rose and costs of steel fell.`
  placeOne(
    corpus,
    itemOf('a1', {
      title: 'Norvik Motors reports quarterly profit',
      text: report('first', '112', 'Monday'),
      published: new Date('2025-04-14T06:00:00Z'),
    }),
  )
  const { verdict, heldBack } = placeOne(
    corpus,
    itemOf('a2', {
      title: 'Norvik Motors reports quarterly profit',
      text: report('second', '98', 'Friday'),
    }),
  )
  expect(['new', 'update']).toContain(verdict.kind)
  expect(heldBack).toBeUndefined()
})

test('within one poll the older item comes first, and the other is its copy', () => {
  const at = (hour: number) => new Date(Date.UTC(2025, 6, 12, hour))
  const told = (id: string, hour: number) => itemOf(id, { text: arrival, published: at(hour) })
  const placed = place(memoryCorpus(), told('middle', 5), told('latest', 6), told('first', 4))
  expect(placed.map(({ document, verdict }) => [document.id, verdict.kind])).toEqual([
    ['first', 'new'],
    ['middle', 'copy'],
    ['latest', 'copy'],
  ])
})

test('of two items of one instant the one the feed lists last is the older', () => {
  const placed = place(
    memoryCorpus(),
    itemOf('b', { text: arrival }),
    itemOf('a', { text: arrival }),
  )
  expect(placed.map(({ document }) => document.id)).toEqual(['a', 'b'])
})

test.each([
  [
    'Ukrainian',
    'Лавров прибув до Північної Кореї',
    'Міністр закордонних справ Росії Сергій Лавров прибув до Вонсана в Північній Кореї. Він прилетів з Куала-Лумпура і зустрінеться з Чхве Сон Хи.',
    'Лавров прилетів до КНДР',
    'До Вонсана прибув міністр Сергій Лавров. З Куала-Лумпура він прилетів до Північної Кореї, де зустрінеться з Чхве Сон Хи.',
  ],
  [
    'Japanese',
    'ラブロフ外相が北朝鮮に到着',
    'ロシアのラブロフ外相は11日、北朝鮮東部の元山に到着した。崔善姫外相と会談する予定だ。',
    'ロシア外相、北朝鮮の元山に',
    'ラブロフ外相が北朝鮮の元山に到着し、崔善姫外相と会談する。',
  ],
  [
    'Chinese',
    '俄罗斯外长抵达朝鲜',
    '俄罗斯外长拉夫罗夫11日抵达朝鲜东部城市元山，将与崔善姬外务相举行会谈。',
    '拉夫罗夫抵达朝鲜元山',
    '拉夫罗夫外长抵达元山，将与朝鲜外务相崔善姬会谈。',
  ],
])('a retelling in %s joins its story', (_, title, text, otherTitle, otherText) => {
  const corpus = memoryCorpus()
  placeOne(corpus, itemOf('a1', { title, text }))
  const again = itemOf('b1', { title: otherTitle, text: otherText, outlet: 'Daily' })
  const { verdict } = placeOne(corpus, again)
  expect(verdict).toMatchObject({ storyId: 'sa1' })
  expect(['retelling', 'copy']).toContain(verdict.kind)
})

test('a headline alone is told by its headline, and is a copy under another outlet’s name', () => {
  const corpus = memoryCorpus()
  const title = 'Lavrov lands in Wonsan for talks with Choe Son Hui'
  placeOne(corpus, itemOf('a1', { title }))
  const { verdict } = placeOne(corpus, itemOf('b1', { title: `${title} - Daily`, outlet: 'Daily' }))
  expect(verdict).toMatchObject({ kind: 'copy', storyId: 'sa1' })
})

test('an item without any words opens a story and breaks nothing', () => {
  const { verdict } = placeOne(memoryCorpus(seeds), itemOf('z', { title: '...', text: '' }))
  expect(verdict.kind).toBe('new')
})

test('the third sentence is no teaser of another story', () => {
  expect(third).not.toBe('')
  const corpus = memoryCorpus(seeds)
  const { verdict } = placeOne(corpus, itemOf('b1', { title: 'Talks planned', text: third }))
  expect(verdict).toMatchObject({ storyId: 'seed-arrival' })
})
