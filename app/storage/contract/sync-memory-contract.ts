import type { EditedTail } from '#app/sync/ports/log.ts'
import { assertEqual, assertTrue, type ContractCase } from './contract.ts'
import { createTestProject, planMove, planRename, planTyping } from './contract-fixtures.ts'
import {
  assignPushNumber,
  commit,
  createSynced,
  loadOk,
  readSync,
  response,
  type Stores,
  start,
  updateOf,
} from './contract-steps.ts'

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

/** The documents a tab remembers from its own transactions, and the notices it sends to other tabs. */
export const syncMemoryContract: readonly ContractCase<Stores>[] = [
  {
    title: 'what is remembered is what the disk says: after an edit, its acknowledgement and a remote change',
    async run(open) {
      const [stores, tab] = [await open(), await open()]
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await readSync(stores, project)
      const compare = async (step: string) => {
        const recalled = stores.sync.recallForSync(project.id)
        assertTrue(recalled !== undefined, `remembered ${step}`)
        assertEqual(plain(recalled), plain(await readSync(tab, project)))
      }
      await compare('after a look')
      const typed = planTyping(project, '!')
      await commit(stores.projects, typed)
      await compare('after an edit')
      assertEqual(
        stores.sync.recallWaiting().map(({ projectId }) => projectId),
        [project.id],
      )
      const { mutationId } = await assignPushNumber(tab, typed.project, fence)
      await response(tab, fence, { matched: [{ mutationId, kind: 'applied', revision: 2 }] })
      // Another tab has written: the remembered documents are stale and must not be used in a write.
      assertEqual(stores.sync.recallForSync(project.id)?.base.revision, 1)
      const afar = planRename(typed.project, 'Afar').project
      const { tails } = await response(stores, fence, { updates: [updateOf(afar, 3)] })
      await compare('after a remote change')
      assertEqual((await loadOk(tab.projects, project)).project.name, 'Afar')
      assertEqual(tails.length, 1)
    },
  },
  {
    title: 'an edit of another tab that is remembered nowhere is merged with a remote change',
    async run(open) {
      const [stores, tab] = [await open(), await open()]
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await readSync(stores, project)
      await commit(tab.projects, planTyping(project, ' here'))
      await response(stores, fence, { updates: [updateOf(planRename(project, 'Afar').project, 2)] })
      const merged = planRename(planTyping(project, ' here').project, 'Afar').project
      assertEqual((await loadOk(tab.projects, project)).project, merged)
      const read = await readSync(tab, project)
      assertEqual([read.isWaiting, read.base.project?.name], [true, 'Afar'])
    },
  },
  {
    title: 'an applied change and an edit say where in the log they stand, and the log says the same',
    async run(open) {
      const [stores, tab] = [await open(), await open()]
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      const tails: EditedTail[] = []
      const edit = async (to: Stores, planned: ReturnType<typeof planMove>) => {
        const { change, project: after } = planned
        await to.projects.commit({
          projectId: project.id,
          changes: [change],
          project: after,
          atMs: start + 1,
          onAppended: (tail) => tails.push(tail),
        })
        return after
      }
      const { at } = await loadOk(stores.projects, project)
      await loadOk(tab.projects, project)
      const moved = await edit(stores, planMove(project, 0.3))
      const typed = await edit(tab, planTyping(moved, '?'))
      const both = await edit(stores, planMove(typed, 0.4))
      const theirs = planRename(both, 'Afar').project
      const applied = await response(stores, fence, { updates: [updateOf(theirs, 2)] })
      const log = await tab.projects.readLog(project.id, at)
      assertTrue(log.kind === 'rows', 'the log can be followed')
      assertEqual(
        [...tails, ...applied.tails].map(({ fromSeq, rows }) => [fromSeq, plain(rows)]),
        log.rows.map((row, index) => [log.rows[index - 1]?.seq ?? at.seq, plain([row])]),
      )
    },
  },
  {
    title: 'an edit after another tab dropped what was pending waits since that edit',
    async run(open) {
      const [stores, tab] = [await open(), await open()]
      const project = await createSynced(stores, await stores.sync.becomeLeader())
      const moved = planMove(project, 0.3)
      await commit(stores.projects, moved, start + 1)
      await commit(stores.projects, planMove(moved.project, 0.1), start + 2)
      const [waiting] = await tab.sync.listWaiting()
      assertTrue(waiting !== undefined, 'the edit and its undo are pending')
      await tab.sync.dropWaiting(waiting)
      await commit(stores.projects, planMove(project, 0.5), start + 3)
      assertEqual(
        (await tab.projects.listOutbox()).map(({ enqueuedAtMs }) => enqueuedAtMs),
        [start + 3],
      )
    },
  },
  {
    title: 'an answer says what waits on the disk afterwards',
    async run(open) {
      const [stores, tab] = [await open(), await open()]
      const fence = await stores.sync.becomeLeader()
      const [first, second] = [await createSynced(stores, fence), createTestProject()]
      await tab.projects.create(second, start + 5)
      const typed = planTyping(first, '!')
      await commit(stores.projects, typed)
      const { mutationId } = await assignPushNumber(stores, typed.project, fence)
      await commit(stores.projects, planMove(typed.project, 0.2), start + 3)
      const applied = await response(stores, fence, {
        matched: [{ mutationId, kind: 'applied', revision: 2 }],
        listsWaiting: true,
        syncedAtMs: start + 60,
      })
      assertEqual(applied.waiting, await tab.sync.listWaiting())
      assertEqual(applied.waiting?.length, 2)
      assertEqual((await tab.sync.readSyncState()).lastSyncedAtMs, start + 60)
    },
  },
]
