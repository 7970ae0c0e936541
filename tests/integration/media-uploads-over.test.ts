import { randomBytes, randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { png } from '#tests/factories/picture-bytes.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { mp4, postAsset, startUpload } from './setup/media-steps.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const password = 'correct horse'
let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

async function listFiles(): Promise<string[]> {
  const folder = join(server.dataDir, 'media')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

type Upload = {
  id: string
  parts: { url: string; headers: Record<string, string>; offset: number; size: number }[]
}

async function begin(browser: BrowserWithoutJavaScript, bytes: Buffer, fileName: string) {
  const begun = await startUpload(browser, bytes, { fileName })
  expect(begun.status).toBe(201)
  const { upload } = (await begun.json()) as { upload: Upload }
  const [first] = upload.parts
  if (first === undefined) throw new Error('The upload has no part.')
  const put = () =>
    fetch(new URL(first.url, server.url), {
      method: 'PUT',
      headers: first.headers,
      body: Buffer.from(bytes.subarray(first.offset, first.offset + first.size)),
    })
  return { upload, put }
}

const kinds = [
  ['a picture', Buffer.concat([png(8, 8), randomBytes(1_000)]), 'a.png'],
  ['a film in parts', mp4(11_000_000), 'film.mp4'],
] as const

test.each(kinds)(
  'a signed address of %s accepts nothing after the upload was aborted',
  async (_, bytes, fileName) => {
    const { browser } = await createFreshAccount(server)
    const before = await listFiles()
    const { upload, put } = await begin(browser, bytes, fileName)
    expect((await browser.send(`/api/media/uploads/${upload.id}`, { method: 'DELETE' })).status).toBe(200)
    expect((await put()).status).toBe(404)
    expect(await listFiles()).toEqual(before)
  },
)

test.each(kinds)(
  'a signed address of %s accepts nothing after the account was deleted, and nothing of it stays',
  async (_, bytes, fileName) => {
    const { browser } = await createFreshAccount(server)
    const before = await listFiles()
    const { put } = await begin(browser, bytes, fileName)
    expect((await put()).status).toBe(200)
    expect((await browser.sendJson('/api/account', 'DELETE', { password })).status).toBeLessThan(300)
    expect(await listFiles()).toEqual(before)
    expect((await put()).status).toBe(404)
    expect(await listFiles()).toEqual(before)
  },
)

test('an upload that is rejected, because another with its id was first, does not replace that one’s file', async () => {
  const { browser } = await createFreshAccount(server)
  const id = randomUUID()
  const fields = { id, fileName: 'same.png', fileType: 'image', mimeType: 'image/png' }
  const [accepted, refused] = [png(8, 8), png(9, 9)].map((head) => Buffer.concat([head, randomBytes(2_000)]))
  if (accepted === undefined || refused === undefined) throw new Error('There are two.')
  const { body, finish } = createHeldForm(fields, refused)
  const slow = browser.send('/api/media/assets', {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=held' },
    body,
    duplex: 'half',
  } as RequestInit)
  // The server is in the middle of writing it, and has found nothing under that id.
  await expect.poll(async () => (await listTemporary()).length).toBe(1)
  expect((await postAsset(browser, accepted, fields)).status).toBe(201)
  finish()
  expect((await slow).status).toBe(409)
  const file = await browser.open(`/api/media/assets/${id}/file`)
  const stored = await fetch(new URL(file.headers.get('location') ?? '', server.url))
  expect(Buffer.from(await stored.arrayBuffer()).equals(accepted)).toBe(true)
  expect((await listFiles()).filter((name) => name.startsWith(id))).toHaveLength(1)
})

const listTemporary = () => readdir(join(server.dataDir, 'media', 'temporary')).catch(() => [])

/** A form whose file stops in the middle until `finish`. */
function createHeldForm(fields: Record<string, string>, bytes: Buffer) {
  const named = Object.entries(fields).map(
    ([name, value]) => `--held\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `${named.join('')}--held\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`
  let finish: () => void = () => undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.concat([Buffer.from(head), bytes.subarray(0, 1_500)]))
      finish = () => {
        controller.enqueue(Buffer.concat([bytes.subarray(1_500), Buffer.from('\r\n--held--\r\n')]))
        controller.close()
      }
    },
  })
  return { body, finish: () => finish() }
}
