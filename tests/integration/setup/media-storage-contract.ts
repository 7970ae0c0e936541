import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MediaStorage, PART_BYTES, type SignedUpload } from '#app/server/storage/media-storage.server.ts'

export type StorageUnderTest = {
  storage: MediaStorage
  /** Reaches a signed address as a browser would. */
  send(url: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

const mimeType = 'image/png'
const expiresInSeconds = 3_600

/** The contract of every driver, the disk as well as a bucket. */
export function describeMediaStorage(name: string, open: () => Promise<StorageUnderTest>): void {
  describe(`the media storage ${name}`, () => {
    let subject: StorageUnderTest
    let storage: MediaStorage
    beforeAll(async () => {
      subject = await open()
      storage = subject.storage
    })
    afterAll(() => subject?.close())

    const createKey = (folder = 'account') => `${folder}/${randomUUID()}-picture.png`
    const put = (key: string, bytes: Uint8Array) => storage.put(key, inChunks(bytes), { mimeType })
    const send = ({ url, headers }: SignedUpload, body: Uint8Array) =>
      subject.send(url, { method: 'PUT', headers, body: Buffer.from(body) })
    const sign = (key: string, fileName = 'a.png') =>
      storage.signDownload(key, { mimeType, fileName, expiresInSeconds })

    test.each([
      ['nothing', 0],
      ['a small file', 70_000],
      ['exactly one part', PART_BYTES],
      ['more than two parts', 2 * PART_BYTES + 12_345],
    ])('stores %s unchanged', async (_, sizeBytes) => {
      const key = createKey()
      const bytes = randomBytes(sizeBytes)
      await put(key, bytes)
      expect((await read(storage, key))?.equals(bytes)).toBe(true)
      expect(await storage.head(key)).toMatchObject({ key, sizeBytes })
    })

    test.each([
      ['soon', 1_000],
      ['after a part', PART_BYTES + 1_000],
    ])('stores nothing of a body that breaks %s, and keeps the previous object', async (_, sizeBytes) => {
      const [fresh, known] = [createKey(), createKey()]
      const before = randomBytes(500)
      await put(known, before)
      async function* breakOff() {
        yield* inChunks(randomBytes(sizeBytes))
        throw new Error('cut off')
      }
      for (const key of [fresh, known]) {
        await expect(storage.put(key, breakOff(), { mimeType })).rejects.toThrow('cut off')
      }
      expect(await storage.head(fresh)).toBeUndefined()
      expect((await read(storage, known))?.equals(before)).toBe(true)
      expect(await collect(storage.listMultiparts())).toEqual([])
    })

    test('reports a missing object as missing, and deletes it all the same', async () => {
      const key = createKey()
      expect(await storage.head(key)).toBeUndefined()
      expect(await storage.open(key)).toBeUndefined()
      await storage.delete(key)
      await put(key, randomBytes(10))
      await storage.delete(key)
      expect(await storage.head(key)).toBeUndefined()
      expect((await subject.send(await sign(key))).status).toBe(404)
    })

    test('lists what is under a prefix, and nothing else', async () => {
      const [mine, others] = [randomUUID(), randomUUID()]
      const keys = [createKey(mine), createKey(mine)]
      for (const key of [...keys, createKey(others)]) await put(key, randomBytes(7))
      const listed = await collect(storage.list(`${mine}/`))
      expect(listed.map(({ key }) => key).sort()).toEqual(keys.sort())
      for (const { sizeBytes, updatedAt } of listed) {
        expect(sizeBytes).toBe(7)
        expect(Math.abs(updatedAt.getTime() - Date.now())).toBeLessThan(60_000)
      }
    })

    test('a signed address is readable without anything else, as the type and under the name it was signed for', async () => {
      const key = createKey()
      const bytes = randomBytes(5_000)
      await put(key, bytes)
      const response = await subject.send(await sign(key, 'Bildschirm “1” – é.png'))
      expect(response.status).toBe(200)
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
      expect(response.headers.get('content-type')).toBe(mimeType)
      expect(response.headers.get('content-length')).toBe('5000')
      expect(response.headers.get('cache-control')).toMatch(/^private/)
      expect(response.headers.get('content-disposition')).toContain(
        `filename*=UTF-8''Bildschirm%20%E2%80%9C1%E2%80%9D%20%E2%80%93%20%C3%A9.png`,
      )
      const part = await subject.send(await sign(key), { headers: { range: 'bytes=100-199' } })
      expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/5000'])
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true)
    })

    test('an address that was changed, or signed for another purpose, opens nothing', async () => {
      const [key, other] = [createKey(), createKey()]
      await put(key, randomBytes(10))
      await put(other, randomBytes(10))
      const url = await sign(key)
      const tampered = url.includes(key)
        ? url.replace(key, other)
        : url.replace(/\/[^/]{3}([^/]*)$/, '/abc$1')
      expect((await subject.send(tampered)).status).toBe(403)
      expect((await send({ url, headers: {} }, randomBytes(10))).status).toBe(403)
      const upload = await storage.signUpload(key, { sizeBytes: 10, expiresInSeconds })
      expect((await subject.send(upload.url)).status).toBe(403)
    })

    test('a signed upload accepts exactly the bytes it was signed for', async () => {
      const key = createKey('uploads/account')
      const bytes = randomBytes(3_000)
      const upload = await storage.signUpload(key, { sizeBytes: 3_000, expiresInSeconds })
      for (const wrong of [bytes.subarray(1), Buffer.concat([bytes, bytes])]) {
        expect((await send(upload, wrong)).status).toBeGreaterThanOrEqual(400)
        expect(await storage.head(key)).toBeUndefined()
      }
      expect((await send(upload, bytes)).status).toBe(200)
      expect((await read(storage, key))?.equals(bytes)).toBe(true)
    })

    describe('in parts', () => {
      const bytes = randomBytes(2 * PART_BYTES + 777)
      const slice = (number: number) => bytes.subarray((number - 1) * PART_BYTES, number * PART_BYTES)
      async function start() {
        const key = createKey('uploads/account')
        const upload = { key, uploadId: await storage.startMultipart(key, { mimeType }) }
        const sendPart = async (number: number) => {
          const part = { number, sizeBytes: slice(number).byteLength, expiresInSeconds }
          return send(await storage.signPart(upload, part), slice(number))
        }
        return { key, upload, sendPart }
      }

      test('[F38] parts arrive in any order, arrived ones can be listed, and together they are the file', async () => {
        const { key, upload, sendPart } = await start()
        expect(await storage.listParts(upload)).toEqual([])
        expect((await sendPart(3)).status).toBe(200)
        expect((await sendPart(1)).status).toBe(200)
        expect(await storage.listParts(upload)).toEqual([
          { number: 1, sizeBytes: PART_BYTES },
          { number: 3, sizeBytes: 777 },
        ])
        expect(await collect(storage.listMultiparts())).toContainEqual({
          ...upload,
          startedAt: expect.any(Date),
        })
        await sendPart(1)
        await sendPart(2)
        expect(await storage.completeMultipart(upload)).toEqual({ kind: 'completed' })
        expect((await read(storage, key))?.equals(bytes)).toBe(true)
        expect(await storage.listParts(upload)).toBeUndefined()
        expect(await collect(storage.listMultiparts())).toEqual([])
      })

      test('aborted, nothing is left, and nothing more arrives', async () => {
        const { key, upload, sendPart } = await start()
        await sendPart(1)
        await storage.abortMultipart(upload)
        await storage.abortMultipart(upload)
        expect((await sendPart(2)).status).toBe(404)
        expect(await storage.completeMultipart(upload)).toEqual({ kind: 'gone' })
        expect(await storage.head(key)).toBeUndefined()
        expect(await collect(storage.listMultiparts())).toEqual([])
      })
    })

    test('can be checked for availability', async () => {
      await expect(storage.check()).resolves.toBeUndefined()
    })
  })
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

async function read(storage: MediaStorage, key: string): Promise<Buffer | undefined> {
  const opened = await storage.open(key)
  return opened && Buffer.concat(await collect(opened.body))
}
