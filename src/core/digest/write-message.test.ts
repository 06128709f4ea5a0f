import { describe, expect, test } from 'vitest'
import { CASES, DESK, LETTERHEAD } from '../../../test/support/digest-cases.ts'
import type { Digest, FeedRecord, ToldStory } from '../../model.ts'
import { writeMessage } from './write-message.ts'

const STORY: ToldStory = {
  storyId: 'visit',
  kind: 'new',
  watch: 'Lavrov',
  headline: 'Lavrov meets Kim in Wonsan',
  lead: {
    outlet: 'TASS',
    url: 'https://tass.example/1',
    title: 'Lavrov meets Kim in Wonsan',
    itemId: '1',
  },
  storyTitle: 'Lavrov meets Kim in Wonsan',
  sentences: [],
  otherHeadlines: [],
  alsoIn: [],
  copies: 0,
  retellings: 0,
  updates: 0,
  answered: [],
  because: 'nothing like it',
}

function digestOf(stories: readonly Partial<ToldStory>[], more: Partial<Digest> = {}): Digest {
  const at = new Date('2025-07-12T22:30:00Z')
  return {
    id: 'desk-20250712T223000Z',
    messageId: '<desk-20250712T223000Z@wirewatch.local>',
    subscriberId: 'desk',
    composedAt: at,
    covers: { after: 0, upTo: 9, from: new Date('2025-07-11T22:30:00Z'), to: at },
    stories: stories.map((story) => ({ ...STORY, ...story })),
    heldBack: [],
    feeds: [],
    watches: [],
    ...more,
  }
}

function feeds(read: number, failed: number): FeedRecord[] {
  return Array.from({ length: read + failed }, (_, index) => ({
    feedId: `${index}`,
    name: `Feed ${index}`,
    polls: 3,
    failedPolls: index < read ? 0 : 3,
    freshItems: 0,
  }))
}

describe('the subject says the news', () => {
  const others = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ storyId: `${index}` }))
  test.each([
    ['one story', digestOf([{}]), 'Lavrov meets Kim in Wonsan'],
    ['two', digestOf([{}, ...others(1)]), 'Lavrov meets Kim in Wonsan + 1 more story'],
    ['four', digestOf([{}, ...others(3)]), 'Lavrov meets Kim in Wonsan + 3 more stories'],
    ['none', digestOf([], { feeds: feeds(12, 0) }), 'Nothing new: 12 feeds read, 0 stories'],
    [
      'none, and not all read',
      digestOf([], { feeds: feeds(10, 2) }),
      'Nothing new: 10 of 12 feeds read, 0 stories',
    ],
    [
      'none from one feed',
      digestOf([], { feeds: feeds(1, 0) }),
      'Nothing new: 1 feed read, 0 stories',
    ],
    ['one without a headline', digestOf([{ headline: '\u200B \r\n' }]), 'Untitled'],
  ])('of %s', (_, digest, subject) => {
    expect(writeMessage(digest, DESK, LETTERHEAD).subject).toBe(subject)
  })

  test('in one line of bounded length, whatever the headline holds', () => {
    const headline = `Lavrov\r\nBcc: all@example.org\u202E${' and so on'.repeat(100)}`
    const { subject } = writeMessage(digestOf([{ headline }, {}]), DESK, LETTERHEAD)
    expect(subject).toMatch(/^Lavrov Bcc: all@example\.org and so on.*… \+ 1 more story$/)
    expect(subject.length).toBeLessThan(130)
  })
})

