import { toProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { NewConflict, Rebased, RebaseInput, RemoteUpdate } from '#app/sync/ports/sync-store.ts'
import { assertEqual, assertTrue, type ContractCase } from './contract.ts'
import {
  createTestProject,
  createUnknownId,
  planMove,
  planRename,
  planTyping,
  planZoom,
} from './contract-fixtures.ts'
import {
  assignPushNumber,
  commit,
  createSynced,
  loadOk,
  mergeState,
  readSync,
  response,
  type Stores,
  start,
  updateOf,
} from './contract-steps.ts'

const holdFacts = ({ workingCopy }: RebaseInput): Rebased => ({
  workingCopy,
  isDeleted: false,
  isWaiting: true,
  label: '',
  conflicts: [{ kind: 'ask', entries: [] }] satisfies readonly NewConflict[],
  hold: true,
})

/** Restarting the history, conflicts and their decisions, the log. */
export const syncConflictContract: readonly ContractCase<Stores>[] = [
  {
    title: 'a restart gives a new client its first number and lets what was on its way wait again',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.3))
      await assignPushNumber(stores, project, fence)
      await response(stores, fence, { cursor: 5, epoch: 'one' })
      await stores.sync.restart({ clientId: 'second', epoch: undefined }, fence)
      const state = await stores.sync.readSyncState()
      assertEqual([state.clientId, state.nextMutationId, state.cursor], ['second', 1, 5])
      assertEqual([await stores.sync.listInFlight(), (await stores.sync.listWaiting()).length], [[], 1])
      const { base } = await readSync(stores, project)
      assertEqual([base.revision, base.mustCompare], [1, undefined])
    },
  },
  {
    title: '[F27] with another history of the server every base must be compared, and nothing is given up',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const [project, lost] = [await createSynced(stores, fence), await createSynced(stores, fence)]
      await response(stores, fence, { cursor: 5, epoch: 'one' })
      await stores.sync.restart({ clientId: 'second', epoch: 'two' }, fence)
      const state = await stores.sync.readSyncState()
      assertEqual([state.cursor, state.epoch], [null, 'two'])
      assertEqual((await stores.sync.listWaiting()).length, 2)
      assertEqual((await readSync(stores, project)).base, { revision: 1, project, mustCompare: true })
      // The same number may belong to another document in another history.
      await response(stores, fence, {
        cursor: 1,
        updates: [updateOf(planRename(project, 'Older').project, 1)],
      })
      const compared = (await readSync(stores, project)).base
      assertEqual([compared.mustCompare, compared.project?.name], [undefined, 'Older'])
      const read = await readSync(stores, lost)
      const push = { projectId: lost.id, baseRevision: 0, name: lost.name, data: toProjectData(lost) }
      const plan = {
        projectId: lost.id,
        generation: read.generation,
        throughSeq: read.workingCopy?.seq ?? 0,
        baseRevision: 0,
        push,
        characters: 100,
      }
      const inFlight = await stores.sync.assignNumbers([plan], fence)
      assertTrue(!('kind' in inFlight) && inFlight.length === 1, 'what the server lost is pushed as new')
      await response(stores, fence, { matched: [{ mutationId: 1, kind: 'applied', revision: 1 }] })
      assertEqual((await readSync(stores, lost)).base, { revision: 1, project: lost })
    },
  },
  ...(['mine', 'theirs', 'both'] as const).map(
    (keep): ContractCase<Stores> => ({
      title: `a conflict that is asked about holds its project, with both versions, until ${keep} is kept`,
      async run(open) {
        const stores = await open()
        const fence = await stores.sync.becomeLeader()
        const project = await createSynced(stores, fence)
        const mine = planMove(project, 0.3).project
        await commit(stores.projects, planMove(project, 0.3))
        const theirs = planRename(project, 'Afar').project
        const { conflicts } = await response(stores, fence, {
          updates: [updateOf(theirs, 2)],
          rebase: holdFacts,
        })
        const newer = planRename(project, 'Afar again').project
        await response(stores, fence, { updates: [updateOf(newer, 3)], rebase: holdFacts })
        const [found, more] = await stores.sync.listConflicts(project.id)
        assertTrue(
          found !== undefined && more === undefined && conflicts.length === 1,
          'one conflict, the newest',
        )
        assertEqual([found.kind, found.revision, found.theirs], ['ask', 3, newer])
        assertEqual(
          [await stores.sync.listWaiting(), (await loadOk(stores.projects, project)).project],
          [[], mine],
        )
        assertEqual(
          (await stores.projects.listRows()).map(({ isBlocked }) => isBlocked),
          [true],
        )
        await stores.sync.dismissConflicts([found.id])
        const copyId = createUnknownId()
        await stores.sync.decideConflict({ id: found.id, atMs: start, keep, copyId, copyName: 'Mine' })
        assertEqual(await stores.sync.listConflicts(), [])
        const read = await readSync(stores, project)
        assertEqual([read.base.revision, read.base.project, read.isBlocked], [3, newer, false])
        assertEqual(read.workingCopy?.project, keep === 'mine' ? mine : newer)
        assertEqual(read.isWaiting, keep === 'mine')
        const waiting = (await stores.sync.listWaiting()).map(({ projectId }) => projectId)
        assertEqual(waiting, keep === 'mine' ? [project.id] : keep === 'both' ? [copyId] : [])
        if (keep !== 'both') return
        assertEqual((await loadOk(stores.projects, { ...project, id: copyId })).project, {
          ...mine,
          id: copyId,
          name: 'Mine',
        })
      },
    }),
  ),
  {
    title: 'records of merged conflicts stay until they are dismissed, place by place or whole [S41]',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      const entries = [
        { path: ['name'], kept: 'A', lost: 'B', lostSide: 'earlier' as const },
        { path: ['locales'], kept: 1, lost: 2, lostSide: 'earlier' as const },
      ]
      const rebase = (facts: RebaseInput): Rebased => ({
        ...mergeState(facts),
        conflicts: [{ kind: 'fields', entries }],
      })
      await response(stores, fence, { updates: [updateOf(planRename(project, 'A').project, 2)], rebase })
      const [found] = await stores.sync.listConflicts()
      assertTrue(found?.kind === 'fields', 'a record')
      assertEqual(found.entries, entries)
      await stores.sync.dismissConflictEntries(found.id, [['name']])
      const [left] = await stores.sync.listConflicts(project.id)
      assertEqual(left?.kind === 'fields' && left.entries, entries.slice(1))
      await stores.sync.dismissConflicts([found.id])
      assertEqual(await stores.sync.listConflicts(), [])
    },
  },
  {
    title:
      '[F32] what a newer build made is kept as it is; where something waits here, it waits for the newer build',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const [clean, edited] = [await createSynced(stores, fence), await createSynced(stores, fence)]
      await commit(stores.projects, planMove(edited, 0.3))
      const newer = (project: ProjectDocument): RemoteUpdate => ({
        kind: 'unreadable',
        projectId: project.id,
        revision: 2,
        updatedAtMs: start,
        name: 'Newer',
        data: { schemaVersion: 99, pages: [1] },
      })
      await response(stores, fence, { updates: [newer(clean), newer(edited)] })
      const loaded = await stores.projects.load(clean.id)
      assertTrue(loaded.kind === 'newer', 'it is newer')
      assertEqual([loaded.row.name, loaded.schemaVersion], ['Newer', 99])
      assertEqual((await loadOk(stores.projects, edited)).project, planMove(edited, 0.3).project)
      assertEqual([await stores.sync.listWaiting(), (await readSync(stores, edited)).isBlocked], [[], true])
      await response(stores, fence, { updates: [updateOf(planRename(clean, 'Readable').project, 3)] })
      assertEqual((await loadOk(stores.projects, clean)).project.name, 'Readable')
    },
  },
  {
    title: 'where this device looks is its own: it is pushed along and never replaced',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planZoom(project, 5))
      const theirs = planRename(planZoom(project, 9).project, 'Afar').project
      await response(stores, fence, {
        updates: [updateOf(theirs, 2)],
        rebase: (facts) => ({
          ...mergeState(facts),
          workingCopy: { ...theirs, view: { zoom: 5 } },
          isWaiting: false,
        }),
      })
      const read = await readSync(stores, project)
      assertEqual([read.workingCopy?.project.view, read.workingCopy?.project.name], [{ zoom: 5 }, 'Afar'])
      assertEqual([read.base.project?.view, read.isWaiting], [{ zoom: 9 }, false])
    },
  },
  {
    title:
      'what a tab has not seen can be read from the log, with who made it; a log that does not reach back says so',
    async run(open) {
      const [left, right] = [await open(), await open()]
      const project = createTestProject()
      await left.projects.create(project, start)
      const { at } = await loadOk(right.projects, project)
      const typed = planTyping(project, 'a')
      await left.projects.commit({
        projectId: project.id,
        changes: [typed.change],
        project: typed.project,
        atMs: start + 3,
        tabId: 'left',
        marks: [{ id: 'left:1', kind: 'undo', of: 'left:0' }],
      })
      const tail = await right.projects.readLog(project.id, at)
      assertTrue(tail.kind === 'rows', 'rows')
      const [row] = tail.rows
      assertEqual(
        [row?.commitId, row?.tabId, row?.kind, row?.of, row?.origin, row?.atMs, row?.change],
        ['left:1', 'left', 'undo', 'left:0', 'local', start + 3, typed.change],
      )
      assertEqual(await right.projects.readLog(project.id, tail.at), { kind: 'rows', rows: [], at: tail.at })
      assertEqual(await right.projects.listHistory(project.id), tail.rows)
      assertEqual(await right.projects.readLog(project.id, { ...at, bodyId: 'another' }), { kind: 'reload' })
    },
  },
  {
    title: 'purge leaves nothing of a project that sync knew',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.3))
      await response(stores, fence, {
        updates: [updateOf(planRename(project, 'Afar').project, 2)],
        rebase: holdFacts,
      })
      await stores.projects.purge(project.id)
      assertEqual(await stores.sync.readForSync([project.id]), [undefined])
      assertEqual([await stores.sync.listWaiting(), await stores.sync.listConflicts()], [[], []])
    },
  },
]
