import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Project } from '../model/schema.ts'
import { applyChange, applyChanges } from './apply-change.ts'
import type { Change, Json, Op } from './change.ts'

const mapOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]))
const asProject = (value: object) => value as unknown as Project

/** Counts how often the keys of a map are listed, which is the cost of copying it. */
function watchCopies(map: Record<string, Json>): { map: Record<string, Json>; count: () => number } {
  let copies = 0
  const watched = new Proxy(map, {
    ownKeys(target) {
      copies += 1
      return Reflect.ownKeys(target)
    },
  })
  return { map: watched, count: () => copies }
}

const set = (key: string, after: number): Op => ({ op: 'set', path: ['map', key], after })

describe('applyChanges', () => {
  it('copies a map once, however many ops and changes touch it', () => {
    const ops = Array.from({ length: 400 }, (_, index) => set(`k${index}`, -1))
    for (const changes of [[{ label: '', ops }], ops.map((op) => ({ label: '', ops: [op] }))]) {
      const { map, count } = watchCopies(mapOf(1_000))
      const applied = applyChanges(asProject({ map }), changes) as unknown as { map: object }
      expect(count()).toBe(1)
      expect(Object.values(applied.map).filter((value) => value === -1)).toHaveLength(400)
    }
  })

  const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'toString')
  const path = fc.array(key, { minLength: 1, maxLength: 3 })
  const value = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(fc.integer(), fc.constant({ a: { b: 1 } }))),
  ) as fc.Arbitrary<Json>
  const op: fc.Arbitrary<Op> = fc.oneof(
    fc.record({ op: fc.constant('set' as const), path, after: value }),
    fc.record({ op: fc.constant('set' as const), path }),
    fc.record({ op: fc.constant('insert' as const), path, value }),
    fc.record({ op: fc.constant('remove' as const), path, value }),
    fc.record({
      op: fc.constant('splice' as const),
      path,
      at: fc.nat(5),
      removed: fc.string({ maxLength: 2 }),
      inserted: fc.string({ maxLength: 3 }),
    }),
  )
  const changes = fc.array(
    fc.array(op, { maxLength: 4 }).map((ops): Change => ({ label: '', ops })),
    {
      maxLength: 6,
    },
  )
  const document = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value)

  it('equals applying one change after the other, and mutates neither the document nor the changes', () => {
    fc.assert(
      fc.property(document, changes, (start, list) => {
        const [before, requested] = [structuredClone(start), structuredClone(list)]
        const oneByOne = list.reduce(
          (now, change) => change.ops.reduce((on, each) => applyChange(on, { label: '', ops: [each] }), now),
          asProject(start),
        )
        const applied = applyChanges(asProject(start), list)
        expect(JSON.stringify(applied)).toBe(JSON.stringify(oneByOne))
        expect(start).toEqual(before)
        expect(list).toEqual(requested)
      }),
    )
  })

  it('returns the very document where nothing changes, and shares untouched branches', () => {
    const start = { a: { x: 1 }, b: { y: 2 } }
    const same: Change = { label: '', ops: [{ op: 'set', path: ['a', 'x'], after: 1 }] }
    expect(applyChanges(asProject(start), [same, same])).toBe(start)
    const other: Change = { label: '', ops: [{ op: 'set', path: ['a', 'x'], after: 2 }] }
    expect((applyChanges(asProject(start), [other]) as unknown as typeof start).b).toBe(start.b)
  })
})
