import { afterEach, describe, expect, test } from 'vitest'
import type { FileRequest } from '#app/sync/api/file-transport.ts'
import type { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { createHeavyPicture, openMediaDevice } from './setup/media-device.ts'
import { getSharedServer } from './setup/shared-server.ts'

/** The client's service against the real server. */
const server = getSharedServer()
const closing: MediaSyncService[] = []

afterEach(() => {
  for (const service of closing.splice(0)) service.close()
})

function openDevice(browser: BrowserWithoutJavaScript, watch?: (request: FileRequest) => void) {
  const device = openMediaDevice({ origin: server.url, browser, ...(watch && { watch }) })
  closing.push(device.service)
  return device
}

describe('two devices of one account', () => {
  test('have each other’s files, names and deletions', async () => {
    const { browser } = await createFreshAccount(server)
    const [a, b] = [openDevice(browser), openDevice(browser)]
    const bytes = createHeavyPicture(50_000)
    const asset = await a.add(bytes)
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    expect(await b.find(asset)).toMatchObject({ isRemote: true, width: 1206, height: 2622 })
    expect(await b.service.fetchOriginal(asset.cloudId)).toBe('here')
    expect(await b.readHash(asset)).toBe(asset.sha256)

    await b.rename(asset, 'Start.png')
    await b.service.syncPendingAssets()
    await a.service.pullCloudAssets()
    expect((await a.find(asset))?.fileName).toBe('Start.png')

    await a.remove(asset)
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    expect(await a.find(asset)).toBeUndefined()
    expect(await b.find(asset)).toBeUndefined()
  })

  test('that added the same file keep both names for it, and neither downloads it', async () => {
    const { browser } = await createFreshAccount(server)
    const bytes = createHeavyPicture(50_000)
    const downloads: string[] = []
    const watch = ({ expect: requested, path }: FileRequest) =>
      void (requested === 'blob' && downloads.push(path))
    const [a, b] = [openDevice(browser, watch), openDevice(browser, watch)]
    const [first, second] = [await a.add(bytes), await b.add(bytes)]
    await a.service.syncPendingAssets()
    await b.service.syncPendingAssets()
    await a.service.pullCloudAssets()
    expect((await b.store.findFile(first.cloudId))?.size).toBe(bytes.length)
    expect((await a.store.findFile(second.cloudId))?.size).toBe(bytes.length)
    expect(downloads).toEqual([])
  })
})
