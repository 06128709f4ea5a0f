import { describe, expect, test } from 'vitest'
import { asHtml, plainText } from './plain-text.ts'

describe('the words a reader sees', () => {
  test.each([
    ['<p>One.</p><p>Two <b>three</b>.</p>', 'One.\nTwo three.'],
    ['One<br>Two<br/>Three', 'One\nTwo\nThree'],
    ['<ul><li>a</li>\n<li>b</li></ul>', 'a\nb'],
    ['half<i>word</i>s stay <a href="/x">together</a>', 'halfwords stay together'],
    ['a\n  line  broken\tin <b>source</b>', 'a line broken in source'],
    ['lines without markup\nare kept', 'lines without markup\nare kept'],
    ['Kim&nbsp;&amp;&nbsp;Lavrov &#8220;agree&#8221;', 'Kim & Lavrov “agree”'],
    ['&amp;lt;b&amp;gt; is resolved once', '&lt;b&gt; is resolved once'],
    ['1 &lt; 2 <b>and</b> 3 < 4 and a <3 b', '1 < 2 and 3 < 4 and a <3 b'],
    ['before<script>var a = "<p>no</p>"</script>after', 'before\nafter'],
    ['before<style>p{}</STYLE >after', 'before\nafter'],
    ['before<!-- <p>no</p> -->after', 'beforeafter'],
    ['sa<!-- never closed >fe', 'safe'],
    ['<a title="a > b" href=\'x\'>link</a>', 'link'],
    ['<img alt="quote never closed>text', 'text'],
    ['frame <iframe src="x"/> goes on', 'frame\ngoes on'],
    ['ends in <a hre', 'ends in <a hre'],
    ['', ''],
  ])('of %j are %j', (html, words) => {
    expect(plainText(html)).toBe(words)
  })

  test('hostile markup takes no longer than its length', () => {
    // Each of these made a backtracking or rescanning reader take minutes; the test's own time
    // limit is the measure.
    const shapes = [
      '<',
      '<p ',
      '<!--',
      '<script>',
      '<iframe>',
      '<a ="1>2"',
      "<a b='",
      '</',
      '&',
      ' \n',
    ]
    for (const shape of shapes) {
      const html = shape.repeat(Math.floor(1_000_000 / shape.length))
      expect(plainText(html).length).toBeLessThanOrEqual(html.length)
    }
  })
})

test.each(['a < b & c', '<b>', '&amp;', 'plain'])(
  'words as HTML mean the same words: %s',
  (text) => {
    expect(plainText(asHtml(text))).toBe(text)
  },
)
