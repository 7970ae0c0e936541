import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFontFile } from '#tests/factories/font-file.ts'
import { gif, jpeg, png, webpLossy } from '#tests/factories/picture-bytes.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { expectError, hashBytes, mp4, postAsset, startUpload } from './setup/media-steps.ts'
import { type ServerProcess, spawnServer, waitForUrl } from './setup/server-process.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const QUOTA = 300_000
const picture = png(1206, 2622)

let server: TestServer
let small: TestServer
let browser: BrowserWithoutJavaScript
let accountId: string

beforeAll(async () => {
  server = await startTestServer({ MEDIA_VIDEO_MAX_BYTES: '120000000' })
  small = await startTestServer({
    MEDIA_QUOTA_BYTES: String(QUOTA),
    MEDIA_VIDEO_MAX_BYTES: '200000',
    MEDIA_IMAGE_MAX_BYTES: '50000',
    MEDIA_UPLOADS_PER_MINUTE: '60',
  })
})
afterAll(async () => {
  await small.stop()
  await server.stop()
})
beforeEach(async () => {
  ;({ browser, accountId } = await createFreshAccount(server))
})

const removeObjects = (of: TestServer, owner = accountId) =>
  rm(join(of.dataDir, 'media/objects', owner), { recursive: true })
const list = async (from = browser) => (await (await from.open('/api/media/assets')).json()).assets
const findObjects = async (of: TestServer, owner = accountId) =>
  (await readdir(join(of.dataDir, 'media'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.parentPath.includes(owner))
    .map(({ name }) => name)

describe('POST /api/media/assets', () => {
  test('stores the file and returns its format, detected from its bytes', async () => {
    const id = randomUUID()
    const response = await postAsset(browser, picture, {
      id,
      fileName: 'Capture 1.png',
      fileType: 'image',
      mimeType: 'image/jpeg',
      sha256: hashBytes(picture),
    })
    expect(response.status).toBe(201)
    const asset = await response.json()
    expect(asset).toEqual({
      id,
      userId: accountId,
      fileName: 'Capture 1.png',
      fileType: 'image',
      mimeType: 'image/png',
      size: picture.byteLength,
      width: 1206,
      height: 2622,
      sha256: hashBytes(picture),
      seq: 1,
      cloudUrl: expect.stringMatching(/^\/api\/media\/objects\/\S+$/),
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect(await findObjects(server)).toEqual([`${id}-Capture-1.png`])
    expect(await list()).toEqual([{ ...asset, cloudUrl: expect.any(String) }])
  })

  test('a stored file is served to holders of the signed address, and only as a picture', async () => {
    const { id, cloudUrl } = await (await postAsset(browser, picture, { fileName: 'é.png' })).json()
    for (const path of [
      cloudUrl,
      (await browser.open(`/api/media/assets/${id}/file`)).headers.get('location'),
    ]) {
      const answer = await fetch(new URL(path, server.url))
      expect(answer.status).toBe(200)
      expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true)
      expect(answer.headers.get('content-type')).toBe('image/png')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; sandbox")
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(answer.headers.get('content-disposition')).toMatch(/^inline; .*filename\*=UTF-8''%C3%A9\.png$/)
      expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=3[56]\d\d, immutable$/)
    }
    const range = await fetch(new URL(cloudUrl, server.url), { headers: { range: 'bytes=1-3' } })
    expect([range.status, await range.text()]).toEqual([206, 'PNG'])
  })

  const html = Buffer.from('<!DOCTYPE html><script>alert(1)</script>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const cut = (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 20)
  test.each([
    ['an SVG with a script called .png', svg, 415, 'unsupported_media_type'],
    ['a web page called .jpg', html, 415, 'unsupported_media_type'],
    [
      'a web page with a comment before it',
      Buffer.concat([Buffer.from('<!-- \x89PNG -->'), html]),
      415,
      'unsupported_media_type',
    ],
    ['a QuickTime film', Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  '), 415, 'unsupported_media_type'],
    ['a 3GP film', Buffer.from('\0\0\0\x14ftyp3gp4\0\0\0\x003gp4'), 415, 'unsupported_media_type'],
    ['audio in an MP4', Buffer.from('\0\0\0\x14ftypM4A \0\0\0\0M4A '), 415, 'unsupported_media_type'],
    [
      'a Matroska film that is not WebM',
      Buffer.from('\x1aE\xdf\xa3\x93B\x82\x88matroska', 'latin1'),
      415,
      'unsupported_media_type',
    ],
    ['a file of nothing', Buffer.alloc(0), 415, 'unsupported_media_type'],
    ['a header of 60000×60000', png(60_000, 60_000), 413, 'too_large'],
    [
      'a GIF header of 65535×65535',
      Buffer.from('GIF89a\xff\xff\xff\xff\0\0\0\x3b', 'latin1'),
      413,
      'too_large',
    ],
    ['a PNG cut off', cut(png(10, 10)), 400, 'invalid'],
    ['a PNG cut off in its header', png(10, 10).subarray(0, 20), 400, 'invalid'],
    ['a JPEG cut off', cut(jpeg(10, 10)), 400, 'invalid'],
    ['a WebP cut off', cut(webpLossy(10, 10)), 400, 'invalid'],
    ['a GIF cut off', gif().subarray(0, 13), 400, 'invalid'],
    ['a TTF cut off', cut(createFontFile({ signs: 'abc' })), 400, 'invalid'],
    ['a WOFF2 of its signature alone', Buffer.from('wOF2'), 400, 'invalid'],
    ['a collection of fonts', Buffer.from('ttcf\0\x01\0\0'), 415, 'unsupported_media_type'],
  ])('rejects %s, and stores nothing', async (_, bytes, status, code) => {
    for (const options of [{ isFileFirst: false }, { isFileFirst: true }]) {
      const fields = { id: randomUUID(), fileName: 'a.png', fileType: 'image', mimeType: 'image/png' }
      await expectError(await postAsset(browser, bytes, fields, options), status, code)
    }
    expect(await list()).toEqual([])
    expect(await findObjects(server)).toEqual([])
  })

  test('a font is stored as one, whatever it is called, and has no size in pixels', async () => {
    const bytes = Buffer.from(createFontFile({ signs: 'abc' }))
    const response = await postAsset(browser, bytes, { fileName: 'acme.png', mimeType: 'image/png' })
    expect(response.status).toBe(201)
    const asset = await response.json()
    expect(asset).toMatchObject({ fileType: 'font', mimeType: 'font/ttf', size: bytes.byteLength })
    expect(asset.width ?? undefined).toBeUndefined()
    const answer = await fetch(new URL(asset.cloudUrl, server.url))
    expect(answer.headers.get('content-type')).toBe('font/ttf')
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
  })

  test('a picture that is also a page or a script is only ever served as the picture', async () => {
    const polyglots = [
      ['image/png', Buffer.concat([png(10, 10), html])],
      ['image/gif', Buffer.from('GIF89a/*\x01\0*/=1;alert(1);', 'latin1')],
    ] as const
    for (const [mimeType, bytes] of polyglots) {
      const response = await postAsset(browser, bytes, { fileName: 'a.html', mimeType: 'text/html' })
      expect(response.status).toBe(201)
      const answer = await fetch(new URL((await response.json()).cloudUrl, server.url))
      expect(answer.headers.get('content-type')).toBe(mimeType)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    }
  })

  test.each([
    ['../../../etc/passwd', 'passwd', 'passwd'],
    ['..\\..\\windows\\a.png', 'a.png', 'a.png'],
    ['a\0b.png', 'ab.png', 'ab.png'],
    ['\u202egnp.exe', 'gnp.exe', 'gnp.exe'],
    ['..', 'picture', 'picture'],
    ['<img src=x onerror=alert(1)>.png', 'img src=x onerror=alert(1).png', 'img-src-x-onerror-alert-1-.png'],
    ['Bildschirm äöü.png', 'Bildschirm äöü.png', 'Bildschirm-aou.png'],
    ['截图.png', '截图.png', 'png'],
    [`${'n'.repeat(400)}.png`, `${'n'.repeat(116)}.png`, `${'n'.repeat(76)}.png`],
  ])('the name %j is shown as %j and stored as %j', async (given, shown, stored) => {
    for (const options of [{ isFileFirst: false }, { isFileFirst: true }]) {
      const id = randomUUID()
      const response = await postAsset(browser, picture, { id, fileName: given }, options)
      expect(await response.json()).toMatchObject({ fileName: shown })
      expect((await findObjects(server)).join('\n')).toContain(`${id}-${stored}`)
    }
  })

  test.each([
    ['no form', { body: 'x', headers: { 'content-type': 'text/plain' } }],
    ['no boundary', { body: 'x', headers: { 'content-type': 'multipart/form-data' } }],
    [
      'a form that breaks off',
      {
        body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      },
    ],
    [
      'a form without a file',
      {
        body: '--b\r\nContent-Disposition: form-data; name="fileName"\r\n\r\nabc\r\n--b--\r\n',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      },
    ],
  ])('rejects %s', async (_, init) => {
    await expectError(await browser.send('/api/media/assets', { method: 'POST', ...init }), 400, 'invalid')
  })

  test.each([{ id: 'not-a-uuid' }, { sha256: 'abc' }, { width: '-1' }, { size: 'many' }])(
    'rejects the field %j',
    async (field) => {
      await expectError(await postAsset(browser, picture, { fileName: 'a.png', ...field }), 400, 'invalid')
    },
  )
})

describe('the limits', () => {
  let limited: BrowserWithoutJavaScript
  let limitedId: string
  beforeEach(async () => {
    ;({ browser: limited, accountId: limitedId } = await createFreshAccount(small))
  })

  test('a file that turns out to be too large is rejected while it is still being sent, and the response arrives', async () => {
    const upload = httpRequest(new URL('/api/media/assets', small.url), {
      method: 'POST',
      headers: { cookie: limited.cookieHeader, 'content-type': 'multipart/form-data; boundary=b' },
    })
    const responded = once(upload, 'response')
    upload.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n')
    upload.write(mp4(0))
    let isAnswered = false
    responded.then(() => {
      isAnswered = true
    })
    let sentBytes = 0
    // Never ends by itself: the response stops it.
    while (!isAnswered) {
      const chunk = Buffer.alloc(65_536)
      sentBytes += chunk.byteLength
      if (!upload.write(chunk)) await Promise.race([once(upload, 'drain'), responded])
      else await new Promise(setImmediate)
    }
    const [response] = await responded
    let text = ''
    for await (const chunk of response) text += chunk
    expect(response.statusCode).toBe(413)
    expect(JSON.parse(text)).toMatchObject({
      error: { code: 'too_large' },
      reason: 'file',
      maxBytes: 200_000,
    })
    expect(sentBytes).toBeGreaterThan(200_000)
    upload.destroy()
    expect(await findObjects(small, limitedId)).toEqual([])
  })

  test('an image has another limit than a video', async () => {
    const large = Buffer.concat([picture, randomBytes(60_000)])
    const body = await expectError(await postAsset(limited, large, { fileName: 'a.png' }), 413, 'too_large')
    expect(body).toMatchObject({ reason: 'file', maxBytes: 50_000 })
    expect((await postAsset(limited, mp4(60_000), { fileName: 'a.mp4' })).status).toBe(201)
  })

  test('the quota holds for many uploads at once over two servers, to the file', async () => {
    const other = await spawnServer({
      DATABASE_URL: small.databaseUrl,
      BETTER_AUTH_SECRET: 'a secret that is only used by the tests',
      MEDIA_QUOTA_BYTES: String(QUOTA),
    })
    try {
      const url = await waitForUrl(other)
      const elsewhere = limited.at(url)
      const responses = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          postAsset(n % 2 ? limited : elsewhere, mp4(49_000), { fileName: `${n}.mp4` }),
        ),
      )
      const statuses = responses.map(({ status }) => status)
      expect(statuses.filter((status) => status === 201)).toHaveLength(6)
      const refused = responses.filter(({ status }) => status === 507)
      expect(refused).toHaveLength(6)
      for (const answer of refused) {
        const body = await expectError(answer, 507, 'insufficient_storage')
        expect(body).toMatchObject({ reason: 'quota', quotaBytes: QUOTA })
      }
      expect(await (await limited.open('/api/media/usage')).json()).toMatchObject({
        quotaBytes: QUOTA,
        fileCount: 6,
      })
      // Announced uploads count as well.
      await expectError(
        await startUpload(limited, mp4(49_000), { fileName: 'a.mp4' }),
        507,
        'insufficient_storage',
      )
      const [{ id }] = await list(limited)
      await limited.send(`/api/media/assets/${id}`, { method: 'DELETE' })
      expect((await startUpload(limited, mp4(40_000), { fileName: 'a.mp4' })).status).toBe(201)
      await expectError(
        await postAsset(limited, mp4(30_000), { fileName: 'a.mp4' }),
        507,
        'insufficient_storage',
      )
    } finally {
      await stopProcess(other)
    }
  })

  test('a stored file that is sent again near the quota is stored, not refused', async () => {
    const film = mp4(199_000)
    const fields = { id: randomUUID(), fileName: 'a.mp4', sha256: hashBytes(film) }
    expect((await postAsset(limited, film, fields)).status).toBe(201)
    expect((await postAsset(limited, mp4(90_000), { fileName: 'b.mp4' })).status).toBe(201)
    expect((await postAsset(limited, film, fields)).status).toBe(200)
    const other = { ...fields, id: randomUUID() }
    await expectError(await postAsset(limited, film, other), 507, 'insufficient_storage')
  })

  test('uploads are counted per account and minute over all servers', async () => {
    const responses: Response[] = []
    for (let n = 0; n < 61; n += 1) responses.push(await postAsset(limited, svgBytes, { fileName: 'a.svg' }))
    const last = responses.pop()
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([415]))
    expect(last?.status).toBe(429)
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
    const { browser: someoneElse } = await createFreshAccount(small)
    expect((await postAsset(someoneElse, picture, { fileName: 'a.png' })).status).toBe(201)
  })
})

const svgBytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')

async function stopProcess({ child }: ServerProcess): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

test.runIf(process.platform === 'linux')(
  'an upload of 100 MB adds less than 64 MB to the server',
  async () => {
    const status = join('/proc', String(server.pid), 'status')
    const readMegabytes = async (name: string) =>
      Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(await readFile(status, 'utf8'))?.[1]) / 1_000
    // Created first: the server closes a connection that is idle for as long as that takes.
    const film = mp4(100_000_000)
    await postAsset(browser, film.subarray(0, 20_000_000), { fileName: 'warm.mp4' })
    const beforeMegabytes = await readMegabytes('VmRSS')
    // "5" sets the highest value back to the present one (proc(5), clear_refs).
    await writeFile(join('/proc', String(server.pid), 'clear_refs'), '5')
    const response = await postAsset(browser, film, { id: randomUUID(), fileName: 'film.mp4' })
    expect(response.status).toBe(201)
    const peakMegabytes = await readMegabytes('VmHWM')
    expect(peakMegabytes).toBeGreaterThan(50)
    expect(peakMegabytes - beforeMegabytes).toBeLessThan(64)
  },
)

