import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  integer,
  option,
  record,
} from 'fast-check'
import { expect, test } from 'vitest'
import { isSame } from '#app/document/changes/is-same.ts'
import { mergeProjects } from '#app/document/changes/merge-projects.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { Rebased, RebaseInput, SyncRead } from '#app/sync/ports/sync-store.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import {
  createTestProject,
  planMove,
  planRename,
  planTyping,
  planZoom,
} from '../contract/contract-fixtures.ts'
import { openMemoryConnection } from '../memory/connection.ts'
import { createMemoryDisk, type MemoryDisk } from '../memory/disk.ts'
import { openProjects } from '../open-projects.ts'
import { compactProject } from '../projects/compaction.ts'

const start = createTestProject({ screens: 1, elements: 2 })
const { id } = start

/** Runs one step; `crashAt`: the tab dies at that request of it. */
type Step = {
  kind: string
  tab: number
  value: number
  crashAt: number | undefined
  losesPower: boolean
}

const kinds = [
  'rename',
  'type',
  'type',
  'move',
  'zoom',
  'seal',
  'applied',
  'released',
  'rejected',
  'update',
  'update',
  'fold',
  'restart',
]

const step: Arbitrary<Step> = record({
  kind: constantFrom(...kinds),
  tab: constantFrom(0, 1),
  value: integer({ min: 0, max: 9 }),
  crashAt: option(integer({ min: 1, max: 14 }), { nil: undefined }),
  losesPower: boolean(),
})

function edit(project: ProjectDocument, { kind, value }: Pick<Step, 'kind' | 'value'>) {
  switch (kind) {
    case 'rename':
      return planRename(project, `Name ${value}`)
    case 'move':
      return planMove(project, value / 10)
    case 'zoom':
      return planZoom(project, value + 1)
    default:
      return planTyping(project, ` ${value}`)
  }
}

const content = ({ view: _look, ...rest }: ProjectDocument): unknown => rest
const isSameContent = (a: ProjectDocument | undefined, b: ProjectDocument | undefined): boolean =>
  (a === undefined) === (b === undefined) &&
  (a === undefined || b === undefined || isSame(content(a) as never, content(b) as never))

function rebase({ base, workingCopy, theirs }: RebaseInput): Rebased {
  if (theirs.project === undefined) throw new Error('no deletions here')
  const merged = mergeProjects(base.project ?? workingCopy, theirs.project, workingCopy).project
  const { view: look } = workingCopy
  const next = { ...merged, ...(look === undefined ? {} : { view: look }) }
  return {
    workingCopy: isSameContent(next, workingCopy) ? workingCopy : next,
    isDeleted: false,
    isWaiting: !isSameContent(merged, theirs.project),
    label: 'Merge',
    conflicts: [],
  }
}

function openTab(disk: MemoryDisk, mintId: () => string) {
  let countdown: number | undefined
  let die: () => void = () => undefined
  const strike = () => {
    if (countdown === undefined) return
    countdown -= 1
    if (countdown > 0) return
    countdown = undefined
    connection.kill()
    die()
  }
  const connection = openMemoryConnection({
    databaseName: 'tab',
    disk,
    // Nothing is flushed in between: a power cut may lose everything since the last assignment of numbers.
    wait: () => new Promise(() => undefined),
    faults: { beforeRequest: strike, beforeCommit: strike, afterCommit: strike },
  })
  return {
    ...openProjects(connection, { scheduleIdle: () => undefined, mintId }),
    connection,
    /** `false`: the tab died before the call resolved. */
    async run(work: () => Promise<unknown>, crashAt: number | undefined): Promise<boolean> {
      countdown = crashAt
      const dead = new Promise<boolean>((resolve) => {
        die = () => resolve(false)
      })
      const isDone = await Promise.race([work().then(() => true), dead])
      countdown = undefined
      return isDone
    },
  }
}

