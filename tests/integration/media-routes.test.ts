import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { Project } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createS3MediaStorage } from '#app/server/storage/s3-media-storage.server.ts'
import { png } from '#tests/factories/picture-bytes.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { expectError, hashBytes, mp4, postAsset, sendParts, startUpload } from './setup/media-steps.ts'
import { startS3Server } from './setup/s3-server.ts'
import { createTestBucket } from './setup/test-bucket.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

// The routes that write and read files, once with the files on disk and once in a bucket; where no S3 server can be
// installed the latter is counted as skipped. Tests independent of the storage are in media-api.test.ts.
const bucketServer = await startS3Server()
afterAll(() => bucketServer?.stop())

const picture = png(1206, 2622)

describe.each([{ place: 'on the disk' }, { place: 'in a bucket' }])('media $place', ({ place }) => {
  const isBucket = place === 'in a bucket'
  describe.skipIf(isBucket && !bucketServer)('by the routes', () => {
    let server: TestServer
    let listKeys: (accountId: string) => Promise<string[]>
    let browser: BrowserWithoutJavaScript
    let accountId: string

    beforeAll(async () => {
      const bucket = isBucket && bucketServer ? await createTestBucket(bucketServer) : undefined
      server = await startTestServer({ MEDIA_VIDEO_MAX_BYTES: '120000000', ...bucket?.variables })
      const storage = bucket && (await createS3MediaStorage(bucket.settings))
      listKeys = async (owner) => {
        if (!storage) return listFiles(join(server.dataDir, 'media'), owner)
        const keys: string[] = []
        for await (const { key } of storage.list('')) if (key.includes(owner)) keys.push(key)
        return keys
      }
    })
    // The SDK prints which Node it will require one day.
    const expectedErrors = isBucket ? /^(\S+ Warning: NodeVersionSupportWarning[\s\S]*)?$/ : /^$/
    afterAll(() => server.stop({ expectedErrors }))
    beforeEach(async () => {
      ;({ browser, accountId } = await createFreshAccount(server))
    })

    const list = async () => (await (await browser.open('/api/media/assets')).json()).assets
    /** The names in the storage, without the folders. */
    const findObjects = async () => (await listKeys(accountId)).map((key) => key.split('/').at(-1))

    test('a stored file is served to holders of the signed address, as the picture it is', async () => {
      const { cloudUrl } = await (await postAsset(browser, picture, { fileName: 'é.png' })).json()
      const answer = await fetch(new URL(cloudUrl, server.url))
      expect(answer.status).toBe(200)
      expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true)
      expect(answer.headers.get('content-type')).toBe('image/png')
      expect(answer.headers.get('content-disposition')).toMatch(/^inline; .*filename\*=UTF-8''%C3%A9\.png$/)
      expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=3[56]\d\d, immutable$/)
      const range = await fetch(new URL(cloudUrl, server.url), { headers: { range: 'bytes=1-3' } })
      expect([range.status, await range.text()]).toEqual([206, 'PNG'])
    })

    test('a file of several parts that is posted arrives whole', async () => {
      const film = mp4(20_000_000)
      const { cloudUrl } = await (await postAsset(browser, film, { fileName: 'a.mp4' })).json()
      const bytes = await (await fetch(new URL(cloudUrl, server.url))).arrayBuffer()
      expect(hashBytes(Buffer.from(bytes))).toBe(hashBytes(film))
    })

    test('the fields may come after the file', async () => {
      const id = randomUUID()
      const response = await postAsset(browser, picture, { id, fileName: 'late.png' }, { isFileFirst: true })
      expect(response.status).toBe(201)
      expect(await response.json()).toMatchObject({ id, fileName: 'late.png' })
      expect(await findObjects()).toEqual([`${id}-late.png`])
    })

    test('the same id sent again is the same asset; other bytes under it are rejected and change nothing', async () => {
      const id = randomUUID()
      const first = await (await postAsset(browser, picture, { id, fileName: 'a.png' })).json()
      for (const options of [{ isFileFirst: false }, { isFileFirst: true }]) {
        for (const sha256 of [undefined, hashBytes(picture)]) {
          const again = await postAsset(
            browser,
            picture,
            { id, fileName: 'b.png', ...(sha256 && { sha256 }) },
            options,
          )
          expect(again.status).toBe(200)
          expect(await again.json()).toEqual({ ...first, cloudUrl: expect.any(String) })
        }
        const other = await postAsset(browser, png(5, 5), { id, fileName: 'a.png' }, options)
        await expectError(other, 409, 'conflict')
      }
      const bytes = await fetch(new URL(first.cloudUrl, server.url))
      expect(Buffer.from(await bytes.arrayBuffer()).equals(picture)).toBe(true)
      expect(await findObjects()).toHaveLength(1)
    })

    test('two devices adding the same file at once under one id make one asset; under two ids two', async () => {
      const id = randomUUID()
      const both = await Promise.all([1, 2].map(() => postAsset(browser, picture, { id, fileName: 'a.png' })))
      expect(both.map(({ status }) => status).sort()).toEqual([200, 201])
      await postAsset(browser, picture, { fileName: 'a.png' })
      expect(await list()).toHaveLength(2)
      expect(await findObjects()).toHaveLength(2)
    })

    test('[F40] a file that differs from its announcement is rejected, and nothing of it is stored', async () => {
      const lies = [
        { sha256: hashBytes(png(1, 1)) },
        { size: String(picture.byteLength + 1) },
        { size: String(picture.byteLength - 1) },
      ]
      for (const lie of lies) {
        for (const options of [{ isFileFirst: false }, { isFileFirst: true }]) {
          const fields = { id: randomUUID(), fileName: 'a.png', ...lie }
          await expectError(await postAsset(browser, picture, fields, options), 400, 'invalid')
        }
      }
      expect(await findObjects()).toEqual([])
      expect(await list()).toEqual([])
    })

    test('a file that only a deleted project used is free; sent again it is kept', async () => {
      const id = randomUUID()
      await postAsset(browser, picture, { id, fileName: 'a.png' })
      const project = `/api/projects/${randomUUID()}`
      const data = { schemaVersion: 1, screensByCanvasSize: {}, anything: [id] }
      await browser.sendJson(project, 'PUT', { name: 'x', data, baseRevision: 0 })
      await browser.send(project, { method: 'DELETE' })
      expect((await browser.send(`/api/media/assets/${id}`, { method: 'DELETE' })).status).toBe(200)
      expect(await list()).toEqual([])
      const again = await startUpload(browser, picture, { id, fileName: 'a.png' })
      expect([again.status, (await again.json()).asset.id]).toEqual([200, id])
      expect(await list()).toHaveLength(1)
    })

    test('the pictures of a review page are drawn from the captures, kept, and gone with the link', async () => {
      const project = { ...createFixedSample(), id: randomUUID(), name: 'Tidepool' } as Project
      const data = toProjectData(project)
      const address = `/api/projects/${project.id}`
      const put = await browser.sendJson(address, 'PUT', { name: project.name, data, baseRevision: 0 })
      expect(put.status).toBe(201)
      for (const { mediaId, fileName, url } of sampleMedia) {
        const response = await postAsset(browser, await readFile(`public${url}`), { id: mediaId, fileName })
        expect(response.status).toBe(201)
      }
      const choice = { canvasSizeIds: ['iphone-69'], locales: ['en-US'] }
      const link = await (await browser.sendJson(`${address}/reviews`, 'POST', choice)).json()
      const reviewer = new BrowserWithoutJavaScript(server.url)
      const { pathname } = new URL(link.url)
      const page = await reviewer.send(pathname, { headers: { accept: 'text/html' } })
      const text = await page.text()
      expect(text).not.toContain('placeholder')
      const src = /<img src="([^"]+)"/.exec(text)?.[1] ?? ''
      const openPicture = async () => {
        const picture = await reviewer.open(src)
        expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
        return hashBytes(Buffer.from(await picture.arrayBuffer()))
      }
      const drawn = await openPicture()
      const listPictures = async () => (await listKeys(accountId)).filter((key) => key.endsWith('.png'))
      expect(await listPictures()).toHaveLength(1)
      expect(await openPicture()).toBe(drawn)
      expect((await browser.send(`/api/reviews/${link.id}`, { method: 'DELETE' })).status).toBe(200)
      expect(await listPictures()).toEqual([])
    })

    describe('uploads to a signed address', () => {
      const film = mp4(20_000_000)

      test('a small file goes in one part', async () => {
        const id = randomUUID()
        const started = await startUpload(browser, picture, { id, fileName: 'a.png' })
        expect(started.status).toBe(201)
        const { upload } = await started.json()
        expect(upload.parts).toMatchObject([
          { number: 1, offset: 0, size: picture.byteLength, isDone: false },
        ])
        await sendParts(server.url, upload, picture)
        const completed = await browser.send(`/api/media/uploads/${upload.id}/complete`, { method: 'POST' })
        expect(completed.status).toBe(201)
        expect(await completed.json()).toMatchObject({ id, width: 1206, height: 2622, mimeType: 'image/png' })
        expect(await findObjects()).toEqual([`${id}-a.png`])
        // A completed upload gets its result at once when it is begun again.
        expect(await (await startUpload(browser, picture, { id, fileName: 'a.png' })).json()).toMatchObject({
          asset: { id },
        })
      })

      test('[F38] a large one goes in parts, and resumes where it was cut off', async () => {
        const id = randomUUID()
        const { upload } = await (await startUpload(browser, film, { id, fileName: 'a.mp4' })).json()
        expect(upload.parts.map(({ size }: { size: number }) => size)).toEqual([
          8_388_608,
          8_388_608,
          film.byteLength - 2 * 8_388_608,
        ])
        await sendParts(server.url, { parts: [upload.parts[1]] }, film)
        const early = await browser.send(`/api/media/uploads/${upload.id}/complete`, { method: 'POST' })
        expect((await expectError(early, 409, 'conflict')).missingParts).toEqual([1, 3])
        // Another device, or this one after a reload, begins the same upload and gets the parts that arrived.
        const again = await startUpload(browser, film, { id, fileName: 'a.mp4' })
        expect(again.status).toBe(200)
        for (const answer of [again, await browser.open(`/api/media/uploads/${upload.id}`)]) {
          const resumed = (await answer.json()).upload
          expect(resumed.id).toBe(upload.id)
          expect(resumed.parts.map(({ isDone }: { isDone: boolean }) => isDone)).toEqual([false, true, false])
        }
        await sendParts(server.url, { parts: [upload.parts[0], upload.parts[2]] }, film)
        const both = await Promise.all(
          [1, 2].map(() => browser.send(`/api/media/uploads/${upload.id}/complete`, { method: 'POST' })),
        )
        expect(both.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1)
        expect(await list()).toMatchObject([
          { id, size: film.byteLength, fileType: 'video', mimeType: 'video/mp4' },
        ])
        const { cloudUrl } = (await list())[0]
        const bytes = await (await fetch(new URL(cloudUrl, server.url))).arrayBuffer()
        expect(hashBytes(Buffer.from(bytes))).toBe(hashBytes(film))
      })

      test('[F40] other bytes than announced are rejected at completion, and deleted', async () => {
        for (const bytes of [Buffer.concat([picture, picture]), film]) {
          const { upload } = await (await startUpload(browser, bytes, { fileName: 'a' })).json()
          const wrong = Buffer.from(bytes)
          wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1
          await sendParts(server.url, upload, wrong)
          const completed = await browser.send(`/api/media/uploads/${upload.id}/complete`, { method: 'POST' })
          await expectError(completed, 400, 'invalid')
          expect((await browser.open(`/api/media/uploads/${upload.id}`)).status).toBe(404)
        }
        expect(await list()).toEqual([])
        expect(await findObjects()).toEqual([])
      })

      test('a web page announced as a picture is rejected at completion', async () => {
        const page = Buffer.from('<!DOCTYPE html><script>alert(1)</script>')
        const { upload } = await (await startUpload(browser, page, { fileName: 'a.png' })).json()
        await sendParts(server.url, upload, page)
        const completed = await browser.send(`/api/media/uploads/${upload.id}/complete`, { method: 'POST' })
        await expectError(completed, 415, 'unsupported_media_type')
        expect(await findObjects()).toEqual([])
      })

      test('a file replaced through its address after the check stays as it was checked', async () => {
        const { upload } = await (await startUpload(browser, picture, { fileName: 'a.png' })).json()
        await sendParts(server.url, upload, picture)
        const completed = await browser.send(`/api/media/uploads/${upload.id}/complete`, { method: 'POST' })
        const { cloudUrl } = await completed.json()
        const other = Buffer.alloc(picture.byteLength)
        // The disk rejects it; a bucket accepts it, and it is never read.
        await sendParts(server.url, upload, other).catch(() => undefined)
        const bytes = await (await fetch(new URL(cloudUrl, server.url))).arrayBuffer()
        expect(Buffer.from(bytes).equals(picture)).toBe(true)
      })

      test('an aborted upload is gone', async () => {
        const { upload } = await (await startUpload(browser, film, { fileName: 'a.mp4' })).json()
        expect((await browser.send(`/api/media/uploads/${upload.id}`, { method: 'DELETE' })).status).toBe(200)
        expect((await browser.send(`/api/media/uploads/${upload.id}`, { method: 'DELETE' })).status).toBe(404)
        const [part] = upload.parts
        const late = await fetch(new URL(part.url, server.url), {
          method: 'PUT',
          body: Buffer.from(film.subarray(0, part.size)),
        })
        expect(late.status).toBe(404)
      })
    })
  })
})

async function listFiles(folder: string, owner: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && entry.parentPath.includes(owner)).map(({ name }) => name)
}
