import { expect, test } from 'vitest'
import { variantsOf } from './addresses-of.ts'

test('an address is looked for with http and https, www. and a slash at its end', () => {
  const variants = variantsOf('https://www.north.example/a?b=1')
  expect(variants).toHaveLength(8)
  expect(variants).toContain('http://north.example/a/?b=1')
})

test.each(['http://127.0.0.1:8080/a', 'http://[::1]/a'])(
  'a number has no www. before it: %s',
  (address) => {
    const variants = variantsOf(address)
    expect(variants).toContain(address)
    expect(variants).toHaveLength(4)
  },
)
