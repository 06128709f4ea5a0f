import { expect, test } from 'vitest'
import { attributionsIn } from './attributions.ts'
import { sentencesOf } from './sentences.ts'

function sources(text: string, title = ''): string[] {
  return attributionsIn(title, sentencesOf(text)).map(({ written }) => written)
}

test.each([
  ['Lavrov arrived in Wonsan, KCNA said on Sunday.', ['KCNA']],
  ['Lavrov arrived, the state news agency KCNA reported.', ['KCNA']],
  ['According to the Korean Central News Agency, Kim received him.', ['KCNA']],
  ['Reuters, citing KCNA, says Kim received him.', ['KCNA']],
  ['Kim received him, Reuters reported, citing the state news agency KCNA.', ['KCNA']],
  ['Citing KCNA, Yonhap reported that Kim received him.', ['KCNA']],
  ['Kim received him, KCNA said, Reuters reported.', ['KCNA']],
  ['TASS reported that he flies on to Beijing.', ['TASS']],
  ['More troops may go, according to Yonhap.', ['Yonhap']],
  ['More troops may go, Yonhap said citing a government source.', ['Yonhap']],
  ['Budanov told Bloomberg that shells come from the North.', ['Bloomberg']],
  ['Yonhap, quoting KCNA and TASS, says he arrived.', ['KCNA', 'TASS']],
  ['KCNA said he arrived. TASS reported he will leave on Sunday.', ['KCNA', 'TASS']],
  ['He arrived, the newspaper Pacific Courier reported.', ['Pacific Courier']],
  ['He arrived, according to the Baltic Times.', ['Baltic Times']],
  ['SEOUL, July 12 (Reuters) - Lavrov arrived in Wonsan on Friday.', ['Reuters']],
  ['SEOUL, July 12 (Reuters) - Lavrov arrived in Wonsan, KCNA said.', ['KCNA']],
  ["Lavrov arrived, North Korea's state media reported.", ['North Korean state media']],
])('in English: %s', (text, expected) => {
  expect(sources(text)).toEqual(expected)
})

test.each([
  ['Лавров прибыл в Вонсан, сообщает ТАСС.', ['TASS']],
  ['Лавров прибыл в Вонсан, сообщило ЦТАК.', ['KCNA']],
  ['Reuters со ссылкой на ЦТАК сообщает о приезде Лаврова.', ['KCNA']],
  ['Лавров прибыл в КНДР, передаёт РИА Новости со ссылкой на ЦТАК.', ['KCNA']],
  ['По данным агентства Yonhap, солдат отправят в июле.', ['Yonhap']],
  ['Как пишет газета «Коммерсантъ», рейсы начнутся в июле.', ['Kommersant']],
  [
    'Об этом агентству «Интерфакс» сообщили в министерстве. Интерфакс сообщил детали.',
    ['Interfax'],
  ],
  ['Рейсы начнутся в июле, пишет «Портовый листок».', ['Портовый листок']],
  ['Лавров прибув до КНДР, повідомляє ЦТАК.', ['KCNA']],
  ['За даними Reuters із посиланням на ЦТАК, він прибув до Вонсана.', ['KCNA']],
  ['Про це повідомляє Укрінформ.', ['Ukrinform']],
])('in Russian and Ukrainian: %s', (text, expected) => {
  expect(sources(text)).toEqual(expected)
})

test.each([
  ['조선중앙통신에 따르면 라브로프 장관이 원산에 도착했다.', ['KCNA']],
  ['라브로프 장관이 도착했다고 조선중앙통신이 12일 보도했다.', ['KCNA']],
  ['연합뉴스는 북한이 병력을 보낸다고 보도했다.', ['Yonhap']],
  ['로이터통신은 조선중앙통신을 인용해 라브로프가 도착했다고 전했다.', ['KCNA']],
  ['타스 통신은 그가 베이징으로 간다고 전했다.', ['TASS']],
  ['한강일보는 북한이 병력을 보낸다고 보도했다.', ['한강일보']],
  ['朝鮮中央通信によると、ラブロフ外相が到着した。', ['KCNA']],
  ['共同通信が24日報じた。', ['Kyodo']],
  ['ロイター通信は朝鮮中央通信を引用し、外相が到着したと伝えた。', ['KCNA']],
  ['据朝中社报道，拉夫罗夫抵达元山。', ['KCNA']],
  ['新华社援引朝中社消息称，拉夫罗夫抵达元山。', ['KCNA']],
  ['列车将恢复，新华社援引铁路部门消息称。', ['Xinhua']],
  ['韩联社12日报道称，朝鲜将增派兵力。', ['Yonhap']],
  ['据江海晚报报道，会议将举行。', ['江海晚报']],
])('in Korean, Japanese and Chinese: %s', (text, expected) => {
  expect(sources(text)).toEqual(expected)
})

test.each([
  'A Reuters journalist was hurt in the blast, police said.',
  'Lavrov landed in Wonsan and met Choe Son Hui.',
  'KCNA did not say when he would leave.',
])('nobody is cited in "%s"', (text) => {
  expect(sources(text)).toEqual([])
})

test('a headline may name its source at either end', () => {
  expect(sources('', 'KCNA: Kim receives Lavrov')).toEqual(['KCNA'])
  expect(sources('', 'Kim receives Lavrov - KCNA')).toEqual(['KCNA'])
})

test('names deep in the text belong to other reports', () => {
  const own = 'He spoke. She answered. They met again. It rained. Nothing else was said.'
  expect(sources(`${own} Last month KCNA reported another visit.`)).toEqual([])
  expect(sources(`${own}\nSource: Yonhap`)).toEqual(['Yonhap'])
})
