import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createDiskMediaStorage,
  type DiskMediaStorage,
} from '#app/server/storage/disk-media-storage.server.ts'
import { handleSignedRequest } from '#app/server/storage/disk-responses.server.ts'
import { prepareDiskFolder } from '#app/server/storage/prepare-disk-folder.server.ts'
import { describeMediaStorage } from './setup/media-storage-contract.ts'

const secret = 'a secret that is only used by the tests'

async function openDisk() {
  const folder = await mkdtemp(join(tmpdir(), 'appframes-disk-'))
  let nowMs = Date.now()
  const storage = createDiskMediaStorage({ folder, secret, now: () => nowMs })
  return {
    storage,
    send: (url: string, init?: RequestInit) => send(storage, url, init),
    advance: (ms: number) => {
      nowMs += ms
    },
    close: () => rm(folder, { recursive: true }),
  }
}

function send(storage: DiskMediaStorage, path: string, init?: RequestInit): Promise<Response> {
  const url = new URL(path, 'http://localhost')
  const token = url.pathname.split('/').at(-1) ?? ''
  return handleSignedRequest(storage, { token, isExpected: async () => true }, new Request(url, init))
}

describeMediaStorage('on disk', openDisk)

describe('the signed addresses of the disk', () => {
  let disk: Awaited<ReturnType<typeof openDisk>>
  const key = `account/${randomUUID()}-a.png`
  const bytes = randomBytes(1_000)
  const sign = () =>
    disk.storage.signDownload(key, { mimeType: 'image/png', fileName: 'a.png', expiresInSeconds: 3_600 })
  beforeAll(async () => {
    disk = await openDisk()
    await disk.storage.put(
      key,
      (async function* () {
        yield bytes
      })(),
      { mimeType: 'image/png' },
    )
  })
  afterAll(() => disk.close())

  test.each([
    ['bytes=0-0', 206, 'bytes 0-0/1000', 1],
    ['bytes=990-', 206, 'bytes 990-999/1000', 10],
    ['bytes=-10', 206, 'bytes 990-999/1000', 10],
    ['bytes=-5000', 206, 'bytes 0-999/1000', 1_000],
    ['bytes=900-5000', 206, 'bytes 900-999/1000', 100],
    ['bytes=1000-', 416, 'bytes */1000', undefined],
    ['bytes=-0', 416, 'bytes */1000', undefined],
    ['bytes=5-2', 200, null, 1_000],
    ['bytes=0-1,5-6', 200, null, 1_000],
    ['lines=1-2', 200, null, 1_000],
  ])('the range %s gets %i', async (range, status, contentRange, length) => {
    const response = await disk.send(await sign(), { headers: { range } })
    expect([response.status, response.headers.get('content-range')]).toEqual([status, contentRange])
    if (length !== undefined) expect((await response.arrayBuffer()).byteLength).toBe(length)
  })

  test('HEAD returns the size, If-None-Match saves the bytes, If-Range guards a range', async () => {
    const head = await disk.send(await sign(), { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, '1000', null])
    const etag = head.headers.get('etag') ?? ''
    expect((await disk.send(await sign(), { headers: { 'if-none-match': etag } })).status).toBe(304)
    const range = 'bytes=0-9'
    expect((await disk.send(await sign(), { headers: { range, 'if-range': etag } })).status).toBe(206)
    expect((await disk.send(await sign(), { headers: { range, 'if-range': '"other"' } })).status).toBe(200)
  })

  test('they end after the hour they were signed for, and another secret does not open them', async () => {
    const url = await sign()
    expect((await disk.send(url)).status).toBe(200)
    const stranger = createDiskMediaStorage({ folder: disk.storage.place, secret: 'another secret' })
    expect((await send(stranger, url)).status).toBe(403)
    disk.advance(3_600_001)
    const late = await disk.send(url)
    expect([late.status, (await late.json()).error.code]).toEqual([403, 'forbidden'])
  })

  test.each([
    '../secret',
    'account/../../secret',
    '/etc/passwd',
    'account/..',
    'a/b\0c',
    'account\\..\\x',
    '',
  ])('a key like %j is never a path', async (bad) => {
    await expect((async () => disk.storage.head(bad))()).rejects.toThrow('Not a key of an object')
  })
})

test.skipIf(process.platform === 'win32')(
  'files of people are for the user of the server alone',
  async () => {
    const disk = await openDisk()
    const key = `account/${randomUUID()}-a.png`
    await disk.storage.put(
      key,
      (async function* () {
        yield randomBytes(10)
      })(),
      { mimeType: 'image/png' },
    )
    await disk.storage.startMultipart(key, { mimeType: 'image/png' })
    const entries = await readdir(disk.storage.place, { recursive: true, withFileTypes: true })
    expect(entries.length).toBeGreaterThan(4)
    for (const entry of entries) {
      const { mode } = await stat(join(entry.parentPath, entry.name))
      expect([entry.name, (mode & 0o777).toString(8)]).toEqual([entry.name, entry.isFile() ? '600' : '700'])
    }
    await disk.close()
  },
)

test('of many that claim a key at once one gets it, and so does the first after a delete', async () => {
  const disk = await openDisk()
  const key = `account/${randomUUID()}-a.png`
  const claims = await Promise.all(Array.from({ length: 20 }, () => disk.storage.claim(key)))
  expect(claims.filter(Boolean)).toHaveLength(1)
  await disk.storage.delete(key)
  expect(await disk.storage.claim(key)).toBe(true)
  await disk.close()
})

test('half received files of a killed server are removed at the next start, and none that is still arriving', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'appframes-disk-'))
  const temporary = join(folder, 'temporary')
  await mkdir(temporary)
  await writeFile(join(temporary, 'left'), 'half')
  await writeFile(join(temporary, 'arriving'), 'half')
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
  await utimes(join(temporary, 'left'), longAgo, longAgo)
  await prepareDiskFolder(folder)
  expect(await readdir(temporary)).toEqual(['arriving'])
  await rm(folder, { recursive: true })
})
