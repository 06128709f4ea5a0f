import { expect, test } from 'vitest'
import { changedSentence } from './changed-sentence.ts'

const TOLD = new Date('2025-07-12T08:00:00Z')

test.each([
  [
    'another toll',
    'A blast in Kursk killed 12 soldiers on Friday, the ministry said. Repairs began.',
    'A blast in Kursk killed 21 soldiers on Friday, the ministry said. Repairs began.',
    '“21 soldiers” where “12 soldiers” stood',
  ],
  [
    'another toll, reworded a little and with more behind it',
    'At least 12 people were killed when a bridge collapsed in Wonsan, officials said.',
    'At least 21 people were killed when the bridge collapsed in Wonsan, officials said. More follows.',
    '“21” where “12” stood',
  ],
  [
    'another share',
    'The central bank of Russia raised its rate to 18% after a meeting in Moscow.',
    'The central bank of Russia raised its rate to 16% after a meeting in Moscow.',
    '16%',
  ],
  [
    'another sum',
    'Pyongyang will be paid $5,000 for each worker sent to the plant, the report says.',
    'Pyongyang will be paid $500 for each worker sent to the plant, the report says.',
    '$500',
  ],
  [
    'another name',
    'Lavrov held talks with Choe Son Hui in the coastal city of Wonsan on Friday.',
    'Lavrov held talks with Kim Jong Un in the coastal city of Wonsan on Friday.',
    'Kim Jong Un',
  ],
  [
    'another place',
    'The minister will fly on to Beijing after the talks, his spokeswoman said.',
    'The minister will fly on to Tokyo after the talks, his spokeswoman said.',
    'Tokyo',
  ],
  [
    'a denial',
    'Lavrov landed in Wonsan on Friday, the ministry said.',
    'Lavrov did not land in Wonsan on Friday, the ministry said.',
    'now says “not land”',
  ],
  [
    'a denial by its verb',
    'Pyongyang confirmed sending troops to the Kursk region, the agency said.',
    'Pyongyang denied sending troops to the Kursk region, the agency said.',
    'now says “denied”',
  ],
  [
    'a denial that is gone',
    'Kim will not attend the parade in Moscow in May, the envoy said.',
    'Kim will attend the parade in Moscow in May, the envoy said.',
    'no longer says',
  ],
  [
    'another day',
    'The summit will open on 4 August in Vladivostok, the Kremlin said.',
    'The summit will open on 9 August in Vladivostok, the Kremlin said.',
    '9 August',
  ],
  [
    'another day of the week',
    'The delegation will leave for Pyongyang on Monday, the embassy said.',
    'The delegation will leave for Pyongyang on Thursday, the embassy said.',
    'Thursday',
  ],
  [
    'a note of correction',
    'Lavrov landed in Wonsan on Friday.',
    'Lavrov landed in Wonsan on Friday. Correction: an earlier text named the wrong airport.',
    'the outlet says that it corrects',
  ],
  [
    'другое число',
    'При взрыве в Курске погибли 12 солдат, сообщило министерство обороны.',
    'При взрыве в Курске погиб 21 солдат, сообщило министерство обороны.',
    '21',
  ],
  [
    'отрицание',
    'Лавров прибыл в Вонсан 11 июля, сообщили в министерстве.',
    'Лавров не прибыл в Вонсан 11 июля, сообщили в министерстве.',
    'не прибыл',
  ],
  [
    'другой день',
    'Переговоры в Пхеньяне пройдут 4 августа, сообщил представитель МИД.',
    'Переговоры в Пхеньяне пройдут 9 августа, сообщил представитель МИД.',
    '9 августа',
  ],
  [
    'опровержение',
    'МИД подтвердил сообщения о визите министра в Вонсан на этой неделе.',
    'МИД опроверг сообщения о визите министра в Вонсан на этой неделе.',
    'опроверг',
  ],
  [
    'поправка',
    'Лавров прибыл в Вонсан с визитом.',
    'Лавров прибыл в Вонсан с визитом. Исправление: ранее был неверно указан аэропорт.',
    'corrects',
  ],
  [
    '다른 수',
    '쿠르스크 폭발로 병사 12명이 숨졌다고 국방부가 금요일 밝혔다.',
    '쿠르스크 폭발로 병사 21명이 숨졌다고 국방부가 금요일 밝혔다.',
    '“21” where “12” stood',
  ],
  [
    '다른 날',
    '라브로프 장관은 7월 11일 원산에 도착했다고 통신이 보도했다.',
    '라브로프 장관은 7월 13일 원산에 도착했다고 통신이 보도했다.',
    '13일',
  ],
  [
    '부인',
    '북한은 쿠르스크 지역에 병력을 보낸 사실을 확인했다.',
    '북한은 쿠르스크 지역에 병력을 보낸 사실을 부인했다.',
    '부인했다',
  ],
  [
    '정정',
    '라브로프 장관이 원산에 도착했다.',
    '라브로프 장관이 원산에 도착했다. 정정: 앞서 공항 이름을 잘못 적었습니다.',
    'corrects',
  ],
])('is material: %s', (_, was, now, because) => {
  const changed = changedSentence(was, now, TOLD)
  expect(changed?.because).toContain(because)
  expect(now).toContain(changed?.now)
  expect(was).toContain(changed?.was ?? '')
})

