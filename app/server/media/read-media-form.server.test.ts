import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { readMediaForm } from './read-media-form.server.ts'

const part = (name: string, value: string, fileName?: string) =>
  `--cut\r\nContent-Disposition: form-data; name="${name}"${fileName ? `; filename="${fileName}"` : ''}\r\n\r\n${value}\r\n`

function createRequest(chunks: readonly string[]): Request {
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(new TextEncoder().encode(chunk))
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      controller.close()
    },
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=cut' }
  return new Request('http://localhost/', { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
}

const first = part('size', '4')
const file = part('file', 'data', 'part-name')
const id = part('id', 'one')
const fileName = part('fileName', 'a.png')
const end = '--cut--\r\n'

test.each([
  ['in one chunk', [first + file + id + fileName + end]],
  ['cut behind the file', [first + file, id + fileName + end]],
  ['cut between the fields that follow the file', [first + file + id, fileName + end]],
])('fields that follow the file are not among those before it: %s', async (_, chunks) => {
  const { before, all, bytes } = await readMediaForm(createRequest(chunks), async (form) => ({
    before: form.fields,
    bytes: await text(Readable.from(form.body)),
    all: await form.readFields(),
  }))
  expect({ ...before }).toEqual({ size: '4' })
  expect(bytes).toBe('data')
  expect({ ...all }).toEqual({ size: '4', id: 'one', fileName: 'a.png' })
})
