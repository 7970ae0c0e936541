import { assertEqual, assertRejects, assertTrue, type ContractCase } from './contract.ts'
import {
  createTestProject,
  createUnknownId,
  planMove,
  planRename,
  planTyping,
  planZoom,
  readHeadline,
} from './contract-fixtures.ts'
import { commit, loadOk, push, type Stores, start } from './contract-steps.ts'

/** The contract of ProjectStore, for every implementation; pushes and responses go through the sync store beside it. */
export const projectStoreContract: readonly ContractCase<Stores>[] = [
  {
    title: 'an empty store lists nothing and misses what it never had',
    async run(open) {
      const { projects: store } = await open()
      assertEqual(await store.listRows(), [])
      assertEqual(await store.listOutbox(), [])
      assertEqual((await store.load(createUnknownId())).kind, 'missing')
    },
  },
  {
    title: 'a created project is listed, pending, and loads as it was',
    async run(open) {
      const { projects: store } = await open()
      const project = createTestProject({ screens: 3 })
      const row = await store.create(project, start)
      assertEqual(row, {
        id: project.id,
        name: 'Weather',
        createdAtMs: start,
        updatedAtMs: start,
        screenCount: 3,
        canvasSizeIds: ['iphone-69'],
        locales: ['en-US'],
        baseRevision: 0,
        pending: true,
      })
      assertEqual(await store.listRows(), [row])
      assertEqual((await loadOk(store, project)).project, project)
      assertEqual(
        (await store.listOutbox()).map(({ deleted, projectId }) => ({ deleted, projectId })),
        [{ deleted: false, projectId: project.id }],
      )
    },
  },
  {
    title: 'the rows of some projects are as in the list of all; one that is not here is left out',
    async run(open) {
      const { projects: store } = await open()
      const projects = Array.from({ length: 30 }, () => createTestProject())
      for (const project of projects) await store.create(project, start)
      const all = new Map((await store.listRows()).map((row) => [row.id, row]))
      const [first] = projects
      assertTrue(first !== undefined, 'there is a project')
      assertEqual(await store.listRows([first.id, createUnknownId()]), [all.get(first.id)])
      assertEqual(await store.listRows([]), [])
      const many = projects.slice(0, 25).map(({ id }) => id)
      assertEqual(
        Object.fromEntries((await store.listRows(many)).map((row) => [row.id, row])),
        Object.fromEntries(many.map((id) => [id, all.get(id)])),
      )
    },
  },
  {
    title: 'an id that is here already is not created again',
    async run(open) {
      const { projects: store } = await open()
      const project = createTestProject()
      await store.create(project, start)
      await assertRejects(store.create({ ...project, name: 'Other' }, start), 'Error')
      assertEqual((await loadOk(store, project)).project.name, 'Weather')
    },
  },
  {
    title: '[F14] every committed edit is there after reopening, in order and once',
    async run(open) {
      const { projects: store } = await open()
      let project = createTestProject()
      await store.create(project, start)
      for (let index = 0; index < 120; index += 1) {
        const typed = planTyping(project, `${index},`)
        await commit(store, typed, start + index)
        project = typed.project
      }
      store.close()
      const { projects: again } = await open()
      const loaded = await loadOk(again, project)
      assertEqual(readHeadline(loaded.project), readHeadline(project))
      assertEqual(loaded.project, project)
      assertEqual(loaded.row.updatedAtMs, start + 119)
    },
  },
  {
    title: 'several changes in one commit are kept in order',
    async run(open) {
      const { projects: store } = await open()
      const project = createTestProject()
      await store.create(project, start)
      const first = planTyping(project, 'a')
      const second = planTyping(first.project, 'b')
      await store.commit({
        projectId: project.id,
        changes: [first.change, second.change],
        project: second.project,
        atMs: start,
      })
      assertEqual((await loadOk(store, project)).project, second.project)
    },
  },
  {
    title: 'an edit renews the list row and its generation in the outbox',
    async run(open) {
      const { projects: store } = await open()
      const project = createTestProject()
      await store.create(project, start)
      const [before] = await store.listOutbox()
      const row = await commit(store, planRename(project, 'Weather Pro'), start + 5)
      assertEqual(
        [row.name, row.updatedAtMs, row.createdAtMs, row.pending],
        ['Weather Pro', start + 5, start, true],
      )
      assertEqual(await store.listRows(), [row])
      const [after] = await store.listOutbox()
      assertTrue(
        before !== undefined && after !== undefined && after.generation > before.generation,
        'a later generation',
      )
      assertEqual(after.enqueuedAtMs, start, 'waiting since the first edit [F22]')
    },
  },
  {
    title: 'a view-only change is kept, wakes no push and leaves the edit time alone',
    async run(open) {
      const stores = await open()
      const { projects: store } = stores
      const project = createTestProject()
      await store.create(project, start)
      await push(stores, project, { revision: 1 })
      const zoomed = planZoom(project, 2)
      const row = await commit(store, zoomed, start + 9)
      assertEqual([row.pending, row.updatedAtMs], [false, start])
      assertEqual(await store.listOutbox(), [])
      store.close()
      assertEqual((await loadOk((await open()).projects, project)).project.view, { zoom: 2 })
    },
  },
  {
    title: 'the last view wins, also when an edit carries one',
    async run(open) {
      const { projects: store } = await open()
      const project = createTestProject()
      await store.create(project, start)
      const zoomed = planZoom(project, 2)
      await commit(store, zoomed)
      const moved = planMove(zoomed.project, 0.3)
      const both = planZoom(moved.project, 3)
      await store.commit({
        projectId: project.id,
        changes: [moved.change, both.change],
        project: both.project,
        atMs: start,
      })
      assertEqual((await loadOk(store, project)).project, both.project)
    },
  },
  {
    title: '[F13] the edits of two tabs on one project are both kept',
    async run(open) {
      const [{ projects: left }, { projects: right }] = [await open(), await open()]
      const project = createTestProject()
      await left.create(project, start)
      await loadOk(right, project)
      await commit(left, planRename(project, 'Renamed on the left'))
      const row = await commit(right, planMove(project, 0.7))
      assertEqual(row.name, 'Renamed on the left', 'name in the list')
      const { project: merged } = await loadOk(left, project)
      assertEqual(merged, planMove(planRename(project, 'Renamed on the left').project, 0.7).project)
    },
  },
  {
    title: 'an edit that could not be read back is refused and harms nothing',
    async run(open) {
      const { projects: store } = await open()
      const project = createTestProject()
      await store.create(project, start)
      await assertRejects(commit(store, planMove(project, Number.NaN)), 'InvalidEditError')
      await assertRejects(commit(store, planMove(project, 1e9)), 'InvalidEditError')
      await assertRejects(commit(store, planRename(project, '')), 'InvalidEditError')
      assertEqual((await loadOk(store, project)).project, project)
    },
  },
  {
    title: 'fields of a newer client come back unchanged [F31]',
    async run(open) {
      const { projects: store } = await open()
      const project = { ...createTestProject(), futureField: { kept: [1, 2, { three: true }] } }
      await store.create(project, start)
      await commit(store, planMove(project, 0.2))
      assertEqual((await loadOk(store, project)).project, planMove(project, 0.2).project)
    },
  },
  {
    title: 'deletion leaves a tombstone and the body; undo brings it back whole',
    async run(open) {
      const stores = await open()
      const { projects: store } = stores
      const project = createTestProject()
      await store.create(project, start)
      await push(stores, project, { revision: 4 })
      await store.markDeleted(project.id, start + 2)
      assertEqual(
        (await store.listRows()).map((row) => [row.deletedAtMs, row.pending]),
        [[start + 2, true]],
      )
      assertEqual(
        (await store.listOutbox()).map(({ deleted }) => deleted),
        [true],
      )
      await store.undelete(project.id, start + 3)
      assertEqual(
        (await store.listRows()).map((row) => [row.deletedAtMs, row.baseRevision]),
        [[undefined, 4]],
      )
      assertEqual(
        (await store.listOutbox()).map(({ deleted }) => deleted),
        [false],
      )
      assertEqual((await loadOk(store, project)).project, project)
    },
  },
  {
    title: 'an edit after a deletion elsewhere brings the project back [F25]',
    async run(open) {
      const { projects: store } = await open()
      const project = createTestProject()
      await store.create(project, start)
      await store.markDeleted(project.id, start + 2)
      const row = await commit(store, planMove(project, 0.4))
      assertEqual(row.deletedAtMs, undefined)
      assertEqual(
        (await store.listOutbox()).map(({ deleted }) => deleted),
        [false],
      )
    },
  },
  {
    title: 'purge removes every trace of one project and nothing of another',
    async run(open) {
      const { projects: store } = await open()
      const [gone, kept] = [createTestProject(), createTestProject({ name: 'Kept' })]
      for (const project of [gone, kept]) {
        await store.create(project, start)
        await commit(store, planMove(project, 0.4))
        await store.saveThumbnail(project.id, new Blob(['picture']))
      }
      await store.purge(gone.id)
      assertEqual((await store.load(gone.id)).kind, 'missing')
      assertEqual(await store.findThumbnail(gone.id), undefined)
      assertEqual(
        (await store.listRows()).map(({ name }) => name),
        ['Kept'],
      )
      assertEqual(
        (await store.listOutbox()).map(({ projectId }) => projectId),
        [kept.id],
      )
      assertEqual((await loadOk(store, kept)).project, planMove(kept, 0.4).project)
    },
  },
  {
    title: '[F21] an edit of a project that vanished from the disk writes it whole again',
    async run(open) {
      const stores = await open()
      const { projects: store } = stores
      const project = createTestProject()
      await store.create(project, start)
      await push(stores, project, { revision: 7 })
      await loadOk(store, project)
      await store.purge(project.id)
      const typed = planTyping(project, '!')
      const row = await commit(store, typed, start + 4)
      assertEqual(row.pending, true)
      assertEqual((await loadOk(store, project)).project, typed.project)
      const more = planTyping(typed.project, '?')
      await commit(store, more)
      assertEqual((await loadOk(store, project)).project, more.project)
    },
  },
  {
    title: 'a thumbnail comes back as it was, and the newest one',
    async run(open) {
      const { projects: store } = await open()
      const project = createTestProject()
      await store.create(project, start)
      assertEqual(await store.findThumbnail(project.id), undefined)
      await store.saveThumbnail(project.id, new Blob(['old'], { type: 'image/webp' }))
      await store.saveThumbnail(project.id, new Blob(['new'], { type: 'image/webp' }))
      const found = await store.findThumbnail(project.id)
      assertEqual([await found?.text(), found?.type], ['new', 'image/webp'])
    },
  },
  {
    title: 'small values of the identity are kept by key',
    async run(open) {
      const { projects: store } = await open()
      assertEqual(await store.getState('cursor'), undefined)
      await store.setState('cursor', { at: 4 })
      await store.setState('theme', 'dark')
      store.close()
      const { projects: again } = await open()
      assertEqual([await again.getState('cursor'), await again.getState('theme')], [{ at: 4 }, 'dark'])
      await again.setState('theme', undefined)
      assertEqual(await again.getState('theme'), undefined)
    },
  },
]
