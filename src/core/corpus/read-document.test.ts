import { describe, expect, it } from 'vitest'
import { readDocument } from './read-document.ts'

const STORY =
  'The harbour bridge at Halvorsund was closed on Monday after a barge struck its middle pier.'
const MORE = 'Divers will look at the foundations on Tuesday, the port authority said.'
const RUSSIAN = 'Мост через гавань закрыли в понедельник после того, как баржа задела опору.'
const KOREAN = '항구의 다리가 월요일 바지선이 가운데 교각을 들이받은 뒤 통제됐다.'

describe("a user's own file", () => {
  it('as plain text gives the headline above the story, or else the name of the file', () => {
    const [titled] = readDocument('bridge.txt', `Bridge closed at Halvorsund\n\n${STORY}\n${MORE}`)
    expect(titled).toMatchObject({
      title: 'Bridge closed at Halvorsund',
      text: `${STORY}\n${MORE}`,
      problems: [],
    })
    expect(readDocument('notes/harbour-bridge.txt', STORY)[0]?.title).toBe('harbour-bridge')
  })

  it('as Markdown gives front matter, heading and text without its marks', () => {
    const [told] = readDocument(
      'bridge.md',
      `---\ntitle: Barge strikes bridge\nsource: Coastal Wire\ndate: 2025-03-03T09:14:00+01:00\nlang: en_GB\nlink: https://coastal.example/bridge\n---\n\n# A heading\n\n${STORY.replace('barge', '**barge**').replace('pier', '[pier](https://a.example/p)')}\n\n${MORE}\n`,
    )
    expect(told).toEqual({
      title: 'Barge strikes bridge',
      text: `${STORY}\n${MORE}`,
      outlet: 'Coastal Wire',
      published: new Date('2025-03-03T08:14:00Z'),
      language: 'en-GB',
      url: 'https://coastal.example/bridge',
      problems: [],
      cut: [],
    })
    expect(readDocument('b.md', `# Barge strikes bridge\n\n${STORY}`)[0]).toMatchObject({
      title: 'Barge strikes bridge',
      text: STORY,
    })
  })

  it('as Markdown with broken front matter is still read, and the fault is said', () => {
    const [told] = readDocument('b.md', `---\ntitle: "open\n---\n${STORY}`)
    expect(told?.text).toBe(STORY)
    expect(told?.problems[0]).toMatch(/^the front matter is not YAML: /)
  })

  it('as HTML is read in the charset it names', () => {
    const html = `<html lang="ru"><head><meta charset="windows-1251"><title>x</title></head><body><h1>Баржа задела мост</h1><p>${RUSSIAN}</p></body></html>`
    expect(readDocument('most.html', windows1251(html))[0]).toMatchObject({
      title: 'Баржа задела мост',
      text: RUSSIAN,
      language: 'ru',
      problems: [],
    })
  })

  it('without a charset is read by what its bytes look like, and the guess is said', () => {
    const long = Array.from({ length: 6 }, (_, at) => `${RUSSIAN} Это сказали ${at} раза подряд.`)
    const [told] = readDocument('most.txt', windows1251(long.join('\n')))
    expect(told?.text).toBe(long.join('\n'))
    expect(told?.problems[0]).toContain('read as windows-1251')
  })

  it('as JSON gives each entry of an array, under the usual names', () => {
    const told = readDocument(
      'export.json',
      JSON.stringify([
        {
          headline: 'One',
          articleBody: STORY,
          publisher: { name: 'Coastal Wire' },
          inLanguage: 'en',
        },
        { title: 'Two', content: `<p>${STORY}</p><p>${MORE}</p>`, date_published: '2025-03-03' },
        'three',
        { title: 'Four', description: MORE, published: 'last Monday' },
      ]),
    )
    expect(told.map(({ title, text, problems }) => ({ title, text, problems }))).toEqual([
      { title: 'One', text: STORY, problems: [] },
      { title: 'Two', text: `${STORY}\n${MORE}`, problems: [] },
      {
        title: 'export.json',
        text: '',
        problems: ['entry 3 is no object with title and text'],
      },
      {
        title: 'Four',
        text: MORE,
        problems: [
          'published is "last Monday", which is no date I can read; expected 2025-07-12T07:53:00Z',
        ],
      },
    ])
    expect(told[0]).toMatchObject({ outlet: 'Coastal Wire', language: 'en' })
    expect(told[1]?.published).toEqual(new Date('2025-03-03T00:00:00Z'))
  })

  it('as broken JSON is a document without text that says why', () => {
    const [told] = readDocument('export.json', '{"title": ')
    expect(told?.text).toBe('')
    expect(told?.problems[0]).toMatch(/^not JSON: /)
    expect(
      readDocument('a.jsonl', `{"title":"One","text":"${STORY}"}\n\n[1]\n`)[1]?.problems,
    ).toEqual(['line 3: entry 1 is no object with title and text'])
  })

  it.each([
    ['2025-03-03', '2025-03-03T00:00:00Z'],
    ['2025-03-03 09:14', '2025-03-03T09:14:00Z'],
    ['2025-03-03T09:14:05.25+0100', '2025-03-03T08:14:05Z'],
    ['Mon, 3 Mar 2025 09:14:00 +0100 (CET)', '2025-03-03T08:14:00Z'],
    ['03/04/2025', undefined],
    ['2025-13-03', undefined],
  ])('dated %s is of %s', (written, expected) => {
    const [told] = readDocument(
      'a.json',
      JSON.stringify({ title: 'x', text: STORY, date: written }),
    )
    expect(told?.published).toEqual(expected === undefined ? undefined : new Date(expected))
    expect(told?.problems).toHaveLength(expected === undefined ? 1 : 0)
  })
})

