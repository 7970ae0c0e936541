import { randomUUID } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { deleteAccount, deleteAccountObjects } from '#app/server/account/account-deletion.server.ts'
import { deleteAsset, findAsset } from '#app/server/media/media-assets.server.ts'
import { startUpload } from '#app/server/media/media-uploads.server.ts'
import { receiveMedia } from '#app/server/media/receive-media.server.ts'
import {
  deleteProject,
  findProject,
  findRevisions,
  putProject,
} from '#app/server/projects/projects.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { collectAlone, collectDaily } from '#app/server/start/garbage-collection-job.server.ts'
import type { AccountId } from '#db/account-id.ts'
import { png } from '#tests/factories/picture-bytes.ts'
import { hashBytes } from './setup/media-steps.ts'
import { createAccountRow, createTestRuntime } from './setup/test-runtime.ts'

const picture = png(10, 20)

let runtime: Services & { close(): Promise<void> }
let accountId: AccountId
beforeAll(async () => {
  runtime = await createTestRuntime()
})
afterAll(() => runtime.close())
beforeEach(async () => {
  accountId = await createAccountRow(runtime, randomUUID().replaceAll('-', ''))
})

async function* once(bytes: Uint8Array) {
  yield bytes
}

async function add(id: string = randomUUID()): Promise<{ id: string; key: string }> {
  const known = { id, fileName: 'a.png' }
  const result = await receiveMedia(runtime, accountId, {
    body: once(picture),
    known,
    readDescription: async () => known,
  })
  if (result.kind !== 'stored') throw new Error(`It is ${result.kind}.`)
  return { id, key: result.asset.objectKey }
}

async function collect() {
  const collection = await collectAlone(runtime)
  if (collection.kind === 'busy') throw new Error('Somebody else collects.')
  return collection.collected
}

const isThere = async (key: string) => (await runtime.storage.head(key)) !== undefined
/** As if this many days had passed since everything was marked. */
const passDays = (days: number) =>
  runtime.database.sql`update media_garbage set marked_at = marked_at - make_interval(days => ${days})`
/** As if it had been written long ago. */
const makeOld = (key: string) => {
  const at = new Date(Date.now() - 100 * 24 * 3_600_000)
  return utimes(join(runtime.storage.place, 'objects', key), at, at)
}
const remove = (id: string) => deleteAsset(runtime, accountId, { id, isForced: true })

async function putProjectWith(id: string, assetId: string | undefined, baseRevision: number) {
  const data = {
    schemaVersion: 1 as const,
    screensByCanvasSize: {},
    mediaNames: assetId ? { [assetId]: 'a' } : {},
  }
  const result = await putProject(runtime, accountId, { id, name: 'x', data, baseRevision })
  if (result.kind !== 'written') throw new Error('It was not written.')
}

