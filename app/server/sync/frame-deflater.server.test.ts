import { constants, createInflateRaw, type InflateRaw } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf } from '#tests/setup/runs-of.ts'
import { createFrameDeflater } from './frame-deflater.server.ts'

const END = [0, 0, 0xff, 0xff]

/** One after another, as a browser does: all it has been given is out when the flush is through. */
async function inflate(reader: InflateRaw, packed: Uint8Array): Promise<Buffer> {
  const chunks: Buffer[] = []
  const collect = (chunk: Buffer) => chunks.push(chunk)
  reader.on('data', collect)
  await new Promise<void>((resolve) =>
    reader.write(packed, () => reader.flush(constants.Z_SYNC_FLUSH, resolve)),
  )
  reader.off('data', collect)
  return Buffer.concat(chunks)
}

/** Repetitions near and far, long and short, and what repeats nothing. */
const piece = fc.oneof(
  fc.constantFrom('{"n":', '"projectId":"', 'e'.repeat(300), 'abcd', 'é✓', ''),
  fc.stringMatching(/^[0-9a-f]{0,64}$/),
  fc.integer({ min: 0, max: 99_999 }).map(String),
)
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.from(pieces.join('')))
const noise = fc.uint8Array({ maxLength: 700 })
const long = fc
  .integer({ min: 1_990, max: 9_000 })
  .map((size) => Buffer.from('many words '.repeat(size)).subarray(0, size))
const frames = fc.array(fc.oneof({ weight: 4, arbitrary: text }, noise, long), { maxLength: 40 })

test.each([9, 10, 12, 15])('zlib reads every frame, with a window of %i bits', async (windowBits) => {
  await fc.assert(
    fc.asyncProperty(frames, async (all) => {
      const deflater = createFrameDeflater(windowBits)
      const reader = createInflateRaw({ windowBits })
      for (const frame of all) {
        const packed = deflater.push(frame)
        expect([...packed.subarray(-4)]).toEqual(END)
        expect(Buffer.compare(await inflate(reader, packed), frame)).toBe(0)
      }
      reader.close()
    }),
    { numRuns: runsOf(60) },
  )
})

test('every length and distance has its code', async () => {
  const deflater = createFrameDeflater(15)
  const reader = createInflateRaw({ windowBits: 15 })
  const start = Buffer.from('0123456789')
  for (let length = 4; length <= 300; length += 1) {
    for (const gap of [0, 1, length * 7]) {
      // Bytes that do not come again lie between the two.
      const between = Buffer.from(
        Array.from({ length: gap % 1_500 }, (_, at) => 128 + ((at * 37 + length) % 100)),
      )
      const repeated = Buffer.concat([start, Buffer.alloc(length, 'xyz')])
      const frame = Buffer.concat([repeated, between, repeated]).subarray(0, 2_000)
      expect(Buffer.compare(await inflate(reader, deflater.push(frame)), frame)).toBe(0)
    }
  }
  reader.close()
})

test('a frame like the one before costs a fraction of it, also after a long one', () => {
  const deflater = createFrameDeflater(12)
  const frame = Buffer.from(
    JSON.stringify({ epoch: crypto.randomUUID(), acks: [{ status: 'applied' }], n: 1 }),
  )
  deflater.push(frame)
  expect(deflater.push(frame).length).toBeLessThan(12)
  deflater.push(Buffer.concat([Buffer.alloc(3_000, 'long'), frame]))
  expect(deflater.push(frame).length).toBeLessThan(frame.length / 2)
})
