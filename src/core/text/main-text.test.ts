import { describe, expect, it } from 'vitest'
import { htmlMainText, mainText } from './main-text.ts'

const STORY = [
  'HALVORSUND, March 3 (Coastal Wire) - The harbour bridge at Halvorsund was closed on Monday after a barge struck its middle pier.',
  'No one was hurt, the port authority said, and divers will look at the foundations on Tuesday.',
  'Some 14,000 cars cross the bridge on a working day, and ferries are to carry foot passengers meanwhile.',
]
const HEADLINE = 'Barge strikes bridge at Halvorsund, road closed'

function page(...parts: (string | readonly string[])[]): string {
  return parts.flat().join('\n')
}

describe('a story on its page', () => {
  it('loses menus, bylines and picture credits above it, and keeps its headline and dateline', () => {
    const head = [
      'Sections',
      'ENG NOR Support us',
      HEADLINE,
      'Kari Vik Monday, 3 March 2025, 09:14',
      HEADLINE,
      'The bridge on Monday. Photo: Coastal Wire',
    ]
    const main = mainText(page(head, STORY))
    expect(main.title).toBe(HEADLINE)
    expect(main.text).toBe(STORY.join('\n'))
    expect(main.cut).toEqual(['5 lines before the first sentence: page head'])
  })

  it('takes the last headline-like line above it where none is repeated', () => {
    const main = mainText(page('logo', 'Coastal Wire3 hours ago', HEADLINE, '', STORY))
    expect(main.title).toBe(HEADLINE)
  })

  it('keeps a dateline that has a line of its own', () => {
    const main = mainText(page(HEADLINE, 'HALVORSUND, March 3 (Coastal Wire) —', STORY.slice(1)))
    expect(main.text.split('\n')[0]).toBe('HALVORSUND, March 3 (Coastal Wire) —')
    expect(main.title).toBe(HEADLINE)
  })

  it.each([
    'Related Articles',
    'RELATED STORIES:',
    'Comments',
    'Comments (12)',
    'Recent news',
    'Try Our AI Features',
    'DOWNLOAD THE APP',
    'Leave a Reply',
    'Hashtags',
    'Комментарии',
    'Последние новости',
    'Коментарі',
    'Останні новини',
    '관련 기사',
    '댓글 3',
    '関連記事',
    'コメント',
  ])('ends where the page turns to other things: %s', (heading) => {
    const others =
      'The minister of fisheries resigned on Friday after a long quarrel about cod quotas.'
    const main = mainText(page(HEADLINE, STORY, heading, others))
    expect(main.text).toBe(STORY.join('\n'))
    expect(main.cut).toEqual([`"${heading}" and the 1 line below it: other things on the page`])
  })

  it('is not ended by sentences that begin like such headings', () => {
    const lookalikes = [
      'Comments by the port authority on Tuesday did little to calm the shippers, who fear for their trade.',
      'Related damage to the quay may cost another two million crowns, an engineer at the port said.',
      'Share prices of the ferry company rose by nine percent before noon on the exchange in the capital.',
      'Photo finishes are rarer at sea than collisions, the harbour master told the regional radio.',
      'More from the same barge line have come into port damaged this year than in the five years before.',
    ]
    expect(mainText(page(HEADLINE, STORY, lookalikes)).text).toBe(page(STORY, lookalikes))
  })

  it('is not ended by a menu that names comments before it has begun', () => {
    const main = mainText(page('Home', 'Comments', 'Most read', HEADLINE, STORY))
    expect(main.text).toBe(STORY.join('\n'))
  })

  it('loses pointers, advertising and calls to subscribe from its midst', () => {
    const inside = [
      'Advertisement:',
      'Read also: Old ferry finds a buyer',
      'Tunnel plan shelved again',
      'Subscribe to our morning letter for all the news of the coast.',
      'Support the Coastal Wire on Patreon!',
      'Share on Facebook',
    ]
    const main = mainText(page(HEADLINE, STORY[0] ?? '', inside, STORY.slice(1)))
    expect(main.text).toBe(STORY.join('\n'))
    expect(main.cut).toEqual([
      '1 line: advertising, buttons or credits',
      '1 line: pointers to other stories',
      '1 line: headlines of other stories',
      '3 lines: calls to follow, subscribe or pay',
    ])
  })

  it('loses the lists of headlines, times and tags that stand below it', () => {
    const list = [
      'HarbourShippingBridges',
      'Ferry company orders two electric boats',
      '10:51',
      'Storm warning for the outer islands',
      'time22 minutes ago',
    ]
    const main = mainText(page(HEADLINE, STORY, list))
    expect(main.text).toBe(STORY.join('\n'))
    expect(main.cut.join('\n')).toContain('after the last sentence')
  })

  it('keeps its own crossheads and a closing list of points', () => {
    const body = [
      STORY[0],
      'Ferries instead:',
      STORY[1],
      '- line 4 from Nordkai',
      '- line 7 from Torget',
    ]
    expect(mainText(page(HEADLINE, body.map(String))).text).toBe(body.join('\n'))
  })

  it('says a repeated paragraph once', () => {
    const main = mainText(page(HEADLINE, STORY, STORY[1] ?? ''))
    expect(main.text).toBe(STORY.join('\n'))
    expect(main.cut).toEqual(['1 line: said before, word for word'])
  })

  it('is put together again where mail has broken its lines', () => {
    const wrapped = `${HEADLINE}

The harbour bridge at Halvorsund was closed on Monday after a barge
struck its middle pier, the port authority said. Divers will look at
the foundations.

Ferries carry foot passengers meanwhile, every twenty minutes until
midnight.`
    expect(mainText(wrapped).text.split('\n')).toEqual([
      'The harbour bridge at Halvorsund was closed on Monday after a barge struck its middle pier, the port authority said. Divers will look at the foundations.',
      'Ferries carry foot passengers meanwhile, every twenty minutes until midnight.',
    ])
  })
})

