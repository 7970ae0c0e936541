import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiveMedia } from '#app/server/media/receive-media.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { png } from '#tests/factories/picture-bytes.ts'
import { createAccountRow, createTestRuntime } from './setup/test-runtime.ts'

const picture = png(10, 20)

let runtime: Services & { close(): Promise<void> }
/** As with a bucket, which says whether an object is there and keeps no place for one that is being sent. */
let bucketLike: Services
beforeAll(async () => {
  runtime = await createTestRuntime()
  const { storage } = runtime
  const claim = async (key: string) => (await storage.head(key)) === undefined
  bucketLike = { ...runtime, storage: { ...storage, claim } }
})
afterAll(() => runtime.close())

async function createUploads() {
  const accountId = await createAccountRow(runtime, randomUUID().replaceAll('-', ''))
  const known = { id: randomUUID(), fileName: 'a.png' }
  return (body: AsyncIterable<Uint8Array>) =>
    receiveMedia(bucketLike, accountId, { body, known, readDescription: async () => known })
}

async function* whole() {
  yield picture
}

function createSignal() {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

/** Hangs in the middle until it is let go, and ends as `end` says. */
function createHanging(end: () => Uint8Array) {
  const [started, ended] = [createSignal(), createSignal()]
  async function* send() {
    yield picture.subarray(0, 20)
    started.give()
    await ended.given
    yield end()
  }
  return { body: send(), started: started.given, letGo: ended.give }
}

async function readObject(key: string): Promise<Buffer> {
  const object = await runtime.storage.open(key)
  if (object === undefined) throw new Error('The original is gone.')
  const chunks: Uint8Array[] = []
  for await (const chunk of object.body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test.each([
  [
    'that breaks off',
    () => {
      throw new Error('cut off')
    },
  ],
  ['whose bytes are refused', () => Buffer.from('not the rest of the picture')],
  ['that arrives after all', () => picture.subarray(20)],
])('[F41] a second upload of one id %s leaves the original of the first', async (_, end) => {
  const upload = await createUploads()
  const slow = createHanging(end)
  const first = upload(slow.body).catch((error: unknown) => error)
  await slow.started
  const second = await upload(whole())
  if (second.kind !== 'stored') throw new Error(`It is ${second.kind}.`)
  slow.letGo()
  await first
  expect((await readObject(second.asset.objectKey)).equals(picture)).toBe(true)
})

test('an upload that failed leaves its key to the next one', async () => {
  const upload = await createUploads()
  const broken = createHanging(() => {
    throw new Error('cut off')
  })
  broken.letGo()
  await expect(upload(broken.body)).rejects.toThrow('cut off')
  const next = await upload(whole())
  if (next.kind !== 'stored') throw new Error(`It is ${next.kind}.`)
  expect(next.asset.objectKey).toMatch(/\/[0-9a-f-]{36}-a\.png$/)
})
