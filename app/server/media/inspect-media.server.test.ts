import { expect, test } from 'vitest'
import { createInspection } from './inspect-media.server.ts'

const limits = {
  imageMaxBytes: 10_000_000,
  imageMaxPixels: 1_000_000,
  videoMaxBytes: 1,
  fontMaxBytes: 100_000,
}

// Read with every piece it takes longer than a test may.
test('a JPEG that is nothing but empty segments, in many pieces, is read a few times and not once for each piece', async () => {
  const segments = Buffer.from('ffe10002', 'hex').toString('latin1').repeat(450_000)
  const file = Buffer.from(`\xff\xd8${segments}`, 'latin1')
  async function* send() {
    for (let at = 0; at < file.length; at += 1_500) yield file.subarray(at, at + 1_500)
  }
  const read = async () => {
    for await (const _ of createInspection(limits, {}).inspect(send()));
  }
  await expect(read()).rejects.toMatchObject({ reason: { kind: 'damaged' } })
})
