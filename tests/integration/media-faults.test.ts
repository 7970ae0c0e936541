import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FileRequest } from '#app/sync/api/file-transport.ts'
import type { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'
import { startTcpProxy, type TcpProxy } from '#tests/faults/tcp-proxy.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { createHeavyPicture, type MediaDeviceOptions, openMediaDevice } from './setup/media-device.ts'
import { hashBytes, mp4 } from './setup/media-steps.ts'
import { startS3Server } from './setup/s3-server.ts'
import { createTestBucket } from './setup/test-bucket.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

// The client's own sync against the real server, over a network with faults and with addresses that expire. Once with
// the files on disk and once in a bucket; where no S3 server can be installed the latter is counted as skipped.
const bucketServer = await startS3Server()
afterAll(() => bucketServer?.stop())

const film = { fileName: 'Film.mp4', fileType: 'video', mimeType: 'video/mp4' } as const
const partBytes = 8 * 1024 * 1024

const everyTenth = [10, 20, 30, 40, 50, 60, 70, 80, 90]
const someCuts = [10, 50, 90]
/** The gate cuts early, in the middle and late; the nightly run everywhere. */
const testCut = (percent: number) => test.runIf(isNightly || someCuts.includes(percent))
const storages = [
  { name: 'on the disk', isBucket: false, cutsAt: everyTenth },
  // The bucket is slow here, and the same request is cut.
  { name: 'in a bucket', isBucket: true, cutsAt: someCuts },
]

describe.each(storages)('media $name', ({ isBucket, cutsAt }) => {
  describe.skipIf(isBucket && !bucketServer)('over HTTP', () => {
    let server: TestServer
    /** Its addresses expire after two seconds. */
    let hasty: TestServer
    /** Before the server, and before the bucket that browsers send parts to. */
    let serverProxy: TcpProxy
    let storageProxy: TcpProxy
    let browser: BrowserWithoutJavaScript
    const closing: MediaSyncService[] = []

    beforeAll(async () => {
      const bucket =
        isBucket && bucketServer ? await startTcpProxy({ port: portOf(bucketServer.endpoint) }) : undefined
      const variables =
        bucket && bucketServer
          ? { ...(await createTestBucket(bucketServer)).variables, S3_PUBLIC_ENDPOINT: bucket.url }
          : {}
      const limits = { MEDIA_UPLOADS_PER_MINUTE: '10000', ...variables }
      server = await startTestServer(limits)
      hasty = await startTestServer({ ...limits, MEDIA_URL_SECONDS: '2' })
      serverProxy = await startTcpProxy({ port: portOf(server.url) })
      storageProxy = bucket ?? serverProxy
    })
    afterEach(() => {
      for (const service of closing.splice(0)) service.close()
    })
    afterAll(async () => {
      // The SDK prints which Node it will require one day.
      const expectedErrors = isBucket ? /^(\S+ Warning: NodeVersionSupportWarning[\s\S]*)?$/ : /^$/
      await server.stop({ expectedErrors })
      await hasty.stop({ expectedErrors })
      await serverProxy.close()
      if (storageProxy !== serverProxy) await storageProxy.close()
    })

    const openDevice = (options: Partial<MediaDeviceOptions> = {}) => {
      const device = openMediaDevice({ origin: serverProxy.url, browser, ...options })
      closing.push(device.service)
      return device
    }
    const list = async () => (await (await browser.open('/api/media/assets')).json()).assets

    test('files, names and deletions go from one device to another', async () => {
      ;({ browser } = await createFreshAccount(server))
      const [a, b] = [openDevice(), openDevice()]
      const picture = await a.add(createHeavyPicture(50_000))
      const video = await a.add(mp4(partBytes + 1_000_000), film)
      await a.service.syncPendingAssets()
      for (const asset of [picture, video]) {
        expect(await a.find(asset)).toMatchObject({ syncStatus: 'synced' })
      }
      await b.service.pullCloudAssets()
      for (const asset of [picture, video]) {
        expect(await b.service.fetchOriginal(asset.cloudId)).toBe('here')
        expect(await b.readHash(asset)).toBe(asset.sha256)
      }
      await b.rename(picture, 'Start.png')
      await b.service.syncPendingAssets()
      await a.service.pullCloudAssets()
      expect((await a.find(picture))?.fileName).toBe('Start.png')
      await a.remove(picture)
      await a.service.syncPendingAssets()
      await b.service.pullCloudAssets()
      expect(await b.find(picture)).toBeUndefined()
      expect(await list()).toMatchObject([{ id: video.cloudId }])
    })

    /** Cuts the connection once, when so many bytes of the file have passed. */
    function createCut(atByte: number) {
      let passed = 0
      let isDone = false
      return ({ content }: FileRequest) => {
        for (const each of [serverProxy, storageProxy]) each.cutUploadsAfter(undefined)
        if (isDone || content === undefined) return
        const sizeBytes = content.kind === 'blob' ? content.blob.size : atByte + 1
        if (passed + sizeBytes > atByte) {
          isDone = true
          const proxy = content.kind === 'blob' ? storageProxy : serverProxy
          proxy.cutUploadsAfter(atByte - passed)
        }
        passed += sizeBytes
      }
    }

    for (const percent of cutsAt)
      testCut(percent)(
        `[F38] an upload in parts that is cut at ${percent} percent resumes after the parts that arrived`,
        async () => {
          ;({ browser } = await createFreshAccount(server))
          const puts: number[] = []
          const atByte = 200_000 * percent
          const cut = createCut(atByte)
          const a = openDevice({
            watch(request) {
              if (request.method === 'PUT' && request.content?.kind === 'blob')
                puts.push(request.content.blob.size)
              cut(request)
            },
          })
          const asset = await a.add(mp4(20_000_000), film)
          await a.service.syncPendingAssets()
          expect(await a.find(asset)).toMatchObject({ syncStatus: 'pending' })
          expect(await list()).toEqual([])
          const arrived = Math.floor(atByte / partBytes)
          expect(puts).toHaveLength(arrived + 1)
          await a.service.syncPendingAssets()
          expect(await a.find(asset)).toMatchObject({ syncStatus: 'synced' })
          expect(puts).toHaveLength(arrived + 1 + 3 - arrived)
          await expectStored(asset)
        },
      )

    for (const percent of cutsAt)
      testCut(percent)(
        `[F38] an upload in one request that is cut at ${percent} percent starts again by itself and is one asset`,
        async () => {
          ;({ browser } = await createFreshAccount(server))
          const a = openDevice({ watch: createCut(20_000 * percent) })
          const asset = await a.add(createHeavyPicture(2_000_000))
          await a.service.syncPendingAssets()
          expect(await a.find(asset)).toMatchObject({ syncStatus: 'pending' })
          expect(await list()).toEqual([])
          await a.service.syncPendingAssets()
          expect(await a.find(asset)).toMatchObject({ syncStatus: 'synced' })
          await expectStored(asset)
        },
      )

    test('[F38] a lost response leaves one asset, and the next round finds it', async () => {
      ;({ browser } = await createFreshAccount(server))
      let isLost = false
      const a = openDevice({
        watch({ method, path }) {
          const isUpload = method === 'POST' && path === '/api/media/assets'
          serverProxy.cutAnswersAfter(isUpload && !isLost ? 1 : undefined)
          isLost ||= isUpload
        },
      })
      const asset = await a.add(createHeavyPicture(50_000))
      await a.service.syncPendingAssets()
      expect(await a.find(asset)).toMatchObject({ syncStatus: 'pending' })
      await a.service.syncPendingAssets()
      expect(await a.find(asset)).toMatchObject({ syncStatus: 'synced' })
      await expectStored(asset)
    })

    /** The account has one asset, and its bytes are those of the device. */
    async function expectStored(asset: MediaAsset): Promise<void> {
      const assets = await list()
      expect(assets).toMatchObject([{ id: asset.cloudId, size: asset.size, sha256: asset.sha256 }])
      const response = await fetch(new URL(assets[0].cloudUrl, browser.origin))
      expect(hashBytes(new Uint8Array(await response.arrayBuffer()))).toBe(asset.sha256)
    }

    test('[F38] an address that ran out in mid-upload is signed again, and no part is sent twice', async () => {
      ;({ browser } = await createFreshAccount(hasty))
      const statuses: number[] = []
      let starts = 0
      const a = openDevice({
        origin: hasty.url,
        async watch(request) {
          if (request.path === '/api/media/uploads') starts += 1
          // The second part waits until its address has expired, once.
          if (request.method === 'PUT' && statuses.length === 1 && starts === 1)
            await waitUntilExpired(request)
        },
        onAnswer: ({ method }, { status }) => method === 'PUT' && statuses.push(status),
      })
      const asset = await a.add(mp4(20_000_000), film)
      // The connection may close while the part is still being sent, and its 403 is lost: then the next round signs again.
      for (let round = 0; round < 5 && (await a.find(asset))?.syncStatus !== 'synced'; round += 1) {
        await a.service.syncPendingAssets()
      }
      expect(await a.find(asset)).toMatchObject({ syncStatus: 'synced' })
      expect(statuses.filter((status) => status === 200)).toHaveLength(3)
      expect(starts).toBeGreaterThanOrEqual(2)
      await expectStored(asset)
    })

    test('[F38] an address that ran out before the download is replaced by a fresh one', async () => {
      ;({ browser } = await createFreshAccount(hasty))
      const statuses: number[] = []
      const a = openDevice({ origin: hasty.url })
      const b = openDevice({
        origin: hasty.url,
        watch: (request) =>
          request.expect === 'blob' && statuses.length === 0 ? waitUntilExpired(request) : undefined,
        onAnswer: ({ expect: requested }, { status }) => requested === 'blob' && statuses.push(status),
      })
      const asset = await a.add(createHeavyPicture(50_000))
      await a.service.syncPendingAssets()
      await b.service.pullCloudAssets()
      expect(await b.service.fetchOriginal(asset.cloudId)).toBe('here')
      expect(statuses).toEqual([403, 200])
      expect(await b.readHash(asset)).toBe(asset.sha256)
    })
  })
})

const portOf = (url: string) => Number(new URL(url).port)

/** An address contains its own expiry. */
async function waitUntilExpired({ path }: FileRequest): Promise<void> {
  const endsAtMs = readEnd(path)
  await expect.poll(() => Date.now(), { timeout: 10_000, interval: 50 }).toBeGreaterThan(endsAtMs + 1_000)
}

function readEnd(url: string): number {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const signedAt = searchParams.get('X-Amz-Date')
  if (signedAt !== null) {
    const iso = signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
    return Date.parse(iso) + Number(searchParams.get('X-Amz-Expires')) * 1000
  }
  const [grant = ''] = (pathname.split('/').at(-1) ?? '').split('.')
  return JSON.parse(Buffer.from(grant, 'base64url').toString()).expiresAtMs
}