describe('the headers', () => {
  test('let clients sort, unsubscribe and keep their holiday notices to themselves', () => {
    expect(writeMessage(digestOf([{}]), DESK, LETTERHEAD).headers).toEqual({
      'List-Id': 'Korea desk <desk.wirewatch.local>',
      'List-Unsubscribe': '<mailto:wirewatch@example.org?subject=unsubscribe%20desk>',
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    })
  })

  test.each([
    ['a bare address', 'news@example.org', '<mailto:news@example.org?subject=unsubscribe%20desk>'],
    [
      'an address with a question mark',
      '<a?cc=b@example.org>',
      '<mailto:a%3Fcc%3Db@example.org?subject=unsubscribe%20desk>',
    ],
    ['no address', 'Wirewatch', undefined],
  ])('offer what %s can take', (_, sender, unsubscribe) => {
    expect(writeMessage(digestOf([{}]), DESK, { from: sender }).headers['List-Unsubscribe']).toBe(
      unsubscribe,
    )
  })

  test('offer one click where the page can be posted to, and the mail as a second way', () => {
    const letterhead = { ...LETTERHEAD, page: { url: 'https://news.example', key: 'k' } }
    const { headers } = writeMessage(digestOf([{}]), DESK, letterhead, 'desk@example.org')
    expect(headers['List-Unsubscribe']).toMatch(
      /^<https:\/\/news\.example\/act\/unsubscribe\?for=desk&of=mail%3Adesk%40example\.org&sign=[\w-]{22}>, <mailto:/,
    )
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  })

  test('offer no one click on a page without encryption, nor where nobody is addressed', () => {
    const page = { url: 'http://127.0.0.1:8787', key: 'k' }
    const local = writeMessage(digestOf([{}]), DESK, { ...LETTERHEAD, page }, 'desk@example.org')
    expect(local.headers['List-Unsubscribe']).toMatch(/^<http:/)
    expect(local.headers['List-Unsubscribe-Post']).toBeUndefined()
    const archived = writeMessage(digestOf([{}]), DESK, { ...LETTERHEAD, page })
    expect(archived.headers['List-Unsubscribe']).toMatch(/^<mailto:/)
  })

  test('make an update of the lead story an answer to the digests that told it', () => {
    const earlier = Array.from({ length: 12 }, (_, index) => ({
      storyId: 'visit',
      digestId: `d${index}`,
      messageId: `<d${index}@wirewatch.local>`,
      at: new Date(Date.UTC(2025, 6, index + 1)),
      headline: `Day ${index}`,
    }))
    const { headers } = writeMessage(digestOf([{ earlier }, {}]), DESK, LETTERHEAD)
    expect(headers['In-Reply-To']).toBe('<d11@wirewatch.local>')
    expect(headers['References']?.split(' ')).toHaveLength(10)
    expect(headers['References']).toMatch(/^<d2@.*<d11@wirewatch\.local>$/)
    const second = writeMessage(digestOf([{}, { earlier }]), DESK, LETTERHEAD)
    expect(second.headers['In-Reply-To']).toBeUndefined()
  })

  test('cannot be made more by a name', () => {
    const hostile = { ...DESK, name: 'Desk"\r\nX-Evil: <1>', to: ['a@example.org\r\nX-Evil: 2'] }
    const message = writeMessage(digestOf([{}]), hostile, {
      from: 'Wire\r\nX-Evil: 3 <w@example.org>',
    })
    const values = [...Object.values(message.headers), message.from, ...message.to, message.subject]
    expect(values.join('')).not.toMatch(/[\r\n]/)
  })

  test('name one List-Id that is ASCII whatever the subscriber is called', () => {
    const { headers } = writeMessage(digestOf([{}]), { ...DESK, name: '朝鮮班' }, LETTERHEAD)
    expect(headers['List-Id']).toBe('<desk.wirewatch.local>')
  })
})

