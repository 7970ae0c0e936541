import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  readSocketFrame,
  readSocketRequest,
  writeSocketEvent,
  writeSocketRequest,
  writeSocketResponse,
} from './socket.ts'

const ids = fc.nat({ max: 999_999_999 })

test('a request keeps its id and its body', () => {
  fc.assert(
    fc.property(ids, fc.json(), (id, body) => {
      const frame = Buffer.from(writeSocketRequest(id, body))
      const request = readSocketRequest(frame)
      expect(request?.id).toBe(id)
      expect(frame.subarray(request?.bodyStart).toString()).toBe(body)
    }),
  )
})

test('a response keeps its id, status, delay and body', () => {
  const responses = fc.record({
    id: ids,
    status: fc.integer({ min: 200, max: 599 }),
    retryAfterSeconds: fc.option(fc.nat({ max: 600 }), { nil: undefined }),
    text: fc.json(),
  })
  fc.assert(
    fc.property(responses, ({ retryAfterSeconds, ...response }) => {
      const retryAfter = retryAfterSeconds === undefined ? null : String(retryAfterSeconds)
      const frame = readSocketFrame(writeSocketResponse({ ...response, retryAfter }))
      expect(frame).toEqual({ kind: 'response', ...response, retryAfterSeconds })
    }),
  )
})

test('an event and a heartbeat are told from responses', () => {
  for (const name of [undefined, 'reviews'])
    expect(readSocketFrame(writeSocketEvent(name, '{"seq":1}'))).toEqual({
      kind: 'event',
      name,
      text: '{"seq":1}',
    })
  expect(readSocketFrame('')).toEqual({ kind: 'heartbeat' })
})

test.each(['', ' {}', 'x {}', '12', '{"pushes":[]}', `${'1'.repeat(17)} {}`])(
  'what is no request is none: %s',
  (text) => expect(readSocketRequest(Buffer.from(text))).toBeUndefined(),
)

test.each(['hello', '1 20 - {}', '1 200 {}', 'x 200 - {}'])('what is no frame is none: %s', (text) =>
  expect(readSocketFrame(text)).toBeUndefined(),
)