describe('rows for devices', () => {
  test('have the account’s seq; since returns later rows, deleted ones too, in order', async () => {
    const add = async () => (await postAsset(browser, picture, { fileName: 'a.png' })).json()
    const [first, second] = [await add(), await add()]
    const follow = async (since: number) => (await browser.open(`/api/media/assets?since=${since}`)).json()
    const all = await follow(0)
    expect(all.assets.map(({ id }: { id: string }) => id)).toEqual([first.id, second.id])
    expect(all).toMatchObject({ cursor: second.seq, more: false })
    await browser.send(`/api/media/assets/${first.id}`, { method: 'DELETE' })
    const later = await follow(all.cursor)
    expect(later.assets).toMatchObject([{ id: first.id, deletedAt: expect.any(String) }])
    expect(await follow(later.cursor)).toEqual({
      ...{ assets: [], cursor: later.cursor, more: false },
      epoch: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect((await list()).map(({ id }: { id: string }) => id)).toEqual([second.id])
    for (const since of ['x', '-1', '1.5', '9'.repeat(30)]) {
      await expectError(await browser.open(`/api/media/assets?since=${since}`), 400, 'invalid')
    }
  })

  test('[F28] of two renames the later wins, whatever the clocks of the devices say', async () => {
    const { id } = await (await postAsset(browser, picture, { fileName: 'a.png' })).json()
    const rename = async (fileName: string, ageMs: number, clockMs: number) => {
      const sentAt = new Date(Date.now() + clockMs)
      const updatedAt = new Date(sentAt.getTime() - ageMs)
      const response = await browser.sendJson(`/api/media/assets/${id}`, 'PATCH', {
        fileName,
        updatedAt,
        sentAt,
      })
      return (await response.json()).fileName
    }
    const YEAR_MS = 365 * 24 * 3_600_000
    expect(await rename('now.png', 0, YEAR_MS)).toBe('now.png')
    expect(await rename('an hour ago.png', 3_600_000, 0)).toBe('now.png')
    expect(await rename('../later.png', 0, -YEAR_MS)).toBe('later.png')
    await expectError(
      await browser.sendJson(`/api/media/assets/${id}`, 'PATCH', { fileName: ' ', updatedAt: new Date() }),
      400,
      'invalid',
    )
  })

  test('a file in use is deleted only by force, and the response lists its uses', async () => {
    const { id } = await (await postAsset(browser, picture, { fileName: 'a.png' })).json()
    const projectId = randomUUID()
    const frame = { id: 'e', mediaByLocale: { en: id } }
    const data = { schemaVersion: 1, screensByCanvasSize: {}, elements: { e: frame } }
    await browser.sendJson(`/api/projects/${projectId}`, 'PUT', { name: 'My app', data, baseRevision: 0 })
    const remove = (query = '') => browser.send(`/api/media/assets/${id}${query}`, { method: 'DELETE' })
    const body = await expectError(await remove(), 409, 'conflict')
    expect(body.projects).toEqual([{ id: projectId, name: 'My app' }])
    expect(await list()).toHaveLength(1)
    const deleted = await (await remove('?force=1')).json()
    expect(deleted).toEqual({ id, deletedAt: expect.any(String) })
    expect(await (await remove()).json()).toEqual(deleted)
    // The project still shows it: its bytes stay.
    expect((await browser.open(`/api/media/assets/${id}/file`)).status).toBe(302)
    expect(await (await browser.open(`/api/media/assets/${id}`)).json()).toMatchObject(deleted)
  })
})

test.each(['', 'deleted '])(
  'a %sfile whose object is gone from the storage is uploaded again',
  async (state) => {
    const fields = { id: randomUUID(), fileName: 'a.png', sha256: hashBytes(picture) }
    expect((await postAsset(browser, picture, fields)).status).toBe(201)
    if (state !== '') await browser.send(`/api/media/assets/${fields.id}`, { method: 'DELETE' })
    await removeObjects(server)
    expect(await (await startUpload(browser, picture, fields)).json()).toHaveProperty('upload')
    const known = await (await browser.open(`/api/media/assets/${fields.id}`)).json()
    expect(known).not.toHaveProperty('cloudUrl')
    const again = await postAsset(browser, picture, fields)
    expect(again.status).toBe(201)
    const { cloudUrl } = await again.json()
    const answer = await fetch(new URL(cloudUrl, server.url))
    expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true)
    expect(await (await browser.open('/api/media/usage')).json()).toMatchObject({ fileCount: 1 })
  },
)

test('a font that a text is set in is deleted only by force', async () => {
  const font = createFontFile({ signs: 'ab' })
  const { id } = await (await postAsset(browser, font, { fileName: 'Own.ttf' })).json()
  const projectId = randomUUID()
  const texts = { t: { type: 'text', style: { family: `media:${id}` } } }
  const data = { schemaVersion: 1, screensByCanvasSize: {}, elements: texts }
  await browser.sendJson(`/api/projects/${projectId}`, 'PUT', { name: 'My app', data, baseRevision: 0 })
  const remove = (query = '') => browser.send(`/api/media/assets/${id}${query}`, { method: 'DELETE' })
  const body = await expectError(await remove(), 409, 'conflict')
  expect(body.projects).toEqual([{ id: projectId, name: 'My app' }])
  expect((await remove('?force=1')).status).toBe(200)
  // Texts that are set in it still get its bytes.
  expect((await browser.open(`/api/media/assets/${id}/file`)).status).toBe(302)
})

describe('uploads to a signed address', () => {
  const _film = mp4(20_000_000)

  test('a file that is too large, or empty, is rejected before anything is sent', async () => {
    await expectError(
      await startUpload(browser, picture, { fileName: 'a.png', size: 11_000_000 }),
      413,
      'too_large',
    )
    await expectError(await startUpload(browser, picture, { fileName: 'a.png', size: 0 }), 400, 'invalid')
    await expectError(
      await startUpload(browser, picture, { fileName: 'a.txt', fileType: 'document' }),
      400,
      'invalid',
    )
  })
})

describe('every route', () => {
  const walk = (assetId: string, uploadId: string): [string, string, object?][] => [
    ['GET', `/api/media/assets/${assetId}`],
    ['GET', `/api/media/assets/${assetId}/file`],
    ['GET', `/api/media/assets/${assetId}/thumbnail?sha256=${hashBytes(picture)}`],
    ['PUT', `/api/media/assets/${assetId}/thumbnail?sha256=${hashBytes(picture)}`, {}],
    ['PATCH', `/api/media/assets/${assetId}`, { fileName: 'mine.png', updatedAt: new Date() }],
    ['DELETE', `/api/media/assets/${assetId}`],
    ['DELETE', `/api/media/assets/${assetId}?force=1`],
    ['GET', `/api/media/uploads/${uploadId}`],
    ['POST', `/api/media/uploads/${uploadId}/complete`],
    ['DELETE', `/api/media/uploads/${uploadId}`],
  ]
  const send = (from: BrowserWithoutJavaScript, [method, path, body]: [string, string, object?]) =>
    body ? from.sendJson(path, method, body) : from.send(path, { method })

  test('responds with 404 to another account’s ids, and changes nothing', async () => {
    const asset = await (await postAsset(browser, picture, { fileName: 'a.png' })).json()
    const { upload } = await (await startUpload(browser, png(7, 7), { fileName: 'b.png' })).json()
    const { browser: stranger } = await createFreshAccount(server)
    for (const step of walk(asset.id, upload.id)) {
      await expectError(await send(stranger, step), 404, 'not_found')
    }
    for (const id of ['x', '..%2f..%2fetc', 'a%00b', randomUUID()]) {
      for (const step of walk(id, id)) await expectError(await send(stranger, step), 404, 'not_found')
    }
    expect(await list(stranger)).toEqual([])
    expect(await list()).toEqual([{ ...asset, cloudUrl: expect.any(String) }])
    // The same id in another account is another asset.
    const own = await postAsset(stranger, png(9, 9), { id: asset.id, fileName: 'a.png' })
    expect(own.status).toBe(201)
    expect(await list()).toEqual([{ ...asset, cloudUrl: expect.any(String) }])
  })

  test('responds with 401 without a session', async () => {
    const nobody = browser.at(server.url, { isSignedOut: true })
    const steps: [string, string, object?][] = [
      ...walk(randomUUID(), randomUUID()),
      ['GET', '/api/media/assets'],
      ['GET', '/api/media/usage'],
      ['POST', '/api/media/assets', {}],
      ['POST', '/api/media/uploads', {}],
    ]
    for (const step of steps) await expectError(await send(nobody, step), 401, 'unauthorized')
  })

  test('responds with 405 to unknown methods', async () => {
    for (const [method, path] of [
      ['PUT', '/api/media/assets'],
      ['POST', '/api/media/usage'],
      ['GET', '/api/media/uploads'],
      ['POST', `/api/media/assets/${randomUUID()}/file`],
      ['DELETE', `/api/media/assets/${randomUUID()}/thumbnail`],
    ] as const) {
      await expectError(await browser.send(path, { method }), 405, 'method_not_allowed')
    }
  })

  test('an address signed for one purpose opens nothing else', async () => {
    for (const token of ['', 'x', 'x.y', '../../etc/passwd']) {
      const answer = await fetch(`${server.url}/api/media/objects/${encodeURIComponent(token)}`)
      expect(answer.status).toBeGreaterThanOrEqual(403)
      expect(answer.status).toBeLessThan(405)
    }
  })
})

test('the server reports whether its storage can be reached', async () => {
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({
    status: 'ready',
    database: 'reachable',
    storage: 'reachable',
  })
  const sql = postgres(server.databaseUrl, { max: 1 })
  expect(await sql`select count(*)::int as count from media_uploads where completing_at is not null`).toEqual(
    [{ count: 0 }],
  )
  await sql.end()
})
