import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import { createTestProject, planTyping } from '#app/storage/contract/contract-fixtures.ts'
import { createIdbProjectStore } from '#app/storage/open-projects.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createThumbnailJobs } from './thumbnail-queue.ts'

test('a picture left behind by a page that closed right after an edit is drawn again, others are not', async () => {
  const store = await createIdbProjectStore({ databaseName: `thumbnails:${crypto.randomUUID()}` })
  const edited = createTestProject()
  const untouched = createTestProject()
  await store.create(edited, 1)
  await store.create(untouched, 1)
  await expectPageToDraw(edited.id, untouched.id)
  await expectPageToDraw()

  await store.commit({
    projectId: edited.id,
    changes: [planTyping(edited, '!').change],
    project: edited,
    atMs: 2,
  })
  await expectPageToDraw(edited.id)
  await expectPageToDraw()

  /** One page's life: what it draws of its own accord after it has opened. */
  async function expectPageToDraw(...projectIds: ProjectId[]): Promise<void> {
    const clock = createVirtualTime()
    const drawn: ProjectId[] = []
    const jobs = createThumbnailJobs({
      store,
      time: clock.time,
      whenIdle: (task) => task(),
      draw: async () => ({ picture: new Blob(['picture']), isWhole: true }),
      onDrawn: (projectId) => drawn.push(projectId),
      onFault: (error) => {
        throw error
      },
    })
    await jobs.catchUp(await store.listRows())
    if (projectIds.length === 0) return expect(clock.nextDelayMs()).toBeUndefined()
    clock.advance(5000)
    await vi.waitFor(() => expect(drawn.toSorted()).toEqual(projectIds.toSorted()))
  }
})

test('the card of a project that comes from the account later is drawn when its document is here, once', async () => {
  const store = await createIdbProjectStore({ databaseName: `thumbnails:${crypto.randomUUID()}` })
  const project = createTestProject()
  const clock = createVirtualTime()
  const drawn: ProjectId[] = []
  const jobs = createThumbnailJobs({
    store,
    time: clock.time,
    draw: async () => ({ picture: new Blob(['placeholder']), isWhole: false }),
    whenIdle: (task) => task(),
    onDrawn: (projectId) => drawn.push(projectId),
    onFault: (error) => expect.unreachable(String(error)),
  })
  await jobs.catchUp([])
  await store.create(project, 0)
  const rows = await store.listRows()
  await jobs.catchUp(rows.map((row) => ({ ...row, isArriving: true })))
  expect(clock.nextDelayMs()).toBeUndefined()
  await jobs.catchUp(rows)
  clock.advance(2_000)
  await vi.waitFor(() => expect(drawn).toEqual([project.id]))
  await jobs.catchUp(rows)
  expect(clock.nextDelayMs()).toBeUndefined()
})

test('[F39] a card with a placeholder is drawn again at the next start', async () => {
  const store = await createIdbProjectStore({ databaseName: `thumbnails:${crypto.randomUUID()}` })
  const project = createTestProject()
  await store.create(project, 0)
  const clock = createVirtualTime()
  const drawn: ProjectId[] = []
  const open = () =>
    createThumbnailJobs({
      store,
      time: clock.time,
      draw: async () => ({ picture: new Blob(['placeholder']), isWhole: false }),
      whenIdle: (task) => task(),
      onDrawn: (projectId) => drawn.push(projectId),
      onFault: (error) => expect.unreachable(String(error)),
    })
  open().request(project.id)
  clock.advance(2_000)
  await vi.waitFor(() => expect(drawn).toHaveLength(1))
  expect(await (await store.findThumbnail(project.id))?.text()).toBe('placeholder')
  await open().catchUp(await store.listRows())
  clock.advance(2_000)
  await vi.waitFor(() => expect(drawn).toHaveLength(2))
})
