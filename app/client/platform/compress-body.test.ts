import { gunzipSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { completeBody, compressBody, compressPushes } from './compress-body.ts'

const readBytes = async (body: BodyInit) => Buffer.from(await new Response(body).arrayBuffer())
const pushes = [{ n: 1, text: 'Größe "🏖"'.repeat(20_000) }, { n: 2 }]

test('a body is deflated where it pays', async () => {
  const json = JSON.stringify({ protocol: 1, pushes })
  const { body, encoding } = await compressBody(json)
  expect(encoding).toBe('deflate')
  expect(inflateSync(await readBytes(body)).toString()).toBe(json)
  expect(await compressBody('{}')).toEqual({ body: '{}', encoding: undefined })
})

test('pushes that were packed ahead are the beginning of a body like any other', async () => {
  const prefetch = (await compressPushes(pushes)) ?? new Uint8Array()
  const { body, encoding } = await completeBody(prefetch, { protocol: 1, cursor: null })
  expect(encoding).toBe('gzip')
  expect(JSON.parse(gunzipSync(await readBytes(body)).toString())).toEqual({
    pushes,
    protocol: 1,
    cursor: null,
  })
})
