import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { thumbnailMaxBytes } from '#app/media-formats/media-limits.ts'
import { gif, jpeg, png, webpLossy } from '#tests/factories/picture-bytes.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { expectError, hashBytes, mp4, postAsset } from './setup/media-steps.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const original = png(1206, 2622)
const small = webpLossy(118, 256)

let server: TestServer
let sql: postgres.Sql
let browser: BrowserWithoutJavaScript
let id: string
beforeAll(async () => {
  server = await startTestServer({ MEDIA_UPLOADS_PER_MINUTE: '30' })
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await server.stop()
})
beforeEach(async () => {
  ;({ browser } = await createFreshAccount(server))
  id = await addOriginal(browser)
})

async function addOriginal(
  of: BrowserWithoutJavaScript,
  requestedId: string = randomUUID(),
): Promise<string> {
  const response = await postAsset(of, original, { id: requestedId, fileName: 'Home.png' })
  expect(response.status).toBe(201)
  return requestedId
}

type Options = { from?: BrowserWithoutJavaScript; sha256?: string; headers?: Record<string, string> }
const toPath = (sha256 = hashBytes(original)) => `/api/media/assets/${id}/thumbnail?sha256=${sha256}`
const get = ({ from = browser, sha256, headers = {} }: Options = {}) => from.send(toPath(sha256), { headers })
const put = (bytes: Uint8Array, { from = browser, sha256, headers = {} }: Options = {}) =>
  from.send(toPath(sha256), { method: 'PUT', body: Buffer.from(bytes), headers })
const readAsset = async () => (await browser.open(`/api/media/assets/${id}`)).json()
const readBytes = async (response: Response) => Buffer.from(await response.arrayBuffer())
const countStored = async () =>
  (await sql`select count(*)::int as count from media_thumbnails where asset_id = ${id}`)[0]?.count

test('a thumbnail sent by a device is served to the others, as a picture, and kept by no shared cache', async () => {
  expect(await readAsset()).not.toHaveProperty('hasThumbnail')
  expect((await get()).status).toBe(204)
  const sent = await put(small, { headers: { 'content-type': 'text/html' } })
  expect([sent.status, await sent.json()]).toEqual([200, { id, sha256: hashBytes(original) }])
  const response = await get()
  expect(response.status).toBe(200)
  expect((await readBytes(response)).equals(small)).toBe(true)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/webp',
    'content-length': String(small.byteLength),
    'cache-control': 'private, no-cache',
    'content-security-policy': expect.stringContaining("default-src 'none'; sandbox"),
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  expect(response.headers.get('vary')).toContain('Cookie')
  expect(await readAsset()).toMatchObject({ hasThumbnail: true })
  const { assets } = await (await browser.open('/api/media/assets')).json()
  expect(assets).toMatchObject([{ id, hasThumbnail: true }])
  expect((await browser.open('/api/media/assets?since=0')).status).toBe(200)
})

