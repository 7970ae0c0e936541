import { once } from 'node:events'
import { createServer } from 'node:http'
import { createInflateRaw, deflateRawSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import * as ws from 'ws'
import { deflateFramesAtOnce } from './deflate-frames.server.ts'

type Codec = {
  accept(offers: unknown): unknown
  params: object
  cleanup(): void
} & Record<
  'compress' | 'decompress',
  (data: Uint8Array | string, isLast: boolean, done: (error: Error | null, data?: Buffer) => void) => void
>
const { PerMessageDeflate } = ws as unknown as { PerMessageDeflate: new (options: object) => Codec }
const original = Object.getOwnPropertyDescriptors(
  (PerMessageDeflate as unknown as { prototype: object }).prototype,
)
const theirs = { compress: original.compress?.value, decompress: original.decompress?.value }
deflateFramesAtOnce()

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

function createCodec(isServer: boolean, params: object = {}): Codec {
  const codec = new PerMessageDeflate({ isServer, maxPayload: 64_000, zlibDeflateOptions: { level: 4 } })
  codec.params = params
  return codec
}

const run = (codec: Codec, work: Codec['compress'], data: Uint8Array | string) =>
  new Promise<Buffer>((resolve, reject) =>
    work.call(codec, data, true, (error, result) => (error ? reject(error) : resolve(result as Buffer))),
  )

const texts = [
  '{"n":1}',
  '',
  'é✓'.repeat(40),
  '',
  '',
  'x'.repeat(50_000),
  '{"n":1}',
  JSON.stringify(process.versions),
]

test.each([
  {},
  { server_no_context_takeover: true, client_no_context_takeover: true },
  { server_max_window_bits: 9, client_max_window_bits: 9 },
])('frames are understood by the codec of ws and the other way round, with %j', async (params) => {
  const ours = createCodec(true, params)
  const other = createCodec(false, params)
  for (const text of texts) {
    const down = await run(ours, ours.compress, text)
    expect(String(await run(other, theirs.decompress, down))).toBe(text)
    // ws cannot compress an empty frame after another one.
    if (text === '') continue
    const up = await run(other, theirs.compress, text)
    expect(String(await run(ours, ours.decompress, up))).toBe(text)
  }
  other.cleanup()
})

test('a repeated frame costs a few bytes', async () => {
  const codec = createCodec(true)
  const text = JSON.stringify(process.versions)
  const first = await run(codec, codec.compress, text)
  expect(first.byteLength).toBeGreaterThan(200)
  expect((await run(codec, codec.compress, text)).byteLength).toBeLessThan(20)
})

test('a frame that ends its stream is followed by others', async () => {
  const codec = createCodec(true)
  expect(String(await run(codec, codec.decompress, deflateRawSync('one')))).toBe('one')
  expect(String(await run(codec, codec.decompress, deflateRawSync('two')))).toBe('two')
})

test('bytes that are not compressed are an error', async () => {
  const codec = createCodec(true)
  await expect(run(codec, codec.decompress, Buffer.from([0xff, 0xff, 0xff]))).rejects.toThrow(
    'not compressed',
  )
})

test('a frame that unpacks to more than is allowed closes the connection, and is not unpacked whole', async () => {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const sockets = new ws.WebSocketServer({ server, maxPayload: 64_000, perMessageDeflate: { threshold: 0 } })
  closing.push(
    () => sockets.close(),
    () => server.close(),
  )
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined)
    socket.on('message', (data) => socket.send(data.toString()))
  })
  const { port } = server.address() as { port: number }
  const socket = new ws.WebSocket(`ws://127.0.0.1:${port}`)
  closing.push(() => socket.terminate())
  await once(socket, 'open')
  socket.send('back')
  const [answer] = await once(socket, 'message')
  expect(String(answer)).toBe('back')
  socket.send(Buffer.alloc(50_000_000))
  const [code] = await once(socket, 'close')
  expect(code).toBe(1009)
})

test('the window of the other side is kept to', async () => {
  const codec = createCodec(true, { server_max_window_bits: 9 })
  const packed = Buffer.concat([
    await run(codec, codec.compress, 'abc'.repeat(2_000)),
    Buffer.from([0, 0, 255, 255]),
  ])
  const inflate = createInflateRaw({ windowBits: 9 })
  inflate.write(packed)
  const [text] = await once(inflate, 'data')
  expect(String(text)).toBe('abc'.repeat(2_000))
})
