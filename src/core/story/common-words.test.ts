import { describe, expect, test } from 'vitest'
import { commonShare, isEnglishText } from './common-words.ts'
import { tellingOf } from './telling.ts'

const TEXTS = {
  English:
    'Police said on Tuesday that officers were called to a house in the north of the city, where a man was found dead. ' +
    'Residents had heard shots shortly after midnight, and a suspect was arrested as he tried to leave the area by car. ' +
    'Firefighters and an ambulance arrived within minutes, but nothing could be done for the victim, a father of four. ' +
    'Neighbours described the family as quiet and friendly; the couple had moved in last spring and opened a small shop. ' +
    'The suspect is held in custody and will appear before a judge, who decides on bail. His lawyer declined to comment. ' +
    'Investigators asked witnesses who had seen the grey car on the bridge to call a number that is open day and night. ' +
    'Two years ago thieves had broken into the same building; insurance paid for the damage, and cameras were installed since.',
  German:
    'Der russische Außenminister ist zu einem Besuch eingetroffen. Wie die staatliche Agentur meldete, wurde er am ' +
    'Flughafen von seiner Amtskollegin empfangen. Die Gespräche sollen sich um die militärische Zusammenarbeit drehen. ' +
    'Beobachter rechnen mit neuen Vereinbarungen über Lieferungen von Munition und Raketen, die der Westen seit Monaten beklagt. ' +
    'Zuletzt war eine Delegation des Parlaments in der Hafenstadt gewesen; über Ergebnisse wurde damals nichts bekannt. ' +
    'Ein Sprecher des Ministeriums nannte die Reise einen Höhepunkt im Kalender beider Hauptstädte und lobte die Gastgeber. ' +
    'Am Abend ist ein Empfang an Bord einer Jacht geplant, bevor der Gast am Sonntag über Peking nach Hause zurückkehrt.',
  French:
    "Le ministre russe des Affaires étrangères est arrivé pour une visite officielle. Selon l'agence, il a été accueilli " +
    "à l'aéroport par son homologue. Les discussions porteront sur la coopération militaire entre les deux pays. " +
    "Des experts s'attendent à de nouveaux accords sur la livraison de munitions et de missiles, que l'Occident dénonce " +
    'depuis des mois. Une délégation du parlement avait séjourné dans le port la semaine précédente sans rien annoncer. ' +
    'Le porte-parole du ministère a qualifié ce voyage de sommet dans le calendrier des deux capitales et remercié ses hôtes. ' +
    "Un dîner à bord d'un yacht est prévu dans la soirée, avant un retour dimanche par la Chine et quelques jours de repos.",
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
    expect(isEnglishText(tellingOf({ title: '', text }))).toBe(language === 'English')
  })

  test('a headline is no whole text', () => {
    expect(isEnglishText(tellingOf({ title: 'Police hold man in shop', text: '' }))).toBe(false)
  })
})
