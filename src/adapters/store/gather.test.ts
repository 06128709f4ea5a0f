import { describe, expect, it } from 'vitest'
import { gather } from './gather.ts'

describe('gather', () => {
  it('answers what is asked at one time by one statement, each its own', async () => {
    const statements: (readonly number[])[] = []
    const double = gather(async (numbers: readonly number[]) => {
      statements.push(numbers)
      return numbers.map((one) => one * 2)
    })
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
    expect(await double(4)).toBe(8)
    expect(statements).toEqual([[1, 2, 3], [4]])
  })

  it('sends what is asked meanwhile with the next statement', async () => {
    const statements: (readonly string[])[] = []
    const later: Promise<string>[] = []
    const echo = gather(async (words: readonly string[]) => {
      statements.push(words)
      if (words.includes('first')) later.push(echo('second'), echo('third'))
      return words
    })
    await echo('first')
    await Promise.all(later)
    expect(statements).toEqual([['first'], ['second', 'third']])
  })

  it('asks for each alone where a statement for several fails', async () => {
    const answer = gather(async (words: readonly string[]) => {
      if (words.includes('bad')) throw new Error('not this one')
      return words
    })
    const answers = await Promise.allSettled(['good', 'bad', 'fine'].map(answer))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await answer('again')).toBe('again')
  })

  it('takes so many at once and no more', async () => {
    const sizes: number[] = []
    const count = gather(async (asks: readonly number[]) => {
      sizes.push(asks.length)
      return asks
    })
    await Promise.all(Array.from({ length: 130 }, (_, at) => count(at)))
    expect(sizes).toEqual([100, 30])
  })
})
