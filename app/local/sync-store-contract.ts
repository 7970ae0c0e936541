import { toProjectData } from '#app/document/project-data.ts'
import type { Project } from '#app/document/schema.ts'
import type {
  AnswerPlan,
  NewConflict,
  Rebased,
  RebaseFacts,
  RemoteUpdate,
  Settled,
} from '#app/sync/sync-store.ts'
import { assertEqual, assertTrue, type ContractCase } from './contract.ts'
import {
  createTestProject,
  createUnknownId,
  planMove,
  planRename,
  planTyping,
  planZoom,
  readHeadline,
} from './contract-fixtures.ts'
import {
  answer,
  commit,
  createSynced,
  loadOk,
  mergeFacts,
  push,
  readSync,
  type Stores,
  sealProject,
  start,
  updateOf,
} from './contract-steps.ts'

const holdFacts = ({ view }: RebaseFacts): Rebased => ({
  view,
  isDeleted: false,
  isWaiting: true,
  label: '',
  conflicts: [{ kind: 'ask', entries: [] }] satisfies readonly NewConflict[],
  hold: true,
})

/** What every SyncStore promises, whatever it is made of. */
export const syncStoreContract: readonly ContractCase<Stores>[] = [
  {
    title: 'the client id is minted once and is the same in every tab',
    async run(open) {
      const [left, right] = [await open(), await open()]
      const [first, second] = [await left.sync.readSyncState(), await right.sync.readSyncState()]
      assertEqual(first, second)
      assertEqual([first.nextN, first.cursor, first.epoch], [1, null, undefined])
    },
  },
  {
    title: 'a new project waits with no base; sealed it has a number, waits no more, and is sealed once [S5]',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = createTestProject()
      await stores.projects.create(project, start)
      const read = await readSync(stores, project)
      assertEqual([read.base.revision, read.base.project, read.isWaiting], [0, undefined, true])
      assertEqual(read.view?.project, project)
      const sealed = await sealProject(stores, project, fence)
      assertEqual([sealed.n, sealed.push.n], [1, 1])
      assertEqual(await stores.sync.listWaiting(), [])
      assertEqual(await stores.sync.listSealed(), [sealed])
      assertEqual(await stores.sync.seal([sealed], fence), [])
      assertEqual((await stores.sync.readSyncState()).nextN, 2)
    },
  },
  {
    title: 'an acknowledgement makes what was sent the base and leaves what came since waiting [S10]',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = createTestProject()
      await stores.projects.create(project, start)
      const { n } = await sealProject(stores, project, fence)
      const moved = planMove(project, 0.4)
      await commit(stores.projects, moved)
      await answer(stores, fence, { settled: [{ n, kind: 'applied', revision: 3, hash: 'h' }] })
      const read = await readSync(stores, project)
      assertEqual([read.base, read.isWaiting], [{ revision: 3, project, hash: 'h' }, true])
      assertEqual(read.view?.project, moved.project)
      const next = await sealProject(stores, moved.project, fence)
      assertEqual([next.n, next.baseRevision], [2, 3])
      await answer(stores, fence, { settled: [{ n: next.n, kind: 'applied', revision: 4 }] })
      const done = await readSync(stores, project)
      assertEqual([done.base.project, done.isWaiting], [moved.project, false])
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.baseRevision, row.pending]),
        [[4, false]],
      )
    },
  },
  {
    title: 'an answer that comes again, or to a push that was released since, does not turn the base back',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = createTestProject()
      await stores.projects.create(project, start)
      await push(stores, project, { revision: 6, fence })
      await answer(stores, fence, { settled: [{ n: 1, kind: 'applied', revision: 5 }] })
      assertEqual((await readSync(stores, project)).base, { revision: 6, project })
      await commit(stores.projects, planMove(project, 0.4))
      const { n } = await sealProject(stores, project, fence)
      await answer(stores, fence, { settled: [{ n, kind: 'released' }] })
      await answer(stores, fence, { settled: [{ n, kind: 'applied', revision: 7 }] })
      const { base, isWaiting } = await readSync(stores, project)
      assertEqual([base, isWaiting], [{ revision: 6, project }, true])
    },
  },
  {
    title: 'a released push waits again under a new number, its base unchanged',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.4))
      const { n } = await sealProject(stores, project, fence)
      await answer(stores, fence, { settled: [{ n, kind: 'released' }] })
      assertEqual((await stores.sync.listWaiting()).length, 1)
      assertEqual((await readSync(stores, project)).base, { revision: 1, project })
      assertEqual((await sealProject(stores, project, fence)).n, n + 1)
    },
  },
  {
    title: 'a rejected push is in quarantine with its reason, waits for nobody, and can be tried again [F5]',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.4))
      const sealed = await sealProject(stores, project, fence)
      const refusal = { code: 'too_large', message: 'It is too large.' }
      await answer(stores, fence, { settled: [{ n: sealed.n, kind: 'rejected', ...refusal }] })
      assertEqual(await stores.sync.listWaiting(), [])
      const [entry] = await stores.sync.listQuarantine()
      assertTrue(entry !== undefined, 'an entry in quarantine')
      assertEqual([entry.code, entry.message, entry.push], ['too_large', 'It is too large.', sealed.push])
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.pending, row.syncError]),
        [[true, 'It is too large.']],
      )
      await stores.sync.retryQuarantined(entry.id)
      assertEqual([(await stores.sync.listWaiting()).length, await stores.sync.listQuarantine()], [1, []])
      const again = await sealProject(stores, project, fence)
      await answer(stores, fence, { settled: [{ n: again.n, kind: 'applied', revision: 2 }] })
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.pending, row.syncError]),
        [[false, undefined]],
      )
    },
  },
  {
    title: 'a remote change of a project with nothing waiting is its view, its base, and a row of its log',
    async run(open) {
      const [stores, tab] = [await open(), await open()]
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      const before = await loadOk(tab.projects, project)
      const theirs = planTyping(planRename(project, 'Afar').project, '!').project
      const { edited, changed } = await answer(stores, fence, { updates: [updateOf(theirs, 2)] })
      assertEqual([edited, changed], [[project.id], [project.id]])
      const read = await readSync(stores, project)
      assertEqual([read.view?.project, read.base.project, read.base.revision], [theirs, theirs, 2])
      assertTrue(
        read.view?.project.screensByCanvasSize === read.base.project?.screensByCanvasSize,
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
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      const mine = planMove(project, 0.7).project
      await commit(stores.projects, planMove(project, 0.7))
      const theirs = planRename(project, 'Afar').project
      await answer(stores, fence, { updates: [updateOf(theirs, 2)] })
      const read = await readSync(stores, project)
      assertEqual([read.base.project, read.base.revision, read.isWaiting], [theirs, 2, true])
      assertEqual(read.view?.project, { ...mine, name: 'Afar' })
      assertEqual((await loadOk(stores.projects, project)).project, { ...mine, name: 'Afar' })
      const again = await open()
      assertEqual((await readSync(again, project)).base.project, theirs)
      const { n } = await sealProject(stores, project, fence)
      await answer(stores, fence, { settled: [{ n, kind: 'applied', revision: 3 }] })
      assertEqual((await readSync(again, project)).base.project, { ...mine, name: 'Afar' })
    },
  },
  {
    title: 'local edits made while an answer was on its way are never stale: the rebase sees them',
    async run(open) {
      const [stores, tab] = [await open(), await open()]
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      await readSync(stores, project)
      await commit(tab.projects, planTyping(project, ' meanwhile'))
      await answer(stores, fence, { updates: [updateOf(planRename(project, 'Afar').project, 2)] })
      const { project: merged } = await loadOk(tab.projects, project)
      assertEqual([merged.name, readHeadline(merged).endsWith(' meanwhile')], ['Afar', true])
    },
  },
  {
    title:
      'an update of a project whose push has no answer yet is stale, and so is another cursor; nothing is stored',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const [project, other] = [await createSynced(stores, fence), createTestProject()]
      await commit(stores.projects, planMove(project, 0.3))
      const { n } = await sealProject(stores, project, fence)
      const plan = {
        fence,
        atMs: start,
        settled: [],
        cursorBefore: null,
        cursor: 7,
        epoch: 'e',
        updates: [updateOf(other, 1), updateOf(planRename(project, 'Afar').project, 2)],
        rebase: mergeFacts,
      } satisfies AnswerPlan
      assertEqual(await stores.sync.applyAnswer(plan), { kind: 'stale' })
      assertEqual((await stores.projects.load(other.id)).kind, 'missing')
      assertEqual((await stores.sync.readSyncState()).cursor, null)
      const settled: readonly Settled[] = [{ n, kind: 'released' }]
      assertEqual((await stores.sync.applyAnswer({ ...plan, settled })).kind, 'applied')
      const state = await stores.sync.readSyncState()
      assertEqual([state.cursor, state.epoch], [7, 'e'])
      assertEqual(await stores.sync.applyAnswer({ ...plan, settled }), { kind: 'stale' })
    },
  },
  {
    title: '[F12] a tab that no longer leads writes nothing',
    async run(open) {
      const [old, young] = [await open(), await open()]
      const fence = await old.sync.takeLead()
      const project = await createSynced(old, fence)
      await commit(old.projects, planMove(project, 0.3))
      const read = await readSync(old, project)
      assertTrue((await young.sync.takeLead()) > fence, 'a higher fence')
      const push = { projectId: project.id, baseRevision: 1, deleted: true as const }
      const plan = {
        projectId: project.id,
        generation: read.generation,
        throughSeq: read.view?.seq ?? 0,
        baseRevision: 1,
        push,
      }
      const fenced = { kind: 'fenced' }
      assertEqual(await old.sync.seal([plan], fence), fenced)
      const late = { fence, atMs: start, settled: [], cursor: 9, updates: [], rebase: mergeFacts }
      assertEqual(await old.sync.applyAnswer(late), fenced)
      assertEqual(await old.sync.noteListed([], fence), fenced)
      assertEqual(await old.sync.restart({ clientId: 'other', epoch: undefined }, fence), fenced)
      const state = await young.sync.readSyncState()
      assertEqual(
        [state.cursor, state.clientId === 'other', await young.sync.listSealed()],
        [null, false, []],
      )
    },
  },
  {
    title: 'a project that the list announced is listed before its document, and is whole when that has come',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = createTestProject({ name: 'Announced' })
      const listed = { projectId: project.id, name: 'Announced', revision: 4, updatedAtMs: start }
      await stores.sync.noteListed([listed], fence)
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.name, row.isArriving, row.pending]),
        [['Announced', true, false]],
      )
      assertEqual((await stores.projects.load(project.id)).kind, 'missing')
      assertEqual((await readSync(stores, project)).view, undefined)
      await answer(stores, fence, { updates: [updateOf(project, 4)] })
      assertEqual((await loadOk(stores.projects, project)).project, project)
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.isArriving, row.baseRevision, row.screenCount]),
        [[undefined, 4, 2]],
      )
      await stores.sync.noteListed([{ ...listed, name: 'Late' }], fence)
      assertEqual((await loadOk(stores.projects, project)).row.name, 'Announced')
    },
  },
  {
    title: "a page of many new projects is stored whole, with the account's times and nothing waiting",
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const projects = Array.from({ length: 40 }, (_, index) => createTestProject({ name: `P${index}` }))
      const updates = projects.map((project) => ({ ...updateOf(project, 1), createdAtMs: start - 9 }))
      await answer(stores, fence, { cursor: 40, updates })
      assertEqual((await stores.projects.listRows()).length, 40)
      assertEqual(await stores.sync.listWaiting(), [])
      const { createdAtMs, updatedAtMs, baseRevision, pending } = (await stores.projects.listRows())[0] ?? {}
      assertEqual([createdAtMs, updatedAtMs, baseRevision, pending], [start - 9, start + 40, 1, false])
      for (const project of projects.slice(0, 3)) {
        const { view, base } = await readSync(stores, project)
        assertEqual([view?.project, base.project], [project, project])
      }
    },
  },
  {
    title:
      '[F26] a deletion elsewhere marks a project that has nothing waiting, and one never seen stays unseen',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      const deleted = { kind: 'deleted' as const, revision: 2, updatedAtMs: start, deletedAtMs: start + 7 }
      await answer(stores, fence, {
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
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.3))
      await answer(stores, fence, {
        updates: [
          { kind: 'deleted', projectId: project.id, revision: 2, updatedAtMs: start, deletedAtMs: start },
        ],
      })
      const read = await readSync(stores, project)
      assertEqual(
        [read.isDeleted, read.isWaiting, read.base.revision, read.base.project],
        [false, true, 2, undefined],
      )
      assertEqual(read.view?.project, planMove(project, 0.3).project)
    },
  },
  {
    title:
      '[S43] an answer that lacks what a deleted project was in the end is stale, and nothing of it is stored',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      const other = createTestProject()
      await commit(stores.projects, planMove(project, 0.3))
      const before = await readSync(stores, project)
      const { kind } = await stores.sync.applyAnswer({
        fence,
        cursor: 9,
        atMs: start,
        settled: [],
        updates: [
          updateOf(other, 1),
          { kind: 'deleted', projectId: project.id, revision: 3, updatedAtMs: start, deletedAtMs: start },
        ],
        rebase: (facts) => ({ ...mergeFacts(facts), isStale: true }),
      })
      assertEqual(kind, 'stale')
      assertEqual(await readSync(stores, project), before)
      assertEqual(await stores.sync.readForSync(other.id), undefined)
      assertEqual((await stores.sync.readSyncState()).cursor !== 9, true)
    },
  },
  {
    title: 'what came to nothing is dropped only when no edit came since',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
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
  {
    title: 'a restart gives a new client its first number and lets what was on its way wait again',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.3))
      await sealProject(stores, project, fence)
      await answer(stores, fence, { cursor: 5, epoch: 'one' })
      await stores.sync.restart({ clientId: 'second', epoch: undefined }, fence)
      const state = await stores.sync.readSyncState()
      assertEqual([state.clientId, state.nextN, state.cursor], ['second', 1, 5])
      assertEqual([await stores.sync.listSealed(), (await stores.sync.listWaiting()).length], [[], 1])
      const { base } = await readSync(stores, project)
      assertEqual([base.revision, base.mustCompare], [1, undefined])
    },
  },
  {
    title: '[F27] with another history of the server every base must be compared, and nothing is given up',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const [project, lost] = [await createSynced(stores, fence), await createSynced(stores, fence)]
      await answer(stores, fence, { cursor: 5, epoch: 'one' })
      await stores.sync.restart({ clientId: 'second', epoch: 'two' }, fence)
      const state = await stores.sync.readSyncState()
      assertEqual([state.cursor, state.epoch], [null, 'two'])
      assertEqual((await stores.sync.listWaiting()).length, 2)
      assertEqual((await readSync(stores, project)).base, { revision: 1, project, mustCompare: true })
      // The same number may name another document in another history.
      await answer(stores, fence, { cursor: 1, updates: [updateOf(planRename(project, 'Older').project, 1)] })
      const compared = (await readSync(stores, project)).base
      assertEqual([compared.mustCompare, compared.project?.name], [undefined, 'Older'])
      const read = await readSync(stores, lost)
      const push = { projectId: lost.id, baseRevision: 0, name: lost.name, data: toProjectData(lost) }
      const plan = {
        projectId: lost.id,
        generation: read.generation,
        throughSeq: read.view?.seq ?? 0,
        baseRevision: 0,
        push,
      }
      const sealed = await stores.sync.seal([plan], fence)
      assertTrue(!('kind' in sealed) && sealed.length === 1, 'what the server lost is pushed as new')
      await answer(stores, fence, { settled: [{ n: 1, kind: 'applied', revision: 1 }] })
      assertEqual((await readSync(stores, lost)).base, { revision: 1, project: lost })
    },
  },
  ...(['mine', 'theirs', 'both'] as const).map(
    (keep): ContractCase<Stores> => ({
      title: `a conflict that is asked about holds its project, with both versions, until ${keep} is kept`,
      async run(open) {
        const stores = await open()
        const fence = await stores.sync.takeLead()
        const project = await createSynced(stores, fence)
        const mine = planMove(project, 0.3).project
        await commit(stores.projects, planMove(project, 0.3))
        const theirs = planRename(project, 'Afar').project
        const { conflicts } = await answer(stores, fence, {
          updates: [updateOf(theirs, 2)],
          rebase: holdFacts,
        })
        const newer = planRename(project, 'Afar again').project
        await answer(stores, fence, { updates: [updateOf(newer, 3)], rebase: holdFacts })
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
          (await stores.projects.listRows()).map(({ isHeld }) => isHeld),
          [true],
        )
        await stores.sync.dismissConflicts([found.id])
        const copyId = createUnknownId()
        await stores.sync.decideConflict({ id: found.id, atMs: start, keep, copyId, copyName: 'Mine' })
        assertEqual(await stores.sync.listConflicts(), [])
        const read = await readSync(stores, project)
        assertEqual([read.base.revision, read.base.project, read.isHeld], [3, newer, false])
        assertEqual(read.view?.project, keep === 'mine' ? mine : newer)
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
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      const entries = [
        { path: ['name'], kept: 'A', lost: 'B', lostSide: 'earlier' as const },
        { path: ['locales'], kept: 1, lost: 2, lostSide: 'earlier' as const },
      ]
      const rebase = (facts: RebaseFacts): Rebased => ({
        ...mergeFacts(facts),
        conflicts: [{ kind: 'fields', entries }],
      })
      await answer(stores, fence, { updates: [updateOf(planRename(project, 'A').project, 2)], rebase })
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
      const fence = await stores.sync.takeLead()
      const [clean, edited] = [await createSynced(stores, fence), await createSynced(stores, fence)]
      await commit(stores.projects, planMove(edited, 0.3))
      const newer = (project: Project): RemoteUpdate => ({
        kind: 'unreadable',
        projectId: project.id,
        revision: 2,
        updatedAtMs: start,
        name: 'Newer',
        data: { schemaVersion: 99, pages: [1] },
      })
      await answer(stores, fence, { updates: [newer(clean), newer(edited)] })
      const loaded = await stores.projects.load(clean.id)
      assertTrue(loaded.kind === 'newer', 'it is newer')
      assertEqual([loaded.row.name, loaded.schemaVersion], ['Newer', 99])
      assertEqual((await loadOk(stores.projects, edited)).project, planMove(edited, 0.3).project)
      assertEqual([await stores.sync.listWaiting(), (await readSync(stores, edited)).isHeld], [[], true])
      await answer(stores, fence, { updates: [updateOf(planRename(clean, 'Readable').project, 3)] })
      assertEqual((await loadOk(stores.projects, clean)).project.name, 'Readable')
    },
  },
  {
    title: 'where this device looks is its own: it is pushed along and never replaced',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planZoom(project, 5))
      const theirs = planRename(planZoom(project, 9).project, 'Afar').project
      await answer(stores, fence, {
        updates: [updateOf(theirs, 2)],
        rebase: (facts) => ({
          ...mergeFacts(facts),
          view: { ...theirs, view: { zoom: 5 } },
          isWaiting: false,
        }),
      })
      const read = await readSync(stores, project)
      assertEqual([read.view?.project.view, read.view?.project.name], [{ zoom: 5 }, 'Afar'])
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
      const fence = await stores.sync.takeLead()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.3))
      await answer(stores, fence, {
        updates: [updateOf(planRename(project, 'Afar').project, 2)],
        rebase: holdFacts,
      })
      await stores.projects.purge(project.id)
      assertEqual(await stores.sync.readForSync(project.id), undefined)
      assertEqual([await stores.sync.listWaiting(), await stores.sync.listConflicts()], [[], []])
    },
  },
]
