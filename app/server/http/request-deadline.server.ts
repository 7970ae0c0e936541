import type { RequestHandler } from 'express'
import { createErrorResponse } from './api-errors.server.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

/** A video of 100 MB over a slow line. */
export const UPLOAD_MS = 20 * MINUTE_MS
/** A project of 5 MB over a line of 20 KB/s. */
const DOCUMENT_MS = 5 * MINUTE_MS
const ANY_MS = 30 * SECOND_MS
/** For what is left of a body that was answered before its end, as without a session. */
const REST_MS = 15 * SECOND_MS

/** How long the whole of a request may take to arrive. */
export function planRequestDeadline(method: string | undefined, path: string): number {
  if (method === 'POST' && path === '/api/media/assets') return UPLOAD_MS
  if (method === 'PUT' && path.startsWith('/api/media/objects/')) return UPLOAD_MS
  if (path === '/api/sync' || path.startsWith('/api/projects/')) return DOCUMENT_MS
  return ANY_MS
}

/** Calls back once, unless what it returns was called before. */
type Schedule = (delayMs: number, run: () => void) => () => void

const schedule: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, delayMs)
  timer.unref()
  return () => clearTimeout(timer)
}

/** Ends requests that do not arrive: each holds a connection, and needs no session to do so. */
export function createRequestDeadline(after: Schedule = schedule): RequestHandler {
  return (request, response, next) => {
    const hasBody =
      request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
    if (!hasBody) return next()
    let forget = after(planRequestDeadline(request.method, request.path), expire)

    function expire(): void {
      if (request.complete) return
      if (response.headersSent) {
        request.socket.destroy()
        return
      }
      const message = 'The request took too long to arrive; nothing was changed. Send it again.'
      void sendAndClose(createErrorResponse('request_timeout', message))
    }

    async function sendAndClose(refusal: Response): Promise<void> {
      const body = await refusal.text()
      if (response.headersSent) return
      response.writeHead(refusal.status, { 'content-type': 'application/json', connection: 'close' })
      response.end(body, () => request.socket.destroy())
    }

    request.once('end', () => forget())
    request.once('close', () => forget())
    response.once('finish', () => {
      forget()
      if (!request.complete) forget = after(REST_MS, expire)
    })
    next()
  }
}
