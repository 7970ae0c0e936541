import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { projectArbitrary } from '#tests/factories/generate-project.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import { compileCheck } from './compile-check.ts'
import { projectDataSchema, projectSchema, screenSchema } from './schema.ts'

const schemas = { project: projectSchema, data: projectDataSchema, screen: screenSchema }

/** Values that may replace any other, and the edge cases of schemas. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    undefined,
    '',
    'a'.repeat(101),
    'a'.repeat(201),
    'a'.repeat(10_001),
    '#12345g',
    '#1234567',
    '#FFFFFF00',
    0,
    -0.001,
    1.001,
    100.5,
    -101,
    3601,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    [],
    {},
    [[]],
    { type: 'colour', colour: '#ffffff' },
    { type: 'text' },
    'text',
    'frame',
    'image',
    'center',
  ),
)
const oddKey = fc.constantFrom('', 'a'.repeat(101), 'constructor', 'prototype', '7', 'an-id', 'type', 'order')

type Node = Record<string, unknown> | unknown[]

/** Every object and array in the value. */
function listNodes(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return []
  return [value as Node, ...Object.values(value).flatMap(listNodes)]
}

/** One mutation: a member replaced, removed, or added under an odd name. */
type Damage = {
  where: number
  member: number
  kind: 'replace' | 'remove' | 'add'
  key: string
  value: unknown
}
const damage: fc.Arbitrary<Damage> = fc.record({
  where: fc.nat(),
  member: fc.nat(),
  kind: fc.constantFrom('replace', 'remove', 'add'),
  key: oddKey,
  value: odd,
})

function apply(document: unknown, { where, member, kind, key, value }: Damage): void {
  const nodes = listNodes(document)
  const node = nodes[where % nodes.length] as Record<string, unknown>
  const keys = Object.keys(node)
  const name = keys[member % Math.max(1, keys.length)]
  if (Array.isArray(node)) {
    const at = member % Math.max(1, node.length)
    if (kind === 'add') node.push(value)
    else node.splice(at, 1, ...(kind === 'replace' ? [value] : []))
  } else if (kind === 'add') node[key] = value
  else if (name !== undefined && kind === 'replace') node[name] = value
  else if (name !== undefined) delete node[name]
}

/** Also for values that are not JSON; a member called "constructor" confuses the matchers. */
function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))]
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isEqual(value, right.get(key)))
  )
}

describe.each(Object.entries(schemas))('the compiled check of the schema of a %s', (kind, schema) => {
  const check = compileCheck(schema)
  const pick = (project: unknown): unknown => {
    if (kind !== 'screen') return project
    const sizes = Object.values((project as { screensByCanvasSize: object }).screensByCanvasSize)
    return sizes.flatMap((screens) => Object.values(screens as object))[0] ?? {}
  }

  test('agrees with the schema on valid documents and on damaged ones, and keeps the same fields', () => {
    fc.assert(
      fc.property(projectArbitrary, fc.array(damage, { maxLength: 3 }), (project, damages) => {
        const document = structuredClone(pick(project))
        // Values shared by two places would contain each other.
        for (const each of damages) apply(document, structuredClone(each))
        const parsed = schema.safeParse(document)
        expect(check(document)).toBe(parsed.success)
        if (parsed.success) expect(isEqual(parsed.data, document)).toBe(true)
      }),
      { numRuns: runsOf(200) },
    )
  })

  test('rejects values that are not plain JSON objects', () => {
    for (const value of [undefined, null, 1, 'a', [], new Map(), new Date()]) expect(check(value)).toBe(false)
  })

  test('leaves a member called __proto__ to the schema', () => {
    const document = JSON.parse(`{"__proto__": {}, "extra": 1}`)
    expect(check(document)).toBe(false)
  })
})

test('falls back to the schema for a kind it does not know', () => {
  const check = compileCheck(
    z.looseObject({ at: z.iso.datetime(), either: z.union([z.string(), z.number()]) }),
  )
  expect(check({ at: '2026-01-01T00:00:00Z', either: 1 })).toBe(true)
  expect(check({ at: 'yesterday', either: 1 })).toBe(false)
  expect(check({ at: '2026-01-01T00:00:00Z', either: true })).toBe(false)
})
