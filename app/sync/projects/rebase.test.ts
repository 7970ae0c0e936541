import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasSameContent } from '#app/document/changes/canonical-text.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { mergeProjects } from '#app/document/changes/merge-projects.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { createSample, editsArbitrary } from '#tests/factories/generate-project.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import type { Base, LastContent, NewConflict, RebaseInput } from '../ports/sync-store.ts'
import type { ConflictPolicy } from '../protocol/projects.ts'
import { rebaseProject } from './rebase.ts'

const base = createSample()
const policies = ['merge', 'client-wins', 'server-wins', 'ask'] as const
const policy = fc.constantFrom<ConflictPolicy>(...policies)
const side = editsArbitrary.map((edits) => edits.reduce((project, edit) => edit.apply(project), base))

type Meeting = {
  theirs: ProjectDocument | undefined
  view: ProjectDocument
  base?: Base
  isDeleted?: boolean
  isWaiting?: boolean
  revision?: number
  last?: LastContent
}

function meet(policyName: ConflictPolicy, { theirs, view, ...given }: Meeting) {
  const input: RebaseInput = {
    projectId: base.id,
    base: given.base ?? { revision: 1, project: base },
    workingCopy: view,
    isWaiting: given.isWaiting ?? true,
    isDeleted: given.isDeleted ?? false,
    theirs: { revision: given.revision ?? 2, project: theirs, last: given.last },
    atMs: 0,
  }
  return rebaseProject(input, policyName, 'Change from another device')
}

describe('rebasing, whatever the policy', () => {
  it('[S42] takes the account’s version where nothing was edited here, and keeps mine where nothing was there', () => {
    fc.assert(
      fc.property(policy, side, (name, changed) => {
        const pulled = meet(name, { theirs: changed, view: base })
        expect(hasSameContent(pulled.workingCopy, changed)).toBe(true)
        expect(pulled).toMatchObject({ isWaiting: false, conflicts: [] })
        const kept = meet(name, { theirs: base, view: changed })
        expect(kept.workingCopy).toBe(changed)
        expect(kept.conflicts).toEqual([])
        expect(kept.isWaiting).toBe(!hasSameContent(base, changed))
      }),
      { numRuns: runsOf(60) },
    )
  })

  it('[S46] [F29] meets its own version again without a conflict and as the same object', () => {
    fc.assert(
      fc.property(policy, side, (name, changed) => {
        const copy = JSON.parse(JSON.stringify(changed)) as ProjectDocument
        const met = meet(name, { theirs: copy, view: changed })
        expect(met.workingCopy).toBe(changed)
        expect(met).toMatchObject({ isWaiting: false, conflicts: [] })
      }),
      { numRuns: runsOf(60) },
    )
  })

  it('[S41] [S42] always gives a document that parses, and no value of either side is outside result and record', () => {
    fc.assert(
      fc.property(policy, side, side, (name, theirs, view) => {
        const met = meet(name, { theirs, view })
        expect(parseProject(met.workingCopy).kind).toBe('ok')
        if (met.hold === true) return
        for (const changed of [theirs, view]) {
          for (const op of diffProjects(base, changed, '').ops) {
            if (op.path[0] === 'view') continue
            const written = op.op === 'set' ? op.after : op.op === 'splice' ? undefined : op.value
            if (written === undefined || op.op === 'remove') continue
            expect(
              isKept({ path: op.path, written }, { merged: met.workingCopy, conflicts: met.conflicts }),
              JSON.stringify(op),
            ).toBe(true)
          }
        }
      }),
      { numRuns: runsOf(100) },
    )
  })

  it('[S48] never lets a remote view replace where somebody looks', () => {
    fc.assert(
      fc.property(policy, side, side, (name, theirs, view) => {
        const looking = { ...view, view: { zoom: 3 } }
        expect(
          meet(name, { theirs: { ...theirs, view: { zoom: 9 } }, view: looking }).workingCopy.view,
        ).toEqual({
          zoom: 3,
        })
      }),
      { numRuns: 40 },
    )
  })
})

