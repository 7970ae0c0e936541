import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import express from 'express'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRequestDeadline, planRequestDeadline } from './request-deadline.server.ts'

test.each([
  ['POST', '/api/auth/sign-in/email', 30],
  ['POST', '/sign-in', 30],
  ['GET', '/api/events', 30],
  ['POST', '/api/media/uploads', 30],
  ['POST', '/api/sync', 300],
  ['PUT', '/api/projects/7d5a0b9e', 300],
  ['POST', '/api/media/assets', 1200],
  ['PUT', '/api/media/objects/token', 1200],
])('%s %s may take %i seconds to arrive: only uploads take long', (method, path, seconds) => {
  expect(planRequestDeadline(method, path)).toBe(seconds * 1_000)
})

describe('a request that stops in the middle of its body', () => {
  type Timer = { delayMs: number; run: () => void }
  let timers: Timer[]
  let server: Server
  let socket: Socket
  let received: Promise<string>

  beforeEach(async () => {
    timers = []
    const app = express()
    app.use(
      createRequestDeadline((delayMs, run) => {
        const timer = { delayMs, run }
        timers.push(timer)
        return () => void timers.splice(timers.indexOf(timer), 1)
      }),
    )
    app.post('/early', (_request, response) => void response.status(401).end('no'))
    app.post('/late', (request, response) => void request.resume().on('end', () => response.end('all')))
    server = createServer(app).listen(0)
    await once(server, 'listening')
    socket = connect((server.address() as AddressInfo).port)
    received = text(socket)
  })
  afterEach(async () => {
    socket.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const responded = () =>
    new Promise<void>((resolve) => {
      server.once('request', (_request, response) => response.once('finish', () => resolve()))
    })

  /** Until the server has the request. */
  async function send(path: string): Promise<void> {
    const arrived = once(server, 'request')
    socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf`)
    await arrived
  }

  test('is ended with a sentence when its time is over', async () => {
    await send('/late')
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([30_000])
    timers[0]?.run()
    const answer = await received
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toContain('"code":"request_timeout"')
  })

  test('is given a little longer when it was answered already, and then ended', async () => {
    const finished = responded()
    await send('/early')
    await finished
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([15_000])
    timers[0]?.run()
    expect(await received).toMatch(/^HTTP\/1\.1 401 /)
  })

  test('and is completed in time is answered, and nothing waits for it any more', async () => {
    const finished = responded()
    await send('/late')
    socket.write('other6')
    await finished
    socket.end()
    expect(await received).toMatch(/^HTTP\/1\.1 200 /)
    expect(timers).toEqual([])
  })
})
