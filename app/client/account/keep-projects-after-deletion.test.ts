import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestProject } from '#app/storage/contract/contract-fixtures.ts'
import { createTestAsset } from '#app/storage/contract/media-store-contract.ts'
import { planDatabaseName } from '#app/storage/database/database-name.ts'
import { createIdentityStore } from '#app/storage/database/identity-store.ts'
import { openLocalStores } from '#app/storage/open-stores.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { type IdentityPlaces, readIdentity, resolveIdentity, SIGNED_OUT_COOKIE } from './identity.ts'
import { keepProjectsAfterDeletion, moveDeletedAccounts } from './keep-projects-after-deletion.ts'

const atMs = 1_700_000_000_000

/** A device whose account has two projects and a picture, after the response to the account's deletion. */
async function setUp() {
  const userId = crypto.randomUUID()
  const places: IdentityPlaces = {
    store: createIdentityStore(),
    cache: createMemoryStorage(),
    cookies: { cookie: '' },
  }
  await resolveIdentity({ account: { userId, name: 'Ada', email: 'ada@example.com' } }, places)
  const account = await openLocalStores({ userId })
  const projects = [createTestProject({ name: 'First' }), createTestProject({ name: 'Second' })]
  for (const project of projects) await account.projects.create(project, atMs)
  const asset = createTestAsset(new Blob(['picture']), { userId, syncStatus: 'synced' })
  await account.media.put(asset, new Blob(['picture']), undefined)
  account.close()
  places.cookies.cookie = `${SIGNED_OUT_COOKIE}=deleted-${crypto.randomUUID()}`
  return { userId, places, asset, ids: projects.map(({ id }) => id).toSorted() }
}

/** As `/` does, without an account in the server's page. */
async function startApp(places: IdentityPlaces, change: (projects: ProjectStore) => void = () => undefined) {
  const identity = await resolveIdentity({ account: undefined }, places)
  expect(identity?.account).toBeUndefined()
  const anonymous = await openLocalStores({})
  change(anonymous.projects)
  try {
    await moveDeletedAccounts(places, anonymous)
  } finally {
    anonymous.close()
  }
}

async function readAnonymous() {
  const stores = await openLocalStores({})
  const [rows, assets] = await Promise.all([stores.projects.listRows(), stores.media.listAssets()])
  stores.close()
  return { ids: rows.map(({ id }) => id).toSorted(), media: assets.map(({ cloudId }) => cloudId) }
}

describe('the work of a deleted account on this device', () => {
  beforeEach(async () => {
    vi.spyOn(console, 'info').mockReturnValue()
    const stores = await openLocalStores({})
    for (const { id } of await stores.projects.listRows()) await stores.projects.purge(id)
    for (const { cloudId } of await stores.media.listAssets()) await stores.media.remove(cloudId)
    stores.close()
    return () => vi.restoreAllMocks()
  })

  test('moves to the anonymous database, and nothing of the account stays', async () => {
    const { userId, places, asset, ids } = await setUp()
    await keepProjectsAfterDeletion(places)
    expect(await readAnonymous()).toEqual({ ids, media: [asset.cloudId] })
    const names = (await indexedDB.databases()).map(({ name }) => name)
    expect(names).not.toContain(await planDatabaseName(userId))
    expect((await readIdentity(places))?.deletedUserIds).toEqual([])
  })

  test('moves at the next start when the page of the deletion was never shown', async () => {
    const { places, asset, ids } = await setUp()
    await startApp(places)
    expect(await readAnonymous()).toEqual({ ids, media: [asset.cloudId] })
  })

  test('moves at later starts until nothing is left, and what has moved stays', async () => {
    const { places, asset, ids } = await setUp()
    const refuseFirst = (projects: ProjectStore) => {
      const { create } = projects
      vi.spyOn(projects, 'create').mockImplementation(async (project, ms) => {
        if (project.id === ids[0]) throw new Error('The disk is full.')
        return await create(project, ms)
      })
    }
    await expect(startApp(places, refuseFirst)).rejects.toThrow('The disk is full.')
    expect((await readAnonymous()).ids).toEqual([ids[1]])
    await startApp(places)
    expect(await readAnonymous()).toEqual({ ids, media: [asset.cloudId] })
    expect((await readIdentity(places))?.deletedUserIds).toEqual([])
  })

  test('stays where it is when its database does not open', async () => {
    const { userId, places, ids } = await setUp()
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const databaseName = await planDatabaseName(userId)
    const open = indexedDB.open.bind(indexedDB)
    const refuse = vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
      if (name === databaseName) throw new DOMException('not now', 'NotSupportedError')
      return open(name, version)
    })
    await expect(keepProjectsAfterDeletion(places)).rejects.toThrow('does not open')
    refuse.mockRestore()
    warn.mockRestore()
    await startApp(places)
    expect((await readAnonymous()).ids).toEqual(ids)
  })
})
