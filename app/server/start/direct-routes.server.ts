import type { ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { RequestHandler } from 'express'
import { handleApi } from '../http/api-errors.server.ts'
import { takeAnnouncedRoom } from '../http/body-room.server.ts'
import { readNodeBody } from '../http/read-node-body.server.ts'
import { createRequestHead, type RequestHead } from '../http/request-head.server.ts'
import type { Services } from '../services.server.ts'
import { createResponseSink } from '../sync/event-sinks.server.ts'
import { openEventStream } from '../sync/event-stream.server.ts'
import { receiveListener } from '../sync/receive-listener.server.ts'
import { receiveSync } from '../sync/receive-sync.server.ts'

/**
 * POST /api/sync and GET /api/events without React Router and its streams of the web, which took longer than the rules
 * themselves (decision 0016). All other methods of these two paths go on to the resource routes, which call the same
 * functions.
 */
export function createDirectRoutes(services: Services, guard: RequestHandler): RequestHandler {
  const handlers = new Map([
    ['POST /api/sync', handleDirectly('/api/sync', (exchange) => handleSyncRequest(services, exchange))],
    ['GET /api/events', handleDirectly('/api/events', (exchange) => handleEventsRequest(services, exchange))],
  ])
  // No router of Express: it would handle OPTIONS by itself.
  return (request, response, next) => {
    const handle = handlers.get(`${request.method} ${request.path}`)
    if (handle === undefined) return next()
    response.setHeader('X-Content-Type-Options', 'nosniff')
    return guard(request, response, (refusal) =>
      refusal === undefined ? handle(request, response, next) : next(refusal),
    )
  }
}

type Exchange = { head: RequestHead; request: Parameters<RequestHandler>[0]; response: ServerResponse }

function handleDirectly(route: string, respond: (exchange: Exchange) => Promise<void>): RequestHandler {
  return async (request, response) => {
    response.locals.nameRoute(route)
    const head = createRequestHead(request)
    const refusal = await handleApi(head, () => respond({ head, request, response }))
    if (refusal === undefined) return
    // A response that has begun cannot be taken back.
    if (response.headersSent) response.destroy()
    else await sendRefusal(response, refusal)
  }
}

async function handleSyncRequest(services: Services, { head, request, response }: Exchange): Promise<void> {
  const result = await receiveSync(services, head, (maxBytes, takeRoom) => {
    const discard = () => void request.resume()
    takeAnnouncedRoom(takeRoom, { headers: head.headers, maxBytes, discard })
    return readNodeBody(request, maxBytes)
  })
  const body = await packJson(head, response, JSON.stringify(result))
  response.setHeader('Content-Type', 'application/json')
  response.setHeader('Cache-Control', 'private, no-cache')
  // The request id is in error responses and in the log; here it would be a tenth of the response.
  response.removeHeader('X-Request-Id')
  response.setHeader('Content-Length', body.byteLength)
  // Said with each response and needed by nobody: HTTP/1.1 keeps connections, and no cache keeps this.
  response.sendDate = false
  if (!response.hasHeader('Connection')) response.removeHeader('Connection')
  response.end(body)
}

/** A response that fits one packet gains nothing by compression. */
const WORTH_BYTES = 1_400
/** Nearly as small as at zlib's own level, in half the time. */
const gzipOptions = { level: 4, strategy: constants.Z_DEFAULT_STRATEGY }
const pack = promisify(gzip)

async function packJson(head: RequestHead, response: ServerResponse, text: string): Promise<Uint8Array> {
  if (text.length < WORTH_BYTES) return Buffer.from(text)
  response.setHeader('Vary', 'Accept-Encoding')
  if (!/\bgzip\b/.test(head.headers.get('accept-encoding') ?? '')) return Buffer.from(text)
  response.setHeader('Content-Encoding', 'gzip')
  return pack(text, gzipOptions)
}

async function handleEventsRequest(services: Services, { head, response }: Exchange): Promise<void> {
  const { headers, packer, ...listener } = await receiveListener(services, head)
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  response.writeHead(200, headers)
  await openEventStream(services, { ...listener, sink: createResponseSink(response, packer) })
}

async function sendRefusal(response: ServerResponse, refusal: Response): Promise<void> {
  const body = Buffer.from(await refusal.text())
  for (const [name, value] of refusal.headers) response.setHeader(name, value)
  response.statusCode = refusal.status
  response.end(body)
}