test('a device that has it gets 304, until there is another', async () => {
  await put(small)
  const etag = (await get()).headers.get('etag') ?? ''
  const again = await get({ headers: { 'if-none-match': etag } })
  expect([again.status, await again.text(), again.headers.get('cache-control')]).toEqual([
    304,
    '',
    'private, no-cache',
  ])
  expect((await put(png(118, 256))).status).toBe(200)
  const changed = await get({ headers: { 'if-none-match': etag } })
  expect([changed.status, changed.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(await countStored()).toBe(1)
})

test('the thumbnail of other bytes is neither accepted nor served', async () => {
  const sha256 = hashBytes(png(2622, 1206))
  await expectError(await put(small, { sha256 }), 409, 'conflict')
  expect(await countStored()).toBe(0)
  await put(small)
  await expectError(await get({ sha256 }), 404, 'not_found')
  for (const wrong of ['', 'x', hashBytes(original).toUpperCase(), `${hashBytes(original)}'--`]) {
    await expectError(await put(small, { sha256: wrong }), 400, 'invalid')
    await expectError(await get({ sha256: wrong }), 400, 'invalid')
  }
  expect((await readBytes(await get())).equals(small)).toBe(true)
})

describe('an invalid thumbnail is rejected, and the one before it stays', () => {
  const html = Buffer.from('<!DOCTYPE html><script>alert(1)</script>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const heavy = Buffer.concat([small, Buffer.alloc(thumbnailMaxBytes)])
  test.each([
    ['nothing', Buffer.alloc(0), 415, 'unsupported_media_type'],
    ['a web page', html, 415, 'unsupported_media_type'],
    ['an SVG with a script', svg, 415, 'unsupported_media_type'],
    ['a GIF', gif(), 415, 'unsupported_media_type'],
    ['a film', mp4(100), 415, 'unsupported_media_type'],
    ['JSON', Buffer.from('{}'), 415, 'unsupported_media_type'],
    ['a PNG that is cut off', small.subarray(0, 20), 400, 'invalid'],
    ['a signature with nothing behind it', png(1, 1).subarray(0, 8), 400, 'invalid'],
    ['a PNG without its end', png(118, 256).subarray(0, -12), 400, 'invalid'],
    ['a JPEG without a size', jpeg(118, 256).subarray(0, 8), 400, 'invalid'],
    ['one that is too wide', png(513, 1), 413, 'too_large'],
    ['one that is too high', webpLossy(1, 513), 413, 'too_large'],
    ['a header that lies about 60000 × 60000', png(60_000, 60_000), 413, 'too_large'],
    ['one of too many bytes', heavy, 413, 'too_large'],
  ] as const)('%s', async (_name, bytes, status, code) => {
    await put(small)
    await expectError(await put(bytes), status, code)
    expect((await readBytes(await get())).equals(small)).toBe(true)
  })

  test.each([
    ['PNG', png(512, 512), 'image/png'],
    ['JPEG', jpeg(512, 512), 'image/jpeg'],
    ['WebP', webpLossy(512, 512), 'image/webp'],
  ] as const)('%s of the largest size is accepted', async (_name, bytes, type) => {
    expect((await put(bytes)).status).toBe(200)
    expect((await get()).headers.get('content-type')).toBe(type)
  })
})

test('is private: another account with the same id has its own', async () => {
  await put(small)
  const { browser: stranger } = await createFreshAccount(server)
  await expectError(await get({ from: stranger }), 404, 'not_found')
  await expectError(await put(png(9, 9), { from: stranger }), 404, 'not_found')
  await addOriginal(stranger, id)
  expect((await get({ from: stranger })).status).toBe(204)
  expect((await put(png(9, 9), { from: stranger })).status).toBe(200)
  expect((await readBytes(await get())).equals(small)).toBe(true)
  await expectError(await get({ from: browser.at(server.url, { isSignedOut: true }) }), 401, 'unauthorized')
  const foreign = await put(png(9, 9), { headers: { origin: 'https://evil.example' } })
  await expectError(foreign, 403, 'forbidden')
  expect((await readBytes(await get())).equals(small)).toBe(true)
})

test('is deleted with its file, and exists again only when it is sent again', async () => {
  await put(small)
  expect((await browser.send(`/api/media/assets/${id}`, { method: 'DELETE' })).status).toBe(200)
  await expectError(await get(), 404, 'not_found')
  await expectError(await put(small), 404, 'not_found')
  expect(await countStored()).toBe(0)
  await postAsset(browser, original, { id, fileName: 'Home.png' })
  expect(await readAsset()).not.toHaveProperty('hasThumbnail')
  expect((await get()).status).toBe(204)
  expect((await put(small)).status).toBe(200)
  expect(await readAsset()).toMatchObject({ hasThumbnail: true })
})

test('sent while the file is deleted, it is not left behind', async () => {
  for (let round = 0; round < 5; round += 1) {
    id = await addOriginal(browser)
    await Promise.all([put(small), browser.send(`/api/media/assets/${id}`, { method: 'DELETE' })])
    expect(await countStored()).toBe(0)
  }
})

test('is deleted with the account', async () => {
  await put(small)
  const deleted = await browser.sendJson('/api/account', 'DELETE', { password: 'correct horse' })
  expect(deleted.status).toBe(200)
  expect(await countStored()).toBe(0)
})

test('sends no event to other devices, and its bytes are in no list', async () => {
  const before = await (await browser.open('/api/media/assets')).json()
  await put(small)
  const after = await (await browser.open('/api/media/assets')).json()
  expect(after.cursor).toBe(before.cursor)
  expect(Object.keys(after.assets[0]).sort()).toEqual(
    [...Object.keys(before.assets[0]), 'hasThumbnail'].sort(),
  )
})

test('too many in a minute get Retry-After, and uploads still have their own limit', async () => {
  let last = await put(small)
  for (let count = 1; count < 31; count += 1) last = await put(small)
  await expectError(last, 429, 'rate_limited')
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  await addOriginal(browser)
})
