import { describe, expect, test } from 'vitest'
import { readXml, type XmlElement } from './read-xml.ts'

/** The tree as nested lists: name, then children. */
function shape(node: XmlElement | string): unknown {
  if (typeof node === 'string') return node
  const isText =
    node.children.length > 0 && node.children.every((child) => typeof child === 'string')
  return [node.name, ...(isText ? [node.children.join('')] : node.children.map(shape))]
}

function shapes(text: string): unknown {
  return readXml(text, 'https://o.example/').top.map(shape)
}

describe('XML as it is found', () => {
  test.each([
    ['<a><b>x</b></a>', [['a', ['b', 'x']]]],
    ['<A><B>x</b></a>', [['a', ['b', 'x']]]],
    ['<a><b>x</a>', [['a', ['b', 'x']]]],
    ['<a></c>x</a>', [['a', 'x']]],
    ['<a>1 < 2 <3</a>', [['a', '1 < 2 <3']]],
    ['<a>R&D &amp; &mdash; &unknown;</a>', [['a', 'R&D & — &unknown;']]],
    ['<a><![CDATA[<b>&amp;]]></a>', [['a', '<b>&amp;']]],
    ['<a><![CDATA[cut off', [['a', 'cut off']]],
    ['<a><!-- <b> --><?php echo?>x</a>', [['a', 'x']]],
    ['<a>x\u0000\u0008y</a>', [['a', 'xy']]],
    ['junk <a/> junk', [['a']]],
    ['<r><item>1<item>2</r>', [['r', ['item', '1'], ['item', '2']]]],
  ])('%j', (text, tree) => {
    expect(shapes(text)).toEqual(tree)
  })

  test('names follow the namespace and not the prefix', () => {
    const text =
      '<x:rss xmlns:x="http://backend.userland.com/rss2" xmlns:q="http://purl.org/dc/elements/1.1/">' +
      '<q:Creator/><dc:date/><atom:link/><content xmlns="http://search.yahoo.com/mrss/" URL="u"/></x:rss>'
    const [root] = readXml(text, '').top
    expect(shape(root ?? '')).toEqual([
      'rss',
      ['dc:creator'],
      ['dc:date'],
      ['link'],
      ['media:content'],
    ])
    expect(root?.children.at(-1)).toMatchObject({ attributes: { url: 'u' } })
  })

  test('base and language are inherited', () => {
    const text = '<a xml:base="/b/" xml:lang="en_US"><c xml:base="d/"/><e xml:lang=""/></a>'
    const [root] = readXml(text, 'https://o.example/x', 'de').top
    expect(root?.scope).toMatchObject({ base: 'https://o.example/b/', language: 'en-US' })
    expect(root?.children).toMatchObject([
      { scope: { base: 'https://o.example/b/d/', language: 'en-US' } },
      { scope: { base: 'https://o.example/b/', language: undefined } },
    ])
  })

  test('entities a document defines are never expanded', () => {
    const text =
      '<!DOCTYPE a [<!ENTITY x "boom"><!ENTITY y SYSTEM "file:///etc/passwd">]><a>&x;&y;</a>'
    expect(JSON.stringify(shapes(text))).not.toMatch(/boom|root:/)
  })

  test('what stays open at the end is told', () => {
    expect(readXml('<a><b>x', '').leftOpen).toEqual(['a', 'b'])
    expect(readXml('<a/>', '').leftOpen).toEqual([])
  })
})

describe('hostile XML', () => {
  test('markup a million deep keeps what stands above it', () => {
    const document = readXml(`<a><t>x</t>${'<b>'.repeat(1_000_000)}`, '')
    expect(document.leftOpen).toHaveLength(256)
    expect(document.top[0]?.children[0]).toMatchObject({ name: 't', children: ['x'] })
  })

  test('after too deep markup the rest is read again', () => {
    const deep = `${'<b>'.repeat(1000)}x${'</b>'.repeat(1000)}`
    expect(readXml(`<a>${deep}<t>y</t></a>`, '').top[0]?.children.at(-1)).toMatchObject({
      name: 't',
      children: ['y'],
    })
  })

  test.each([
    ['stray end tags under deep markup', `${'<a>'.repeat(240)}${'</b>'.repeat(1_000_000)}`],
    ['less-thans', '<'.repeat(1_000_000)],
    ['tags never ended', '<p '.repeat(300_000)],
    ['ampersands', `<a>${'&'.repeat(1_000_000)}</a>`],
    [
      'prefixes',
      `${Array.from({ length: 200 }, (_, i) => `<a xmlns:p${i}="u">`).join('')}${'<b xmlns:q="u"/>'.repeat(20_000)}`,
    ],
  ])('%s end in time', (_name, text) => {
    expect(readXml(text, '').top.length).toBeGreaterThanOrEqual(0)
  })

  test('names of object innards are only names', () => {
    const [root] = readXml(
      '<a __proto__="x" constructor="y"><__proto__/><constructor:b/></a>',
      '',
    ).top
    expect(root?.attributes['constructor']).toBe('y')
    expect(Object.prototype).not.toHaveProperty('x')
  })

  test('items beyond two thousand are not read', () => {
    const items = '<item><title>t</title></item>'.repeat(1000) + '<item/>'.repeat(5000)
    const document = readXml(`<rss><channel>${items}</channel></rss>`, '')
    expect(document.tooMany).toBe('items')
    const [channel] = document.top[0]?.children ?? []
    expect(typeof channel === 'object' && channel.children).toHaveLength(2000)
  })

  test('a tree of millions of parts is not built', () => {
    const parts = '<x/>a'.repeat(400_000)
    const document = readXml(`<rss><item><title>t</title>${parts}</item></rss>`, '')
    expect(document.tooMany).toBe('parts')
    const [item] = document.top[0]?.children ?? []
    expect(typeof item === 'object' && item.children.length).toBeLessThan(500_000)
  })

  test('bases taken from bases do not grow without end', () => {
    const nested = Array.from({ length: 40 }, () => `<a xml:base="${'p'.repeat(1000)}/">`).join('')
    let [innermost] = readXml(nested, 'https://o.example/').top
    for (let next = innermost; typeof next === 'object'; next = childOf(next)) innermost = next
    expect(innermost?.scope.base.length).toBeGreaterThan(1000)
    expect(innermost?.scope.base.length).toBeLessThanOrEqual(8192)
  })

  test('a language of a million letters is none', () => {
    const [root] = readXml(`<a xml:lang="ko"><b xml:lang="en${'-a'.repeat(500_000)}"/></a>`, '').top
    expect(root && childOf(root)?.scope.language).toBe('ko')
  })
})

function childOf(element: XmlElement): XmlElement | undefined {
  return element.children.find((child) => typeof child === 'object')
}
