/**
 * What a verdict costs as the corpus grows: documents indexed a second, and the time to describe,
 * find, judge and put on record one item, at each of SIZES (10000,100000,1000000), on each of STORES
 * (embedded,postgres). Up to 100,000, twenty days of news, documents are placed as polls place
 * them; more are made of these within the database, a multiple of them: the same news as many days
 * earlier as no telling reaches back, with probes and rare terms of their own, so that the others
 * stand in ten times as many stories. Beside it pg_trgm, where the server has it, and MinHash-LSH in
 * memory, which answer for copies alone (BESIDE=no leaves them out). POSTGRES_URL names a server on
 * which databases may be made; ours is dropped at the end. With KEEP, a folder, its stores and the
 * database wirewatch_bench_ with the folder's name stay, and the next run goes on from the largest
 * size it finds there; what was judged is taken out of the corpus again, or each run would find
 * more retellings of the same events.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import { inventNews } from './support/invented-news.js'
import { minHashIndex } from './support/min-hash-index.js'

const {
  SIZES = '10000,100000',
  STORES = 'embedded,postgres',
  ITEMS = '200',
  KEEP = '',
  BESIDE = 'yes',
  POSTGRES_URL = 'postgres://root@127.0.0.1:5432/postgres',
} = process.env
const built = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href)
const { connectEmbedded } = await built('adapters/sql/connect-embedded.js')
const { connectPostgres } = await built('adapters/sql/connect-postgres.js')
const { openStore } = await built('adapters/store/sql-store.js')
const { placeDocuments } = await built('adapters/store/place-documents.js')
const { placeInStories } = await built('core/story/place-in-stories.js')
const { describeTellings, tellingOf } = await built('core/story/telling.js')
const { shinglesOf } = await built('core/story/shingles.js')

const sizes = SIZES.split(',').map(Number)
const PLACED = 100_000
const BATCH = 500
/** Of these documents' terms, those in no more of them are of their days alone. */
const OWN_TERMS = 64
const WARM_UP = 60
const PER_DAY = 5000
const START = Date.parse('2025-01-01T00:00:00Z')
const opened = { embedded: openEmbedded, postgres: openCorpus }
for (const name of STORES.split(',')) {
  try {
    await measureStore(name, await opened[name]())
  } catch (error) {
    console.log(`${name}: not measured: ${error.message}`)
  }
}
if (BESIDE === 'yes') {
  measureMinHash()
  await measureTrigrams().catch((error) => console.log(`pg_trgm: not measured: ${error.message}`))
}

async function measureStore(name, { connection, disk, drop }) {
  const store = await openStore(connection)
  const news = inventNews(1)
  const filled = []
  try {
    const { documents } = await store.counts()
    const found = sizes.findLastIndex((size) => size <= documents)
    while (filled.length < Math.min(sizes[found] ?? 0, PLACED)) invent(news, filled)
    for (const [index, size] of sizes.entries()) {
      if (index < found) continue
      const rate = index > found ? await grow(connection, news, filled, size) : undefined
      await connection.keepHouse()
      if (name === 'postgres') await connection.exec('vacuum analyze')
      const bytes = await disk()
      tell(`${name}, ${size} documents`, {
        ...(rate && { 'indexed/s': rate }),
        ...(await judgeSome(store, filled)),
        'bytes a document': Math.round(bytes / size),
        'resident MiB': Math.round(process.memoryUsage.rss() / 2 ** 20),
      })
    }
  } finally {
    await store.close()
    await drop()
  }
}

/** To `size` documents; answers how many a second were indexed, of those that were placed. */
async function grow(connection, news, filled, size) {
  const placed = Math.min(size, PLACED)
  const rate = filled.length < placed && (await fill(connection, news, filled, placed))
  if (size > PLACED) await multiply(connection, size / PLACED)
  return rate
}

