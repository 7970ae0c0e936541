import 'fake-indexeddb/auto'
import { describe, expect, test, vi } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
import { listProjectMedia } from '#app/document/model/project-media.ts'
import type { MediaAsset, MediaStore, ProjectStore } from '#app/sync/ports/project-store.ts'
import { claimAnonymous } from './claim-projects.ts'
import {
  createTestProject,
  planPicture,
  planRename,
  planTyping,
  readHeadline,
} from './contract/contract-fixtures.ts'
import { response, updateOf } from './contract/contract-steps.ts'
import { createTestAsset } from './contract/media-store-contract.ts'
import { createIdbMediaStore } from './contract/open-media-stores.ts'
import { openMemoryConnection } from './memory/connection.ts'
import { createMemoryDisk } from './memory/disk.ts'
import { createMemoryMediaStore } from './memory/media-store.ts'
import { openConnection } from './open-connection.ts'
import { createIdbProjectStore, openProjects } from './open-projects.ts'

const atMs = 1_700_000_000_000

async function openStores() {
  const databaseName = `claim:${crypto.randomUUID()}`
  return {
    databaseName,
    kind: 'indexeddb' as const,
    projects: await createIdbProjectStore({ databaseName }),
    media: await createIdbMediaStore({ databaseName }),
  }
}

async function setUp() {
  const [from, to] = [await openStores(), await openStores()]
  const project = createTestProject()
  await from.projects.create(project, atMs)
  const typed = planTyping(project, '!')
  await from.projects.commit({ projectId: project.id, changes: [typed.change], project: typed.project, atMs })
  await from.projects.saveThumbnail(project.id, new Blob(['small']))
  const asset = createTestAsset(new Blob(['picture']))
  await from.media.put(asset, new Blob(['picture']), new Blob(['tiny']))
  return { from, to, project: typed.project, asset }
}

type World = Awaited<ReturnType<typeof setUp>>

async function expectMovedWhole({ from, to, project, asset }: World): Promise<void> {
  expect(await to.projects.load(project.id)).toMatchObject({ kind: 'ok', project, row: { pending: true } })
  expect(await (await to.projects.findThumbnail(project.id))?.text()).toBe('small')
  expect(await to.media.findAsset(asset.cloudId)).toEqual(asset satisfies MediaAsset)
  expect(await (await to.media.findFile(asset.cloudId))?.text()).toBe('picture')
  expect(await (await to.media.findThumbnail(asset.cloudId))?.text()).toBe('tiny')
  expect((await to.projects.listRows()).length).toBe(1)
  expect(await from.projects.listRows()).toEqual([])
  expect(await from.projects.listOutbox()).toEqual([])
  expect(await from.media.listAssets()).toEqual([])
}

