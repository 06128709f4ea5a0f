import * as fc from '../../../test/support/properties.ts'
import { expect, test } from 'vitest'
import { compileExpression } from './compile-expression.ts'
import { findExpression } from './find-expression.ts'

test.each([
  ['troops?', 'ten troops, one troop', ['troops', 'troop']],
  ['\\bЛавров\\w*', 'Славров, Лаврову и Лавровка', ['Лаврову', 'Лавровка']],
  ['\\bNK\\b', 'NK, NKVD, (NK)', ['NK', 'NK']],
  ['\\d{1,3}(,\\d{3})* troops', 'some 10,000 troops', ['10,000 troops']],
  ['\\d+', '２０２５ and 10', ['２０２５', '10']],
  ['a|ab', 'ab', ['a']],
  ['a+?', 'aaa', ['a', 'a', 'a']],
  ['[가-힣]+군', '북한군 파병', ['북한군']],
  ['\\p{Hangul}+', 'KCNA는', ['는']],
  ['\\p{Lu}\\.', 'U.S.', ['U.', 'S.']],
  ['^Kim', 'Kim and Kim', ['Kim']],
  ['Kim$', 'Kim and Kim', ['Kim']],
  ['🚀.', 'a🚀🚀b', ['🚀🚀']],
  ['.+', 'one\ntwo', ['one', 'two']],
  ['(?<year>20\\d\\d)-(?:0[1-9]|1[0-2])', 'on 2025-07-12', ['2025-07']],
  ['\\u041B\\u{430}', 'Лавров', ['Ла']],
  ['\\bKCNA\\b', 'KCNA는 KCNAx xKCNA 북KCNA', ['KCNA', 'KCNA']],
  ['\\bNHK\\b', 'NHK報道 新NHK NHKは', ['NHK', 'NHK', 'NHK']],
  ['\\b북한\\b', '북한 북한군 KBS북한 북한IT', ['북한', '북한', '북한']],
  ['6\\b자', '6자회담', ['6자']],
  ['\\b자', '6자회담', ['자']],
  ['\\b夫', '拉夫罗夫 X夫', ['夫']],
  ['\\bカ', 'ロシアカ か\u3099カ K\u0301カ', ['カ']],
  ['\\bก', 'น้ำก Xก', ['ก']],
  ['é\\B', 'e\u0301a'.normalize('NFC'), ['é']],
])('/%s/ in "%s" finds %j', (pattern, text, found) => {
  expect(foundBy(pattern, text)).toEqual(found)
})

test('with i, capitals and small letters are one in every script', () => {
  expect(foundBy('лавров|érd', 'ЛАВРОВ, Érd', true)).toEqual(['ЛАВРОВ', 'Érd'])
})

test.each([
  ['(a', 0, 'a ( is not closed'],
  ['a)', 1, 'a ) is not opened'],
  ['x[a', 1, 'a [ is not closed'],
  ['*a', 0, 'nothing before *'],
  ['a**', 0, 'a repetition is repeated'],
  ['a{3,2}', 1, 'asks for more than it allows'],
  ['a{1001}', 1, 'more than 1000 times'],
  ['(?=a)b', 0, 'looking ahead or behind'],
  ['(?<!a)b', 0, 'looking ahead or behind'],
  ['(a)\\1', 3, 'refers back'],
  ['\\q', 0, '\\q is not understood'],
  ['a\\', 1, 'a \\ stands at the end'],
  ['[z-a]', 0, 'no class of characters'],
  ['\\p{Klingon}', 0, 'no class of characters'],
  ['a?', 0, 'no letter at all'],
  ['\\b', 0, 'no letter at all'],
  ['((a{1,100}){1,100}){1,100}', 0, 'repetitions multiply'],
  [`${'('.repeat(60)}a${')'.repeat(60)}`, 50, 'nested more than 50'],
  [`${'a'.repeat(1000)}b`, 1000, 'longer than 1000'],
])('/%.30s/ is refused at %i: %s', (pattern, at, problem) => {
  const compiled = compileExpression(pattern)
  expect(compiled).toMatchObject({ ok: false, at })
  expect(compiled.ok ? '' : compiled.problem).toContain(problem)
})

