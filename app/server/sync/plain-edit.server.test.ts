import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePushOfWire, syncRequestSchema } from '#app/sync/protocol/projects.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import { isPlainEdit, isPlainRequest } from './plain-edit.server.ts'

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    undefined,
    -1,
    0,
    1.5,
    2 ** 53,
    1e300,
    '',
    'a'.repeat(201),
    [],
    {},
    [[]],
    null,
    true,
  ),
  fc.constantFrom<unknown>(
    ['__proto__'],
    ['a', 1],
    Array.from({ length: 33 }, () => 'a'),
    new Date(0),
  ),
)
const key = fc.constantFrom('screens', 'x', 'constructor', 'elements', '')
const path = fc.array(key, { maxLength: 4 })
const json = fc.jsonValue({ maxDepth: 2 })
const op = fc.oneof(
  fc.record({ op: fc.constant('set'), path, before: json, after: json }, { requiredKeys: ['op', 'path'] }),
  fc.record({ op: fc.constantFrom('insert', 'remove'), path, value: json }),
  fc.record(
    {
      op: fc.constant('splice'),
      path,
      before: fc.string(),
      at: fc.nat(),
      removed: fc.string(),
      inserted: fc.string(),
    },
    { requiredKeys: ['op', 'path', 'at', 'removed', 'inserted'] },
  ),
)
const change = fc.record({ label: fc.string(), ops: fc.array(op, { maxLength: 3 }) })
const guid = fc.oneof(fc.uuid(), fc.string())
const hash = fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), fc.string())
const edit = fc.record({
  n: fc.integer({ min: 1 }),
  projectId: guid,
  baseRevision: fc.nat(),
  changes: fc.array(change, { maxLength: 3 }),
  hash,
})
const request = fc.record(
  {
    protocol: fc.integer(),
    clientId: guid,
    cursor: fc.option(fc.nat()),
    epoch: fc.string(),
    texts: fc.constant(true),
    pushes: fc.array(edit, { maxLength: 3 }),
  },
  { requiredKeys: ['protocol', 'clientId', 'cursor', 'pushes'] },
)

/** The same with one member anywhere replaced, added or left out. */
const changed = (arbitrary: fc.Arbitrary<unknown>) =>
  fc.tuple(arbitrary, fc.nat(), fc.option(odd, { nil: Symbol.for('left out') }), fc.boolean()).map(replaceOne)

function replaceOne([value, place, next, isNew]: [unknown, number, unknown, boolean]): unknown {
  const copy = structuredClone(value)
  const holders: Record<string, unknown>[] = []
  const collect = (at: unknown): void => {
    if (typeof at !== 'object' || at === null) return
    holders.push(at as Record<string, unknown>)
    for (const member of Object.values(at)) collect(member)
  }
  collect(copy)
  const holder = holders[place % holders.length]
  if (holder === undefined) return copy
  const names = Object.keys(holder)
  const name = isNew && !Array.isArray(holder) ? 'other' : names[place % Math.max(1, names.length)]
  if (name === undefined) return copy
  if (typeof next !== 'symbol') holder[name] = next
  else if (Array.isArray(holder)) holder.splice(Number(name), 1)
  else delete holder[name]
  return copy
}

test.each([
  ['a request', isPlainRequest, request, (value: unknown) => syncRequestSchema.safeParse(value)],
  ['an edit', isPlainEdit, edit, parsePushOfWire],
] as const)('%s recognised by hand is what its schema makes of it', (...[, isPlain, arbitrary, parse]) => {
  let plain = 0
  fc.assert(
    fc.property(fc.oneof(arbitrary, changed(arbitrary)), (value) => {
      if (!isPlain(value)) return
      plain += 1
      expect(parse(value)).toStrictEqual({ success: true, data: value })
    }),
    { numRuns: runsOf(3_000) },
  )
  expect(plain).toBeGreaterThan(0)
})

const plainEdit = {
  n: 1,
  projectId: '0e2d2b54-7a3c-4a0e-9a51-0c7c4b7cf0aa',
  baseRevision: 3,
  changes: [
    {
      label: 'Move',
      ops: [
        { op: 'set', path: ['a', 'x'], before: 1, after: 0.5 },
        { op: 'insert', path: ['a'], value: {} },
        { op: 'remove', path: ['b'], value: null },
        { op: 'splice', path: ['t'], at: 0, removed: '', inserted: 'a' },
      ],
    },
  ],
  hash: 'ab'.repeat(32),
}
const plainRequest = { protocol: 1, clientId: plainEdit.projectId, cursor: 4, pushes: [plainEdit] }

test('the edits that the app sends are recognised by hand', () => {
  expect(isPlainEdit(plainEdit)).toBe(true)
  expect(isPlainRequest(plainRequest)).toBe(true)
  expect(isPlainRequest({ ...plainRequest, cursor: null, epoch: 'e', texts: true })).toBe(true)
})

test('a member that a schema would drop is left to it', () => {
  const withProto = JSON.parse('{"n":1,"__proto__":{"a":1}}')
  expect(isPlainRequest({ ...plainRequest, pushes: [withProto] })).toBe(false)
  expect(isPlainRequest({ ...plainRequest, other: 1 })).toBe(false)
  expect(isPlainEdit({ ...plainEdit, data: {} })).toBe(false)
  expect(isPlainEdit({ ...plainEdit, deleted: true })).toBe(false)
})