/** Invariants of a project at every moment. */
function check(read: SyncRead): void {
  const { base, workingCopy, isWaiting, inFlight } = read
  if (workingCopy === undefined) throw new Error(`the view is gone: ${read.unreadable}`)
  // Everything the server does not have is pending, in flight, or in quarantine.
  const isQuarantined = !isWaiting && inFlight === undefined
  if (base.mustCompare !== true && !isSameContent(base.project, workingCopy.project)) {
    expect(isWaiting || isQuarantined).toBe(true)
  }
  if (base.revision > 0 && base.mustCompare !== true) expect(base.project).toBeDefined()
}

async function play(steps: readonly Step[]): Promise<void> {
  let minted = 0
  const mintId = () => `id-${++minted}`
  const disk = createMemoryDisk({ keepsRecovery: true })
  const tabs = [openTab(disk, mintId), openTab(disk, mintId)]
  const fence = (await tabs[0]?.sync.becomeLeader()) ?? 0
  await tabs[0]?.projects.create(start, 0)
  let revision = 0
  let quarantine = 0

  for (const next of steps) {
    const tab = tabs[next.tab]
    if (tab === undefined) throw new Error('no tab')
    const fresh = () => openTab(disk, mintId)
    const [before] = await fresh().sync.readForSync([id])
    if (before?.workingCopy === undefined) throw new Error('not there')
    const loaded = await tab.projects.load(id)
    if (loaded.kind !== 'ok') throw new Error(loaded.kind)
    // [F13] Every tab sees the same, whatever its cache has.
    expect(loaded.project).toEqual(before.workingCopy.project)
    expect(await tab.sync.readForSync([id])).toEqual([before])

    const work = planWork(tab, next, { before, fence, revision })
    const isDone = await tab.run(work.run, next.crashAt)
    if (!isDone) {
      const lost = next.losesPower ? Math.min(disk.countVolatile(), next.value) : 0
      disk.losePower(lost)
      tabs[next.tab] = fresh()
      if (lost > 0) for (const other of [0, 1]) tabs[other] = fresh()
    }
    const [after] = await fresh().sync.readForSync([id])
    if (after === undefined) return
    check(after)
    quarantine = (await fresh().sync.listQuarantine()).length
    // [F3] Both or neither.
    const expected = work.expect(before)
    if (isDone) expect(pick(after)).toEqual(pick(expected))
    else if (!next.losesPower) {
      // Equal, whatever the order of members in a reconstructed document.
      expect([pick(before), pick(expected)]).toContainEqual(pick(after))
    }
    if (after.workingCopy === undefined) throw new Error('not there')
    revision = Math.max(revision, after.base.revision)
  }
  expect(quarantine).toBeLessThanOrEqual(1)
}

/** The postcondition of a step; fields it does not name are unchanged. */
function pick({ base, workingCopy, isWaiting, inFlight }: SyncRead) {
  return {
    revision: base.revision,
    base: base.project === undefined ? null : content(base.project),
    view: workingCopy === undefined ? null : content(workingCopy.project),
    isWaiting,
    isInFlight: inFlight !== undefined,
    mustCompare: base.mustCompare === true,
  }
}

type Tab = ReturnType<typeof openTab>
type World = { before: SyncRead; fence: number; revision: number }