describe('the body', () => {
  test('is the same, byte for byte, when the same digest is written again', () => {
    for (const { digest, subscriber } of CASES) {
      const again = JSON.parse(JSON.stringify(digest), reviveDates) as Digest
      expect(writeMessage(again, subscriber, LETTERHEAD)).toEqual(
        writeMessage(digest, subscriber, LETTERHEAD),
      )
    }
  })

  test('names each of seven hundred stories, if only by its headlines', () => {
    const stories = times(700, STORY).map((story, at) => ({
      ...story,
      headline: `Report ${at} of a day on which much happened in many places.`,
      otherHeadlines: [{ headline: `What ${at} said besides.`, outlet: 'The Wire' }],
    }))
    const text = writeMessage(digestOf(stories), DESK, LETTERHEAD).text.replaceAll(/\s+/g, ' ')
    const named = stories.flatMap(({ headline, otherHeadlines }) => [
      headline,
      ...otherHeadlines.map((other) => other.headline),
    ])
    expect(named.filter((words) => !text.includes(words))).toEqual([])
  })

  test.each([
    ['ampersands', '&'],
    ['quotes', '"'],
    ['Chinese', '元'],
    ['tags', '<b>'],
    ['family emoji', '👨\u200D👩\u200D👧'],
  ])('stays under what Gmail shows though everything is long and full of %s', (_, letter) => {
    const long = letter.repeat(1000)
    const url = `https://a.example/?${'&a='.repeat(450)}`
    const sentence = { text: long, outlet: long, url, facts: [long, letter] }
    const story = {
      headline: long,
      storyTitle: `${long}.`,
      watch: long,
      because: long,
      lead: { ...STORY.lead, url, outlet: long },
      sentences: times(20, sentence),
      alsoIn: times(50, long),
      answered: times(6, long),
    }
    const held = {
      itemId: '1',
      title: long,
      outlet: long,
      url,
      watch: 'Lavrov',
      verdict: 'copy',
      because: long,
    } as const
    const digest = digestOf(
      Array.from(
        { length: 100 },
        (__, index) =>
          ({ ...story, storyId: `${index}`, kind: index % 2 ? 'update' : 'new' }) as const,
      ),
      {
        heldBack: Array.from({ length: 100 }, (__, index) => ({
          ...held,
          because: `${index}${long}`,
        })),
        feeds: feeds(100, 100).map((feed) => ({ ...feed, name: long, trouble: long })),
        watches: Array.from({ length: 100 }, () => ({ name: long, answered: 1, told: 1 })),
      },
    )
    const { html, text } = writeMessage(digest, { ...DESK, name: long }, LETTERHEAD)
    expect(Buffer.byteLength(html)).toBeLessThan(90_000)
    expect(Buffer.byteLength(text)).toBeLessThan(200_000)
    expect(html).toMatch(/and [\d,]+ more/)
  })

  test('says how many stories did not find room, and still names what it can', () => {
    const stories = Array.from({ length: 300 }, (_, index) => ({
      storyId: `${index}`,
      headline: `Story ${index}`,
      because: 'so '.repeat(90),
    }))
    const { html } = writeMessage(digestOf(stories), DESK, LETTERHEAD)
    const told = html.match(/<h3 /g)?.length ?? 0
    const [, rest = ''] = html.split(`>And ${300 - told} more</h2>`)
    const named = rest.match(/<li class="item" style="[^"]*" dir="auto"><a /g)?.length ?? 0
    expect(rest).toContain(`… and ${300 - told - named} more</li>`)
  })

  test('does not let one giant story push out the others', () => {
    const giant = {
      storyId: 'giant',
      sentences: times(8, {
        text: '"'.repeat(220),
        outlet: 'X',
        url: `https://x.example/?${'&'.repeat(350)}`,
        facts: times(12, '"'),
      }),
    }
    const html = writeMessage(
      digestOf([...times(4, giant), { headline: 'Small and true' }]),
      DESK,
      LETTERHEAD,
    ).html
    expect(html).toContain('Small and true')
  })

  test('marks new facts in an update where they stand, and makes no markup of them', () => {
    const sentences = [
      {
        text: 'About 6,000 <sappers> & builders.',
        outlet: 'TASS',
        url: '',
        facts: ['6,000', '<sappers>', '000 <sap', 'absent', ''],
      },
    ]
    const { html } = writeMessage(digestOf([{ kind: 'update', sentences }]), DESK, LETTERHEAD)
    expect(html).toContain('About <b>6,000</b> <b>&lt;sappers&gt;</b> &amp; builders.')
  })

  test('tells fonts and screen readers the language a script gives away, and no other', () => {
    const headlines = [
      '元山で会談へ',
      '외무상 원산 도착',
      '王毅会见拉夫罗夫',
      'Lavrov meets 金 today',
      'Лавров прибыл',
    ]
    const { html } = writeMessage(
      digestOf(headlines.map((headline) => ({ headline }))),
      DESK,
      LETTERHEAD,
    )
    const languages = [...html.matchAll(/<h3 [^>]*dir="auto"(?: lang="(\w+)")?>/g)].map(
      ([, language]) => language,
    )
    expect(languages).toEqual(['ja', 'ko', 'zh', undefined, undefined])
  })
})

function times<T>(count: number, thing: T): T[] {
  return Array.from({ length: count }, () => thing)
}

function reviveDates(_: string, value: unknown): unknown {
  const isDate = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
  return isDate ? new Date(value) : value
}

describe('what is in a long digest is said at its top', () => {
  const stories = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      storyId: `${at}`,
      headline: `Headline ${at + 1}`,
      ...(at === 1 && { kind: 'update' as const }),
    }))
  const written = (count: number) => writeMessage(digestOf(stories(count)), DESK, LETTERHEAD)

  test('by the headlines of the foremost, and how many more there are', () => {
    const { text, html } = written(30)
    const [, list = ''] = /In short\n-+\n(.*?)\n\n/s.exec(text) ?? []
    const lines = list.split('\n')
    expect(lines.slice(0, 2)).toEqual(['* Headline 1 (new · TASS)', '* Headline 2 (update · TASS)'])
    expect(lines.slice(-2)).toEqual(['* Headline 12 (new · TASS)', '  … and 18 more'])
    expect(html.indexOf('In short')).toBeGreaterThan(0)
    expect(html.indexOf('In short')).toBeLessThan(html.indexOf('>NEW</p>'))
  })

  test('and a short one needs no such list', () => {
    expect(written(6).text).toContain('In short')
    expect(written(5).text).not.toContain('In short')
    expect(written(5).html).not.toContain('In short')
  })
})
