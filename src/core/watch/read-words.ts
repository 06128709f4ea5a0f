import { GAP, LETTER, letters } from '../text/letters.ts'
import { elementsHere, NO_ELEMENTS } from './elements-here.ts'
import { isVacant } from './lexicon.ts'
import type { Lexicon } from './lexicon.ts'
import { HASH_PRIME, HASH_SEED, nextWord, placeAt, startScan } from './scan-words.ts'
import type { Scan } from './scan-words.ts'

/** Room for the words of one text, used again from text to text. */
export interface Page {
  starts: Int32Array
  ends: Int32Array
  /** By word: one more than its place in `stood`, or 0 for a word nobody asks for. */
  asked: Int32Array
  /** The elements that each asked-for word may stand for. */
  readonly stood: Int32Array[]
}

export function newPage(): Page {
  const room = 1024
  return {
    starts: new Int32Array(room),
    ends: new Int32Array(room),
    asked: new Int32Array(room),
    stood: [],
  }
}

/**
 * Read a text onto the page, word by word; returns how many there are.
 *
 * This is where the matcher spends its time, so the ordinary word, letters and nothing else, is
 * read here without leaving the loop, and passed over as soon as its hash is nobody's. Everything
 * else goes through nextWord, which would read the ordinary word just the same.
 */
export function readWords(lexicon: Lexicon, page: Page, text: string): number {
  const { careful } = lexicon
  const { length } = text
  const table = letters
  const scan = startScan(text)
  let count = 0
  page.stood.length = 0
  for (let at = 0; at < length;) {
    const start = at
    let entry = table[text.charCodeAt(at)]!
    if (entry >>> 16 === GAP) {
      at++
      continue
    }
    const first = entry & 0xffff
    let hash = HASH_SEED
    while (entry >>> 16 === LETTER) {
      hash = Math.imul(hash ^ (entry & 0xffff), HASH_PRIME)
      if (++at === length) break
      entry = table[text.charCodeAt(at)]!
    }
    if (at > start && (at === length || ENDS_WORD[entry >>> 16] === 1)) {
      if (count === page.starts.length) enlarge(page)
      page.starts[count] = start
      page.ends[count] = at
      page.asked[count] = 0
      if (careful[first] !== 0 || !isVacant(lexicon, hash)) {
        placeAt(scan, start, at, hash)
        ask(lexicon, page, scan, count)
      }
      count++
    } else {
      scan.at = start
      count = readCarefully(lexicon, page, scan, count)
      at = scan.at
    }
  }
  return count
}

/** Of the kinds after a run of letters, those that leave it a word by itself. */
const ENDS_WORD = Uint8Array.from([0, 1, 0, 0, 1, 1, 0])

/** One word by nextWord, with those that were cut from the same run. */
function readCarefully(lexicon: Lexicon, page: Page, scan: Scan, from: number): number {
  let count = from
  do {
    if (!nextWord(scan)) break
    if (count === page.starts.length) enlarge(page)
    page.starts[count] = scan.start
    page.ends[count] = scan.end
    page.asked[count] = 0
    ask(lexicon, page, scan, count)
    count++
  } while (scan.queue.length > 0)
  return count
}

function ask(lexicon: Lexicon, page: Page, scan: Scan, count: number): void {
  const elements = elementsHere(lexicon, scan)
  if (elements !== NO_ELEMENTS) page.asked[count] = page.stood.push(elements)
}

function enlarge(page: Page): void {
  for (const column of ['starts', 'ends', 'asked'] as const) {
    const longer = new Int32Array(page[column].length * 2)
    longer.set(page[column])
    page[column] = longer
  }
}