/** Up to `size` documents, three of four the first of their event. */
async function fill(connection, news, filled, size) {
  const before = filled.length
  let spent = 0
  while (filled.length < size) {
    const batch = Array.from({ length: Math.min(BATCH, size - filled.length) }, () =>
      invent(news, filled),
    )
    const documents = batch.map(({ id, storyId, told, at }) => ({
      document: {
        id,
        storyId,
        origin: 'item',
        outlet: 'Herald',
        url: `https://herald.example/${id}`,
        title: told.title,
        published: at,
        telling: tellingOf(told),
      },
      toldAt: at,
      story: { title: told.title, firstAt: at, lastAt: at },
    }))
    const started = performance.now()
    await connection.transaction((sql) => placeDocuments(sql, documents))
    spent += performance.now() - started
    if (filled.length % 20_000 === 0) console.error(`${filled.length} of ${size} documents`)
  }
  return Math.round(((filled.length - before) / spent) * 1000)
}

/**
 * Numbers below the placed documents', times before them: what is latest stays so. In one
 * transaction, so that a kept store is never found half grown.
 */
async function multiply(connection, to) {
  const times = `generate_series(1, ${to - 1}) as time`
  const back = `time * interval '${PLACED / PER_DAY} days'`
  const below = (number) => `${number} - time * ${2 * PLACED}`
  const own = (value) =>
    `((${value}::bigint + 2147483648 + time * 2654435761) % 4294967296 - 2147483648)::integer`
  const statements = [
    'set synchronous_commit = off',
    'alter table probe drop constraint probe_pkey',
    'alter table story_term drop constraint story_term_pkey',
    `insert into story (number, id, title, first_at, last_at) overriding system value
      select ${below('number')}, id || '/' || time, title, first_at - ${back}, last_at - ${back}
      from story, ${times}`,
    `insert into document (number, id, story, origin, title, outlet, url, told_at, published, recipe, shingles, terms, facts)
      overriding system value
      select ${below('number')}, id || '/' || time, ${below('story')}, origin, title, outlet, url,
        told_at - ${back}, published - ${back}, recipe, shingles, terms, facts
      from document, ${times} where id like 'd%'`,
    `insert into probe select ${own('value')}, ${below('document')}
      from probe, ${times} where document in (select number from document where id like 'd%')`,
    `insert into story_term
      select case when documents <= ${OWN_TERMS} then ${own('term')} else term end, ${below('story')}
      from story_term join term on term.hash = story_term.term, ${times}`,
    `update term set documents = documents * ${to} where documents > ${OWN_TERMS}`,
    `insert into term select ${own('hash')}, documents
      from term, ${times} where documents <= ${OWN_TERMS} on conflict do nothing`,
    `update corpus_size set documents = ${PLACED * to}`,
    'alter table probe add primary key (value, document)',
    'alter table story_term add primary key (term, story)',
  ]
  await connection.transaction(async (sql) => {
    for (const statement of statements) {
      const started = performance.now()
      await sql.query(statement)
      const seconds = Math.round((performance.now() - started) / 1000)
      if (seconds > 5) console.error(`${seconds} s: ${statement.slice(0, 40)}`)
    }
  })
}

function invent(news, filled) {
  const number = filled.length
  const recent = filled[number - 1 - Math.floor(news.random() * 3000)]
  const again = recent && news.random() < 0.25
  const event = again ? recent.event : news.event()
  const document = {
    id: `d${number}`,
    storyId: again ? recent.storyId : `s${number}`,
    event,
    told: news.tell(event),
    at: new Date(START + (number / PER_DAY) * 86_400_000),
  }
  // Texts of a million documents would not fit; only the latest are copied and retold.
  filled.push(document)
  if (number >= 5000) filled[number - 5000] = undefined
  return document
}

/**
 * Of other news at each turn: what was judged on a kept store before would be known. Items stay,
 * and say which turn it is.
 */
