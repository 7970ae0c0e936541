import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { changeSchema } from './change.ts'
import { isJson } from './is-json.ts'

it("accepts the same values as zod's JSON schema", () => {
  const odd = fc.constantFrom<unknown>(
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    Symbol('s'),
    () => 1,
    new Date(0),
    new Map([['a', 1]]),
    /a/,
  )
  const value = fc.oneof(fc.jsonValue(), odd, fc.array(odd), fc.dictionary(fc.string(), odd))
  fc.assert(
    fc.property(value, (any) => {
      fc.pre(typeof any !== 'object' || any === null || !('__proto__' in Object.keys(any)))
      expect(isJson(any)).toBe(z.json().safeParse(any).success)
    }),
  )
})

it('checks a change of half a million values in one pass over them', () => {
  let visits = 0
  const counting = new Proxy([] as unknown[], {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) visits += 1
      return Reflect.get(target, key)
    },
  })
  for (let index = 0; index < 1_000; index += 1) counting.push(index)
  const change = { label: '', ops: [{ op: 'set', path: ['a'], after: counting }] }
  visits = 0
  expect(changeSchema.safeParse(change).success).toBe(true)
  expect(visits).toBe(1_000)
})