describe('claiming anonymous projects [F36]', () => {
  test('projects move with their edits, pictures and thumbnails, under the same ids', async () => {
    const world = await setUp()
    expect(await claimAnonymous(world)).toEqual({
      moved: [world.project.id],
      copied: [],
      left: [],
      failed: [],
    })
    await expectMovedWhole(world)
  })

  test('claiming again moves and duplicates nothing', async () => {
    const world = await setUp()
    await claimAnonymous(world)
    expect(await claimAnonymous(world)).toEqual({ moved: [], copied: [], left: [], failed: [] })
    await expectMovedWhole(world)
  })

  /** Every write of a claim, in turn, is the one at which the power is cut. */
  test('a claim that is interrupted anywhere and run again has the same result', async () => {
    let cutCount = 0
    for (let cutAt = 1; ; cutAt += 1) {
      const world = await setUp()
      const cut = cutOffAt(cutAt)
      const interrupted = { from: cut.wrap(world.from), to: cut.wrap(world.to) }
      const isCut = await claimAnonymous(interrupted).then(
        ({ failed }) => failed.length > 0,
        () => true,
      )
      const somewhere = [...(await world.from.projects.listRows()), ...(await world.to.projects.listRows())]
      expect(somewhere.length, `after write ${cutAt}`).toBeGreaterThan(0)
      await claimAnonymous(world)
      await expectMovedWhole(world)
      if (!isCut) break
      cutCount += 1
    }
    // Twice per write: before it reaches the disk and after. Picture, intent, project, intent, thumbnail, purge, intent, picture.
    expect(cutCount).toBe(16)
  })

  test('another project under the same id: both are kept', async () => {
    const { from, to, project } = await setUp()
    await to.projects.create({ ...project, name: 'Already here' }, atMs)
    const report = await claimAnonymous({ from, to })
    const [copy] = report.copied
    expect(copy?.from).toBe(project.id)
    expect(await to.projects.load(project.id)).toMatchObject({
      kind: 'ok',
      project: { name: 'Already here' },
    })
    const loaded = copy === undefined ? undefined : await to.projects.load(copy.to)
    expect(loaded).toMatchObject({ kind: 'ok', project: { ...project, id: copy?.to } })
    expect((await to.projects.listRows()).length).toBe(2)
  })

  test('an edit made in another tab during the claim moves along', async () => {
    const { from, to, project } = await setUp()
    const create = to.projects.create
    vi.spyOn(to.projects, 'create').mockImplementation(async (...args) => {
      const late = planTyping(project, ' late')
      await from.projects.commit({
        projectId: project.id,
        changes: [late.change],
        project: late.project,
        atMs,
      })
      return await create(...args)
    })
    await claimAnonymous({ from, to })
    const loaded = await to.projects.load(project.id)
    expect(loaded.kind === 'ok' && readHeadline(loaded.project).endsWith('! late')).toBe(true)
    expect(await from.projects.listRows()).toEqual([])
  })

  test('a copy that was edited in the account before the second run keeps that edit, with no second copy', async () => {
    const { from, to, project } = await setUp()
    const failure = new Error('power cut')
    const purge = vi.spyOn(from.projects, 'purge').mockRejectedValueOnce(failure)
    expect((await claimAnonymous({ from, to })).failed).toEqual([{ id: project.id, error: failure }])
    purge.mockRestore()
    const renamed = planRename(project, 'Edited in the account')
    await to.projects.commit({
      projectId: project.id,
      changes: [renamed.change],
      project: renamed.project,
      atMs,
    })
    await claimAnonymous({ from, to })
    expect((await to.projects.listRows()).map(({ name }) => name)).toEqual(['Edited in the account'])
    expect(await from.projects.listRows()).toEqual([])
  })

  test("projects on disk never move into memory, when the account's database would not open", async () => {
    const { from, project } = await setUp()
    const to = {
      databaseName: 'session',
      kind: 'session' as const,
      projects: openProjects(openMemoryConnection({ databaseName: 'session', disk: createMemoryDisk() }), {})
        .projects,
      media: createMemoryMediaStore(),
    }
    expect(await claimAnonymous({ from, to })).toEqual({
      moved: [],
      copied: [],
      left: [project.id],
      failed: [],
    })
    expect((await from.projects.load(project.id)).kind).toBe('ok')
    expect(await to.projects.listRows()).toEqual([])
  })

  test("a picture that the account has already is not duplicated, and the project names the account's", async () => {
    const { from, to, project, asset } = await setUp()
    const named = planPicture(project, asset.cloudId)
    await from.projects.commit({
      projectId: project.id,
      changes: [named.change],
      project: named.project,
      atMs,
    })
    const known = { ...asset, cloudId: crypto.randomUUID() as MediaId, syncStatus: 'synced' as const }
    await to.media.put({ ...known, handleName: known.cloudId }, new Blob(['picture']), undefined)
    await claimAnonymous({ from, to })
    expect((await to.media.listAssets()).map(({ cloudId }) => cloudId)).toEqual([known.cloudId])
    const loaded = await to.projects.load(project.id)
    expect(loaded.kind === 'ok' && listProjectMedia(loaded.project)).toContain(known.cloudId)
    expect(loaded.kind === 'ok' && listProjectMedia(loaded.project)).not.toContain(asset.cloudId)
    expect(await from.media.listAssets()).toEqual([])
  })

  test('a picture that is only in the account so far is not downloaded: its bytes are here', async () => {
    const { from, to, asset } = await setUp()
    const cloudId = crypto.randomUUID() as MediaId
    await to.media.putRow({ ...asset, cloudId, handleName: cloudId, isRemote: true, syncStatus: 'synced' })
    await claimAnonymous({ from, to })
    expect(await (await to.media.findFile(cloudId))?.text()).toBe('picture')
    expect((await to.media.listAssets()).length).toBe(1)
  })

  test('two projects of one name have different names after the claim', async () => {
    const { from, to, project } = await setUp()
    for (const name of [project.name, `${project.name} (from this device)`]) {
      await to.projects.create({ ...createTestProject(), name }, atMs)
    }
    await claimAnonymous({ from, to })
    expect((await to.projects.listRows()).map(({ name }) => name).toSorted()).toEqual(
      [project.name, `${project.name} (from this device 2)`, `${project.name} (from this device)`].toSorted(),
    )
  })

  test('deleted projects are not claimed and leave the source; their pictures move, as the library', async () => {
    const { from, to, project, asset } = await setUp()
    await from.projects.markDeleted(project.id, atMs)
    expect(await claimAnonymous({ from, to })).toEqual({ moved: [], copied: [], left: [], failed: [] })
    expect(await to.projects.listRows()).toEqual([])
    expect(await from.projects.listRows()).toEqual([])
    expect((await to.media.listAssets()).map(({ cloudId }) => cloudId)).toEqual([asset.cloudId])
    expect(await from.media.listAssets()).toEqual([])
  })

  test('a picture deleted from the account stays deleted, whatever is left in the source', async () => {
    const { from, to, project, asset } = await setUp()
    const failure = new Error('disk full')
    const create = vi.spyOn(to.projects, 'create').mockRejectedValue(failure)
    expect((await claimAnonymous({ from, to })).failed).toEqual([{ id: project.id, error: failure }])
    await to.media.remove(asset.cloudId)
    await claimAnonymous({ from, to })
    expect(await to.media.listAssets()).toEqual([])
    create.mockRestore()
    await claimAnonymous({ from, to })
    expect(await to.media.listAssets()).toEqual([])
    expect(await from.media.listAssets()).toEqual([])
    expect((await to.projects.load(project.id)).kind).toBe('ok')
  })

  test('a picture deleted from the account arrives again with a project that names it', async () => {
    const { from, to, project, asset } = await setUp()
    const named = planPicture(project, asset.cloudId)
    await from.projects.commit({
      projectId: project.id,
      changes: [named.change],
      project: named.project,
      atMs,
    })
    const create = vi.spyOn(to.projects, 'create').mockRejectedValue(new Error('disk full'))
    await claimAnonymous({ from, to })
    await to.media.remove(asset.cloudId)
    create.mockRestore()
    await claimAnonymous({ from, to })
    expect(await (await to.media.findFile(asset.cloudId))?.text()).toBe('picture')
  })

  test('a picture that another account had is uploaded to this one', async () => {
    const { from, to, asset } = await setUp()
    await from.media.update(asset.cloudId, (row) => ({
      ...row,
      userId: 'gone',
      syncStatus: 'synced',
      syncedAt: atMs,
      hasCloudThumbnail: true,
    }))
    await claimAnonymous({ from, to })
    expect(await to.media.findAsset(asset.cloudId)).toEqual(asset)
  })

  test('a project that fails does not keep the others from moving', async () => {
    const { from, to, project } = await setUp()
    const other = createTestProject({ name: 'Other' })
    await from.projects.create(other, atMs)
    const { create } = to.projects
    vi.spyOn(to.projects, 'create').mockImplementation(async (one, ...args) => {
      if (one.id === project.id) throw new Error('disk full')
      return await create(one, ...args)
    })
    expect(await claimAnonymous({ from, to })).toMatchObject({
      moved: [other.id],
      failed: [{ id: project.id }],
    })
    expect((await from.projects.load(project.id)).kind).toBe('ok')
  })
})

