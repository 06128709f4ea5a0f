import { describe, expect, test } from 'vitest'
import { commonShare, isEnglish } from './common-words.ts'
import { tellingOf } from './telling.ts'

const TEXTS = {
  English:
    'Police said on Tuesday that officers were called to a house in the north of the city, where a man was found dead. ' +
    'Residents had heard shots shortly after midnight, and a suspect was arrested as he tried to leave the area by car.',
  German:
    'Der russische Außenminister ist zu einem Besuch eingetroffen. Wie die staatliche Agentur meldete, wurde er am ' +
    'Flughafen von seiner Amtskollegin empfangen. Die Gespräche sollen sich um die militärische Zusammenarbeit drehen.',
  French:
    "Le ministre russe des Affaires étrangères est arrivé pour une visite officielle. Selon l'agence, il a été accueilli " +
    "à l'aéroport par son homologue. Les discussions porteront sur la coopération militaire entre les deux pays.",
  Russian:
    'Министр иностранных дел России прибыл с визитом. Его встретила в аэропорту его коллега.',
}

describe('words common in news', () => {
  test('a common word has its share, in whatever form, and a name has none', () => {
    expect(commonShare('polic')).toBeGreaterThan(commonShare('sleep'))
    expect(commonShare('sleep')).toBeGreaterThan(0)
    expect(commonShare('lavrov')).toBe(0)
    expect(commonShare('constructor')).toBe(0)
  })

  test.each(Object.entries(TEXTS))('a text in %s is told from English', (language, text) => {
    expect(isEnglish(tellingOf({ title: '', text }))).toBe(language === 'English')
  })

  test('a headline in Latin letters passes for English', () => {
    expect(isEnglish(tellingOf({ title: 'Lavrov in Wonsan', text: '' }))).toBe(true)
  })
})
