import { expect, it } from 'vitest'
import { openMediaDevice } from '#tests/fakes/simulated-media-device.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'

/** A picture that was uploaded, then deleted here and in the account. */
async function openWithDeleted() {
  const server = createSimulatedMediaServer()
  const device = openMediaDevice(server)
  const asset = await device.add('picture')
  await device.service.syncPendingAssets()
  await device.store.update(asset.cloudId, (row) => ({ ...row, deletedAt: 0 }))
  await device.service.syncPendingAssets()
  expect(await device.find(asset)).toBeUndefined()
  const findFile = async () => (await device.store.findFile(asset.cloudId))?.text()
  return { server, device, asset, findFile }
}

it('a deleted picture that a project names again comes back from the account', async () => {
  const { server, device, asset, findFile } = await openWithDeleted()
  device.service.request(asset.cloudId)
  await device.service.nameAgain(asset.cloudId)
  const arrived = new Promise<void>((resolve) =>
    device.service.subscribe(({ kind }) => kind === 'arrived' && resolve()),
  )
  await device.service.pullCloudAssets()
  await arrived
  expect(await findFile()).toBe('picture')
  expect(server.rows.get(asset.cloudId)?.deletedAt).toBeNull()
  expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced', fileName: 'Home.png' })
})

it('a picture that is named again without a network comes back later', async () => {
  const { server, device, asset, findFile } = await openWithDeleted()
  const { service } = device
  server.intervene(() => new Error('offline'))
  service.request(asset.cloudId)
  const failed = new Promise<void>((resolve) =>
    service.subscribe(({ kind }) => kind === 'state' && resolve()),
  )
  await service.nameAgain(asset.cloudId)
  await failed
  server.intervene(undefined)
  const findAfterWake = () => {
    service.wake('online')
    return findFile()
  }
  await expect.poll(findAfterWake).toBe('picture')
  const before = server.requests.length
  await service.pullCloudAssets()
  expect(server.requests.slice(before).map(({ method }) => method)).not.toContain('POST')
})

it('a picture that a project still names after its deletion stays deleted', async () => {
  const { server, device, asset } = await openWithDeleted()
  expect(await device.service.fetchOriginal(asset.cloudId)).toBe('unknown')
  await device.service.pullCloudAssets()
  expect(server.rows.get(asset.cloudId)?.deletedAt).not.toBeNull()
})

it('a picture that the account has no room for comes back when it has', async () => {
  const { server, device, asset, findFile } = await openWithDeleted()
  const error = { code: 'insufficient_storage', message: 'There is no room.' }
  server.intervene(({ method }) =>
    method === 'POST' ? { status: 507, json: { error, reason: 'quota' } } : undefined,
  )
  await device.service.nameAgain(asset.cloudId)
  await device.service.pullCloudAssets()
  server.intervene(undefined)
  await device.service.pullCloudAssets()
  expect(await device.service.fetchOriginal(asset.cloudId)).toBe('here')
  expect(await findFile()).toBe('picture')
})
