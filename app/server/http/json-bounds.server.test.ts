import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findJsonExcess } from './json-bounds.server.ts'

const unbounded = { maxDepth: Number.MAX_SAFE_INTEGER, maxValues: Number.MAX_SAFE_INTEGER }
const toBytes = (text: string) => new TextEncoder().encode(text)

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

/** Commas and opening brackets, counted on what was parsed. */
function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const members = Object.values(value)
  return 1 + Math.max(0, members.length - 1) + members.reduce<number>((sum, it) => sum + countValues(it), 0)
}

describe('findJsonExcess', () => {
  test('knows the depth of any JSON before it is parsed, whatever brackets and quotes its strings hold', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('[[[', '{"a":[', '\\', '\\"[', '"', ']]]', 'ü[', '😀{'),
    )
    const json = fc.jsonValue({ maxDepth: 8 }).chain((value) => text.map((key) => ({ [key]: [value, key] })))
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 2), (value, indent) => {
        const bytes = toBytes(JSON.stringify(value, null, indent))
        const depth = depthOf(value)
        expect(findJsonExcess(bytes, { ...unbounded, maxDepth: depth })).toBeUndefined()
        expect(findJsonExcess(bytes, { ...unbounded, maxDepth: depth - 1 })).toBe('depth')
      }),
    )
  })

  test('knows how many values there are', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const bytes = toBytes(JSON.stringify([value]))
        const values = countValues([value])
        expect(findJsonExcess(bytes, { ...unbounded, maxValues: values })).toBeUndefined()
        expect(findJsonExcess(bytes, { ...unbounded, maxValues: values - 1 })).toBe('values')
      }),
    )
  })

  test('stops at the first bracket too many and looks at each byte at most once', () => {
    let reads = 0
    const bytes = (text: string) =>
      new Proxy(toBytes(text), {
        get(target, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1
          return Reflect.get(target, key)
        },
      })
    expect(findJsonExcess(bytes('['.repeat(10_000)), { ...unbounded, maxDepth: 64 })).toBe('depth')
    expect(reads).toBe(65)
    reads = 0
    const text = `["${'\\"['.repeat(1_000)}"]`
    expect(findJsonExcess(bytes(text), { ...unbounded, maxDepth: 1 })).toBeUndefined()
    // Inside a string each byte is compared with the quote and the backslash.
    expect(reads).toBeLessThanOrEqual(2 * text.length)
  })

  test('has an answer for text that is not JSON', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(['depth', 'values', undefined]).toContain(findJsonExcess(bytes, { maxDepth: 3, maxValues: 5 }))
      }),
    )
  })
})
