import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createHttpClient } from './http-client.ts'
import type { HttpResponse, Transport } from './transport.ts'

const request = { method: 'GET', path: '/api/thing' } as const
const schema = z.object({ name: z.string() })

/** A client whose request is answered so; `never`: not at all. */
function open(response: HttpResponse | 'fails' | 'never') {
  const { time, advance } = createVirtualTime()
  let isCancelled = false
  const answer =
    response === 'never'
      ? new Promise<HttpResponse>(() => undefined)
      : response === 'fails'
        ? Promise.reject(new Error('cut'))
        : Promise.resolve(response)
  const transport = () => ({
    response: answer,
    cancel: () => {
      isCancelled = true
    },
  })
  return { http: createHttpClient(transport, time), advance, isCancelled: () => isCancelled }
}

const error = { error: { code: 'some', message: 'Some.' } }

describe('the outcome of a request', () => {
  test.each([
    [
      { status: 200, json: { name: 'a' } },
      { kind: 'ok', value: { name: 'a' } },
    ],
    [
      { status: 201, json: { name: 'a' } },
      { kind: 'ok', value: { name: 'a' } },
    ],
    [{ status: 401, json: error }, { kind: 'signed-out' }],
    // [F34] Another account's session.
    [{ status: 403, json: error }, { kind: 'signed-out' }],
    [{ status: 404, json: error }, { kind: 'missing' }],
    [{ status: 426, json: error }, { kind: 'outdated' }],
    [
      { status: 422, json: error },
      { kind: 'refused', status: 422, code: 'some', message: 'Some.' },
    ],
    [
      { status: 429, json: error, retryAfterMs: 9_000 },
      { kind: 'later', retryAfterMs: 9_000 },
    ],
    [{ status: 500, json: error }, { kind: 'later' }],
    // The server's own disk is full, and the account.
    [{ status: 507, json: error }, { kind: 'later' }],
    [
      { status: 507, json: { ...error, reason: 'quota' } },
      { kind: 'refused', status: 507, code: 'some', message: 'Some.' },
    ],
  ] as const)('%j is %j', async (response, outcome) => {
    expect(await open(response).http.send(request, schema)).toEqual(outcome)
  })

  test.each([
    { status: 200 },
    { status: 200, json: { hello: 'guest' } },
    { status: 401 },
    { status: 404, json: { hello: 'guest' } },
    { status: 502 },
  ])('[S23] [F42] %j is not of our server and counts as no network', async (response) => {
    expect(await open(response).http.send(request, schema)).toEqual({ kind: 'offline' })
  })

  test('[S24] a proxy may say how long to wait', async () => {
    const response = { status: 503, retryAfterMs: 9_000 }
    expect(await open(response).http.send(request, schema)).toEqual({ kind: 'offline', retryAfterMs: 9_000 })
  })

  test('a network that fails is no network', async () => {
    expect(await open('fails').http.send(request, schema)).toEqual({ kind: 'offline' })
  })
})

describe('a request that hangs', () => {
  test('[S24] [F43] is given up at its deadline', async () => {
    const { http, advance, isCancelled } = open('never')
    const asked = http.request(request, { deadlineMs: 100 })
    advance(100)
    expect(await asked).toEqual({ kind: 'offline', hung: true })
    expect(isCancelled()).toBe(true)
  })

  test('[S24] is not given up while pieces of its response arrive, however long that takes', async () => {
    const { time, advance } = createVirtualTime()
    let answer: (response: HttpResponse) => void = () => undefined
    let receive: (() => void) | undefined
    const transport: Transport = ({ onReceived }) => {
      receive = onReceived
      return {
        response: new Promise((resolve) => {
          answer = resolve
        }),
        cancel: () => undefined,
      }
    }
    const sent = createHttpClient(transport, time).send(request, schema)
    for (let second = 0; second < 60; second += 10) {
      advance(10_000)
      receive?.()
    }
    answer({ status: 200, json: { name: 'a' } })
    expect(await sent).toEqual({ kind: 'ok', value: { name: 'a' } })
    const asked = createHttpClient(transport, time).request(request)
    advance(10_000)
    receive?.()
    advance(15_000)
    expect(await asked).toEqual({ kind: 'offline', hung: true })
  })

  test('is given up when it is cancelled, also before it was sent', async () => {
    const abort = new AbortController()
    const { http, isCancelled } = open('never')
    const sent = http.send(request, schema, abort.signal)
    abort.abort()
    expect(await sent).toEqual({ kind: 'offline' })
    expect(isCancelled()).toBe(true)
    expect(await http.send(request, schema, abort.signal)).toEqual({ kind: 'offline' })
  })
})
