import { describe, expect, test } from 'vitest'
import { absoluteUrl, canonicalUrl } from './link.ts'

describe('addresses in feeds', () => {
  test.each([
    ['/a', 'https://outlet.example/feeds/world.xml', 'https://outlet.example/a'],
    ['a.html', 'https://outlet.example/feeds/', 'https://outlet.example/feeds/a.html'],
    ['//cdn.example/x', 'https://outlet.example/', 'https://cdn.example/x'],
    [' \n https://outlet.example/a \n', '', 'https://outlet.example/a'],
    ['http:///outlet.example/a', '', 'http://outlet.example/a'],
    ['https://outlet.example/a b', '', 'https://outlet.example/a%20b'],
  ])('%s found at %s leads to %s', (written, base, url) => {
    expect(absoluteUrl(written, base)).toBe(url)
  })

  test.each(['', 'javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.example', 'urn:uuid:1'])(
    '%s is no place to send a reader',
    (written) => {
      expect(absoluteUrl(written, 'https://outlet.example/')).toBeUndefined()
    },
  )

  test('a relative address without a base leads nowhere', () => {
    expect(absoluteUrl('/a', '')).toBeUndefined()
  })
})

describe('the address of the article itself', () => {
  test.each([
    // Tracking goes, and what picks the article stays.
    ['https://o.example/a?utm_source=rss&utm_medium=feed', 'https://o.example/a'],
    ['https://o.example/a?id=4&fbclid=x&page=2', 'https://o.example/a?id=4&page=2'],
    ['https://o.example/a?q=%C3%A9&gclid=1', 'https://o.example/a?q=%C3%A9'],
    ['https://o.example/a?at_medium=RSS&at_campaign=KARANGA', 'https://o.example/a'],
    ['https://o.example/a?source=rss----d12', 'https://o.example/a'],
    ['https://o.example/a#xtor=RSS-1', 'https://o.example/a'],
    // Mobile and AMP editions lead back.
    ['https://m.yna.co.kr/view/1', 'https://www.yna.co.kr/view/1'],
    ['https://ko.m.wikipedia.org/wiki/A', 'https://ko.wikipedia.org/wiki/A'],
    ['https://o.example/slug/amp/', 'https://o.example/slug/'],
    ['https://o.example/slug/amp', 'https://o.example/slug'],
    ['https://o.example/slug?amp=1', 'https://o.example/slug'],
    ['https://www.google.com/amp/s/o.example/slug', 'https://o.example/slug'],
    ['https://o-example.cdn.ampproject.org/c/s/o.example/slug', 'https://o.example/slug'],
    // Redirectors that carry the address.
    [
      'https://www.google.com/url?rct=j&sa=t&url=https://o.example/a%3Fid%3D2&ct=ga',
      'https://o.example/a?id=2',
    ],
    [
      'http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fo.example%2fa&c=1',
      'https://o.example/a',
    ],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fo.example%2Fa', 'https://o.example/a'],
    [
      'https://www.google.com/url?q=https%3A%2F%2Fwww.google.com%2Famp%2Fs%2Fo.example%2Fslug',
      'https://o.example/slug',
    ],
    ['http://us.rd.yahoo.com/dailynews/rss/world/*http://o.example/a', 'http://o.example/a'],
    [
      'https://news.google.com/rss/articles/CBMiI2h0dHBzOi8vcGFwZXIuZXhhbXBsZS93b3JsZC93b25zYW7SAQA?oc=5',
      'https://paper.example/world/wonsan',
    ],
  ])('%s is %s', (address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical)
  })

  test.each([
    'https://o.example/a?source=ministry',
    'https://o.example/a?ref=4711',
    'https://o.example/a#update-3',
    'https://o.example/amp',
    'https://m.unknown.example/a',
    'https://www.google.com/url?url=javascript:alert(1)',
    'https://www.google.com/search?q=https://o.example/',
    'https://news.google.com/rss/articles/CBMiWkFVX3lxTE1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg',
    'https://feedproxy.google.com/~r/x/~3/y/',
  ])('%s cannot be known better without asking, and stays', (address) => {
    expect(canonicalUrl(address)).toBe(address)
  })

  test('redirectors wrapped in each other for ever are left after a few', () => {
    let address = 'https://o.example/a'
    for (let times = 0; times < 20; times += 1) {
      address = `https://www.google.com/url?url=${encodeURIComponent(address)}`
    }
    expect(canonicalUrl(address)).toMatch(/^https:\/\/www\.google\.com\/url/)
  })
})