describe('rebasing what one side has deleted', () => {
  it('[S43] [F25] lets an edit beat the deletion, from whichever side, and says so', () => {
    const edited = { ...base, name: 'Edited' }
    for (const name of policies) {
      expect(meet(name, { theirs: undefined, view: edited })).toMatchObject({
        workingCopy: edited,
        isDeleted: false,
        isWaiting: true,
        conflicts: [{ kind: 'restored', deletedHere: false }],
      })
      expect(meet(name, { theirs: edited, view: base, isDeleted: true })).toMatchObject({
        isDeleted: false,
        conflicts: [{ kind: 'restored', deletedHere: true }],
      })
    }
  })

  it('[S43] [F25] brings a project back with everything that was written before the deletion', () => {
    fc.assert(
      fc.property(policy, side, side, (name, last, view) => {
        if (hasSameContent(base, view)) return
        const before = { theirs: undefined, view, revision: 3 }
        expect(meet(name, before)).toMatchObject({ isStale: true })
        const met = meet(name, { ...before, last })
        expect(met).toMatchObject({ isDeleted: false, isWaiting: true })
        expect(met.conflicts[0]).toEqual({ kind: 'restored', deletedHere: false })
        const whole = meet(name === 'client-wins' ? name : 'merge', { theirs: last, view })
        expect(hasSameContent(met.workingCopy, whole.workingCopy)).toBe(true)
        expect(met.conflicts.slice(1)).toEqual(whole.conflicts)
      }),
      { numRuns: runsOf(60) },
    )
  })

  it('[S43] brings back what is here where the rest is gone for good, or was all here', () => {
    const edited = { ...base, name: 'Edited' }
    for (const name of policies) {
      const met = meet(name, { theirs: undefined, view: edited, revision: 9, last: null })
      expect(met.isStale).toBeUndefined()
      expect(met).toMatchObject({ workingCopy: edited, isDeleted: false, isWaiting: true })
      expect(meet(name, { theirs: undefined, view: edited, revision: 2 }).isStale).toBeUndefined()
    }
  })

  it('[F26] deletes what nobody edited, and a deletion here stands when nothing new came', () => {
    for (const name of policies) {
      expect(meet(name, { theirs: undefined, view: base })).toMatchObject({
        isDeleted: true,
        isWaiting: false,
      })
      expect(meet(name, { theirs: base, view: base, isDeleted: true })).toMatchObject({
        isDeleted: true,
        isWaiting: true,
        conflicts: [],
      })
    }
  })
})

describe('each policy where both differ', () => {
  const theirs = { ...base, name: 'Theirs' }
  const mine = { ...base, name: 'Mine' }
  const lost = (value: string, lostSide: string) => [
    { kind: 'fields', entries: [expect.objectContaining({ path: ['name'], lost: value, lostSide })] },
  ]

  it('[S40] merge: the later arrival, mine, stays and the other is recorded', () => {
    const met = meet('merge', { theirs, view: mine })
    expect(met).toMatchObject({
      workingCopy: { name: 'Mine' },
      isWaiting: true,
      conflicts: lost('Theirs', 'earlier'),
    })
  })

  it('[S42] merge: disjoint edits commute', () => {
    fc.assert(
      fc.property(side, side, (one, other) => {
        fc.pre(mergeProjects(base, one, other).conflicts.length === 0)
        const [left, right] = [
          meet('merge', { theirs: one, view: other }).workingCopy,
          meet('merge', { theirs: other, view: one }).workingCopy,
        ]
        expect(hasSameContent(left, right)).toBe(true)
      }),
      { numRuns: runsOf(100) },
    )
  })

  it('[S47] client-wins and server-wins: one version whole, and what it leaves out is recorded', () => {
    expect(meet('client-wins', { theirs, view: mine })).toMatchObject({
      workingCopy: mine,
      isWaiting: true,
      conflicts: lost('Theirs', 'earlier'),
    })
    const server = meet('server-wins', { theirs, view: mine })
    expect(hasSameContent(server.workingCopy, theirs)).toBe(true)
    expect(server).toMatchObject({ isWaiting: false, conflicts: lost('Mine', 'later') })
  })

  it('[S47] ask: holds what conflicts and merges what does not', () => {
    const held = meet('ask', { theirs, view: mine })
    expect(held).toMatchObject({ hold: true, workingCopy: mine, conflicts: [{ kind: 'ask' }] })
    const moved = { ...base, futureField: 1 } as ProjectDocument
    expect(meet('ask', { theirs, view: moved })).not.toHaveProperty('hold')
  })

  it('[S49] [F27] compares without an ancestor when the history is another one: nothing is given up', () => {
    const compare: Base = { revision: 7, project: mine, mustCompare: true }
    expect(meet('server-wins', { base: compare, theirs: base, view: mine })).toMatchObject({
      workingCopy: { name: 'Mine' },
      isWaiting: true,
      conflicts: lost(base.name, 'earlier'),
    })
    const same = JSON.parse(JSON.stringify(mine)) as ProjectDocument
    expect(meet('merge', { base: compare, theirs: same, view: mine, isWaiting: false })).toMatchObject({
      isWaiting: false,
      conflicts: [],
    })
    expect(meet('merge', { base: compare, theirs: undefined, view: mine })).toMatchObject({
      isDeleted: false,
      isWaiting: true,
    })
  })
})

type Write = { path: readonly string[]; written: unknown }
type Outcome = { merged: ProjectDocument; conflicts: readonly NewConflict[] }

function isKept({ path, written }: Write, { merged, conflicts }: Outcome): boolean {
  const text = JSON.stringify(written)
  if (JSON.stringify(read(merged, path)) === text) return true
  const entries = conflicts.flatMap((conflict) => ('entries' in conflict ? conflict.entries : []))
  // The written value may lie inside a recorded one, or be an object whose parts were merged or recorded one by one.
  return (
    entries.some(({ path: at }) => startsWith(path, at) || startsWith(at, path)) ||
    isObjectMerged(merged, path, written)
  )
}

function isObjectMerged(merged: ProjectDocument, path: readonly string[], written: unknown): boolean {
  const now = read(merged, path)
  return typeof now === 'object' && now !== null && typeof written === 'object'
}

const startsWith = (path: readonly string[], start: readonly string[]) =>
  start.every((key, at) => path[at] === key)

function read(project: ProjectDocument, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    project,
  )
}