async function judgeSome(store, filled) {
  const { items } = await store.counts()
  const news = inventNews(1, items + 1)
  const recall = { copies: [0, 0], retellings: [0, 0] }
  const times = { describe: [], near: [], place: [], record: [], verdict: [] }
  const judged = []
  let spent = 0
  const now = new Date(START + (filled.length / PER_DAY) * 86_400_000)
  for (let count = -WARM_UP; count < Number(ITEMS); count++) {
    const recent = filled[recentNumber(news, filled)]
    const kind = ['copies', 'retellings', 'new'][(count + WARM_UP) % 3]
    const told =
      kind === 'copies'
        ? news.copy(recent.told)
        : news.tell(kind === 'new' ? news.event() : recent.event)
    const before = process.cpuUsage()
    judged.push(`j${Date.now()}.${count}`)
    const marks = await judgeOne(store, matchOf(told, judged.at(-1)), now)
    const { user, system } = process.cpuUsage(before)
    if (count < 0) continue
    spent += user + system
    if (recall[kind]) {
      recall[kind][0] += Number(marks.documents.has(recent.id))
      recall[kind][1] += 1
    }
    for (const part of Object.keys(times)) times[part].push(marks[part])
  }
  if (KEEP) await store.removeDocuments(judged)
  const found = ([hits, of]) => `${hits} of ${of}`
  const parts = ['describe', 'near', 'place', 'record']
  return {
    'verdict ms median': quantile(times.verdict, 0.5),
    p90: quantile(times.verdict, 0.9),
    p99: quantile(times.verdict, 0.99),
    'judged/s': Math.round((1000 * Number(ITEMS)) / times.verdict.reduce((sum, one) => sum + one)),
    'cpu ms of the program': Number((spent / 1000 / Number(ITEMS)).toFixed(1)),
    [parts.join('/')]: parts.map((part) => quantile(times[part], 0.5)).join('/'),
    'copies found': found(recall.copies),
    'retellings found': found(recall.retellings),
  }
}

/** As a poll does it: in one transaction, with its item, visit and memory. */
async function judgeOne(store, match, at) {
  const started = performance.now()
  const tellings = describeTellings([match], at)
  const described = performance.now() - started
  const marks = { describe: described }
  await store.transaction(async (poll) => {
    const feed = { id: 'herald', name: 'Herald', url: 'https://herald.example', every: 1 }
    const fresh = [match.item]
    const [neighbourhood] = await Promise.all([
      poll.near(tellings),
      poll.recordItems([{ feed, at, fresh }]),
    ])
    marks.near = performance.now() - started - described
    const placements = placeInStories(tellings, neighbourhood)
    marks.place = performance.now() - started - described - marks.near
    await poll.recordPolls([
      {
        feed,
        at,
        outcome: 'news',
        because: '',
        problems: [],
        itemCount: 1,
        fresh,
        revised: [],
        placements,
        baseline: false,
        overflowed: false,
        memory: { feedId: 'herald', url: 'https://herald.example', failuresInARow: 0, because: '' },
      },
    ])
    // By the document: its story may have been merged with another by what was judged before.
    marks.documents = new Set(
      neighbourhood.stories.flatMap(({ documents }) => documents.map(({ id }) => id)),
    )
  })
  marks.verdict = performance.now() - started
  marks.record = marks.verdict - described - marks.near - marks.place
  return marks
}

function matchOf({ title, text }, id) {
  const item = {
    id,
    feedId: 'herald',
    key: id,
    title,
    url: `https://herald.example/${id}`,
    outlet: 'Courier',
    authors: [],
    summary: text,
    text,
    categories: [],
  }
  return { item, answers: [{ watch: 'all', spans: [] }] }
}

function measureMinHash() {
  const news = inventNews(1)
  const index = minHashIndex()
  const filled = []
  for (const size of sizes) {
    let spent = 0
    for (const before = filled.length; filled.length < size;) {
      const { told } = invent(news, filled)
      const started = performance.now()
      index.add(filled.length - 1, shinglesOf(told.text))
      spent += performance.now() - started
      if (filled.length === size)
        tell(`MinHash-LSH in memory, ${size} documents`, {
          'indexed/s': Math.round(((size - before) / spent) * 1000),
          ...askCopies(news, filled, index),
        })
    }
  }
}