describe('the collection', () => {
  test('[F41] the object of a deleted asset goes thirty days after nothing needs it, not before', async () => {
    const { id, key } = await add()
    await remove(id)
    await collect()
    await passDays(29)
    await collect()
    expect(await isThere(key)).toBe(true)
    await passDays(2)
    expect((await collect()).deletedObjects).toBe(1)
    expect(await isThere(key)).toBe(false)
    // Devices that were away still learn that it is gone.
    expect(await findAsset(runtime, accountId, id)).toMatchObject({ objectDeletedAt: expect.any(Date) })
    expect((await collect()).deletedObjects).toBe(0)
  })

  test('a live asset keeps its object for ever, used or not', async () => {
    const { key } = await add()
    for (let round = 0; round < 3; round += 1) {
      await collect()
      await passDays(100)
    }
    expect(await isThere(key)).toBe(true)
  })

  test('a live asset keeps an object that was taken for gone', async () => {
    const { id, key } = await add()
    await runtime.database.sql`update media_assets set object_deleted_at = now() where id = ${id}`
    await makeOld(key)
    await collect()
    await passDays(31)
    await collect()
    expect(await isThere(key)).toBe(true)
  })

  test('[F41] files named by a project are kept, and those named only by an old version of it', async () => {
    const [current, old] = [await add(), await add()]
    const project = randomUUID()
    await putProjectWith(project, old.id, 0)
    await putProjectWith(project, current.id, 1)
    await remove(current.id)
    await remove(old.id)
    await collect()
    await passDays(31)
    await collect()
    expect([await isThere(current.key), await isThere(old.key)]).toEqual([true, true])
    // A project that is named again after the mark takes the mark away.
    const later = await add()
    await remove(later.id)
    await collect()
    await putProjectWith(project, later.id, 2)
    await passDays(31)
    await collect()
    expect(await isThere(later.key)).toBe(true)
  })

  test('an asset that is sent again in the days of grace is kept', async () => {
    const { id, key } = await add()
    await remove(id)
    await collect()
    await add(id)
    await passDays(31)
    await collect()
    expect(await isThere(key)).toBe(true)
    expect(await findAsset(runtime, accountId, id)).toMatchObject({ deletedAt: null, objectDeletedAt: null })
  })

  test('the bytes of a live asset that are sent again leave its name', async () => {
    const { id } = await add()
    const { sql } = runtime.database
    await sql`update media_assets set object_deleted_at = now(), file_name = 'later.png' where id = ${id}`
    await add(id)
    expect(await findAsset(runtime, accountId, id)).toMatchObject({
      fileName: 'later.png',
      objectDeletedAt: null,
    })
  })

  test('after its object is gone, sending it again stores it again', async () => {
    const { id, key } = await add()
    await remove(id)
    await collect()
    await passDays(31)
    await collect()
    expect(await isThere(key)).toBe(false)
    await add(id)
    expect(await isThere(key)).toBe(true)
    expect(await findAsset(runtime, accountId, id)).toMatchObject({ deletedAt: null, objectDeletedAt: null })
  })

  test('many uploads of it while it is being deleted: a live row always has its object', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await add()
      await remove(id)
      await collect()
      await passDays(31)
      await Promise.all([collect(), add(id)])
      const asset = await findAsset(runtime, accountId, id)
      expect([asset?.deletedAt, await isThere(asset?.objectKey ?? '')]).toEqual([null, true])
    }
  })

  test('the body and the versions of a project are deleted thirty days after it; the tombstone stays', async () => {
    const { id: assetId, key } = await add()
    const [gone, recent] = [randomUUID(), randomUUID()]
    for (const id of [gone, recent]) {
      await putProjectWith(id, assetId, 0)
      await deleteProject(runtime, accountId, { id })
    }
    await remove(assetId)
    await runtime.database.sql`update projects set deleted_at = now() - interval '31 days' where id = ${gone}`
    expect((await collect()).emptiedProjects).toBe(1)
    const [counts] = await runtime.database.sql`select kept_bytes::float8 as counted,
      (select sum(change_bytes + data_bytes + 500) from project_revisions r where r.user_id = a.user_id)::float8 as kept
      from sync_accounts a where user_id = ${accountId}`
    expect(counts?.counted).toBe(counts?.kept)
    expect(await findProject(runtime, accountId, gone)).toMatchObject({
      deletedAt: expect.any(Date),
      data: { schemaVersion: 1, screensByCanvasSize: {} },
    })
    expect(await findRevisions(runtime, accountId, gone)).toBeUndefined()
    expect(JSON.stringify((await findProject(runtime, accountId, recent))?.data)).toContain(assetId)
    await passDays(31)
    await collect()
    expect(await isThere(key)).toBe(true)
    await runtime.database
      .sql`update projects set deleted_at = now() - interval '31 days' where id = ${recent}`
    await collect()
    await passDays(31)
    await collect()
    expect(await isThere(key)).toBe(false)
  })

  test('[F41] an object that cannot be deleted stops none of the others, is counted, and goes the next time', async () => {
    const [stuck, other] = [await add(), await add()]
    for (const { id } of [stuck, other]) await remove(id)
    await collect()
    await passDays(31)
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { storage } = runtime
    const failing = {
      ...storage,
      delete: (key: string) =>
        key === stuck.key ? Promise.reject(new Error('denied')) : storage.delete(key),
    }
    const collection = await collectAlone({ ...runtime, storage: failing })
    expect(collection).toMatchObject({ collected: { deletedObjects: 1, failed: 1 } })
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
    expect([await isThere(stuck.key), await isThere(other.key)]).toEqual([true, false])
    expect(await collect()).toMatchObject({ deletedObjects: 1, failed: 0 })
    expect(await isThere(stuck.key)).toBe(false)
  })

  test('uploads that nobody completed for three days are removed, with the parts that arrived', async () => {
    const upload = { id: randomUUID(), fileName: 'a.mp4', fileType: 'video' as const, mimeType: 'video/mp4' }
    const started = await startUpload(runtime, accountId, {
      ...upload,
      size: 20_000_000,
      sha256: hashBytes(picture),
    })
    expect(started.kind).toBe('started')
    expect((await collect()).expiredUploads).toBe(0)
    await runtime.database.sql`update media_uploads set expires_at = now() - interval '1 minute'`
    expect((await collect()).expiredUploads).toBe(1)
    const left = []
    for await (const multipart of runtime.storage.listMultiparts()) left.push(multipart)
    expect(left).toEqual([])
  })

  test('objects without a row are found when they are a day old, and go after the grace; foreign ones are never touched', async () => {
    const { id, key } = await add()
    const foreign = 'backups/database.dump'
    await runtime.storage.put(foreign, once(picture), { mimeType: 'x' })
    await runtime.database.sql`delete from media_assets where id = ${id}`
    const { markedObjects } = await collect()
    expect(markedObjects).toBe(0)
    await makeOld(key)
    await makeOld(foreign)
    expect((await collect()).markedObjects).toBe(1)
    await passDays(31)
    expect((await collect()).deletedObjects).toBe(1)
    expect([await isThere(key), await isThere(foreign)]).toEqual([false, true])
  })
})