const BLAST = 'A blast in Kursk killed 12 soldiers on Friday, the ministry said.'

test.each([
  ['the same', BLAST, BLAST],
  ['a sentence more', BLAST, `${BLAST} A further 30 soldiers were wounded.`],
  ['a sentence less', `${BLAST} A further 30 soldiers were wounded.`, BLAST],
  ['a number more', BLAST, BLAST.replace('Friday', 'Friday and wounded 30 people')],
  ['a number left out', BLAST, BLAST.replace('12 soldiers', 'soldiers')],
  ['the number in words', BLAST, BLAST.replace('12', 'twelve')],
  ['at least so many', BLAST, BLAST.replace('12', 'at least 12')],
  [
    'a rounded number',
    'The ministry says 11,900 soldiers were sent to Kursk in autumn.',
    'The ministry says about 12,000 soldiers were sent to Kursk in autumn.',
  ],
  ['cut short', BLAST, 'A blast in Kursk killed 12 sold…'],
  [
    'cut inside a number',
    'The ministry says that in autumn it sent to Kursk 1,2...',
    'The ministry says that in autumn it sent to Kursk 1,250 soldiers.',
  ],
  ['other words', BLAST, 'Twelve servicemen died in an explosion in Kursk, according to Moscow.'],
  [
    'another teaser of other sentences',
    BLAST,
    'Hospitals in Belgorod took in 40 soldiers overnight, doctors told TASS on Saturday.',
  ],
  [
    'a typo mended',
    'Foreign minister Sergei Lavorv landed in Wonsan on Friday for talks.',
    'Foreign minister Sergei Lavrov landed in Wonsan on Friday for talks.',
  ],
  [
    'a name in full',
    'Foreign minister Lavrov landed in Wonsan on Friday for talks.',
    'Foreign minister Sergei Lavrov landed in Wonsan on Friday for talks.',
  ],
  [
    'a day by another word',
    'Lavrov landed in Wonsan for talks yesterday, the ministry said.',
    'Lavrov landed in Wonsan for talks on Thursday, the ministry said.',
  ],
  [
    'sentences in another order',
    `${BLAST} Repairs have begun there at once.`,
    `Repairs have begun there at once. ${BLAST}`,
  ],
  [
    'readers counted',
    'Lavrov lands in Wonsan, a story with 120 comments so far',
    'Lavrov lands in Wonsan, a story with 134 comments so far',
  ],
  [
    'no fewer than',
    'The blast in Kursk killed 12 soldiers, the ministry said.',
    'The blast in Kursk killed no fewer than 12 soldiers, the ministry said.',
  ],
  [
    'не менее',
    'При взрыве в Курске погибли 12 солдат, сообщило министерство.',
    'При взрыве в Курске погибли не менее 12 солдат, сообщило министерство.',
  ],
  [
    'другой падеж',
    'Министр Лавров прибыл в Вонсан на переговоры с Ким Чен Ыном.',
    'О прибытии министра Лаврова в Вонсан на переговоры с Ким Чен Ыном сообщили в МИД.',
  ],
  [
    '다른 조사',
    '라브로프 장관은 7월 11일 원산에 도착했다고 통신이 보도했다.',
    '라브로프 장관이 7월 11일 원산에 도착했다고 통신이 보도했다.',
  ],
  [
    '문장 추가',
    '라브로프 장관이 원산에 도착했다.',
    '라브로프 장관이 원산에 도착했다. 병력 1만 명도 논의한다.',
  ],
  ['emptied', BLAST, ''],
  ['filled', '', BLAST],
])('is not: %s', (_, was, now) => {
  expect(changedSentence(was, now, TOLD)).toBeUndefined()
})