describe('a mail kept as a file', () => {
  it('gives its plain part, undone from base64, and its encoded headers', () => {
    const mail = [
      'From: =?UTF-8?B?7IOI67K964KY66Oo?= <desk@naru.example>',
      'Subject: =?UTF-8?Q?=EB=8B=A4=EB=A6=AC?=',
      ' =?UTF-8?Q?_=ED=86=B5=EC=A0=9C?=',
      'Date: Mon, 3 Mar 2025 09:14:00 +0900',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative;',
      ' boundary="edge"',
      '',
      'For readers of old.',
      '--edge',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>not this one</p>',
      '--edge',
      'Content-Type: text/plain; charset="utf-8"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(KOREAN)
        .toString('base64')
        .replace(/(.{60})/g, '$1\r\n'),
      '--edge--',
      'after the end',
    ].join('\r\n')
    expect(readDocument('mail.eml', Buffer.from(mail))).toEqual([
      {
        title: '다리 통제',
        text: KOREAN,
        outlet: '새벽나루',
        published: new Date('2025-03-03T00:14:00Z'),
        problems: [],
        cut: [],
      },
    ])
  })

  it('gives its HTML where that is all there is, undone from quoted-printable', () => {
    const mail = `Subject: Bridge\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>The caf=E9 =93Anchor=94 by the harbour bridge was closed on Monday after a barge =\nstruck the quay.</p><p>${MORE}</p>`
    expect(readDocument('mail.eml', mail)[0]?.text).toBe(
      `The café “Anchor” by the harbour bridge was closed on Monday after a barge struck the quay.\n${MORE}`,
    )
  })

  it('reads no attachment, and says when nothing is left', () => {
    const mail =
      'Subject: Bridge\nContent-Type: multipart/mixed; boundary=edge\n\n--edge\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nsecret\n--edge--\n'
    expect(readDocument('mail.eml', mail)[0]).toMatchObject({
      text: '',
      problems: ['the mail has no text/plain or text/html part', 'no text was found'],
    })
  })

  it('is read in good time however its parts are nested', () => {
    const nested = 'Content-Type: multipart/mixed; boundary=e\n\n--e\n'.repeat(2_000)
    expect(readDocument('mail.eml', nested)[0]?.text).toBe('')
  })
})

/** Node encodes no windows-1251: its letters lie in a row from 0xC0. */
function windows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0)
    return code < 0x80 ? code : code - 0x0410 + 0xc0
  })
}
