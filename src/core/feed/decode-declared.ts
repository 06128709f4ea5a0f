import { fromWindows1252 } from '../text/windows-1252.ts'

export interface DecodedBody {
  readonly text: string
  readonly charset: string
  /** What was odd about the bytes, in words for the feed's page. */
  readonly problems: readonly string[]
}

/** How far into a document its declaration may stand. */
const DECLARATION_WITHIN = 1024

/**
 * Turn a feed's bytes into text: byte order mark, HTTP header, XML declaration and UTF-8 are tried
 * in this order and the first that fits every byte wins. Bytes that are valid UTF-8 are UTF-8
 * whatever is declared: servers add `charset=iso-8859-1` to all they send. Undefined where none
 * fits, for `decodeBody`.
 */
export function decodeDeclared(bytes: Uint8Array, contentType?: string): DecodedBody | undefined {
  const marked = byteOrderMark(bytes)
  if (marked) return { ...decodedAs(bytes, marked), problems: [] }
  const declared = declaredCharsets(bytes, contentType)
  const candidates = declared.includes('utf-8') ? declared : [...declared, 'utf-8']
  for (const charset of bestFirst(candidates, bytes)) {
    const text = strictlyDecoded(bytes, charset)
    if (text !== undefined) return { text, charset, problems: [] }
  }
  return nearUtf8(bytes)
}

/** UTF-32 before UTF-16: its little-endian mark begins with the other's. */
function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32le'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return withoutMark(bytes)
}

/** XML appendix F: `<` and `<?` tell the width of characters without a mark. */
function withoutMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0x3c && b === 0 && c === 0 && d === 0) return 'utf-32le'
  if (a === 0 && b === 0 && c === 0 && d === 0x3c) return 'utf-32be'
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return 'utf-16le'
  if (a === 0 && b === 0x3c && c === 0 && d !== 0) return 'utf-16be'
  return undefined
}

export function decodedAs(bytes: Uint8Array, charset: string): { text: string; charset: string } {
  const text = charset.startsWith('utf-32')
    ? fromUtf32(bytes, charset === 'utf-32le')
    : webDecoded(bytes, charset, false)
  return { text, charset }
}

/** TextDecoder never learnt UTF-32; the standard it follows left it out. */
function fromUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const point = view.getUint32(at, littleEndian)
    if (point !== 0xfeff) text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd'
  }
  return text
}

/** By the HTTP header, and by the XML declaration, as far as they are charsets at all. */
export function declaredCharsets(bytes: Uint8Array, contentType?: string): readonly string[] {
  return [charsetOf(contentType), declaredCharset(bytes)].filter((name) => name !== '')
}

function charsetOf(contentType: string | undefined): string {
  return settledName(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1])
}

function declaredCharset(bytes: Uint8Array): string {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, DECLARATION_WITHIN))
  return settledName(/<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1])
}

/** A charset's name as TextDecoder knows it, or empty for one it does not. */
export function settledName(written: string | undefined): string {
  if (written === undefined) return ''
  const name = written.toLowerCase()
  // In bytes that begin with an ASCII `<` these cannot be what they say.
  if (/^(utf|ucs)-?(16|32|2|4)/.test(name)) return ''
  try {
    return new TextDecoder(ALIASES.get(name) ?? name).encoding
  } catch {
    return ''
  }
}

/** Names that Python and jschardet know and the web standard does not. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    big5hkscs: 'big5',
    cp874: 'windows-874',
    cp932: 'shift_jis',
    cp936: 'gbk',
    cp949: 'euc-kr',
    cp950: 'big5',
    euc_jis_2004: 'euc-jp',
    euc_kr: 'euc-kr',
    'gb18030-2000': 'gb18030',
    iso2022_jp_2: 'iso-2022-jp',
    'mac-cyrillic': 'x-mac-cyrillic',
    'mac-roman': 'macintosh',
    shift_jis_2004: 'shift_jis',
    'windows-936': 'gbk',
    'windows-949-2000': 'euc-kr',
  }),
)

/**
 * Most charsets fit almost any bytes, and UTF-8 almost none but its own, so it is tried first
 * unless there is too little to tell. ISO 2022 is ASCII to look at and has to be believed.
 */
function bestFirst(candidates: readonly string[], bytes: Uint8Array): readonly string[] {
  const [first = 'utf-8'] = candidates
  if (first === 'utf-8' || first.startsWith('iso-2022')) return candidates
  const enough = first === 'windows-1252' ? 1 : 8
  return highBytes(bytes, enough) < enough ? candidates : ['utf-8', ...candidates]
}

/** Bytes beyond ASCII, counted up to a limit. */
function highBytes(bytes: Uint8Array, limit: number): number {
  let count = 0
  for (const byte of bytes) {
    if (byte >= 0x80) count += 1
    if (count >= limit) break
  }
  return count
}

function strictlyDecoded(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return webDecoded(bytes, charset, true)
  } catch {
    return undefined
  }
}

function webDecoded(bytes: Uint8Array, charset: string, fatal: boolean): string {
  if (charset === 'windows-1252') return fromWindows1252(bytes)
  return new TextDecoder(charset, { fatal }).decode(bytes)
}

/**
 * A few bad bytes in much good UTF-8 (a headline cut by bytes, a body that ended in the middle
 * of a character) do not make it another charset.
 */
function nearUtf8(bytes: Uint8Array): DecodedBody | undefined {
  const text = new TextDecoder('utf-8').decode(bytes)
  let bad = 0
  let good = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 0xfffd) bad += 1
    else if (unit >= 0x80) good += 1
  }
  if (good < bad * 4) return undefined
  return { text, charset: 'utf-8', problems: [`bytes that are not UTF-8, shown as \ufffd: ${bad}`] }
}