function askCopies(news, filled, index) {
  let hits = 0
  const times = []
  for (let count = 0; count < Number(ITEMS); count++) {
    const number = recentNumber(news, filled)
    const { text } = news.copy(filled[number].told)
    const started = performance.now()
    hits += Number(index.find(shinglesOf(text)).has(number))
    times.push(performance.now() - started)
  }
  return {
    'lookup ms median': quantile(times, 0.5),
    p95: quantile(times, 0.95),
    'copies found': `${hits} of ${ITEMS}`,
  }
}

async function measureTrigrams() {
  const { connection, drop } = await openPostgres(`wirewatch_trigrams_${process.pid}`)
  const news = inventNews(1)
  const filled = []
  try {
    await connection.exec(
      'create extension if not exists pg_trgm; create table told (id integer, text text); create index told_trgm on told using gin (text gin_trgm_ops); set pg_trgm.similarity_threshold = 0.5',
    )
    for (const size of sizes.filter((each) => each <= 100_000)) {
      const before = filled.length
      let spent = 0
      while (filled.length < size) {
        const batch = Array.from({ length: BATCH }, () => invent(news, filled).told.text)
        const start = filled.length - BATCH
        const started = performance.now()
        await connection.query(
          'insert into told select $2::integer + number, text from unnest($1::text[]) with ordinality as one (text, number)',
          [batch, start - 1],
        )
        spent += performance.now() - started
      }
      let hits = 0
      const times = []
      for (let count = 0; count < 30; count++) {
        const number = recentNumber(news, filled)
        const { text } = news.copy(filled[number].told)
        const started = performance.now()
        const rows = await connection.query(
          'select id from told where text % $1 order by similarity(text, $1) desc limit 5',
          [text],
        )
        times.push(performance.now() - started)
        hits += Number(rows.some(({ id }) => id === number))
      }
      tell(`pg_trgm, ${size} documents`, {
        'indexed/s': Math.round(((size - before) / spent) * 1000),
        'lookup ms median': quantile(times, 0.5),
        p95: quantile(times, 0.95),
        'copies found': `${hits} of 30`,
      })
    }
  } finally {
    await connection.close()
    await drop()
  }
}

async function openEmbedded() {
  const folder = KEEP ? join(KEEP, 'embedded') : mkdtempSync(join(tmpdir(), 'wirewatch-corpus-'))
  if (KEEP) mkdirSync(KEEP, { recursive: true })
  const connection = await connectEmbedded(folder, { guarded: false })
  return {
    connection,
    disk: () => databaseSize(connection),
    drop: () => {
      if (!KEEP) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openCorpus() {
  if (!KEEP) return openPostgres(`wirewatch_bench_${process.pid}`)
  return { ...(await openPostgres(`wirewatch_bench_${basename(KEEP)}`)), drop: () => {} }
}

async function openPostgres(name) {
  await administer(`create database "${name}"`).catch((error) => {
    if (error.code !== '42P04' || !KEEP) throw error
  })
  const url = new URL(POSTGRES_URL)
  url.pathname = `/${name}`
  const connection = await connectPostgres(url.href, { guarded: false })
  return {
    connection,
    disk: () => databaseSize(connection),
    drop: () => administer(`drop database if exists "${name}" with (force)`),
  }
}

async function databaseSize(connection) {
  const [{ bytes }] = await connection.query('select pg_database_size(current_database()) as bytes')
  return bytes
}

async function administer(statement) {
  const client = new Client({ connectionString: POSTGRES_URL })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function quantile(times, share) {
  const sorted = times.toSorted((a, b) => a - b)
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1))
}

function tell(what, figures) {
  const told = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`)
  console.log(`${what}: ${told.join(', ')}`)
}

function recentNumber(news, filled) {
  return filled.length - 1 - Math.floor(news.random() * Math.min(3000, filled.length))
}
