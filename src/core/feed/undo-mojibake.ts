/**
 * UTF-8 that was read as a one-byte charset on its way and written out again: `â€™` for `’`,
 * `Ð›Ð°Ð²Ñ€Ð¾Ð²` and `Р›Р°РІСЂРѕРІ` for `Лавров`. A watch would look past it.
 */
import { fromWindows1252 } from '../text/windows-1252.ts'

/** Two letters at least where the bytes make letters: shorter runs happen in honest text. */
const FEWEST_CHARACTERS = 4

const HIGH_BYTES = Uint8Array.from({ length: 0x80 }, (_, at) => 0x80 + at)
const WINDOWS_1252 = bytesBehind(
  fromWindows1252(HIGH_BYTES),
  new TextDecoder('latin1').decode(HIGH_BYTES),
)
const WINDOWS_1251 = bytesBehind(new TextDecoder('windows-1251').decode(HIGH_BYTES))
const CHARSETS = [WINDOWS_1252, WINDOWS_1251]

/** Character -> byte; some programs leave a C1 control character where 1252 has a sign. */
function bytesBehind(...decodings: readonly string[]): Charset {
  return new Map(
    decodings.flatMap((text) => Array.from(text, (char, at) => [char, 0x80 + at] as const)),
  )
}

/** The bytes that go on a character in UTF-8, as either charset shows them. */
const GOES_ON = CHARSETS.flatMap((charset) => [...charset])
  .filter(([, byte]) => byte < 0xc0)
  .map(([character]) => `\\u{${character.codePointAt(0)?.toString(16)}}`)

/**
 * A byte that begins a character and one that goes on, as either charset shows them; texts
 * without are handed back at once. Honest Russian has hardly any.
 */
const SUSPECT = new RegExp(`[ÂÃÎÏÐÑâ-íРСвг-н][${GOES_ON.join('')}]`, 'u')

const RUN = /[^\p{ASCII}]{2,}/gu
const strict = new TextDecoder('utf-8', { fatal: true })
/** What two bytes alone may have meant: Latin letters with marks, and signs. */
const LATIN = /^[\u00a0-\u00ff]+$/
/** What bytes that meant something else come to is hardly ever this. */
const EXPECTED =
  /^[\p{L}\p{M}\p{N}\u2010-\u2026\u2030-\u203a\u20ac\u2116\u2122\u00a0-\u00bf\u3000-\u303f\uff00-\uff65]+$/u

/** The text with every run that can only be such a slip put right, also where it was made twice. */
export function undoMojibake(text: string): string {
  if (!SUSPECT.test(text)) return text
  const charset = CHARSETS.find((bytes) => text.match(RUN)?.some((run) => isSlip(run, bytes)))
  // One certain slip is proof for the short runs of the same text.
  return charset ? text.replace(RUN, (run) => meant(run, charset) ?? run) : text
}

type Charset = ReadonlyMap<string, number>

function isSlip(run: string, charset: Charset): boolean {
  const decoded = meant(run, charset)
  if (decoded === undefined) return false
  const isLatin = charset === WINDOWS_1252 && LATIN.test(decoded)
  return isLatin || run.length >= FEWEST_CHARACTERS || run.length > 2 * decoded.length
}

/** What the bytes of a run say as UTF-8, if they say anything to be expected. */
function meant(run: string, charset: Charset, again = true): string | undefined {
  const bytes: number[] = []
  // Counted here, because a decoder that throws at every honest word took half of a poll's time.
  let missing = 0
  for (const character of run) {
    const byte = charset.get(character)
    if (byte === undefined || byte < 0xc0 !== missing > 0) return undefined
    missing = byte < 0xc0 ? missing - 1 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
    bytes.push(byte)
  }
  if (missing > 0) return undefined
  const decoded = decodedStrictly(Uint8Array.from(bytes))
  if (decoded === undefined) return undefined
  const deeper = again ? meant(decoded, charset, false) : undefined
  return deeper ?? (EXPECTED.test(decoded) ? decoded : undefined)
}

function decodedStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}