describe('stories in other languages', () => {
  it.each([
    {
      language: 'Russian',
      title: 'Баржа повредила мост в Хальворсунде',
      story: [
        'Мост через гавань Хальворсунда закрыли в понедельник после того, как баржа задела среднюю опору.',
        'Никто не пострадал, водолазы осмотрят основание опоры во вторник, сообщили в управлении порта.',
      ],
      furniture: [
        'Подписывайтесь на наш канал, чтобы ничего не пропустить!',
        'Читайте также: Паром нашёл покупателя',
      ],
    },
    {
      language: 'Ukrainian',
      title: 'Баржа пошкодила міст у Хальворсунді',
      story: [
        'Міст через гавань Хальворсунда закрили у понеділок, бо баржа зачепила середню опору.',
        'Ніхто не постраждав, водолази оглянуть основу опори у вівторок, повідомили в порту.',
      ],
      furniture: ['Реклама:', 'Читайте також: Пором знайшов покупця'],
    },
    {
      language: 'Korean',
      title: '할보르순 항구 다리에 바지선 충돌',
      story: [
        '할보르순 항구의 다리가 월요일 바지선이 가운데 교각을 들이받은 뒤 통제됐다.',
        '다친 사람은 없으며 잠수부들이 화요일에 기초를 살펴볼 예정이라고 항만 당국이 밝혔다.',
      ],
      furniture: ['무단 전재 및 재배포 금지', '구독하기', '기사 제보는 카카오톡으로 보내 주세요.'],
    },
    {
      language: 'Japanese',
      title: '港の橋にはしけが衝突',
      story: [
        'ハルボルスン港の橋は月曜日、はしけが中央の橋脚に衝突したため通行止めになった。',
        'けが人はなく、火曜日に潜水士が基礎を調べると港湾当局が発表した。',
      ],
      furniture: ['シェアする', '無断転載を禁じます', '3時間前'],
    },
  ])('lose their furniture too: $language', ({ title, story, furniture }) => {
    const main = mainText(page(title, story, furniture))
    expect(main).toMatchObject({ title, text: story.join('\n') })
    expect(main.cut).not.toEqual([])
  })
})

describe('texts that are no page', () => {
  it('come back as they are when they hold no sentence', () => {
    expect(mainText('Bridge closed')).toEqual({ text: 'Bridge closed', cut: [] })
    expect(mainText('  \n\t\n ')).toEqual({ text: '', cut: [] })
  })

  it('are read in linear time, however long or odd', () => {
    const hostile = [
      ' '.repeat(300_000),
      'a '.repeat(200_000),
      'Comments\n'.repeat(40_000),
      '.'.repeat(300_000),
    ]
    for (const text of hostile) expect(mainText(text).text.length).toBeLessThanOrEqual(400_000)
  }, 5_000)
})

describe('an HTML page', () => {
  const html = `<!doctype html><html lang="en-GB"><head>
    <title>${HEADLINE} | Coastal Wire</title>
    <meta property="og:title" content="${HEADLINE}"><meta property="og:site_name" content="Coastal Wire">
    <meta property="article:published_time" content="2025-03-03T09:14:00+01:00">
    <script>var related = "<p>The moon fell into the harbour on Sunday, a script claimed.</p>"</script></head>
    <body><nav><ul><li><a href="/">Home</a></ul></nav>
    <article><h1>${HEADLINE}</h1><p class="byline">By Kari Vik</p>
    ${STORY.map((paragraph) => `<p>${paragraph.replace('bridge', '<a href="/b">bridge</a>')}</p>`).join('')}
    <div class="related-links"><p>The old ferry found a buyer after nine years on the slip, its owner said.</p></div>
    <ul><li><a href="/1">Tunnel plan shelved again</a></li></ul></article>
    <aside><p>The minister of fisheries resigned on Friday after a quarrel about cod quotas.</p></aside>
    <p>Cookies help us to show you what we think that you would like to see here.</p></body></html>`

  it('gives its article, and what its head says of it', () => {
    expect(htmlMainText(html)).toEqual({
      title: HEADLINE,
      text: STORY.join('\n'),
      outlet: 'Coastal Wire',
      published: '2025-03-03T09:14:00+01:00',
      language: 'en-GB',
      cut: [
        '1 block of links',
        "1 block outside the page's article",
        '1 line before the first sentence: page head',
      ],
    })
  })

  it('is read as far as its tags are nested within reason', () => {
    const main = htmlMainText(`<p>${STORY[0]}</p>${'<div>'.repeat(600_000)}`)
    expect(main.text).toBe(STORY[0])
    expect(main.cut).toEqual(['all from where 2000 tags stand one within another'])
  })
})
