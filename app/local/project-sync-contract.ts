import type { ProjectStore } from '#app/sync/ports.ts'
import { assertEqual, type ContractCase } from './contract.ts'
import { createTestProject, createUnknownId, planMove, planTyping } from './contract-fixtures.ts'
import { commit, loadOk, push, start } from './contract-steps.ts'

/** The part of the project store's contract that sync leans on: acknowledgements and the server's copies. */
export const projectSyncContract: readonly ContractCase<ProjectStore>[] = [
  {
    title: 'an acknowledgement stores the base and empties the outbox',
    async run(open) {
      const store = await open()
      const project = createTestProject()
      await store.create(project, start)
      await store.recordSyncError(project.id, 'The server refused it.')
      assertEqual(
        (await store.listRows()).map(({ syncError }) => syncError),
        ['The server refused it.'],
      )
      await push(store, project, 3)
      const [row] = await store.listRows()
      assertEqual([row?.baseRevision, row?.pending, row?.syncError], [3, false, undefined])
    },
  },
  {
    title: 'an edit made during the push stays in the outbox',
    async run(open) {
      const store = await open()
      const project = createTestProject()
      await store.create(project, start)
      const [sent] = await store.listOutbox()
      await commit(store, planMove(project, 0.4))
      await store.acknowledge({ projectId: project.id, generation: sent?.generation ?? -1, revision: 1 })
      const [row] = await store.listRows()
      assertEqual([row?.baseRevision, row?.pending, (await store.listOutbox()).length], [1, true, 1])
    },
  },
  {
    title: 'a late acknowledgement of an older push does not turn the base back',
    async run(open) {
      const store = await open()
      const project = createTestProject()
      await store.create(project, start)
      await push(store, project, 6)
      await store.acknowledge({ projectId: project.id, generation: -1, revision: 5 })
      assertEqual(
        (await store.listRows()).map(({ baseRevision }) => baseRevision),
        [6],
      )
    },
  },
  {
    title: "the server's copy replaces one that has nothing waiting",
    async run(open) {
      const store = await open()
      const project = createTestProject()
      await store.create(project, start)
      await commit(store, planTyping(project, 'x'))
      await push(store, project, 1)
      const remote = { ...planTyping(project, 'from afar').project, name: 'Afar' }
      const outcome = await store.applyRemote({
        project: remote,
        revision: 2,
        createdAtMs: 10,
        updatedAtMs: 20,
      })
      assertEqual(outcome, 'applied')
      const loaded = await loadOk(store, project)
      assertEqual(loaded.project, remote)
      assertEqual(
        [loaded.row.name, loaded.row.baseRevision, loaded.row.updatedAtMs, loaded.row.pending],
        ['Afar', 2, 20, false],
      )
      const typed = planTyping(remote, '!')
      await commit(store, typed)
      assertEqual((await loadOk(store, project)).project, typed.project)
    },
  },
  {
    title: "the server's copy of a project never seen here is stored, not pending",
    async run(open) {
      const store = await open()
      const project = createTestProject()
      await store.applyRemote({ project, revision: 9, createdAtMs: 10, updatedAtMs: 20 })
      const { row } = await loadOk(store, project)
      assertEqual([row.createdAtMs, row.updatedAtMs, row.baseRevision, row.pending], [10, 20, 9, false])
    },
  },
  {
    title: "[F10] the server's copy never replaces an edit that waits",
    async run(open) {
      const store = await open()
      const project = createTestProject()
      await store.create(project, start)
      const remote = { project: { ...project, name: 'Afar' }, revision: 2, createdAtMs: 1, updatedAtMs: 2 }
      assertEqual(await store.applyRemote(remote), 'pending')
      assertEqual((await loadOk(store, project)).project, project)
      assertEqual(
        await store.applyRemoteDeletion({ projectId: project.id, revision: 2, deletedAtMs: 5 }),
        'pending',
      )
      assertEqual(
        (await store.listRows()).map(({ deletedAtMs }) => deletedAtMs),
        [undefined],
      )
    },
  },
  {
    title: "the server's deletion marks a project that has nothing waiting [F26]",
    async run(open) {
      const store = await open()
      const project = createTestProject()
      await store.create(project, start)
      await push(store, project, 1)
      assertEqual(
        await store.applyRemoteDeletion({ projectId: project.id, revision: 2, deletedAtMs: 5 }),
        'applied',
      )
      assertEqual(
        (await store.listRows()).map((row) => [row.deletedAtMs, row.baseRevision, row.pending]),
        [[5, 2, false]],
      )
      assertEqual(
        await store.applyRemoteDeletion({ projectId: createUnknownId(), revision: 2, deletedAtMs: 5 }),
        'applied',
      )
    },
  },
]