describe("an edited copy of an account's project, imported while signed out [F36]", () => {
  async function setUpImport() {
    const from = await openStores()
    const databaseName = `claim:${crypto.randomUUID()}`
    const stores = openProjects(await openConnection({ databaseName }), {})
    const media = await createIdbMediaStore({ databaseName })
    const to = { databaseName, kind: 'indexeddb' as const, projects: stores.projects, media }
    const project = createTestProject()
    const edited = planTyping(project, '!').project
    await from.projects.create(edited, atMs)
    return { from, to, sync: stores.sync, project, edited }
  }

  async function listHeadlines({ projects }: { projects: ProjectStore }): Promise<readonly string[]> {
    const loaded = await Promise.all((await projects.listRows()).map(({ id }) => projects.load(id)))
    return loaded.map((one) => (one.kind === 'ok' ? readHeadline(one.project) : one.kind)).toSorted()
  }

  test('both versions are kept when the account has only listed its own so far', async () => {
    const { from, to, sync, project, edited } = await setUpImport()
    const fence = await sync.becomeLeader()
    await sync.recordListed(
      [{ projectId: project.id, name: project.name, revision: 1, updatedAtMs: 0 }],
      fence,
    )
    await claimAnonymous({ from, to })
    await response({ projects: to.projects, sync }, fence, { updates: [updateOf(project, 1)] })
    await claimAnonymous({ from, to })
    expect(await listHeadlines(to)).toEqual([readHeadline(project), readHeadline(edited)].toSorted())
    expect(await from.projects.listRows()).toEqual([])
  })

  test('both versions are kept when the account delivers its own while the copy is made', async () => {
    const { from, to, project, edited } = await setUpImport()
    const { create } = to.projects
    const late = vi.spyOn(to.projects, 'create').mockImplementation(async (...args) => {
      late.mockRestore()
      await create(project, atMs)
      return await create(...args)
    })
    expect((await claimAnonymous({ from, to })).copied).toMatchObject([{ from: project.id }])
    expect(await listHeadlines(to)).toEqual([readHeadline(project), readHeadline(edited)].toSorted())
  })

  test('both versions are kept when the tab was closed before the copy was made', async () => {
    const { from, to, project, edited } = await setUpImport()
    const create = vi.spyOn(to.projects, 'create').mockRejectedValue(new Error('closed'))
    await claimAnonymous({ from, to })
    create.mockRestore()
    await to.projects.create(project, atMs)
    await claimAnonymous({ from, to })
    expect(await listHeadlines(to)).toEqual([readHeadline(project), readHeadline(edited)].toSorted())
  })

  test("the device's version is kept when the account's own is deleted", async () => {
    const { from, to, project } = await setUpImport()
    const [row] = await from.projects.listRows()
    const same = await from.projects.load(project.id)
    await to.projects.create(same.kind === 'ok' ? same.project : project, atMs)
    await to.projects.markDeleted(project.id, atMs)
    expect((await claimAnonymous({ from, to })).copied).toMatchObject([{ from: row?.id }])
    expect((await to.projects.listRows()).filter(({ deletedAtMs }) => deletedAtMs === undefined).length).toBe(
      1,
    )
  })
})

/** Counts the writes of both sides together; odd counts fail before the write, even ones after it. */
function cutOffAt(cutAt: number) {
  let step = 0
  const guard =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      step += 1
      if (step >= cutAt) throw new Error('power cut')
      const result = await write(...args)
      step += 1
      if (step >= cutAt) throw new Error('power cut')
      return result
    }
  return {
    wrap({
      databaseName,
      projects,
      media,
    }: {
      databaseName: string
      projects: ProjectStore
      media: MediaStore
    }) {
      const { create, commit, purge, saveThumbnail, setState } = projects
      return {
        databaseName,
        kind: 'indexeddb' as const,
        projects: {
          ...projects,
          create: guard(create),
          commit: guard(commit),
          purge: guard(purge),
          saveThumbnail: guard(saveThumbnail),
          setState: guard(setState),
        },
        media: { ...media, put: guard(media.put), remove: guard(media.remove) },
      }
    },
  }
}
