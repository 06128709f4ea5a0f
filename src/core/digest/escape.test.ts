import { describe, expect, test } from 'vitest'
import { escapeHtml, headerText, hostOf, plainLine, safeLink } from './escape.ts'

describe('words of a feed stay words', () => {
  test.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [`" onmouseover='x'`, '&quot; onmouseover=&#39;x&#39;'],
    ['AT&T &amp; more', 'AT&amp;T &amp;amp; more'],
    ['<!--[if mso]>', '&lt;!--[if mso]&gt;'],
  ])('in markup: %s', (text, html) => {
    expect(escapeHtml(text)).toBe(html)
  })

  test.each([
    ['line breaks', 'one\r\ntwo\u2028three\u0085four', 'one two three four'],
    ['controls', 'a\u0000b\u001B[31mc\u007F', 'a b [31mc'],
    ['overrides and isolates', 'abc\u202Egnp.exe\u202C \u2066x\u2069', 'abcgnp.exe x'],
    ['what nobody can see', 'in\u200Bvis\uFEFFible\u00AD\u{E0041}', 'invisible'],
    ['half a character', 'a\uD83Db', 'a\uFFFDb'],
    ['marks piled over other lines', `Z${'\u0300'.repeat(40)}!`, `Z${'\u0300'.repeat(6)}!`],
    [
      'the joiners of Persian and of families',
      'می\u200Cخواهم 👨\u200D👩\u200D👧',
      'می\u200Cخواهم 👨\u200D👩\u200D👧',
    ],
    ['the marks of Arabic and Hindi', 'مُحَمَّد क्षि', 'مُحَمَّد क्षि'],
  ])('in a line: %s', (_, text, line) => {
    expect(plainLine(text, 200)).toBe(line)
  })

  test.each([
    ['fits', 'four', 4, 'four'],
    ['is one too long', 'fives', 4, 'fiv…'],
    ['ends in a family of emoji', 'abc👨\u200D👩\u200D👧 and more', 8, 'abc…'],
    ['has a space near its end', 'one two three four', 16, 'one two three…'],
    ['is Japanese', '元山で会談した外相', 6, '元山で会談…'],
  ])('cut whole where a line %s', (_, text, longest, line) => {
    expect(plainLine(text, longest)).toBe(line)
    expect(plainLine(text, longest).length).toBeLessThanOrEqual(longest)
  })

  test('in a header, without a way to begin another or to turn its letters round', () => {
    expect(headerText('News\r\nBcc: all@example.org', 100)).toBe('News Bcc: all@example.org')
    expect(headerText('\u200FNews\u200E \u061Cfrom\u202E here', 100)).toBe('News from here')
  })

  test('quickly, however long and odd they are', { timeout: 1000 }, () => {
    const odd = `${' \t'.repeat(500_000)}${'\u0300'.repeat(500_000)}${'<'.repeat(500_000)}`
    expect(plainLine(odd, 200).length).toBeLessThanOrEqual(200)
  })
})

describe('a mail carries an address', () => {
  test.each([
    ['of the web', 'https://www.bbc.co.uk/news/1?a=b&c=d', 'https://www.bbc.co.uk/news/1?a=b&c=d'],
    ['in plain ASCII', 'https://例え.jp/元山', 'https://xn--r8jz45g.jp/%E5%85%83%E5%B1%B1'],
    [
      'that cannot leave its attribute',
      'https://a.example/"><script>',
      'https://a.example/%22%3E%3Cscript%3E',
    ],
  ])('%s', (_, url, link) => {
    expect(safeLink(url)).toBe(link)
  })

  test.each([
    ['a script', 'javascript:alert(1)'],
    ['a script in disguise', ' java\nscript:alert(1)'],
    ['data', 'data:text/html,<script>'],
    ['a file', 'file:///etc/passwd'],
    ['a trusted name before the @', 'https://www.bbc.co.uk@evil.example/'],
    ['a path alone', '/news/1'],
    ['nothing', ''],
    ['more than anybody writes', `https://a.example/${'x'.repeat(2000)}`],
    ['more than anybody writes once encoded', `https://a.example/${'元'.repeat(400)}`],
  ])('but not %s', (_, url) => {
    expect(safeLink(url)).toBeUndefined()
  })

  test('and shows a look-alike host for what it is', () => {
    expect(hostOf(safeLink('https://www.bbс.com/news') ?? '')).toBe('xn--bb-pmc.com')
    expect(hostOf('https://www.bbc.com/news')).toBe('bbc.com')
  })
})
