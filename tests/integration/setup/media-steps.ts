import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { BrowserWithoutJavaScript } from './browser-without-javascript.ts'

export const hashBytes = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A film by its header, with as many bytes after it. */
export function mp4(sizeBytes: number): Buffer {
  return Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'), randomBytes(sizeBytes)])
}

export function postAsset(
  browser: BrowserWithoutJavaScript,
  bytes: Uint8Array,
  fields: Record<string, string>,
  options: { isFileFirst?: boolean } = {},
): Promise<Response> {
  const form = new FormData()
  const file = new Blob([Buffer.from(bytes)])
  if (options.isFileFirst) form.append('file', file, 'part-name')
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (!options.isFileFirst) form.append('file', file, 'part-name')
  return browser.send('/api/media/assets', { method: 'POST', body: form })
}

export function startUpload(
  browser: BrowserWithoutJavaScript,
  bytes: Uint8Array,
  fields: { id?: string; fileName: string; fileType?: string; size?: number },
): Promise<Response> {
  return browser.sendJson('/api/media/uploads', 'POST', {
    id: randomUUID(),
    fileType: bytes.byteLength > 10_000_000 ? 'video' : 'image',
    mimeType: 'image/png',
    size: bytes.byteLength,
    sha256: hashBytes(bytes),
    ...fields,
  })
}

type Part = { url: string; headers: Record<string, string>; offset: number; size: number }

/** As a browser sends them: without cookies, straight to the signed address. */
export async function sendParts(origin: string, upload: { parts: Part[] }, bytes: Uint8Array): Promise<void> {
  for (const { url, headers, offset, size } of upload.parts) {
    const body = Buffer.from(bytes.subarray(offset, offset + size))
    const answer = await fetch(new URL(url, origin), { method: 'PUT', headers, body })
    if (!answer.ok) throw new Error(`The part was answered with ${answer.status}: ${await answer.text()}`)
  }
}

/** Checks the one shape of API errors; returns the body. */
export async function expectError(response: Response, status: number, code: string) {
  const body = await response.json()
  expect([response.status, body.error?.code]).toEqual([status, code])
  expect(body.error.message).toMatch(/^\S.*\.$/s)
  return body
}
