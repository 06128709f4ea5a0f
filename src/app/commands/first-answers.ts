import type { FirstAnswers } from '../configuration/first-configuration.ts'

/** Who is asked, and told what is wrong with an answer. */
export interface Dialogue {
  readonly ask: (question: string) => Promise<string>
  readonly say: (line: string) => void
}

interface Question {
  readonly text: string
  readonly usual: string
  readonly take: (answer: string) => Partial<FirstAnswers>
}

/**
 * Ask for what was not given, each until its answer stands: `problemWith` says what is wrong with
 * answers. What was given and is wrong is nothing to ask about and is handed back as it is.
 */
export async function firstAnswers(
  given: Partial<FirstAnswers>,
  zone: string,
  { ask, say }: Dialogue,
  problemWith: (answers: FirstAnswers) => string | undefined,
): Promise<FirstAnswers> {
  let answers = { keywords: ['any'], to: 'any@example.org', zone, at: ['07:00'], ...given }
  if (problemWith(answers) !== undefined) return answers
  for (const { text, usual, take } of questionsFor(given, zone)) {
    for (;;) {
      const answer = (await ask(`${text}${usual && ` [${usual}]`} `)).trim() || usual
      const tried = { ...answers, ...take(answer) }
      const problem = problemWith(tried)
      if (problem === undefined) {
        answers = tried
        break
      }
      say(`  ${problem}`)
    }
  }
  return answers
}

function questionsFor(given: Partial<FirstAnswers>, zone: string): readonly Question[] {
  const questions: Record<keyof FirstAnswers, Question> = {
    keywords: {
      text: 'What do you look for? Words or names, with commas:',
      usual: 'Lavrov, North Korea',
      take: (answer) => ({ keywords: listed(answer) }),
    },
    to: {
      text: 'Where do digests go? A mail address:',
      usual: '',
      take: (to) => ({ to }),
    },
    zone: { text: 'Your time zone:', usual: zone, take: (answer) => ({ zone: answer }) },
    at: {
      text: 'When do digests come? Times of day, with commas:',
      usual: '07:00',
      take: (answer) => ({ at: listed(answer) }),
    },
  }
  return Object.entries(questions).flatMap(([name, one]) => (name in given ? [] : [one]))
}

/** What stands between commas, without the quotes some put round names. */
export function listed(answer: string): string[] {
  return answer
    .split(',')
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter((part) => part !== '')
}