test('one of many processes collects at a time, and one a day', async () => {
  const results = await Promise.all(Array.from({ length: 5 }, () => collectAlone(runtime)))
  expect(results.some(({ kind }) => kind === 'collected')).toBe(true)
  const { sql } = runtime.database
  const holder = await sql.reserve()
  await holder`select pg_advisory_lock(7326140552)`
  expect(await collectAlone(runtime)).toEqual({ kind: 'busy' })
  await holder`select pg_advisory_unlock(7326140552)`
  holder.release()

  const { id, key } = await add()
  await remove(id)
  await collectDaily(runtime)
  await passDays(31)
  await collectDaily(runtime)
  expect(await isThere(key)).toBe(true)
  await sql`update limit_counts set ends_at = now() where key = 'media-collection'`
  await collectDaily(runtime)
  expect(await isThere(key)).toBe(false)
})

test('deleting an account deletes all its objects, and no other account’s', async () => {
  const mine = await add()
  const other = await createAccountRow(runtime, randomUUID().replaceAll('-', ''))
  const owner = accountId
  accountId = other
  const theirs = await add()
  await deleteAccountObjects(runtime, owner)
  expect([await isThere(mine.key), await isThere(theirs.key)]).toEqual([false, true])
})

test('an account is deleted while the storage fails, and its objects are left to the collection', async () => {
  const { key } = await add()
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const list = vi.spyOn(runtime.storage, 'list').mockImplementation(() => {
    throw new Error('the bucket is away')
  })
  const request = new Request('http://localhost/api/account', { method: 'DELETE' })
  const account = { id: accountId, name: 'A person', email: 'a@example.com' }
  const session = { account, isEmailVerified: true, id: 's', token: 't', startedAt: new Date() }
  expect(await deleteAccount(runtime, request, { session, password: undefined })).toEqual({ kind: 'deleted' })
  list.mockRestore()
  log.mockRestore()
  const users = await runtime.database.sql`select 1 from "user" where id = ${accountId}`
  expect([users.length, await isThere(key)]).toEqual([0, true])
})

test('an unforced deletion reads the documents of the projects that name the file, and no others', async () => {
  const { id } = await add()
  const dataOf = (mediaId: string | undefined) => ({
    schemaVersion: 1 as const,
    screensByCanvasSize: {},
    note: { mediaId },
  })
  const put = async (name: string, mediaId: string | undefined) =>
    putProject(runtime, accountId, { id: randomUUID(), name, data: dataOf(mediaId), baseRevision: 0 })
  for (let at = 0; at < 10; at += 1) await put(`Other ${at}`, undefined)
  await put('Uses it', id)
  let reads = 0
  const { repository } = runtime
  const counting: typeof repository = {
    ...repository,
    read(...parameters) {
      reads += 1
      return repository.read(...parameters)
    },
  }
  const refused = await deleteAsset({ ...runtime, repository: counting }, accountId, { id, isForced: false })
  expect(refused).toMatchObject({ kind: 'in-use', projects: [{ name: 'Uses it' }] })
  expect(reads).toBe(1)
})