test.each([
  ['(x+x+)+y', 'x'.repeat(50_000)],
  ['(a?){300}a{300}', 'a'.repeat(50_000)],
  ['(.*)(.*)(.*)(.*)[^a]', 'a'.repeat(50_000)],
  ['a.*b|a', 'a'.repeat(50_000)],
  ['(\\w{1,50} ){1,10}zz', 'word '.repeat(10_000)],
])('%s comes to an end on a text made against it', (pattern, text) => {
  expect(foundBy(pattern, text).length).toBeLessThan(text.length)
})

test.each([
  ['.*.*=.*zz', 'no mark of the kind stands here '],
  ['a.*b|ab', 'a'],
  ['(?:x|y)?troops(?:a?){300}', 'troop '],
  ['лавров.*.*ы', 'Лавр '],
])('%s is not tried on a text without the letters it needs', (written, part) => {
  const compiled = compileExpression(written)
  if (!compiled.ok) throw new Error(compiled.problem)
  const text = part.repeat(60_000)
  expect(findExpression(compiled.expression, text)).toEqual({ stretches: [] })
  const { needs: _needs, ...unfiltered } = compiled.expression
  expect(findExpression(unfiltered, text).stretches).toEqual([])
})

test('a text too long for an expression is read as far as it goes, and that is told', () => {
  const compiled = compileExpression('a.*b|a')
  if (!compiled.ok) throw new Error(compiled.problem)
  const { stretches, givenUpAt } = findExpression(compiled.expression, 'a'.repeat(50_000))
  expect(givenUpAt).toBe(stretches.at(-1)!.end)
  expect(givenUpAt).toBeLessThan(50_000)
  expect(findExpression(compiled.expression, 'a'.repeat(500)).givenUpAt).toBeUndefined()
})

const characters = fc.constantFrom(...Array.from('abKкЛ라拉ラ1_ \n-é'))
const atom = fc.oneof(
  characters.map((letter) => (letter === '-' ? '\\-' : letter)),
  fc.constantFrom(
    '.',
    '[ab]',
    '[^aЛ]',
    '[a-k라]',
    '\\p{Lu}',
    '\\p{Script=Cyrillic}',
    '\\s',
    '\\S',
    '^',
    '$',
  ),
)
const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small' },
    fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }).map((ways) => ways.join('|')),
  ),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc
      .tuple(atom, fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{2,}', '*?', '+?', '??'))
      .filter(([of]) => of !== '^' && of !== '$')
      .map((both) => both.join('')),
    tie('pattern').map((of) => `(${of})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{1,2}', '+?'))
      .filter(([of]) => compileExpression(of).ok)
      .map(([of, times]) => `(?:${of})${times}`),
  ),
}))

test(
  'finds what JavaScript finds, where it understands the expression',
  { timeout: 60_000 },
  () => {
    let compared = 0
    const texts = fc.array(characters, { maxLength: 25 }).map((all) => all.join(''))
    const property = fc.property(
      pattern,
      texts,
      fc.nat(3).map((n) => n === 0),
      (written, text, anyCase) => {
        const compiled = compileExpression(written, anyCase)
        if (!compiled.ok) return
        compared++
        // \- outside a class is ours; JavaScript's Unicode mode has it inside only.
        const native = new RegExp(written.replaceAll('\\-', '\\x2d'), anyCase ? 'giu' : 'gu')
        expect(
          findExpression(compiled.expression, text).stretches.map(({ start }) => start),
        ).toEqual(Array.from(text.matchAll(native), ({ index }) => index))
        expect(foundBy(written, text, anyCase)).toEqual(text.match(native) ?? [])
      },
    )
    fc.assert(property, { numRuns: 1500 })
    expect(compared).toBeGreaterThan(700)
  },
)

function foundBy(written: string, text: string, anyCase = false): readonly string[] {
  const compiled = compileExpression(written, anyCase)
  if (!compiled.ok) throw new Error(compiled.problem)
  return findExpression(compiled.expression, text).stretches.map(({ start, end }) =>
    text.slice(start, end),
  )
}
