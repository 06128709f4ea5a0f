/**
 * Articles a second against 10, 1,000 and 10,000 phrases, and against 100 and 10,000 watches:
 * ours, with full answers and places, beside ways to do less. The loop, the big expression and
 * the automata find letters as they are written (the expression whole words), give no cases,
 * no particles and no folding; the loop, for folding's sake, is given texts in small letters.
 * Time is this process's processor time, of ripgrep its wall time with the reading of the files;
 * the best of several rounds counts, since machines are noisy. ARTICLES and ROUNDS set how much.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AhoCorasick as MonyoneAutomaton } from '@monyone/aho-corasick'
import ModernAutomaton from 'modern-ahocorasick'
import { newsroom } from './support/newsroom.js'

const built = new URL('../../dist/core/watch/', import.meta.url)
const { matchItems } = await import(new URL('match-items.js', built).href)
const { keywordsQuery } = await import(new URL('parse-query.js', built).href)

const { ARTICLES = '400', ROUNDS = '5' } = process.env
/** A way is given no further round after so long. */
const MOST_MS = 4000
/** Nor is it held to what it does before it is compiled. */
const LEAST_MS = 1500
const SIZES = [10, 1000, 10_000]
const READ_AT = new Date('2026-01-01T00:00:00Z')
const EMPTY = {
  feedId: 'feed',
  key: '',
  url: 'https://example.org/',
  outlet: 'Example',
  authors: [],
  summary: '',
  categories: [],
}

/** In the second table only what ends in good time. */
const MIXED = ['ours', 'ours, one watch of all', 'includes loop', '@monyone/aho-corasick']

for (const scripts of [['latin'], ['latin', 'cyrillic', 'hangul', 'han', 'kana']]) {
  const { phrases, articles } = newsroom(scripts, Number(ARTICLES), SIZES.at(-1))
  console.log(
    `\n${scripts.join(', ')}: ${articles.length} articles of about 400 words; articles/s (to the loop)`,
  )
  const ways = Object.fromEntries(
    Object.entries(waysOver(articles)).filter(
      ([way]) => scripts.length === 1 || MIXED.includes(way),
    ),
  )
  const rows = SIZES.map((size) => {
    const speeds = Object.entries(ways).map(([way, prepare]) => {
      if (process.stderr.isTTY) process.stderr.write(`  ${way}, ${size} phrases …\x1b[K\r`)
      return [way, measured(prepare, phrases.slice(0, size))]
    })
    return { size, speeds }
  })
  for (const way of Object.keys(ways)) {
    const cells = rows.map(({ size, speeds }) => {
      const loop = Object.fromEntries(speeds)['includes loop']
      const speed = Object.fromEntries(speeds)[way]
      if (speed === undefined) return `${size}: -`
      return `${size}: ${Math.round(speed)} (${(speed / loop).toFixed(1)}x)`
    })
    console.log(`  ${way.padEnd(24)}${cells.map((cell) => cell.padEnd(24)).join('')}`)
  }
  const [few, many] = [100, 10_000].map((size) => measured(ways.ours, phrases.slice(0, size)))
  console.log(`  10,000 watches cost ${(few / many).toFixed(2)} times what 100 cost`)
  compiling(watchesFor(phrases))
}

function waysOver(articles) {
  const items = articles.map(({ title, text }, at) => ({ ...EMPTY, id: `${at}`, title, text }))
  const texts = articles.map(({ title, text }) => `${title}\n${text}`)
  const small = texts.map((text) => text.toLowerCase())
  return {
    ours: (phrases) => {
      const watches = watchesFor(phrases)
      return [items.length, () => matchItems(items, watches, READ_AT)]
    },
    'ours, one watch of all': (phrases) => {
      const watches = [{ name: 'all', written: '', query: keywordsQuery(phrases) }]
      return [items.length, () => matchItems(items, watches, READ_AT)]
    },
    'includes loop': (phrases) => {
      const some = small.slice(0, Math.max(5, Math.round(small.length / phrases.length) * 10))
      const wanted = phrases.map((phrase) => phrase.toLowerCase())
      return [
        some.length,
        () => some.map((text) => wanted.filter((phrase) => text.includes(phrase))),
      ]
    },
    'one big RegExp': (phrases) => {
      const some = texts.slice(0, phrases.length > 10 ? 3 : 200)
      const any = phrases.map((phrase) => RegExp.escape?.(phrase) ?? phrase).join('|')
      const expression = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu')
      return [some.length, () => some.map((text) => [...text.matchAll(expression)])]
    },
    'modern-ahocorasick': (phrases) => {
      const automaton = new ModernAutomaton(phrases)
      const some = texts.slice(0, 100)
      return [some.length, () => some.map((text) => automaton.search(text))]
    },
    '@monyone/aho-corasick': (phrases) => {
      const automaton = new MonyoneAutomaton(phrases)
      const some = texts.slice(0, 300)
      return [some.length, () => some.map((text) => automaton.matchInText(text))]
    },
    'ripgrep -F -w -o': (phrases) => ripgrep(texts, phrases),
  }
}

function ripgrep(texts, phrases) {
  if (spawnSync('rg', ['--version']).status !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'wirewatch-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'phrases'), phrases.join('\n'))
  writeFileSync(
    join(folder, 'articles'),
    texts.map((text) => text.replaceAll('\n', ' ')).join('\n'),
  )
  const args = ['-F', '-w', '-j1', '-o', '-f', join(folder, 'phrases'), join(folder, 'articles')]
  return [texts.length, () => spawnSync('rg', args, { maxBuffer: 1 << 30, timeout: 20_000 }), true]
}

/** Articles a second in the best round; undefined where the way is not to be had. */
function measured(prepare, phrases) {
  const prepared = prepare(phrases)
  if (prepared === undefined) return undefined
  const [count, run, isWall] = prepared
  let best = Infinity
  const started = performance.now()
  const tookMs = () => performance.now() - started
  for (let round = 0; tookMs() < (round < Number(ROUNDS) ? MOST_MS : LEAST_MS); round++) {
    const [cpu, wall] = [process.cpuUsage(), performance.now()]
    run()
    const { user, system } = process.cpuUsage(cpu)
    best = Math.min(best, isWall ? (performance.now() - wall) * 1000 : user + system)
  }
  return (count / best) * 1e6
}

function compiling(watches) {
  for (let time = 0; time < 3; time++) globalThis.gc()
  const before = memory()
  const cpu = process.cpuUsage()
  const fresh = [...watches]
  matchItems([{ ...EMPTY, id: '0', title: 'Nothing', text: '' }], fresh, READ_AT)
  const { user, system } = process.cpuUsage(cpu)
  globalThis.gc()
  const bytes = memory() - before
  console.log(
    `  compiling ${fresh.length} watches: ${Math.round((user + system) / 1000)} ms, ${(bytes / 2 ** 20).toFixed(1)} MB`,
  )
}

function memory() {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function watchesFor(phrases) {
  return phrases.map((phrase) => ({
    name: phrase,
    written: phrase,
    query: keywordsQuery([phrase]),
  }))
}
