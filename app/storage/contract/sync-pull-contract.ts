import type { ProjectId } from '#app/document/model/ids.ts'
import type { Matched, ResponsePlan } from '#app/sync/ports/sync-store.ts'
import { assertEqual, assertTrue, type ContractCase } from './contract.ts'
import {
  createTestProject,
  createUnknownId,
  planMove,
  planRename,
  planTyping,
  readHeadline,
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
  textUpdateOf,
  updateOf,
} from './contract-steps.ts'

/** Updates from the account, and their merge with pending changes. */
export const syncPullContract: readonly ContractCase<Stores>[] = [
  {
    title:
      'a project that comes as text is on the disk with its list row, opens as what it is, and is what edits are based on',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = { ...createTestProject(), view: { zoom: 2 } }
      await response(stores, fence, { updates: [textUpdateOf(project, 3)] })
      const [row] = await stores.projects.listRows()
      assertEqual([row?.name, row?.screenCount, row?.baseRevision, row?.pending], ['Weather', 2, 3, false])
      assertEqual((await loadOk(stores.projects, project)).project, project)
      const moved = planMove(project, 0.4)
      await commit(stores.projects, moved)
      const read = await readSync(stores, project)
      assertEqual([read.base.revision, read.base.hash, read.base.project], [3, 'its hash', project])
      assertEqual(read.workingCopy?.project, moved.project)
    },
  },
  {
    title: 'a text meets a project that has come meanwhile as any other version does [S30]',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      const mine = planMove(project, 0.4).project
      await commit(stores.projects, planMove(project, 0.4))
      const theirs = planRename(project, 'Afar').project
      await response(stores, fence, { updates: [textUpdateOf(theirs, 2)] })
      const read = await readSync(stores, project)
      assertEqual([read.base.revision, read.base.project?.name, read.isWaiting], [2, 'Afar', true])
      assertEqual(read.workingCopy?.project, { ...mine, name: 'Afar' })
    },
  },
  {
    title: 'a remote change of a project with nothing waiting is its view, its base, and a row of its log',
    async run(open) {
      const [stores, tab] = [await open(), await open()]
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      const before = await loadOk(tab.projects, project)
      const theirs = planTyping(planRename(project, 'Afar').project, '!').project
      const { edited, changed } = await response(stores, fence, { updates: [updateOf(theirs, 2)] })
      assertEqual([edited, changed], [[project.id], [project.id]])
      const read = await readSync(stores, project)
      assertEqual([read.workingCopy?.project, read.base.project, read.base.revision], [theirs, theirs, 2])
      assertTrue(
        read.workingCopy?.project.screensByCanvasSize === read.base.project?.screensByCanvasSize,
        'shared branches',
      )
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.name, row.updatedAtMs, row.pending]),
        [['Afar', start + 40, false]],
      )
      const tail = await tab.projects.readLog(project.id, before.at)
      assertTrue(tail.kind === 'rows', 'the other tab can follow')
      assertEqual(
        tail.rows.map(({ origin, change }) => [origin, change.label]),
        [['remote', 'Merge']],
      )
      assertEqual((await loadOk(tab.projects, project)).at, tail.at)
      const typed = planTyping(theirs, '?')
      await commit(tab.projects, typed)
      assertEqual((await loadOk(stores.projects, project)).project, typed.project)
    },
  },
  {
    title: '[F10] a remote change over waiting edits: the base is theirs, the view is merged, the edits wait',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      const mine = planMove(project, 0.7).project
      await commit(stores.projects, planMove(project, 0.7))
      const theirs = planRename(project, 'Afar').project
      await response(stores, fence, { updates: [updateOf(theirs, 2)] })
      const read = await readSync(stores, project)
      assertEqual([read.base.project, read.base.revision, read.isWaiting], [theirs, 2, true])
      assertEqual(read.workingCopy?.project, { ...mine, name: 'Afar' })
      assertEqual((await loadOk(stores.projects, project)).project, { ...mine, name: 'Afar' })
      const again = await open()
      assertEqual((await readSync(again, project)).base.project, theirs)
      const { mutationId } = await assignPushNumber(stores, project, fence)
      await response(stores, fence, { matched: [{ mutationId, kind: 'applied', revision: 3 }] })
      assertEqual((await readSync(again, project)).base.project, { ...mine, name: 'Afar' })
    },
  },
  {
    title: 'local edits made while an answer was on its way are never stale: the rebase sees them',
    async run(open) {
      const [stores, tab] = [await open(), await open()]
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await readSync(stores, project)
      await commit(tab.projects, planTyping(project, ' meanwhile'))
      await response(stores, fence, { updates: [updateOf(planRename(project, 'Afar').project, 2)] })
      const { project: merged } = await loadOk(tab.projects, project)
      assertEqual([merged.name, readHeadline(merged).endsWith(' meanwhile')], ['Afar', true])
    },
  },
  {
    title:
      'an update of a project whose push has no answer yet is stale, and so is another cursor; nothing is stored',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const [project, other] = [await createSynced(stores, fence), createTestProject()]
      await commit(stores.projects, planMove(project, 0.3))
      const { mutationId } = await assignPushNumber(stores, project, fence)
      const plan = {
        fence,
        atMs: start,
        matched: [],
        cursorBefore: null,
        cursor: 7,
        epoch: 'e',
        updates: [updateOf(other, 1), updateOf(planRename(project, 'Afar').project, 2)],
        rebase: mergeState,
      } satisfies ResponsePlan
      assertEqual(await stores.sync.applyResponse(plan), { kind: 'stale' })
      assertEqual((await stores.projects.load(other.id)).kind, 'missing')
      assertEqual((await stores.sync.readSyncState()).cursor, null)
      const matched: readonly Matched[] = [{ mutationId, kind: 'released' }]
      assertEqual((await stores.sync.applyResponse({ ...plan, matched })).kind, 'applied')
      const state = await stores.sync.readSyncState()
      assertEqual([state.cursor, state.epoch], [7, 'e'])
      assertEqual(await stores.sync.applyResponse({ ...plan, matched }), { kind: 'stale' })
    },
  },
  {
    title: '[F12] a tab that no longer leads writes nothing',
    async run(open) {
      const [old, young] = [await open(), await open()]
      const fence = await old.sync.becomeLeader()
      const project = await createSynced(old, fence)
      await commit(old.projects, planMove(project, 0.3))
      const read = await readSync(old, project)
      assertTrue((await young.sync.becomeLeader()) > fence, 'a higher fence')
      const push = { projectId: project.id, baseRevision: 1, deleted: true as const }
      const plan = {
        projectId: project.id,
        generation: read.generation,
        throughSeq: read.workingCopy?.seq ?? 0,
        baseRevision: 1,
        push,
        characters: 100,
      }
      const fenced = { kind: 'fenced' }
      assertEqual(await old.sync.assignNumbers([plan], fence), fenced)
      const late = { fence, atMs: start, matched: [], cursor: 9, updates: [], rebase: mergeState }
      assertEqual(await old.sync.applyResponse(late), fenced)
      assertEqual(await old.sync.recordListed([], fence), fenced)
      assertEqual(await old.sync.restart({ clientId: 'other', epoch: undefined }, fence), fenced)
      const state = await young.sync.readSyncState()
      assertEqual(
        [state.cursor, state.clientId === 'other', await young.sync.listInFlight()],
        [null, false, []],
      )
    },
  },
  {
    title: 'a project that the list announced is listed before its document, and is whole when that has come',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = createTestProject({ name: 'Announced' })
      const listed = { projectId: project.id, name: 'Announced', revision: 4, updatedAtMs: start }
      await stores.sync.recordListed([listed], fence)
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.name, row.isArriving, row.pending]),
        [['Announced', true, false]],
      )
      assertEqual((await stores.projects.load(project.id)).kind, 'missing')
      assertEqual((await readSync(stores, project)).workingCopy, undefined)
      await response(stores, fence, { updates: [updateOf(project, 4)] })
      assertEqual((await loadOk(stores.projects, project)).project, project)
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.isArriving, row.baseRevision, row.screenCount]),
        [[undefined, 4, 2]],
      )
      await stores.sync.recordListed([{ ...listed, name: 'Late' }], fence)
      assertEqual((await loadOk(stores.projects, project)).row.name, 'Announced')
    },
  },
  {
    title:
      '[F27] a project whose document has not arrived is gone when the whole list does not name it any more',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const whole = await createSynced(stores, fence)
      const [lost, kept, deleted] = [createUnknownId(), createUnknownId(), createUnknownId()]
      const list = (ids: readonly ProjectId[]) =>
        stores.sync.recordListed(
          ids.map((projectId) => ({ projectId, name: projectId, revision: 1, updatedAtMs: start })),
          fence,
        )
      await list([lost, kept, deleted])
      await stores.projects.markDeleted(deleted, start)
      await stores.sync.restart({ clientId: 'other', epoch: 'epoch 2' }, fence)
      assertEqual(await list([kept]), [lost])
      const ids = (await stores.projects.listRows()).map(({ id }) => id)
      assertEqual(ids.toSorted(), [whole.id, kept, deleted].toSorted())
    },
  },
  {
    title: "a page of many new projects is stored whole, with the account's times and nothing waiting",
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const projects = Array.from({ length: 40 }, (_, index) => createTestProject({ name: `P${index}` }))
      const updates = projects.map((project) => ({ ...updateOf(project, 1), createdAtMs: start - 9 }))
      await response(stores, fence, { cursor: 40, updates })
      assertEqual((await stores.projects.listRows()).length, 40)
      assertEqual(await stores.sync.listWaiting(), [])
      const { createdAtMs, updatedAtMs, baseRevision, pending } = (await stores.projects.listRows())[0] ?? {}
      assertEqual([createdAtMs, updatedAtMs, baseRevision, pending], [start - 9, start + 40, 1, false])
      for (const project of projects.slice(0, 3)) {
        const { workingCopy, base } = await readSync(stores, project)
        assertEqual([workingCopy?.project, base.project], [project, project])
      }
    },
  },
  {
    title:
      '[F26] a deletion elsewhere marks a project that has nothing waiting, and one never seen stays unseen',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      const deleted = { kind: 'deleted' as const, revision: 2, updatedAtMs: start, deletedAtMs: start + 7 }
      await response(stores, fence, {
        updates: [
          { ...deleted, projectId: project.id },
          { ...deleted, projectId: createUnknownId() },
        ],
      })
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.deletedAtMs, row.pending, row.baseRevision]),
        [[start + 7, false, 2]],
      )
      const read = await readSync(stores, project)
      assertEqual([read.isDeleted, read.base.project], [true, undefined])
    },
  },
  {
    title: '[F25] a deletion elsewhere loses against an edit here, which waits to be pushed whole',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.3))
      await response(stores, fence, {
        updates: [
          { kind: 'deleted', projectId: project.id, revision: 2, updatedAtMs: start, deletedAtMs: start },
        ],
      })
      const read = await readSync(stores, project)
      assertEqual(
        [read.isDeleted, read.isWaiting, read.base.revision, read.base.project],
        [false, true, 2, undefined],
      )
      assertEqual(read.workingCopy?.project, planMove(project, 0.3).project)
    },
  },
  {
    title:
      '[S43] an answer that lacks what a deleted project was in the end is stale, and nothing of it is stored',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      const other = createTestProject()
      const third = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.3))
      await commit(stores.projects, planMove(third, 0.3))
      const before = await stores.sync.readForSync([project.id, third.id])
      const { kind } = await stores.sync.applyResponse({
        fence,
        cursor: 9,
        atMs: start,
        matched: [],
        updates: [
          updateOf(other, 1),
          updateOf({ ...third, name: 'Renamed elsewhere' }, 2),
          { kind: 'deleted', projectId: project.id, revision: 3, updatedAtMs: start, deletedAtMs: start },
        ],
        rebase: (facts) => ({
          ...mergeState(facts),
          ...(facts.projectId === project.id ? { isStale: true } : {}),
        }),
      })
      assertEqual(kind, 'stale')
      assertEqual(await stores.sync.readForSync([project.id, third.id]), before)
      assertEqual(await stores.sync.readForSync([other.id]), [undefined])
      assertEqual((await stores.sync.readSyncState()).cursor !== 9, true)
    },
  },
  {
    title: 'what came to nothing is dropped only when no edit came since',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.3))
      const [seen] = await stores.sync.listWaiting()
      assertTrue(seen !== undefined, 'something waits')
      await commit(stores.projects, planMove(project, 0.4))
      await stores.sync.dropWaiting(seen)
      const [still] = await stores.sync.listWaiting()
      assertTrue(still !== undefined, 'the later edit waits')
      await stores.sync.dropWaiting(still)
      assertEqual(await stores.sync.listWaiting(), [])
    },
  },
]
