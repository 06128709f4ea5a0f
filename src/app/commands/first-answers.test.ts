import { expect, test } from 'vitest'
import { firstAnswers } from './first-answers.ts'

/** Answers in order; what was said between them. */
function person(...answers: string[]) {
  const heard: string[] = []
  return {
    heard,
    ask: async (question: string) => {
      heard.push(question.split(/[?:]/)[0]!)
      const answer = answers.shift()
      if (answer === undefined) throw new Error(`asked once too often: ${question}`)
      return answer
    },
    say: (line: string) => void heard.push(line),
  }
}

const problemWith = ({ to }: { to: string }) => (to.includes('@') ? undefined : 'no address')

test('an answer that is wrong is asked for again, and none of the others is lost', async () => {
  const one = person('Lavrov, "North Korea"', 'me', 'me@example.org', '', '07:00, 19:00')
  expect(await firstAnswers({}, 'Asia/Seoul', one, problemWith)).toEqual({
    keywords: ['Lavrov', 'North Korea'],
    to: 'me@example.org',
    zone: 'Asia/Seoul',
    at: ['07:00', '19:00'],
  })
  const [looked, went] = ['What do you look for', 'Where do digests go']
  const [zone, come] = ['Your time zone', 'When do digests come']
  expect(one.heard).toEqual([looked, went, '  no address', went, zone, come])
})

test('what was given is not asked, and wrong as it is ends the asking', async () => {
  const given = { keywords: ['Lavrov'], zone: 'Asia/Seoul', at: ['07:00'] }
  expect((await firstAnswers(given, 'UTC', person('a@b.example'), problemWith)).to).toBe(
    'a@b.example',
  )
  expect(await firstAnswers({ to: 'me' }, 'UTC', person(), problemWith)).toMatchObject({ to: 'me' })
})