function planWork(tab: Tab, next: Step, { before, fence, revision }: World) {
  const view = before.workingCopy?.project ?? start
  const nothing = { run: async () => undefined, expect: (read: SyncRead): SyncRead => read }
  const settle = (matched: Parameters<Tab['sync']['applyResponse']>[0]['matched']) => () =>
    tab.sync.applyResponse({ fence, atMs: 1, matched, updates: [], rebase })
  const { inFlight, base } = before
  switch (next.kind) {
    case 'fold':
      return { ...nothing, run: () => compactProject(tab.connection, id, { mintId: () => 'folded' }) }
    case 'restart':
      return {
        run: () => tab.sync.restart({ clientId: 'again', epoch: undefined }, fence),
        expect: (read: SyncRead) => ({
          ...read,
          inFlight: undefined,
          isWaiting: read.isWaiting || inFlight !== undefined,
        }),
      }
    case 'seal': {
      if (!before.isWaiting || inFlight !== undefined || before.workingCopy === undefined) return nothing
      const push = { projectId: id, baseRevision: base.revision, name: view.name, data: toProjectData(view) }
      const { generation } = before
      const plan = {
        projectId: id,
        generation,
        throughSeq: before.workingCopy.seq,
        baseRevision: base.revision,
        push,
        characters: JSON.stringify({ ...push, n: 1 }).length,
      }
      return {
        run: () => tab.sync.assignNumbers([plan], fence),
        expect: (read: SyncRead) => ({
          ...read,
          inFlight: { ...plan, mutationId: 1, push: { ...push, n: 1 } },
        }),
      }
    }
    case 'applied': {
      if (inFlight === undefined || !('data' in inFlight.push)) return nothing
      const sent = { ...(inFlight.push.data as object), id, name: inFlight.push.name } as ProjectDocument
      return {
        run: settle([{ mutationId: inFlight.mutationId, kind: 'applied', revision: revision + 1 }]),
        expect: (read: SyncRead): SyncRead => ({
          ...read,
          base: { revision: revision + 1, project: sent },
          inFlight: undefined,
          isWaiting: read.generation !== inFlight.generation,
        }),
      }
    }
    case 'released':
      if (inFlight === undefined) return nothing
      return {
        run: settle([{ mutationId: inFlight.mutationId, kind: 'released' }]),
        expect: (read: SyncRead) => ({ ...read, inFlight: undefined, isWaiting: true }),
      }
    case 'rejected':
      if (inFlight === undefined) return nothing
      return {
        run: settle([{ mutationId: inFlight.mutationId, kind: 'rejected', code: 'invalid', message: 'No.' }]),
        expect: (read: SyncRead) => ({
          ...read,
          inFlight: undefined,
          isWaiting: read.generation !== inFlight.generation,
        }),
      }
    case 'update': {
      const theirs = edit(base.project ?? view, {
        kind: next.value % 2 === 0 ? 'rename' : 'type',
        value: next.value,
      })
      const update = {
        kind: 'project' as const,
        projectId: id,
        revision: revision + 1,
        updatedAtMs: 1,
        project: theirs.project,
        label: 'Theirs',
      }
      const facts = {
        projectId: id,
        base,
        workingCopy: view,
        isWaiting: before.isWaiting,
        isDeleted: false,
        atMs: 1,
      }
      const rebased = rebase({ ...facts, theirs: { revision: revision + 1, project: theirs.project } })
      return {
        run: async () => {
          const response = await tab.sync.applyResponse({
            fence,
            atMs: 1,
            matched: [],
            updates: [update],
            rebase,
          })
          expect(response.kind).toBe(inFlight === undefined ? 'applied' : 'stale')
        },
        expect: (read: SyncRead): SyncRead =>
          inFlight !== undefined
            ? read
            : {
                ...read,
                base: { revision: revision + 1, project: theirs.project },
                workingCopy: { project: rebased.workingCopy, seq: 0 },
                isWaiting: rebased.isWaiting,
              },
      }
    }
    default: {
      const planned = edit(view, next)
      return {
        run: async () => {
          if (planned.change.ops.length === 0) return
          await tab.projects.commit({
            projectId: id,
            changes: [planned.change],
            project: planned.project,
            atMs: 1,
          })
        },
        expect: (read: SyncRead): SyncRead => ({
          ...read,
          workingCopy: { project: planned.project, seq: 0 },
          isWaiting: read.isWaiting || (planned.change.ops.length > 0 && next.kind !== 'zoom'),
        }),
      }
    }
  }
}

test('[F3] [F9] [F13] two tabs, an engine, compactions and crashes in any order: view = base + pending, all or nothing', async () => {
  await assert(asyncProperty(array(step, { minLength: 5, maxLength: 40 }), play), { numRuns: runsOf(60) })
}, 60_000)
