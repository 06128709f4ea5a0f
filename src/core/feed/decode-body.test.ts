import { describe, expect, test } from 'vitest'
import { decodeBody } from './decode-body.ts'

const bytesOf = (text: string) => Buffer.from(text, 'latin1')
const utf8 = (text: string) => Buffer.from(text, 'utf8')
/** привет in windows-1251. */
const PRIVET = '\xef\xf0\xe8\xe2\xe5\xf2'

describe('the charset of a body', () => {
  test('the byte order mark goes before everything said', () => {
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<a>é', 'utf16le')])
    expect(decodeBody(marked, 'text/xml; charset=windows-1251')).toEqual({
      text: '<a>é',
      charset: 'utf-16le',
      problems: [],
    })
  })

  test('the HTTP header goes before the XML declaration', () => {
    const body = bytesOf(`<?xml version="1.0" encoding="iso-8859-2"?><a>${PRIVET}`)
    expect(decodeBody(body, "text/xml; charset='windows-1251'").text).toContain('привет')
  })

  test('the XML declaration is believed where the header is silent', () => {
    const body = bytesOf(`<?xml version='1.0' encoding='windows-1251'?><a>${PRIVET}`)
    expect(decodeBody(body, 'text/xml').text).toContain('привет')
  })

  test('a header that the bytes contradict is not believed', () => {
    const body = bytesOf(`<?xml version="1.0" encoding="windows-1251"?><a>${PRIVET}`)
    expect(decodeBody(body, 'text/xml; charset=utf-8').text).toContain('привет')
  })

  test('valid UTF-8 is UTF-8, though called Latin', () => {
    expect(decodeBody(utf8('<a>déjà vu'), 'text/xml; charset=iso-8859-1').text).toBe('<a>déjà vu')
  })

  test('two-byte and one-byte charsets are not believed over long valid UTF-8', () => {
    const text = '<a>Лавров прибыл в Вонсан'
    expect(decodeBody(utf8(text), 'text/xml; charset=windows-1251').text).toBe(text)
    expect(decodeBody(utf8(text), 'text/xml; charset=euc-kr').text).toBe(text)
  })

  test('typographic quotes of windows-1252 survive being called ISO 8859-1', () => {
    expect(decodeBody(bytesOf('<a>\x93calm\x94 \x96 \x80'), 'x; charset=iso-8859-1').text).toBe(
      '<a>“calm” – €',
    )
  })

  test('UTF-32 is read though the platform does not know it', () => {
    const body = Buffer.from(
      // `<a>한`, little-endian.
      [0x3c, 0, 0, 0, 0x61, 0, 0, 0, 0x3e, 0, 0, 0, 0x5c, 0xd5, 0, 0],
    )
    expect(decodeBody(body).text).toBe('<a>한')
  })

  test('a bad byte in good UTF-8 is shown as such, and said', () => {
    const body = Buffer.concat([utf8('<a>Grüße aus Köln, schöne Brücke'), bytesOf('\xe9')])
    const { charset, problems } = decodeBody(body, 'text/xml; charset=utf-8')
    expect(charset).toBe('utf-8')
    expect(problems).toEqual([expect.stringContaining('not UTF-8, shown as �: 1')])
  })

  test('a charset nobody knows is passed over', () => {
    expect(decodeBody(utf8('<a>é'), 'text/xml; charset=klingon').text).toBe('<a>é')
  })

  test('no bytes are no text', () => {
    expect(decodeBody(new Uint8Array(0))).toEqual({ text: '', charset: 'utf-8', problems: [] })
  })
})
