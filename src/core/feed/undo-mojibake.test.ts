import { expect, test } from 'vitest'
import { fromWindows1252 } from '../text/windows-1252.ts'
import { undoMojibake } from './undo-mojibake.ts'

/** The text as it looks when its UTF-8 is read in another charset. */
function slipped(text: string, charset: string): string {
  const bytes = Buffer.from(text)
  return charset === 'windows-1252'
    ? fromWindows1252(bytes)
    : new TextDecoder(charset).decode(bytes)
}

const TEXTS = [
  'Лавров прибыл в Вонсан',
  'Міністр їде до Кореї',
  '라브로프 외무상',
  'ラブロフ外相、北朝鮮へ',
  '“We won’t go…” — he said',
  'Société Générale in Zürich: 5 € per café',
  'Σεργκέι Λαβρόφ',
]

test.each(TEXTS)('is put right: %s', (text) => {
  expect(undoMojibake(slipped(text, 'windows-1252'))).toBe(text)
})

test('is put right when it was made twice', () => {
  const once = slipped('Лавров', 'windows-1252')
  expect(undoMojibake(slipped(once, 'windows-1252'))).toBe('Лавров')
})

test.each(TEXTS.slice(0, 2))('is put right from the Cyrillic charset: %s', (text) => {
  expect(undoMojibake(slipped(text, 'windows-1251'))).toBe(text)
})

test.each([
  ...TEXTS,
  'plain words',
  'at the CAFÉ” he said',
  'DUPÔ» and MÖ“',
  'ESPAÑA, São Paulo, PÃO',
  'РСФСР, ВСС и СВР',
  'В«Газпроме» сказали',
  'naïve façade — “quoted” …',
  '“À la carte”, âge, Âge',
])('honest text stays: %s', (text) => {
  expect(undoMojibake(text)).toBe(text)
})

test('takes no longer than its length', () => {
  const text = 'Ð'.repeat(200_000)
  expect(undoMojibake(text)).toBe(text)
})
